"""The interface in two languages: `tr` gives the words of the chosen one.

English sentences are the keys; a JSON file for each other language holds theirs. gettext would need a compiled catalogue in
the wheel or a build step for every editable install; two languages without plurals in the second need neither.
"""

import json
from functools import cache

from reader.resources import resource

LANGUAGES = ("en", "zh_CN")
_chosen = "en"


def set_language(language: str) -> None:
    """Choose a language of LANGUAGES; anything else that begins with zh is Chinese, and the rest English."""
    global _chosen
    _chosen = "zh_CN" if language.lower().startswith("zh") else "en"


def language() -> str:
    """The chosen language."""
    return _chosen


def tr(sentence: str, **values: object) -> str:
    """The sentence in the chosen language, with `{name}` filled in from the values; English where it has no translation."""
    words = catalogue(_chosen).get(sentence, sentence) if _chosen != "en" else sentence
    return words.format(**values) if values else words


@cache
def catalogue(language: str) -> dict[str, str]:
    """The translations of a language by their English sentences."""
    if language == "en":
        return {}
    words: dict[str, str] = json.loads(resource(f"translations/{language}.json").read_text(encoding="utf-8"))
    return words

"""The interface in two languages: `tr` gives the words of the chosen one.

English sentences are the keys; a JSON file for each other language holds theirs. gettext would need a compiled catalogue in
the wheel or a build step for every editable install; two languages, one of them without plurals, need neither.

What is counted is said with both its forms, `{count:article|articles}`: "1 article", "2 articles". Chinese writes `{count}`.
"""

import json
import re
import string
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
    return _Filled().format(words, **values) if values else words


def counted(number: float, one: str, many: str) -> str:
    """A number with the form of the noun that goes with it: 1 page, 2,000 pages."""
    return f"{number:,} {one if number == 1 else many}"


class _Filled(string.Formatter):
    """Fills in sentences; `{count:page|pages}` is the count with its noun."""

    def format_field(self, value: object, format_spec: str) -> str:
        one, bar, many = format_spec.partition("|")
        if bar and isinstance(value, int | float):
            return counted(value, one, many)
        return format(value, format_spec)


def retold(sentence: str) -> str:
    """Sentences that were made in English below the window, such as those of errors, in the chosen language.

    What stands in the catalogue with {} for names and reasons is recognised by the words between them; the rest stays English.
    """
    told = ""
    while sentence not in catalogue(_chosen):
        matches = ((pattern.match(sentence), words) for pattern, words in _patterns(_chosen))
        found, words = next(((match, words) for match, words in matches if match), (None, ""))
        if found is None:
            return told + sentence
        told += words.format(*map(retold, found.groups()))
        sentence = sentence[found.end() :]
        if not sentence:
            return told
    return told + catalogue(_chosen)[sentence]


@cache
def _patterns(language: str) -> list[tuple[re.Pattern[str], str]]:
    """How to recognise the sentences with {} in them, those with the most words first."""
    with_places = sorted((key for key in catalogue(language) if "{}" in key), key=len, reverse=True)
    place = r"((?:(?!\. ).)+?)"  # no name or reason goes over the end of a sentence
    made = ((place.join(map(re.escape, key.split("{}"))) + "(?: |$)", key) for key in with_places)
    return [(re.compile(pattern, re.DOTALL), catalogue(language)[key]) for pattern, key in made]


@cache
def catalogue(language: str) -> dict[str, str]:
    """The translations of a language by their English sentences."""
    if language == "en":
        return {}
    words: dict[str, str] = json.loads(resource(f"translations/{language}.json").read_text(encoding="utf-8"))
    return words

"""The interface in two languages: `tr` gives the words of the chosen one.

English sentences are the keys; a JSON file for each other language holds theirs. gettext would need a compiled catalogue in
the wheel or a build step for every editable install; two languages, one of them without plurals, need neither.

What is counted is said with both its forms, `{count:article|articles}`: "1 article", "2 articles". Chinese writes `{count}`.
"""

import json
import string
from functools import cache

from reader.resources import resource

LANGUAGES = ("en", "zh_CN")
DEEPEST = 3  # sentences in sentences: of a file in an archive in an archive
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


def retold(sentence: str, depth: int = 0) -> str:
    """Sentences that were made in English below the window, such as those of errors, in the chosen language.

    What stands in the catalogue with {} for names and reasons is recognised by the words between them; the rest stays English.
    The time it takes grows as the text does, whatever stands in it.
    """
    told = ""
    while sentence not in catalogue(_chosen):
        matches = ((_places(sentence, words), translated) for words, translated in _patterns(_chosen))
        found, translated = next(((match, words) for match, words in matches if match), (None, ""))
        if found is None:
            return told + sentence
        *places, end = found
        told += translated.format(*(retold(place, depth + 1) if depth < DEEPEST else place for place in places))
        sentence = sentence[end:]
        if not sentence:
            return told
    return told + catalogue(_chosen)[sentence]


def _places(text: str, words: tuple[str, ...]) -> tuple[*tuple[str, ...], int] | None:
    """What stands between words at the beginning of a text, and where what follows them begins; None where they do not stand.

    Nothing that stands between goes over the end of a sentence, so the first place where words stand is as good as any later.
    """
    if not text.startswith(words[0]):
        return None
    at, places = len(words[0]), []
    for number, following in enumerate(words[1:], start=2):
        last = text.find(". ", at)
        last = len(text) if last < 0 else last
        end = text.find(following, at + 1, last + len(following))
        while number == len(words) and end >= 0 and not _ends(text, end + len(following)):
            end = text.find(following, end + 1, last + len(following))
        if end < 0:
            return None
        places.append(text[at:end])
        at = end + len(following)
    return *places, at + (text[at : at + 1] == " ")


def _ends(text: str, at: int) -> bool:
    return at == len(text) or text[at] == " "


@cache
def _patterns(language: str) -> list[tuple[tuple[str, ...], str]]:
    """The words around the {} of sentences, with the translations, those with the most words first."""
    with_places = sorted((key for key in catalogue(language) if "{}" in key), key=len, reverse=True)
    return [(tuple(key.split("{}")), catalogue(language)[key]) for key in with_places]


@cache
def catalogue(language: str) -> dict[str, str]:
    """The translations of a language by their English sentences."""
    if language == "en":
        return {}
    words: dict[str, str] = json.loads(resource(f"translations/{language}.json").read_text(encoding="utf-8"))
    return words

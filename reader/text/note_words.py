"""What a person may call the kinds, colours and statuses of annotations, in both languages."""

from collections.abc import Iterable, Mapping

from reader.model import Annotation, Kind, Style
from reader.text.folding import bare, fold
from reader.translation import catalogue

KIND_NAMES = (*(str(kind) for kind in Kind), str(Style.UNDERLINE))
"""The kinds by name; an underlined highlight is of two."""


def named(words: Iterable[str], typed: str, labels: Mapping[str, str] = {}) -> list[str]:
    """Those of some words of the model that a typed name means: English, Chinese, or a label of the user's own, in part."""
    wanted = fold(bare(typed))
    chinese = catalogue("zh_CN")
    names = {str(word): (str(word), chinese.get(str(word), ""), labels.get(str(word), "")) for word in words}
    return [word for word, called in names.items() if any(wanted in fold(bare(name)) for name in called)]


def kinds(annotation: Annotation) -> tuple[str, ...]:
    """What an annotation is, by name: the style of a highlight too, where it has a name of its own."""
    underlined = annotation.kind is Kind.HIGHLIGHT and annotation.style is Style.UNDERLINE
    return (str(annotation.kind), str(Style.UNDERLINE)) if underlined else (str(annotation.kind),)

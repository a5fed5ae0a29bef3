"""Making annotations: ids, quotes and contexts, the same for the window, the command line and imports."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reader.errors import NotFoundError
from reader.model import Annotation, Change, Kind, Style
from reader.store.library import new_id, now
from reader.text.sheet import Sheet
from reader.translation import tr

SHORT_ID_ALPHABET = "23456789ABCDEFGHIJKLMNPQRSTUVWXYZ"  # Zotero's: without 0, 1 and O, which are misread
SHORT_ID_LENGTH = 8


def stamped(annotation: Annotation) -> Annotation:
    """The annotation with the present time as that of its last change."""
    return replace(annotation, modified=now())


def edited(label: str, annotations: Iterable[Annotation], **values: object) -> Change:
    """The step that gives annotations these values; those that have them already are left out of it."""
    before = tuple(a for a in annotations if any(getattr(a, name) != value for name, value in values.items()))
    values["modified"] = now()
    return Change(label, before, tuple(replace(a, **values) for a in before))  # type: ignore[arg-type]


def retagged(annotations: Iterable[Annotation], before: Sequence[str], after: Sequence[str]) -> Change:
    """The step that gives annotations the tags that are only in `after`, and takes from them those only in `before`."""
    given, taken = [tag for tag in after if tag not in before], set(before) - set(after)
    changed = []
    for annotation in annotations:
        left = tuple(tag for tag in annotation.tags if tag not in taken)
        tags = (*left, *(tag for tag in given if tag not in left))
        if tags != annotation.tags:
            changed.append((annotation, stamped(replace(annotation, tags=tags))))
    return Change("Tags", tuple(a for a, _ in changed), tuple(a for _, a in changed))


def new_annotation(article_id: int, kind: Kind, author: str) -> Annotation:
    """An annotation with new ids and the present time, on nothing yet."""
    time, annotation_id = now(), new_id()
    return Annotation(annotation_id, short_id(annotation_id), article_id, kind, created=time, modified=time, author=author)


def short_id(annotation_id: str) -> str:
    """SHORT_ID_LENGTH characters that stand for an annotation's UUID where space is short, as in links."""
    number, letters = int(annotation_id.replace("-", ""), 16), []
    for _ in range(SHORT_ID_LENGTH):
        number, rest = divmod(number, len(SHORT_ID_ALPHABET))
        letters.append(SHORT_ID_ALPHABET[rest])
    return "".join(letters)


def highlight_on(sheet: Sheet, start: int, end: int, colour: str, style: Style = Style.SOLID, author: str = "") -> Annotation:
    """A highlight on a stretch of a sheet (code points), with its quote and context.

    Raises NotFoundError where the stretch holds none of the article's own words.
    """
    spans, quote = sheet.spans(start, end), sheet.quote(start, end)
    if not spans or not quote:
        raise NotFoundError(tr("There are no words of the article to mark here."))
    prefix, suffix = sheet.context(start, end)
    empty = new_annotation(sheet.article.id, Kind.HIGHLIGHT, author)
    return replace(empty, quote=quote, spans=spans, prefix=prefix, suffix=suffix, colour=colour, style=style)


def notice(wanted: Change, done: Change) -> str:
    """What a person should know of a change that met another, made elsewhere; '' where it met none."""
    before = {a.id: a.note for a in wanted.before}
    notes = {a.id: a.note for a in wanted.after if a.note != before.get(a.id)}
    if any(a.note != notes.get(a.id, a.note) for a in done.after):
        return tr("This note was changed elsewhere too. It now holds both texts.")
    return "" if done.after or done.pages_after else tr("It was changed elsewhere since then, and was left as it is.")

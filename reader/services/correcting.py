"""Correcting the characters of a paragraph: a new text version of its page, with every annotation carried over."""

from collections.abc import Sequence
from dataclasses import replace

from reader.errors import RepairError
from reader.model import Annotation, Change, Repair, RepairKind, Span, Status
from reader.pages.correction import corrected, moved_regions
from reader.services.annotating import stamped
from reader.services.carrying import requoted
from reader.services.repairing import Repairing
from reader.store.annotations import Annotations
from reader.store.archive import Archive
from reader.store.layouts import Layouts
from reader.store.library import Library
from reader.text.edits import Edit, Edited, edits_between
from reader.text.sheet import Block, Run, Sheet
from reader.translation import tr


def words_of(sheet: Sheet, block: Block) -> str:
    """The words of a paragraph, heading line or caption as they can be corrected: without what the sheet itself put in."""
    return "".join(sheet.text[run.start : run.end] for run in _runs(block))


def correct(library: Library, sheet: Sheet, block: Block, words: str) -> Change:
    """Let a paragraph, heading line or caption read otherwise; belongs in the transaction that does the step.

    Raises RepairError where nothing is left of it.
    """
    words = " ".join(words.split("\n"))
    if not words.strip():
        raise RepairError(tr("Nothing would be left of it. To leave it out, set it aside."))
    work, annotations = Repairing(library), Annotations(library)
    before: list[Annotation] = []
    after: list[Annotation] = []
    for text_id, edits in _edits(sheet, block, words).items():
        page = work.page_at(Span(text_id, 0, 0))
        text = work.archive.text(text_id)
        edited = Edited(text, edits)
        regions = moved_regions(work.layouts.regions(text_id), edited)
        new_id = work.layouts.add_version(page.page_id, edited.text, text_id, regions)
        repairs = tuple(_repair(text_id, text, edit) for edit in edits)
        work.put(replace(corrected(page, text, edits, new_id), repairs=(*page.repairs, *repairs)))
        for annotation in annotations.on_text(text_id):
            seen = next((a for a in after if a.id == annotation.id), annotation)
            before += [annotation] if seen is annotation else []
            after = [a for a in after if a.id != annotation.id]
            after.append(_carried(work.archive, seen, text_id, new_id, edited))
    return replace(work.change("Correct text"), before=tuple(before), after=tuple(after))


def old_readings(library: Library, block: Block) -> list[str]:
    """What a paragraph, heading line or caption read before it was corrected, the oldest reading first."""
    layouts, pieces = Layouts(library), [run.fragment for run in _runs(block) if run.fragment]
    spans = [Span(f.text_id, f.piece.start, f.piece.end) for f in pieces]
    return list(dict.fromkeys(words for span in spans for words in layouts.old_words(span)))


def _runs(block: Block) -> list[Run]:
    return [run for run in block.runs if run.fragment is not None]


def _edits(sheet: Sheet, block: Block, words: str) -> dict[int, list[Edit]]:
    """The edits of the texts of pages that make a block read so, by text version."""
    edits: dict[int, list[Edit]] = {}
    for edit in edits_between(words_of(sheet, block), words):
        for text_id, part in _parted(_runs(block), edit):
            edits.setdefault(text_id, []).append(part)
    return edits


def _parted(runs: Sequence[Run], edit: Edit) -> list[tuple[int, Edit]]:
    """An edit of a block as edits of the pieces that it runs over: the first of them gets the words."""
    parts, begin, words = [], 0, edit.words
    for run in runs:
        assert run.fragment is not None
        end, shift = begin + run.end - run.start, run.offset - begin
        inside = edit.start < end and begin < edit.end
        put_in = edit.start == edit.end and ((begin < edit.start <= end) if edit.behind else begin == edit.start)
        if inside or put_in:
            parts.append(
                (run.fragment.text_id, Edit(max(edit.start, begin) + shift, min(edit.end, end) + shift, words, edit.behind))
            )
            words = ""
        begin = end
    return parts


def _repair(text_id: int, text: str, edit: Edit) -> Repair:
    """The edit as it is kept: with a character beside it where words are only put in, so that it has a place to be found by."""
    start, end, words = edit.start, edit.end, edit.words
    if start == end and edit.behind:
        start, words = start - 1, text[start - 1] + words
    elif start == end:
        end, words = end + 1, words + text[end]
    return Repair(RepairKind.CORRECT, Span(text_id, start, end), value=words)


def _carried(archive: Archive, annotation: Annotation, old_id: int, new_id: int, edited: Edited) -> Annotation:
    """An annotation on the corrected text; where none of its words are left it stays on the old one, for review."""
    spans, changed = [], False
    for span in annotation.spans:
        if span.text_id != old_id:
            spans.append(span)
            continue
        start, end = edited.span(span.start, span.end)
        if start >= end:
            return stamped(replace(annotation, status=Status.NEEDS_REVIEW))
        spans.append(Span(new_id, start, end))
        changed = changed or edited.touches(span.start, span.end)
    if not changed or annotation.status is Status.NEEDS_REVIEW:
        return replace(annotation, spans=tuple(spans))
    old, new = ([archive.text(s.text_id)[s.start : s.end] for s in some] for some in (annotation.spans, spans))
    return replace(annotation, spans=tuple(spans), quote=requoted(annotation.quote, old, new), status=Status.CHANGED)

"""Commands that make and change annotations and reading marks."""

from collections.abc import Sequence
from dataclasses import replace

from reader.commands.keymap import key_of
from reader.commands.reasons import (
    no_mark,
    no_mark_to_change,
    no_quote_to_correct,
    nothing_to_accept,
    nothing_to_adopt,
    nothing_to_bookmark,
    nothing_to_mark,
    nothing_to_mark_or_change,
    nothing_to_move,
    nothing_to_restore,
    read_only,
)
from reader.commands.table import Menu, Where, command
from reader.model import COLOURS, Annotation, Change, Kind, Status, Style
from reader.services.annotating import edited, highlight_on, new_annotation
from reader.services.desk import Desk
from reader.services.view import Scope
from reader.text.sentences import sentence_at
from reader.translation import tr


def _marked(desk: Desk, style: Style) -> Annotation:
    """Make a highlight on the selection, or on the sentence at the caret, in the current colour."""
    assert desk.sheet
    start, end = desk.view.selection()
    if start == end:
        start, end = sentence_at(desk.sheet.text, start)
    return highlight_on(desk.sheet, start, end, desk.colour, style, desk.settings.text("author"))


def _marked_already(desk: Desk, made: Annotation) -> Annotation | None:
    """The mark that stands on the very words of a new one and looks like it, its colour aside."""
    return next((a for a in desk.marks_here if (a.kind, a.style, a.spans) == (made.kind, made.style, made.spans)), None)


def _chosen(desk: Desk, annotation: Annotation) -> Annotation:
    end = desk.view.selection()[1]
    desk.view.select(end, end)  # the mark is to be seen
    desk.view.choose_annotation(annotation)
    return annotation


def _mark(desk: Desk, label: str, style: Style) -> None:
    """Mark words; those that are marked in this way already take on the current colour and are not marked twice."""
    made = _marked(desk, style)
    present = _marked_already(desk, made)
    if present is None:
        desk.do(Change(label, after=(made,)))
    elif present.colour == made.colour:
        desk.view.say(tr("These words are marked already."))
    else:
        present = desk.edit("Recolour", present, colour=made.colour)
        desk.view.say(desk.notice or tr("These words were marked already; they have the new colour now."))
    _chosen(desk, present or made)


@command("Highlight", "H", Where.TEXT, Menu.ANNOTATE, nothing_to_mark, group="mark")
def highlight(desk: Desk) -> None:
    """Mark the selection, or the sentence at the caret, in the current colour."""
    _mark(desk, "Highlight", Style.SOLID)


@command("Underline", "U", Where.TEXT, Menu.ANNOTATE, nothing_to_mark, group="mark")
def underline(desk: Desk) -> None:
    """Underline the selection, or the sentence at the caret, in the current colour."""
    _mark(desk, "Underline", Style.UNDERLINE)


def _to_change(desk: Desk) -> Annotation | None:
    """The annotation that a key is for: the chosen one in the list, in the text the one here unless words are selected.

    A bookmark is changed in the list alone: in the text its sentence is there to be marked.
    """
    if desk.view.focused_pane() == "list":
        return desk.view.chosen_annotation()
    start, end = desk.view.selection()
    chosen = desk.view.chosen_annotation()
    return None if start != end or (chosen and chosen.kind is Kind.BOOKMARK) else chosen


def _several(desk: Desk) -> Sequence[Annotation]:
    """The annotations that are chosen in the list, where they are more than one."""
    chosen = desk.view.chosen_annotations()
    return chosen if len(chosen) > 1 else ()


def _edit_all(label: str, desk: Desk, **values: object) -> None:
    """Give all that are chosen these values, as one step."""
    change = edited(label, desk.view.chosen_annotations(), **values)
    if change.after:
        desk.do(change)
    desk.view.say(desk.notice or tr("{count:annotation|annotations} changed.", count=len(change.after)))


def _colour_command(number: int, colour: str) -> None:
    def colour_it(desk: Desk) -> None:
        desk.colour = colour
        chosen = _to_change(desk)
        if chosen is None:
            highlight(desk)
        elif _several(desk):
            _edit_all("Recolour", desk, colour=colour)
        elif chosen.colour == colour:
            desk.view.say(tr("It has this colour already."))
        else:
            desk.view.choose_annotation(desk.edit("Recolour", chosen, colour=colour))

    colour_it.__name__ = f"colour_{number}"
    colour_it.__doc__ = "Mark the selection in this colour; with no selection or in the list, recolour the annotation here."
    title, unless = f"Colour {number}: {colour}", nothing_to_mark_or_change

    def named(desk: Desk) -> str:
        name = desk.settings.colour_names().get(colour)
        return tr("Colour {number}: {name}", number=number, name=name) if name else tr(title)

    command(title, str(number), Where.MARKS, Menu.ANNOTATE, unless, group="colour", called=named)(colour_it)


for _number, _colour in enumerate(COLOURS, start=1):
    _colour_command(_number, _colour)


@command("Write note", "A", Where.MARKS, Menu.ANNOTATE, nothing_to_mark_or_change, group="note")
def write_note(desk: Desk) -> None:
    """Write a note on the annotation here; without one, mark the selection or sentence first."""
    chosen = _to_change(desk)
    if chosen is None:
        made = _marked(desk, Style.SOLID)
        chosen = _marked_already(desk, made)
        if chosen is None:
            desk.do(Change("Highlight", after=(made,)))
        _chosen(desk, chosen := chosen or made)
    desk.view.edit_note(chosen)


@command("Note on the article", "Shift+A", Where.READING, Menu.ANNOTATE, nothing_to_mark, group="note")
def write_article_note(desk: Desk) -> None:
    """Write a note on the article as a whole."""
    present = next((a for a in desk.marks_here if a.kind is Kind.NOTE), None)
    desk.view.edit_note(present or new_annotation(desk.article_id, Kind.NOTE, desk.settings.text("author")))


@command("Edit note", "F2", Where.MARKS, Menu.ANNOTATE, no_mark_to_change, group="note")
def edit_note(desk: Desk) -> None:
    """Edit the note of the annotation at the caret or in the list."""
    chosen = desk.view.chosen_annotation()
    assert chosen
    desk.view.edit_note(chosen)


@command("Tags…", "T", Where.MARKS, Menu.ANNOTATE, no_mark_to_change, group="note")
def edit_tags(desk: Desk) -> None:
    """Give the annotation here tags, or all that are chosen in the list."""
    desk.view.edit_tags(desk.view.chosen_annotations())


@command("Your reading of the quote…", "Q", Where.MARKS, Menu.ANNOTATE, no_quote_to_correct, group="note")
def edit_reading(desk: Desk) -> None:
    """Write how the quote should read; what was printed stays as it is, beside it."""
    chosen = desk.view.chosen_annotation()
    assert chosen
    desk.view.edit_reading(chosen)


@command("Bookmark", "B", Where.READING, Menu.ANNOTATE, nothing_to_bookmark, group="mark")
def bookmark(desk: Desk) -> None:
    """Put a bookmark on the sentence at the caret, or take it away."""
    assert desk.sheet
    start, end = sentence_at(desk.sheet.text, desk.view.caret())
    made = replace(highlight_on(desk.sheet, start, end, desk.colour, author=desk.settings.text("author")), kind=Kind.BOOKMARK)
    present = _marked_already(desk, made)
    if present is None:
        desk.do(Change("Bookmark", after=(made,)))
        desk.view.choose_annotation(made)
        desk.view.say(desk.notice or tr("Bookmarked. B takes the bookmark away."))
    else:
        desk.do(Change("Delete annotation", before=(present,)))
        desk.view.say(desk.notice or tr("Bookmark taken away. {undo} brings it back.", undo=key_of("undo", desk.settings)))


@command("Delete annotation", "Del", Where.MARKS, Menu.ANNOTATE, no_mark_to_change, group="delete")
def delete_annotation(desk: Desk) -> None:
    """Put the annotation here in the bin, or all that are chosen in the list; undo brings them back."""
    chosen = tuple(desk.view.chosen_annotations())
    desk.do(Change("Delete annotation", before=chosen))
    several = tr(
        "{count:annotation|annotations} deleted. {undo} brings them back.",
        undo=key_of("undo", desk.settings),
        count=len(chosen),
    )
    desk.view.say(
        desk.notice
        or (several if len(chosen) > 1 else tr("Deleted. {undo} brings it back.", undo=key_of("undo", desk.settings)))
    )


@command("Restore annotation", "Z", Where.LIST, Menu.ANNOTATE, nothing_to_restore, group="delete")
def restore_annotation(desk: Desk) -> None:
    """Bring what is chosen back from the bin."""
    chosen = tuple(desk.view.chosen_annotations())
    desk.do(Change("Restore annotation", before=chosen, after=tuple(replace(a, deleted="") for a in chosen)))
    several = tr(
        "{count:annotation|annotations} restored. {undo} puts them into the bin again.",
        undo=key_of("undo", desk.settings),
        count=len(chosen),
    )
    desk.view.say(
        desk.notice
        or (
            several
            if len(chosen) > 1
            else tr("Restored. {undo} puts it into the bin again.", undo=key_of("undo", desk.settings))
        )
    )


@command("Adopt annotation", "", Where.MARKS, Menu.ANNOTATE, nothing_to_adopt, group="delete")
def adopt_annotation(desk: Desk) -> None:
    """Make another's annotation your own, so that it can be changed; what they write later comes in beside it."""
    chosen = desk.view.chosen_annotation()
    assert chosen
    desk.edit("Adopt annotation", chosen, author=desk.settings.text("author"), origin=chosen.origin or chosen.author)
    desk.view.say(desk.notice or tr("Adopted. It can be changed now."))


@command("Open annotation", "Return Enter", Where.MARKS, Menu.ANNOTATE, no_mark, group="open")
def open_annotation(desk: Desk) -> None:
    """From the list go to the annotation's words in their article; from the words go to the annotation in the list."""
    chosen = desk.view.chosen_annotation()
    assert chosen
    if desk.view.focused_pane() != "list":
        if not chosen.deleted and desk.view.list_scope() is Scope.BIN:
            desk.view.show_scope(Scope.ARTICLE)
        desk.view.choose_annotation(chosen)
        desk.view.focus_pane("list")
        return
    if chosen.article_id != desk.article_id:
        desk.open(chosen.article_id)
    place = desk.place_of(chosen)
    if not desk.stands_at(chosen, desk.view.caret()):
        desk.view.select(place, place)
    desk.view.choose_annotation(chosen)
    desk.view.focus_pane("text")
    if not desk.is_placed(chosen) and chosen.kind is not Kind.NOTE:
        desk.view.say(tr("Its words are not in the article as it is now; M gives it other words."))


@command("Accept place", "O", Where.MARKS, Menu.ANNOTATE, nothing_to_accept, group="review")
def accept_place(desk: Desk) -> None:
    """Say that the annotation stands where it should after its page was read anew."""
    chosen = desk.view.chosen_annotation()
    assert chosen
    if _several(desk):
        placed = [a for a in _several(desk) if a.kind is Kind.NOTE or desk.is_placed(a)]
        desk.do(edited("Accept place", placed, status=Status.OK))
    else:
        desk.edit("Accept place", chosen, status=Status.OK)
    desk.view.say(desk.notice or tr("Accepted."))


@command("Move annotation", "M", Where.MARKS, Menu.ANNOTATE, nothing_to_move, group="review")
def move_annotation(desk: Desk) -> None:
    """Give an annotation other words: press it on the annotation, select the words, press it again."""
    start, end = desk.view.selection()
    if desk.moving is None or start == end or desk.view.focused_pane() == "list":
        _take_up(desk)
        return
    assert desk.sheet
    moving = desk.annotations.get(desk.moving.id)
    words = highlight_on(desk.sheet, start, end, moving.colour)
    place = {name: getattr(words, name) for name in ("article_id", "quote", "spans", "prefix", "suffix")}
    place |= {"kind": Kind.HIGHLIGHT, "status": Status.OK, "quote_corrected": "", "deleted": ""}  # back from the bin, too
    moved = desk.edit("Move annotation", moving, **place)
    desk.moving = None  # not before: what could not be written can be tried again
    desk.view.select(end, end)
    desk.view.choose_annotation(moved)
    desk.view.say(desk.notice or tr("Moved. {undo} takes it back.", undo=key_of("undo", desk.settings)))


@command("Review", "W Ctrl+Shift+R", Where.READING, Menu.ANNOTATE, read_only, group="review")
def review(desk: Desk) -> None:
    """Look through what needs review, one after another: annotations without a sure place, and doubts of the importer."""
    desk.view.show_review()


def _take_up(desk: Desk) -> None:
    chosen = desk.view.chosen_annotation()
    if chosen is None:
        desk.view.say(tr("Select the words that it belongs to, and press M again."))
        return
    if chosen.article_id != desk.article_id:
        desk.open(chosen.article_id)
    desk.moving = chosen
    desk.view.focus_pane("text")
    desk.view.say(tr("Select the words that it belongs to, and press M again."))


def _scope_command(name: str, scope: Scope, title: str, keys: str, doc: str) -> None:
    def choose_scope(desk: Desk) -> None:
        shown = desk.view.list_scope() is scope
        desk.view.show_scope(Scope.ARTICLE if shown else scope)
        desk.view.focus_pane("list")

    choose_scope.__name__, choose_scope.__doc__ = name, doc
    command(title, keys, Where.READING, Menu.ANNOTATE, group="scope")(choose_scope)


_scope_command(
    "whole_library", Scope.LIBRARY, "All annotations", "L", "List the annotations of the whole library, or the article's again."
)
_scope_command(
    "whole_issue", Scope.ISSUE, "Annotations of the issue", "Shift+L", "List those of the whole issue, or the article's again."
)
_scope_command("bin", Scope.BIN, "Bin", "Shift+B", "List the deleted annotations, or the article's again.")


@command("Read or unread", "R", Where.READING, Menu.ANNOTATE, nothing_to_mark, group="article")
def toggle_read(desk: Desk) -> None:
    """Mark the article as unread, or as read. It is read once you open it, or go on from it where it lay open at the start."""
    desk.turn_read()


@command("Star", "S", Where.READING, Menu.ANNOTATE, nothing_to_mark, group="article")
def toggle_star(desk: Desk) -> None:
    """Give the article a star, or take it."""
    starred = not desk.marks.is_starred(desk.article_id)
    desk.marks.set_starred([desk.article_id], starred)
    desk.view.show_reading_mark(desk.article_id)
    desk.view.say(tr("Starred.") if starred else tr("Star taken off."))

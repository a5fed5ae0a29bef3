"""Commands that make and change annotations and reading marks."""

from reader.commands.reasons import no_mark, no_mark_to_change, nothing_to_mark
from reader.commands.table import Menu, Where, command
from reader.model import COLOURS, Annotation, Change, Kind, Style
from reader.services.annotating import highlight_on, new_annotation
from reader.services.desk import Desk
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


def _colour_command(number: int, colour: str) -> None:
    def colour_it(desk: Desk) -> None:
        desk.colour = colour
        start, end = desk.view.selection()
        chosen = desk.view.chosen_annotation()
        if start != end or chosen is None:
            highlight(desk)
        elif chosen.colour == colour:
            desk.view.say(tr("It has this colour already."))
        else:
            desk.view.choose_annotation(desk.edit("Recolour", chosen, colour=colour))

    colour_it.__name__ = f"colour_{number}"
    colour_it.__doc__ = "Mark the selection in this colour; with no selection, recolour the annotation here."
    command(f"Colour {number}: {colour}", str(number), Where.MARKS, Menu.ANNOTATE, nothing_to_mark, group="colour")(colour_it)


for _number, _colour in enumerate(COLOURS, start=1):
    _colour_command(_number, _colour)


@command("Write note", "A", Where.MARKS, Menu.ANNOTATE, nothing_to_mark, group="note")
def write_note(desk: Desk) -> None:
    """Write a note on the annotation here; without one, mark the selection or sentence first."""
    start, end = desk.view.selection()
    chosen = desk.view.chosen_annotation() if start == end else None
    if chosen is None:
        made = _marked(desk, Style.SOLID)
        chosen = _marked_already(desk, made)
        if chosen is None:
            desk.do(Change("Highlight", after=(made,)))
        _chosen(desk, chosen := chosen or made)
    desk.view.edit_note(chosen)


@command("Note on the article", "Shift+A", Where.MARKS, Menu.ANNOTATE, nothing_to_mark, group="note")
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
    """Give the annotation here tags."""
    chosen = desk.view.chosen_annotation()
    assert chosen
    desk.view.edit_tags(chosen)


@command("Delete annotation", "Del", Where.MARKS, Menu.ANNOTATE, no_mark_to_change, group="delete")
def delete_annotation(desk: Desk) -> None:
    """Put the annotation here in the bin; undo brings it back."""
    chosen = desk.view.chosen_annotation()
    assert chosen
    desk.do(Change("Delete annotation", before=(chosen,)))
    desk.view.say(desk.notice or tr("Deleted. Ctrl+Z brings it back."))


@command("Open annotation", "Return Enter", Where.MARKS, Menu.ANNOTATE, no_mark, group="delete")
def open_annotation(desk: Desk) -> None:
    """Go from the list to the annotation's words, or from the words to the list; again for the next of several."""
    chosen = desk.view.chosen_annotation()
    assert chosen
    if chosen.article_id != desk.article_id:
        desk.open(chosen.article_id)
    here = desk.marks_at(desk.view.caret())
    ids = [a.id for a in here]
    if chosen.id in ids and len(here) > 1:
        chosen = here[(ids.index(chosen.id) + 1) % len(here)]
    place = desk.place_of(chosen)
    if chosen.id not in ids:
        desk.view.select(place, place)
    desk.view.choose_annotation(chosen)
    desk.view.focus_pane("text")


@command("Read or unread", "R", Where.READING, Menu.ANNOTATE, nothing_to_mark, group="article")
def toggle_read(desk: Desk) -> None:
    """Mark the article as unread, or as read again."""
    desk.marks.set_read([desk.article_id], not desk.marks.is_read(desk.article_id))
    desk.view.show_reading_mark(desk.article_id)


@command("Star", "S", Where.READING, Menu.ANNOTATE, nothing_to_mark, group="article")
def toggle_star(desk: Desk) -> None:
    """Give the article a star, or take it."""
    starred = not desk.marks.is_starred(desk.article_id)
    desk.marks.set_starred([desk.article_id], starred)
    desk.view.show_reading_mark(desk.article_id)
    desk.view.say(tr("Starred.") if starred else tr("Star taken off."))

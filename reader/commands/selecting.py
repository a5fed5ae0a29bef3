"""Commands that move the caret and the selection."""

from reader.commands.reasons import no_article
from reader.commands.table import Menu, Where, command
from reader.services.desk import Desk
from reader.text.sentences import next_sentence, previous_sentence, sentence_at


@command("Next sentence", ") Shift+)", Where.TEXT, Menu.GO, no_article, group="sentence")
def sentence_forward(desk: Desk) -> None:
    """Put the caret at the beginning of the next sentence."""
    assert desk.sheet
    place = next_sentence(desk.sheet.text, desk.view.caret())
    desk.view.select(place, place)


@command("Previous sentence", "( Shift+(", Where.TEXT, Menu.GO, no_article, group="sentence")
def sentence_back(desk: Desk) -> None:
    """Put the caret at the beginning of this sentence or the one before."""
    assert desk.sheet
    place = previous_sentence(desk.sheet.text, desk.view.caret())
    desk.view.select(place, place)


@command("Expand selection", "V", Where.TEXT, Menu.EDIT, no_article, group="select")
def expand_selection(desk: Desk) -> None:
    """Select the sentence at the caret, then its paragraph, then the article."""
    assert desk.sheet
    start, end = desk.view.selection()
    if (start, end) not in _widths(desk):
        desk.widened_from = start
    for left, right in _widths(desk):
        if left <= start and end <= right and (left, right) != (start, end):
            desk.view.select(left, right)
            return


@command("Shrink selection", "Shift+V", Where.TEXT, Menu.EDIT, no_article, group="select")
def shrink_selection(desk: Desk) -> None:
    """Select the paragraph instead of the article, then the sentence, then nothing."""
    start, end = desk.view.selection()
    if not start <= desk.widened_from < end:
        desk.widened_from = start
    for left, right in reversed(_widths(desk)):
        if start <= left and right <= end and (left, right) != (start, end):
            desk.view.select(left, right)
            return
    desk.view.select(start, start)


def _widths(desk: Desk) -> list[tuple[int, int]]:
    """The sentence, paragraph and article around the place from which the selection was widened."""
    assert desk.sheet
    position = desk.widened_from
    block = desk.sheet.block_at(position)
    paragraph = (block.start, block.end) if block else (0, 0)
    return [sentence_at(desk.sheet.text, position), paragraph, (0, len(desk.sheet.text))]

"""Commands that move the caret and the selection."""

from reader.commands.reasons import no_article, nothing_to_mark
from reader.commands.table import Menu, Where, command
from reader.services.desk import Desk
from reader.text.sentences import next_sentence, previous_sentence, sentence_at
from reader.text.walking import quoted_phrases
from reader.translation import tr


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


@command("Look up", "D", Where.TEXT, Menu.EDIT, no_article, group="words")
def look_up(desk: Desk) -> None:
    """Say what your dictionaries know of the selection or of the word at the caret, with its pinyin."""
    from reader.services.looking_up import candidates  # here: most sittings look nothing up

    assert desk.sheet
    start, end = desk.view.selection()
    word = desk.words.word_at(desk.sheet.text, desk.view.caret())
    words = candidates(desk.sheet, (start, end), word)
    own = words[0] if start < end and words else desk.sheet.text[slice(*word)]
    if own.strip():
        desk.view.look_up(words, own)
    else:
        desk.view.say(tr("There is no word here."))


@command("Add a dictionary…", "", Where.WINDOW, Menu.EDIT, group="words")
def add_dictionary(desk: Desk) -> None:
    """Name a dictionary file that you have, CC-CEDICT or StarDict, in which words are looked up from then on."""
    desk.view.ask_dictionary()


@command("Expand selection", "V", Where.TEXT, Menu.EDIT, no_article, group="select")
def expand_selection(desk: Desk) -> None:
    """Select the word at the caret, then what stands in quotes around it, the sentence, the paragraph, the article."""
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
    """Select the paragraph instead of the article, then the sentence, the words in quotes, the word, then nothing."""
    start, end = desk.view.selection()
    if not start <= desk.widened_from < end:
        desk.widened_from = start
    for left, right in reversed(_widths(desk)):
        if start <= left and right <= end and (left, right) != (start, end):
            desk.view.select(left, right)
            return
    desk.view.select(start, start)


@command("Join or split words", "Shift+D", Where.TEXT, Menu.EDIT, nothing_to_mark, group="select")
def join_or_split_words(desk: Desk) -> None:
    """Take the selected characters for one word from now on, or the word at the caret for two; the library remembers it."""
    assert desk.sheet
    start, end = desk.view.selection()
    if start == end:
        first, second = desk.words.split(desk.sheet.text, start)
        desk.view.say(tr("“{first}” and “{second}” are two words from now on.", first=first, second=second))
    else:
        word = desk.words.join(desk.sheet.text, start, end)
        desk.view.say(tr("“{word}” is one word from now on. With the caret in it, Shift+D makes it two.", word=word))


def _widths(desk: Desk) -> list[tuple[int, int]]:
    """Word, quoted phrases, sentence, paragraph and article around the place from which the selection was widened.

    Each holds the one before: a sentence that a longer quotation cuts across stands, and the quotation is left out.
    """
    assert desk.sheet
    text, position = desk.sheet.text, desk.widened_from
    block = desk.sheet.block_at(position)
    paragraph = (block.start, block.end) if block else (0, 0)
    widths = [desk.words.word_at(text, position)]
    widths += [*quoted_phrases(text, position), sentence_at(text, position), paragraph, (0, len(text))]
    found: list[tuple[int, int]] = []
    for left, right in sorted(widths, key=lambda width: width[1] - width[0]):
        if left < right and (not found or (left <= found[-1][0] and found[-1][1] <= right)) and (left, right) not in found:
            found.append((left, right))
    return found

"""Commands that open another article or go on in this one."""

from reader.commands.reasons import (
    empty_library,
    no_article,
    no_doubts,
    no_hits,
    no_marks,
    no_way_back,
    no_way_forward,
    nothing_searched,
)
from reader.commands.table import Menu, Where, command
from reader.services.desk import Desk
from reader.services.doubts import doubts
from reader.store.shelves import Step
from reader.translation import tr


def _go(desk: Desk, step: Step, forward: bool, unread: bool = False) -> None:
    desk.finish_reading()
    found = desk.neighbour(step, forward, unread)
    if found is not None:
        desk.open(found)
    elif unread:
        desk.view.say(tr("There is no unread article in this direction."))
    else:
        desk.view.say(tr("This is the end of the library.") if forward else tr("This is the beginning of the library."))


@command("Next article", "J", Where.READING, Menu.GO, group="article")
def next_article(desk: Desk) -> None:
    """Open the next article, read or not."""
    _go(desk, Step.ARTICLE, forward=True)


@command("Previous article", "K", Where.READING, Menu.GO, group="article")
def previous_article(desk: Desk) -> None:
    """Open the previous article."""
    _go(desk, Step.ARTICLE, forward=False)


@command("Next unread article", "N", Where.READING, Menu.GO, group="article")
def next_unread(desk: Desk) -> None:
    """Open the next article that has not been read."""
    _go(desk, Step.ARTICLE, forward=True, unread=True)


@command("Previous unread article", "P", Where.READING, Menu.GO, group="article")
def previous_unread(desk: Desk) -> None:
    """Open the last article before this one that has not been read."""
    _go(desk, Step.ARTICLE, forward=False, unread=True)


@command("Next page", "] Ctrl+PgDown", Where.READING, Menu.GO, group="page")
def next_page(desk: Desk) -> None:
    """Open the first article of the next page (版)."""
    _go(desk, Step.PAGE, forward=True)


@command("Previous page", "[ Ctrl+PgUp", Where.READING, Menu.GO, group="page")
def previous_page(desk: Desk) -> None:
    """Open the first article of the previous page (版)."""
    _go(desk, Step.PAGE, forward=False)


@command("Next issue", "} Shift+} Ctrl+Shift+PgDown", Where.READING, Menu.GO, group="page")
def next_issue(desk: Desk) -> None:
    """Open the first article of the next issue."""
    _go(desk, Step.ISSUE, forward=True)


@command("Previous issue", "{ Shift+{ Ctrl+Shift+PgUp", Where.READING, Menu.GO, group="page")
def previous_issue(desk: Desk) -> None:
    """Open the first article of the previous issue."""
    _go(desk, Step.ISSUE, forward=False)


@command("Scroll on, then next unread", "Space", Where.BROWSING, Menu.GO, group="scroll")
def scroll_on(desk: Desk) -> None:
    """Scroll the article on; at its end, open the next unread one."""
    if not desk.article_id or not desk.view.scroll_page(forward=True):
        _go(desk, Step.ARTICLE, forward=True, unread=True)


@command("Scroll back", "Shift+Space", Where.BROWSING, Menu.GO, no_article, group="scroll")
def scroll_back(desk: Desk) -> None:
    """Scroll the article back."""
    desk.view.scroll_page(forward=False)


@command("Back", "Alt+Left", Where.WINDOW, Menu.GO, no_way_back, group="history")
def back(desk: Desk) -> None:
    """Return to the article read before."""
    desk.go_back()


@command("Forward", "Alt+Right", Where.WINDOW, Menu.GO, no_way_forward, group="history")
def forward(desk: Desk) -> None:
    """Go forward again after going back."""
    desk.go_forward()


@command("Next annotation", ".", Where.TEXT, Menu.GO, no_marks, group="mark")
def next_mark(desk: Desk) -> None:
    """Put the caret on the next annotation of the article."""
    _go_to_mark(desk, forward=True)


@command("Previous annotation", ",", Where.TEXT, Menu.GO, no_marks, group="mark")
def previous_mark(desk: Desk) -> None:
    """Put the caret on the annotation before."""
    _go_to_mark(desk, forward=False)


def _go_to_mark(desk: Desk, forward: bool) -> None:
    """Go to the next annotation by place, one after another where several begin at one."""
    placed = sorted((a for a in desk.marks_here if a.spans), key=lambda a: (desk.place_of(a), a.created, a.id))
    caret, chosen = desk.view.caret(), desk.view.chosen_annotation()
    here = [a.id for a in placed if desk.place_of(a) == caret]
    if chosen and chosen.id in here:
        row = [a.id for a in placed].index(chosen.id)
        ahead = placed[row + 1 :] if forward else placed[:row]
    else:
        ahead = [a for a in placed if (desk.place_of(a) > caret if forward else desk.place_of(a) < caret)]
    if not ahead:
        desk.view.say(tr("There is no further annotation in this direction."))
        return
    target = ahead[0] if forward else ahead[-1]
    desk.view.select(desk.place_of(target), desk.place_of(target))
    desk.view.choose_annotation(target)


@command("Doubtful places", "! Shift+!", Where.READING, Menu.GO, no_doubts, group="mark")
def show_doubts(desk: Desk) -> None:
    """Say what is doubtful in the article: where words may be missing, out of place or not its own."""
    assert desk.sheet
    desk.view.report(tr("Doubtful places"), doubts(desk.sheet.article))


@command("Search the library", "Ctrl+K", Where.WINDOW, Menu.GO, group="search")
def search_library(desk: Desk) -> None:
    """Find articles by any words in them, down to one character."""
    desk.view.show_search()


@command("Go to…", "Ctrl+L G", Where.WINDOW, Menu.GO, empty_library, group="history")
def go_to(desk: Desk) -> None:
    """Go to a date (2021-1-20, 1月20日), a page (A4), words of a headline, a pasted link or the id of an annotation."""
    desk.view.ask_go_to()


@command("Jump by labels", "F", Where.READING, Menu.GO, empty_library, group="history")
def show_hints(desk: Desk) -> None:
    """Put letters on what is seen in the tree, the list, the search and the whole page; type them to go there."""
    desk.view.show_hints()


@command("Calendar of issues", "Ctrl+Shift+L X", Where.READING, Menu.GO, empty_library, group="history")
def show_calendar(desk: Desk) -> None:
    """See on which days there are issues and on which they are missing, and open one."""
    desk.view.show_calendar()


@command("Saved searches", "Ctrl+Shift+O", Where.WINDOW, Menu.GO, group="search")
def show_saved_searches(desk: Desk) -> None:
    """List the searches saved by name and the queries of before, to search for them again."""
    desk.view.show_saved_searches()


@command("Save this search…", "Ctrl+S", Where.WINDOW, Menu.GO, nothing_searched, group="search")
def save_search(desk: Desk) -> None:
    """Keep what is searched for, with its filters and its order, under a name."""
    desk.view.save_search()


@command("Find in this pane", "Ctrl+F /", Where.WINDOW, Menu.GO, group="search")
def find_here(desk: Desk) -> None:
    """Find words in the article that lies open; in the tree, narrow it to what has them."""
    desk.view.ask_find()


@command("Filter the tree", "", Where.WINDOW, Menu.GO, group="search")
def filter_tree(desk: Desk) -> None:
    """Narrow the tree to the newspapers, dates, pages and headlines that have the words typed."""
    desk.view.filter_tree()


def _go_to_hit(desk: Desk, forward: bool) -> None:
    caret = desk.view.caret()
    ahead = [start for start, _ in desk.hits if (start > caret if forward else start < caret)]
    around = desk.hits[0][0] if forward else desk.hits[-1][0]
    place = (ahead[0] if forward else ahead[-1]) if ahead else around
    desk.view.select(place, place)


@command("Next hit", "F3 Ctrl+G", Where.WINDOW, Menu.GO, no_hits, group="search")
def next_hit(desk: Desk) -> None:
    """Put the caret on the next place of what was searched for; after the last, on the first."""
    _go_to_hit(desk, forward=True)


@command("Previous hit", "Shift+F3 Ctrl+Shift+G", Where.WINDOW, Menu.GO, no_hits, group="search")
def previous_hit(desk: Desk) -> None:
    """Put the caret on the place before; before the first, on the last."""
    _go_to_hit(desk, forward=False)


@command("Next article found", "Ctrl+F3", Where.WINDOW, Menu.GO, nothing_searched, group="search")
def next_found(desk: Desk) -> None:
    """Open the next of the articles that the search found."""
    _go_to_found(desk, forward=True)


@command("Previous article found", "Ctrl+Shift+F3", Where.WINDOW, Menu.GO, nothing_searched, group="search")
def previous_found(desk: Desk) -> None:
    """Open the one before of the articles that the search found."""
    _go_to_found(desk, forward=False)


def _go_to_found(desk: Desk, forward: bool) -> None:
    if not desk.view.go_to_found(forward):
        desk.view.say(tr("There is no further article found in this direction."))

"""Commands that repair pages by hand. None touches a stored text, all can be undone, and a new import keeps them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.commands.keymap import key_of
from reader.commands.later import later
from reader.commands.reasons import nothing_before_correction, nothing_set_aside, nothing_to_repair
from reader.commands.table import Menu, Where, command
from reader.errors import RepairError
from reader.model import Change, Role, Span
from reader.services.desk import Desk
from reader.store.shelves import Step
from reader.text.sheet import Block, Sheet
from reader.translation import tr

if TYPE_CHECKING:
    from reader.services import correcting, placing, repairing
else:
    correcting = later("reader.services.correcting")
    placing = later("reader.services.placing")
    repairing = later("reader.services.repairing")

ROLES = {
    Role.BODY: "Text",
    Role.HEADLINE: "Headline",
    Role.KICKER: "Kicker (over the headline)",
    Role.SUBHEAD: "Subhead (under the headline)",
    Role.BYLINE: "Byline",
    Role.SECTION: "Section heading",
    Role.DATELINE: "Dateline",
    Role.CAPTION: "Caption",
    Role.CREDIT: "Picture credit",
    Role.JUMP: "Jump line",
}
_SHOWN = 60  # characters that tell a paragraph in a list


def _do(desk: Desk, step: Callable[[Sheet], Change], sentence: str) -> None:
    sheet = _sheet(desk)
    desk.do(lambda: step(sheet))
    desk.view.say(desk.notice or sentence)


def _sheet(desk: Desk) -> Sheet:
    assert desk.sheet
    return desk.sheet


def _block(desk: Desk) -> Block:
    block = _sheet(desk).block_at(desk.view.caret())
    if block is None:
        raise RepairError(tr("There are no words of the article here."))
    return block


@command("Split article here", "Ctrl+Shift+J", Where.TEXT, Menu.REPAIR, nothing_to_repair, group="article")
def split_article(desk: Desk) -> None:
    """Make what follows the caret an article of its own. At the turn of a page, part the two pages."""
    caret = desk.view.caret()
    _do(desk, lambda sheet: repairing.split(desk.library, sheet, caret), tr("Split. What followed is the next article."))


@command("Join with the next article", "Ctrl+J", Where.TEXT, Menu.REPAIR, nothing_to_repair, group="article")
def join_next_article(desk: Desk) -> None:
    """Let the next article of the page go on this one."""
    following = desk.neighbour(Step.ARTICLE, forward=True)
    if following is None:
        raise RepairError(tr("No article follows."))
    _do(
        desk,
        lambda sheet: repairing.merge(desk.library, sheet.article.id, following),
        tr("Joined with the article that followed."),
    )


@command("Join with an article…", "Shift+J", Where.TEXT, Menu.REPAIR, nothing_to_repair, group="article")
def join_article(desk: Desk) -> None:
    """Choose an article of the issue that goes on this one."""
    _choose_article(
        desk,
        tr("Which article goes on this one?"),
        lambda other: _do(desk, lambda sheet: repairing.merge(desk.library, sheet.article.id, other), tr("Joined.")),
    )


@command("Make paragraph an article", "Ctrl+Shift+E", Where.TEXT, Menu.REPAIR, nothing_to_repair, group="article")
def take_out_paragraph(desk: Desk) -> None:
    """Take the paragraph or caption at the caret out of this article, as an article of its own."""
    caret = desk.view.caret()
    _do(desk, lambda sheet: repairing.take_out(desk.library, sheet, caret), tr("It is an article of its own now."))


def _move_in_article(desk: Desk, forward: bool) -> None:
    sheet, block = _sheet(desk), _block(desk)
    at = sheet.blocks.index(block) + (1 if forward else -1)
    if not 0 <= at < len(sheet.blocks):
        raise RepairError(tr("It stands there already."))
    to = repairing.anchor(sheet, sheet.blocks[at].start)
    inside = desk.view.caret() - block.start
    _do(
        desk,
        lambda _: repairing.move(desk.library, sheet, block.start, to, before=not forward),
        tr("Moved. {undo} takes it back.", undo=key_of("undo", desk.settings)),
    )
    moved = _sheet(desk).ranges(sheet.spans(block.start, block.end))
    if moved:
        desk.view.select(moved[0][0] + inside, moved[0][0] + inside)


@command("Move paragraph up", "Alt+Up", Where.TEXT, Menu.REPAIR, nothing_to_repair, group="move")
def move_up(desk: Desk) -> None:
    """Put the paragraph or caption at the caret before the one above it."""
    _move_in_article(desk, forward=False)


@command("Move paragraph down", "Alt+Down", Where.TEXT, Menu.REPAIR, nothing_to_repair, group="move")
def move_down(desk: Desk) -> None:
    """Put the paragraph or caption at the caret after the one below it."""
    _move_in_article(desk, forward=True)


@command("Move paragraph to an article…", "Shift+M", Where.TEXT, Menu.REPAIR, nothing_to_repair, group="move")
def move_to_article(desk: Desk) -> None:
    """Choose the article of the page to whose end the paragraph or caption at the caret belongs."""
    caret = desk.view.caret()

    def move(other: int) -> None:
        target = desk.archive.part(other)
        assert target
        last = target.fragments[-1]
        to = Span(last.text_id, last.piece.start, last.piece.end)
        _do(
            desk,
            lambda sheet: repairing.move(desk.library, sheet, caret, to),
            tr("Moved. {undo} takes it back.", undo=key_of("undo", desk.settings)),
        )

    _choose_article(desk, tr("To which article does it belong?"), move)


def _choose_article(desk: Desk, hint: str, answer: Callable[[int], None]) -> None:
    """Ask for another article of the issue; those of the same page come first."""
    sheet = _sheet(desk)
    page = repairing.anchor(sheet, desk.view.caret()).text_id
    found = [(i, words) for i, words in repairing.articles_near(desk.library, page) if i != sheet.article.id]
    if not found:
        raise RepairError(tr("The issue has no other article."))
    desk.view.ask_choice(tr("Articles of this issue"), hint, [words for _, words in found], lambda n: answer(found[n][0]))


@command("This is…", "Shift+H", Where.TEXT, Menu.REPAIR, nothing_to_repair, group="role")
def set_role(desk: Desk) -> None:
    """Say what the selected words, or the paragraph or line at the caret, are: headline, byline, caption or another."""
    start, end = desk.view.selection()
    roles = list(ROLES)
    names = [tr(ROLES[role]) for role in roles]

    def give(number: int) -> None:
        sentence = tr("This is now: {role}", role=names[number])
        _do(desk, lambda sheet: repairing.set_role(desk.library, sheet, start, end, roles[number]), sentence)

    desk.view.ask_choice(tr("What is this?"), _shown(desk, start, end), names, give)


@command("New paragraph here", "Ctrl+Return", Where.TEXT, Menu.REPAIR, nothing_to_repair, group="paragraph")
def cut_paragraph(desk: Desk) -> None:
    """Begin a new paragraph at the caret."""
    caret = desk.view.caret()
    _do(desk, lambda sheet: repairing.cut(desk.library, sheet, caret), tr("A new paragraph begins here."))


@command("Join with the next paragraph", "Ctrl+Del", Where.TEXT, Menu.REPAIR, nothing_to_repair, group="paragraph")
def join_paragraphs(desk: Desk) -> None:
    """Read the paragraph at the caret on in the next one."""
    caret = desk.view.caret()
    _do(desk, lambda sheet: repairing.join(desk.library, sheet, caret), tr("Joined with the paragraph that followed."))


@command("Set aside", "Shift+Del", Where.TEXT, Menu.REPAIR, nothing_to_repair, group="aside")
def set_aside(desk: Desk) -> None:
    """Take the selected words, or the paragraph at the caret, out of the article; they stay with the page."""
    start, end = desk.view.selection()
    sentence = tr("Set aside. Shift+Z brings it back.")
    _do(desk, lambda sheet: repairing.set_aside(desk.library, sheet, start, end), sentence)


@command("Bring back…", "Shift+Z", Where.TEXT, Menu.REPAIR, nothing_set_aside, group="aside")
def bring_back(desk: Desk) -> None:
    """Choose what was set aside on this page, by the import or by hand, and put it after the paragraph at the caret."""
    caret, aside = desk.view.caret(), repairing.aside_on(desk.library, _sheet(desk))

    def put(number: int) -> None:
        _do(desk, lambda sheet: repairing.bring_back(desk.library, sheet, caret, aside[number][0]), tr("Brought back."))

    choices = [" — ".join(filter(None, (_short(words, 24), tr(why) if why else ""))) for _, words, why in aside]
    desk.view.ask_choice(tr("Set aside on this page"), tr("It is put after the paragraph at the caret."), choices, put)


@command("Correct the words…", "Shift+F2", Where.TEXT, Menu.REPAIR, nothing_to_repair, group="words")
def correct_words(desk: Desk) -> None:
    """Edit the paragraph at the caret in its place; what it read before stays to be seen and found."""
    sheet, block = _sheet(desk), _block(desk)
    caret = desk.view.caret()
    inside = sum(max(0, min(run.end, caret) - run.start) for run in block.runs if run.fragment is not None)

    def keep(words: str) -> None:
        desk.do(lambda: correcting.correct(desk.library, sheet, block, words))
        desk.view.select(caret, caret)
        desk.view.say(desk.notice or tr("Corrected. Shift+O shows what it read before."))

    desk.view.say(tr("Enter keeps what you correct, Esc leaves it as it was."))
    desk.view.edit_words(block.start, block.end, correcting.words_of(sheet, block), inside, keep)


@command("Reading before the correction", "Shift+O", Where.TEXT, Menu.REPAIR, nothing_before_correction, group="words")
def show_old_reading(desk: Desk) -> None:
    """Show what the paragraph at the caret read before it was corrected."""
    desk.view.report(tr("Reading before the correction"), correcting.old_readings(desk.library, _block(desk)))


@command("Newspaper, date, page…", "Ctrl+Shift+N", Where.READING, Menu.REPAIR, nothing_to_repair, group="place")
def correct_place(desk: Desk) -> None:
    """Put right the newspaper, date or page of this page, of its issue, or of all pages of what is chosen in the tree."""
    sheet = _sheet(desk)
    page, issue = repairing.pages_around(desk.library, repairing.anchor(sheet, desk.view.caret()).text_id)
    chosen = repairing.pages_of_branches(desk.library, desk.view.branches())
    extents = {tr("this page"): page, tr("all {count:page|pages} of this issue", count=len(issue)): issue}
    if chosen and set(chosen) not in (set(page), set(issue)):
        extents[tr("all {count:page|pages} of what is chosen in the tree", count=len(chosen))] = chosen
    place = sheet.article.place
    values = {"newspaper": place.newspaper or "", "date": place.date or "", "label": place.label or ""}

    def put_right(extent: int, changed: dict[str, str]) -> None:
        pages = list(extents.values())[extent]
        _do(
            desk,
            lambda _: placing.correct_place(desk.library, pages, changed),
            tr("Put right. {undo} takes it back.", undo=key_of("undo", desk.settings)),
        )

    desk.view.ask_place(values, list(extents), put_right)


def _shown(desk: Desk, start: int, end: int) -> str:
    block = _block(desk)
    return _short(_sheet(desk).quote(*((start, end) if start != end else (block.start, block.end))))


def _short(words: str, most: int = _SHOWN) -> str:
    line = " ".join(words.split())
    return line if len(line) <= most else line[:most] + "…"

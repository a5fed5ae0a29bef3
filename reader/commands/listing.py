"""Commands on the list of annotations: what it shows, in which order, and which of it is chosen."""

from collections.abc import Callable
from dataclasses import replace

from reader.commands.reasons import nothing_listed
from reader.commands.table import Menu, Where, command
from reader.model import Annotation
from reader.services.desk import Desk
from reader.services.view import Group, Order
from reader.store.headings import heading
from reader.text.note_words import kinds
from reader.text.query import term, with_term
from reader.translation import tr


@command("Filter the annotations", "", Where.WINDOW, Menu.ANNOTATE, group="list")
def filter_annotations(desk: Desk) -> None:
    """Narrow the list to what is typed: words, and tag:, colour:, kind:, status:, newspaper:, date: and page: before a word."""
    desk.view.filter_notes()


def _like_command(about: str, title: str, keys: str, value: Callable[[Desk, Annotation], str], doc: str) -> None:
    def show_alike(desk: Desk) -> None:
        chosen = desk.view.chosen_annotation()
        assert chosen
        wanted, arrangement = value(desk, chosen), desk.view.arrangement()
        if wanted:
            desk.view.arrange(replace(arrangement, words=with_term(arrangement.words, about, wanted)))
        else:
            desk.view.say(tr("The chosen annotation has none."))

    show_alike.__name__, show_alike.__doc__ = f"only_{about}", doc
    command(title, keys, Where.LIST, Menu.ANNOTATE, nothing_listed, group="list")(show_alike)


def _next_tag(desk: Desk, chosen: Annotation) -> str:
    """The first tag of an annotation, or the one after that which the list is narrowed to."""
    words = desk.view.arrangement().words
    shown = next((n for n, tag in enumerate(chosen.tags) if term("tag", tag) in words), -1)
    return chosen.tags[(shown + 1) % len(chosen.tags)] if len(chosen.tags) > 1 else next(iter(chosen.tags), "")


def _newspaper(desk: Desk, chosen: Annotation) -> str:
    found = heading(desk.library, chosen.article_id)
    return (found.place.newspaper or "") if found else ""


def _date(desk: Desk, chosen: Annotation) -> str:
    found = heading(desk.library, chosen.article_id)
    return (found.place.date or "") if found else ""


_LIKE: tuple[tuple[str, str, str, Callable[[Desk, Annotation], str], str], ...] = (
    ("colour", "Only this colour", "Shift+C", lambda desk, a: a.colour, "List those of the chosen colour, or all again."),
    ("tag", "Only this tag", "Shift+T", _next_tag, "List those with a tag of the chosen one; again for its next tag."),
    ("kind", "Only this kind", "Shift+K", lambda desk, a: kinds(a)[-1], "List only what is of the chosen one's kind."),
    ("status", "Only this status", "Shift+S", lambda desk, a: a.status, "List those that need review as the chosen one does."),
    ("newspaper", "Only this newspaper", "Shift+P", _newspaper, "List those in the newspaper of the chosen one."),
    ("date", "Only this date", "Shift+D", _date, "List those in issues of the date of the chosen one."),
)
for _about, _title, _keys, _value, _doc in _LIKE:
    _like_command(_about, _title, _keys, _value, _doc)


@command("Other order", "Shift+O", Where.LIST, Menu.ANNOTATE, group="arrange")
def next_order(desk: Desk) -> None:
    """Put the list in order by place, by when its annotations were made, or by when they were changed."""
    arrangement, orders = desk.view.arrangement(), list(Order)
    order = orders[(orders.index(arrangement.order) + 1) % len(orders)]
    desk.view.arrange(replace(arrangement, order=order))
    desk.view.say(tr(order))


@command("Other grouping", "Shift+G", Where.LIST, Menu.ANNOTATE, group="arrange")
def next_grouping(desk: Desk) -> None:
    """Group the list by article, issue, colour, tag or day, or not at all."""
    arrangement, groups = desk.view.arrangement(), list(Group)
    group = groups[(groups.index(arrangement.group) + 1) % len(groups)]
    desk.view.arrange(replace(arrangement, group=group))
    desk.view.say(tr(group))


def _turn_group(desk: Desk, forward: bool) -> None:
    if desk.view.arrangement().group is Group.NONE:
        desk.view.say(tr("The list is not grouped; Shift+G groups it."))
    elif not desk.view.turn_group(forward):
        desk.view.say(tr("There is no further group in this direction."))


@command("Next group", "Alt+Down", Where.LIST, Menu.ANNOTATE, group="arrange")
def next_group(desk: Desk) -> None:
    """Go to the first annotation of the next group."""
    _turn_group(desk, forward=True)


@command("Previous group", "Alt+Up", Where.LIST, Menu.ANNOTATE, group="arrange")
def previous_group(desk: Desk) -> None:
    """Go to the first annotation of this group, or of the one before."""
    _turn_group(desk, forward=False)


@command("Choose or leave out", "Space", Where.LIST, Menu.ANNOTATE, nothing_listed, group="choose")
def turn_selected(desk: Desk) -> None:
    """Take the annotation into those that are chosen, or out of them; Ctrl+arrows go on, Shift+arrows choose on the way."""
    desk.view.turn_selected()


@command("Whole annotation", "Shift+I", Where.MARKS, Menu.ANNOTATE, group="choose")
def toggle_details(desk: Desk) -> None:
    """Show all of the chosen annotation under the list: its note as it is meant, when and by whom it was made; or hide it."""
    desk.view.toggle_details()


@command("Name the colours…", "", Where.WINDOW, Menu.ANNOTATE, group="names")
def name_colours(desk: Desk) -> None:
    """Give the eight colours names of your own."""
    desk.view.ask_colour_names()

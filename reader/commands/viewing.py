"""Commands on the window: panes, size, colours, language, help."""

from reader.commands.reasons import no_article
from reader.commands.table import Menu, Where, command
from reader.services.desk import Desk
from reader.translation import tr


@command("Next pane", "F6", Where.WINDOW, Menu.VIEW, group="pane")
def next_pane(desk: Desk) -> None:
    """Go to the next pane: tree, text, annotations."""
    desk.view.turn_pane(forward=True)


@command("Previous pane", "Shift+F6", Where.WINDOW, Menu.VIEW, group="pane")
def previous_pane(desk: Desk) -> None:
    """Go to the pane before."""
    desk.view.turn_pane(forward=False)


@command("Go to the tree", "Ctrl+1", Where.WINDOW, Menu.VIEW, group="pane")
def focus_tree(desk: Desk) -> None:
    """Go to the tree of issues."""
    desk.view.focus_pane("tree")


@command("Go to the text", "Ctrl+2", Where.WINDOW, Menu.VIEW, group="pane")
def focus_text(desk: Desk) -> None:
    """Go to the article's text."""
    desk.view.focus_pane("text")


@command("Go to the annotations", "Ctrl+3", Where.WINDOW, Menu.VIEW, group="pane")
def focus_list(desk: Desk) -> None:
    """Go to the list of annotations."""
    desk.view.focus_pane("list")


@command("Show or hide the tree", "F9", Where.WINDOW, Menu.VIEW, group="show")
def toggle_tree(desk: Desk) -> None:
    """Show the tree of issues, or hide it."""
    desk.view.toggle_pane("tree")


@command("Show or hide the annotations", "F8", Where.WINDOW, Menu.VIEW, group="show")
def toggle_list(desk: Desk) -> None:
    """Show the list of annotations, or hide it."""
    desk.view.toggle_pane("list")


@command("Whole page", "F5 \\", Where.READING, Menu.VIEW, no_article, group="show")
def toggle_page(desk: Desk) -> None:
    """Show all articles of the page one under another, to skim them by J and K; or the single article again."""
    desk.view.toggle_page()


@command("Open this article alone", "Return Enter", Where.PAGE, Menu.VIEW, no_article, group="show")
def open_alone(desk: Desk) -> None:
    """From the whole page go to the article at its top edge; Esc leads back."""
    desk.finish_reading()
    desk.view.focus_pane("text")


@command("Full screen", "F11", Where.WINDOW, Menu.VIEW, group="show")
def full_screen(desk: Desk) -> None:
    """Fill the screen with the window, or leave it again."""
    desk.view.toggle_full_screen()


def _zoom(desk: Desk, size: int) -> None:
    desk.settings.choose("text_size", size)
    desk.view.refresh_look()


@command("Larger text", "Ctrl+= Ctrl++", Where.WINDOW, Menu.VIEW, group="zoom")
def zoom_in(desk: Desk) -> None:
    """Make the text larger."""
    _zoom(desk, desk.settings.number("text_size") + 2)


@command("Smaller text", "Ctrl+-", Where.WINDOW, Menu.VIEW, group="zoom")
def zoom_out(desk: Desk) -> None:
    """Make the text smaller."""
    _zoom(desk, desk.settings.number("text_size") - 2)


@command("Normal text size", "Ctrl+0", Where.WINDOW, Menu.VIEW, group="zoom")
def zoom_reset(desk: Desk) -> None:
    """Give the text its normal size."""
    desk.settings.restore(["text_size"])
    desk.view.refresh_look()


def _choices(prefix: str, key: str, help_text: str, group: str, titles: dict[str, str]) -> None:
    """A command for each of the values of a setting that is seen at once: `prefix` begins their names."""

    def add(value: str, title: str) -> None:
        def choose(desk: Desk) -> None:
            desk.settings.choose(key, value)
            desk.view.refresh_look()

        choose.__name__, choose.__doc__ = f"{prefix}_{value}", help_text
        command(title, "", Where.WINDOW, Menu.VIEW, group=group)(choose)

    for value, title in titles.items():
        add(value, title)


_TYPES = {"reading": "Type for reading", "dense": "Dense type"}
_THEMES = {"system": "Colours of the system", "light": "Light colours", "dark": "Dark colours", "sepia": "Sepia colours"}
_TYPE_HELP = "Set the text in this type; font, size, lines and margins of each are chosen in the preferences."
_choices("type", "profile", _TYPE_HELP, "zoom", _TYPES)


@command("Read aloud", "Shift+R", Where.READING, Menu.VIEW, no_article, group="show")
def read_aloud(desk: Desk) -> None:
    """Have the article read aloud by the system's voice from the sentence at the caret on, or stop that."""
    desk.view.read_aloud()


@command("Traditional or simplified", "Shift+F", Where.READING, Menu.VIEW, no_article, group="show")
def other_characters(desk: Desk) -> None:
    """Show the text in simplified characters where it is traditional, and the other way round; or again as it was printed."""
    from reader.text.folding import simplified, traditional  # here: their tables are not needed at the start

    assert desk.sheet
    text, chosen = desk.sheet.text, "printed"
    if desk.settings.text("characters") == chosen:
        forms = {"simplified": simplified(text), "traditional": traditional(text)}
        chosen = max(forms, key=lambda name: sum(map(str.__ne__, text, forms[name])))
    desk.settings.choose("characters", chosen)
    desk.view.refresh_look()
    told = {
        "printed": tr("The text is shown as it was printed."),
        "simplified": tr("Shown in simplified characters; what is marked, copied and kept stays as it was printed."),
        "traditional": tr("Shown in traditional characters, where only one is possible; what is kept stays as it was printed."),
    }
    desk.view.say(told[chosen])


_choices("theme", "theme", "Choose the colours of the window.", "theme", _THEMES)
_choices("language", "language", "Choose the language of the window.", "language", {"en": "English", "zh_CN": "中文"})


@command("Keys", "F1 ? Shift+?", Where.WINDOW, Menu.HELP)
def show_keys(desk: Desk) -> None:
    """Show the keys of the pane that has the focus."""
    desk.view.show_key_sheet()


@command("All commands", "Ctrl+Shift+P : Shift+:", Where.WINDOW, Menu.HELP)
def show_palette(desk: Desk) -> None:
    """Find a command by its name and run it."""
    desk.view.show_palette()


@command("Leave", "Esc", Where.READING, Menu.EDIT, group="select")
def leave(desk: Desk) -> None:
    """Drop the selection; from the list go to the text, from the text to the tree."""
    desk.moving = None
    desk.view.escape()


@command("Preferences…", "Ctrl+,", Where.WINDOW, Menu.EDIT, group="preferences")
def show_preferences(desk: Desk) -> None:
    """Choose type, colours, language, keys and how is cited; what is chosen holds at once."""
    desk.view.show_preferences()

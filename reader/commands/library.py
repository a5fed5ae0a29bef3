"""Commands on the library as a whole, and undo."""

from reader.commands.reasons import (
    never_exported,
    no_article,
    no_import,
    no_kept_export,
    no_watched_folder,
    nothing_to_redo,
    nothing_to_undo,
    read_only,
)
from reader.commands.table import Menu, Where, command
from reader.services.desk import Desk
from reader.translation import tr


@command("Import pages…", "Ctrl+I", Where.WINDOW, Menu.LIBRARY, read_only)
def import_pages(desk: Desk) -> None:
    """Bring files or folders of newspaper pages into the library."""
    desk.view.ask_import()


@command("Stop the import or export", "Ctrl+Shift+X", Where.WINDOW, Menu.LIBRARY, no_import)
def stop_import(desk: Desk) -> None:
    """End the import after the file that it is at; what was imported stays. Of an export what was there before stays."""
    desk.view.stop_import()
    desk.view.stop_export()


@command("Watch a folder…", "", Where.WINDOW, Menu.LIBRARY, read_only)
def watch_folder(desk: Desk) -> None:
    """Import what lies in a folder and, from now on, what is added or changed in it; other starts of the program too."""
    desk.view.ask_watch()


@command("Stop watching", "", Where.WINDOW, Menu.LIBRARY, no_watched_folder)
def stop_watching(desk: Desk) -> None:
    """Import no longer what comes into the watched folder; what was imported stays."""
    folder = desk.watched
    desk.watch("")
    desk.view.say(tr("{folder} is no longer watched.", folder=folder))


@command("Export…", "Ctrl+E", Where.WINDOW, Menu.LIBRARY)
def export_annotations(desk: Desk) -> None:
    """Write annotations, or articles with their marks, to files that other programs read."""
    desk.view.ask_export()


@command("Export again", "Ctrl+Shift+S", Where.WINDOW, Menu.LIBRARY, never_exported)
def export_again(desk: Desk) -> None:
    """Do the last export once more, to the same place, whose files it replaces."""
    from reader.services.kept_exports import last_export  # not needed for the first paint

    request = last_export(desk.library)
    assert request
    desk.view.start_export(request)


@command("Keep no export up to date", "", Where.WINDOW, Menu.LIBRARY, no_kept_export)
def keep_no_export(desk: Desk) -> None:
    """Write no longer by itself the export that is kept up to date; its files stay as they are."""
    desk.view.keep_export(None)
    desk.view.say(tr("No export is kept up to date by itself any more; its files stay."))


@command("Import annotations…", "Ctrl+Shift+I", Where.WINDOW, Menu.LIBRARY, read_only)
def import_annotations(desk: Desk) -> None:
    """Bring in annotations from a file, after a look at what it would change; one undo takes all of them back."""
    desk.view.ask_import_annotations()


@command("Backups…", "", Where.WINDOW, Menu.LIBRARY, group="backup")
def show_backups(desk: Desk) -> None:
    """List the backups of the library, make one, or go back to one; what is there now is backed up first."""
    desk.view.show_backups()


@command("Print…", "Ctrl+P", Where.WINDOW, Menu.LIBRARY, no_article, group="print")
def print_article(desk: Desk) -> None:
    """Print the article with its marks, its notes numbered at the end, and its citation."""
    desk.view.print_article()


@command("Save as PDF…", "", Where.WINDOW, Menu.LIBRARY, no_article, group="print")
def save_as_pdf(desk: Desk) -> None:
    """Write the article as it would be printed into a PDF file."""
    desk.view.ask_pdf()


@command("Open library…", "Ctrl+O", Where.WINDOW, Menu.LIBRARY, group="libraries")
def open_library(desk: Desk) -> None:
    """Open another library in a window of its own."""
    desk.view.ask_library(new=False)


@command("Recent libraries…", "", Where.WINDOW, Menu.LIBRARY, group="libraries")
def open_recent(desk: Desk) -> None:
    """Open one of the libraries that were opened last."""
    desk.view.ask_recent()


@command("New library…", "", Where.WINDOW, Menu.LIBRARY, group="libraries")
def new_library(desk: Desk) -> None:
    """Make a new, empty library and open it in a window of its own."""
    desk.view.ask_library(new=True)


@command("New window", "Ctrl+N", Where.WINDOW, Menu.LIBRARY, group="libraries")
def new_window(desk: Desk) -> None:
    """Open another window on this library; what is done in the one shows in the other."""
    desk.view.new_window()


@command("Close window", "Ctrl+W", Where.WINDOW, Menu.LIBRARY, group="quit")
def close_window(desk: Desk) -> None:
    """Close this window; everything is kept. The program ends with its last window."""
    desk.view.close_window()


@command("Quit", "Ctrl+Q", Where.WINDOW, Menu.LIBRARY, group="quit")
def quit_program(desk: Desk) -> None:
    """Close all windows; everything is kept."""
    desk.view.quit()


@command("Undo", "Ctrl+Z", Where.WINDOW, Menu.EDIT, nothing_to_undo)
def undo(desk: Desk) -> None:
    """Take back the last change to annotations or pages."""
    label = tr(desk.undo().label)
    desk.view.say(desk.notice or tr("Undone: {what}", what=label))


@command("Redo", "Ctrl+Shift+Z Ctrl+Y", Where.WINDOW, Menu.EDIT, nothing_to_redo)
def redo(desk: Desk) -> None:
    """Do again what was taken back."""
    label = tr(desk.redo().label)
    desk.view.say(desk.notice or tr("Done again: {what}", what=label))

"""Why a command cannot be run now: each function gives the reason in a sentence, or "" where nothing is in the way."""

from reader.services.desk import Desk
from reader.translation import tr


def no_article(desk: Desk) -> str:
    """No article lies open."""
    return "" if desk.article_id else tr("No article is open.")


def read_only(desk: Desk) -> str:
    """The library cannot be written to."""
    return "" if desk.library.writable else tr("This library is read-only.")


def nothing_to_mark(desk: Desk) -> str:
    """There is no text to mark, or no way to keep the mark."""
    return no_article(desk) or read_only(desk)


def no_mark(desk: Desk) -> str:
    """No annotation is chosen in the list or stands at the caret."""
    return "" if desk.view.chosen_annotation() else tr("There is no annotation here.")


def no_mark_to_change(desk: Desk) -> str:
    """No annotation is chosen, or it cannot be changed."""
    return no_mark(desk) or read_only(desk)


def no_marks(desk: Desk) -> str:
    """The article has no annotations."""
    return no_article(desk) or ("" if desk.marks_here else tr("This article has no annotations."))


def nothing_to_undo(desk: Desk) -> str:
    """No step to take back."""
    return "" if desk.undoable else tr("There is nothing to undo.")


def nothing_to_redo(desk: Desk) -> str:
    """No step to do again."""
    return "" if desk.redoable else tr("There is nothing to redo.")


def no_way_back(desk: Desk) -> str:
    """No article was read before."""
    return "" if desk.can_go(forward=False) else tr("There is no article to go back to.")


def no_way_forward(desk: Desk) -> str:
    """Nothing to go forward to."""
    return "" if desk.can_go(forward=True) else tr("There is no article to go forward to.")




def no_hits(desk: Desk) -> str:
    """Nothing was searched for, or it is not in the article."""
    return no_article(desk) or ("" if desk.hits else tr("What was searched for is not in this article."))

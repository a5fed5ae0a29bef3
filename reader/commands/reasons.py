"""Why a command cannot be run now: each function gives the reason in a sentence, or "" where nothing is in the way."""

from reader.model import Kind, Span, Status
from reader.services.desk import Desk
from reader.store.layouts import Layouts
from reader.translation import tr


def no_article(desk: Desk) -> str:
    """No article lies open."""
    return "" if desk.article_id else tr("No article is open.")


def no_caret(desk: Desk) -> str:
    """The whole page is being skimmed, which has no caret."""
    page = desk.view.focused_pane() == "page"
    return tr("A whole page is for skimming: press Enter to open the article, and then mark it.") if page else ""


def nothing_to_bookmark(desk: Desk) -> str:
    """There is no sentence at a caret to bookmark."""
    return no_caret(desk) or nothing_to_mark(desk)


def read_only(desk: Desk) -> str:
    """The library cannot be written to."""
    return "" if desk.library.writable else tr("This library is read-only.")


def no_import(desk: Desk) -> str:
    """Nothing is being imported, apart from what comes into a watched folder, and nothing exported."""
    return "" if desk.view.importing() or desk.view.exporting() else tr("Nothing is being imported or exported.")


def never_exported(desk: Desk) -> str:
    """Nothing was exported from this library yet."""
    return "" if _last_export(desk) else tr("Nothing has been exported from this library yet.")


def _last_export(desk: Desk) -> object:
    from reader.services.kept_exports import last_export  # asked for when the menu is opened or the key is pressed

    return last_export(desk.library)


def no_kept_export(desk: Desk) -> str:
    """No export is kept up to date."""
    from reader.services.kept_exports import kept_export

    return "" if kept_export(desk.library) else tr("No export is kept up to date by itself.")


def no_watched_folder(desk: Desk) -> str:
    """No folder is watched."""
    return "" if desk.watched else tr("No folder is watched.")


def nothing_to_mark(desk: Desk) -> str:
    """There is no text to mark, or no way to keep the mark."""
    return no_article(desk) or read_only(desk)


def no_mark(desk: Desk) -> str:
    """No annotation is chosen in the list or stands at the caret."""
    return "" if desk.view.chosen_annotation() else tr("There is no annotation here.")


def no_mark_to_change(desk: Desk) -> str:
    """No annotation is chosen, or it cannot be changed."""
    chosen = desk.view.chosen_annotation()
    binned = chosen is not None and chosen.deleted
    return no_mark(desk) or read_only(desk) or (tr("It is in the bin; Z brings it back.") if binned else "") or of_another(desk)


def of_another(desk: Desk) -> str:
    """The chosen annotation is another person's."""
    chosen = desk.view.chosen_annotation()
    if chosen is None or not chosen.author or chosen.author == desk.settings.text("author"):
        return ""
    words = "This annotation is by {author}. Adopt it (menu Annotate) to change it."
    return tr(words, author=chosen.author)


def nothing_to_adopt(desk: Desk) -> str:
    """No annotation is chosen, or it is one's own already."""
    own = "" if of_another(desk) else tr("This annotation is your own.")
    return no_mark(desk) or read_only(desk) or own


def no_quote_to_correct(desk: Desk) -> str:
    """No annotation is chosen that has a quote, or it cannot be changed."""
    chosen = desk.view.chosen_annotation()
    bare = chosen is not None and not chosen.quote
    return no_mark_to_change(desk) or (tr("A note on the whole article has no quote.") if bare else "")


def nothing_listed(desk: Desk) -> str:
    """No annotation is chosen in the list."""
    return "" if desk.view.chosen_annotation() else tr("No annotation is chosen in the list.")


def nothing_to_mark_or_change(desk: Desk) -> str:
    """In the list there is no annotation to change, elsewhere no text to mark."""
    if desk.view.focused_pane() == "list":
        return no_mark_to_change(desk)
    start, end = desk.view.selection()
    return nothing_to_mark(desk) or (of_another(desk) if start == end else "")


def nothing_to_restore(desk: Desk) -> str:
    """No annotation of the bin is chosen, or it cannot be changed."""
    chosen = desk.view.chosen_annotation()
    here = "" if chosen and chosen.deleted else tr("This is not in the bin. Shift+B shows what is.")
    return no_mark(desk) or here or read_only(desk)


def nothing_to_accept(desk: Desk) -> str:
    """The chosen annotation is where it should be, or has no place that could be accepted."""
    chosen = desk.view.chosen_annotation()
    if chosen and chosen.status is Status.OK:
        return tr("This annotation needs no review.")
    if chosen and chosen.kind is not Kind.NOTE and not desk.is_placed(chosen):
        return tr("It has no place in the text; M gives it other words.")
    return no_mark_to_change(desk)


def nothing_to_move(desk: Desk) -> str:
    """No annotation is chosen or held that could be given other words."""
    return nothing_to_mark(desk) if desk.moving else no_mark_to_change(desk)


def no_doubts(desk: Desk) -> str:
    """Nothing in the article is doubtful."""
    doubtful = desk.sheet is not None and desk.sheet.article.flags
    return no_article(desk) or ("" if doubtful else tr("Nothing in this article is marked as doubtful."))


def no_marks(desk: Desk) -> str:
    """The article has no annotations."""
    return no_article(desk) or ("" if desk.marks_here else tr("This article has no annotations."))


def nothing_to_undo(desk: Desk) -> str:
    """No step to take back."""
    return "" if desk.history.undoable else tr("There is nothing to undo.")


def nothing_to_redo(desk: Desk) -> str:
    """No step to do again."""
    return "" if desk.history.redoable else tr("There is nothing to redo.")


def no_way_back(desk: Desk) -> str:
    """No article was read before."""
    return "" if desk.can_go(forward=False) else tr("There is no article to go back to.")


def no_way_forward(desk: Desk) -> str:
    """Nothing to go forward to."""
    return "" if desk.can_go(forward=True) else tr("There is no article to go forward to.")


def empty_library(desk: Desk) -> str:
    """There is nothing in the library."""
    return "" if desk.article_id or desk.shelves.newspapers() else tr("This library is empty.")


def nothing_searched(desk: Desk) -> str:
    """Nothing stands in the line of the search."""
    return "" if desk.view.searched() else tr("Nothing is being searched for.")


def no_hits(desk: Desk) -> str:
    """Nothing was searched for, or it is not in the article."""
    return no_article(desk) or ("" if desk.hits else tr("What was searched for is not in this article."))


def nothing_to_repair(desk: Desk) -> str:
    """There is no article to repair, or no way to keep the repair."""
    return no_article(desk) or read_only(desk)


def nothing_set_aside(desk: Desk) -> str:
    """Nothing of the page stands outside its articles."""
    texts = list(dict.fromkeys(f.text_id for f in desk.sheet.article.fragments)) if desk.sheet else []
    aside = Layouts(desk.library).aside(texts)
    return nothing_to_repair(desk) or ("" if aside else tr("Nothing is set aside on this page."))


def nothing_before_correction(desk: Desk) -> str:
    """The paragraph at the caret was not corrected."""
    block = desk.sheet.block_at(desk.view.caret()) if desk.sheet else None
    pieces = [run.fragment for run in block.runs if run.fragment] if block else []
    spans = (Span(f.text_id, f.piece.start, f.piece.end) for f in pieces)
    corrected = any(map(Layouts(desk.library).old_words, spans))
    return no_article(desk) or ("" if corrected else tr("Nothing was corrected here."))

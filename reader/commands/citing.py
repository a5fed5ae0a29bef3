"""Commands that cite: the open article, words of it, an annotation."""

from reader.commands.reasons import no_article
from reader.commands.table import Menu, Where, command
from reader.services.desk import Desk
from reader.translation import tr


@command("Copy citation", "Ctrl+Shift+C C", Where.READING, Menu.EDIT, no_article, group="cite")
def copy_citation(desk: Desk) -> None:
    """Copy the citation of the article; below the words selected, or those of the annotation here with a link to it."""
    from reader.formats.clipping import Clipping, link  # not needed for the first paint
    from reader.text.citations import cite

    assert desk.sheet
    start, end = desk.view.selection()
    chosen = desk.view.chosen_annotation() if start == end or desk.view.focused_pane() == "list" else None
    article = desk.sheet.article
    if chosen is not None and chosen.article_id != article.id:
        article = desk.archive.article(chosen.article_id) or article
    quote = chosen.quote if chosen else desk.sheet.quote(start, end)
    citation = cite(article.place, article, desk.settings.text("citation_style"))
    parts = (f"“{quote}”" if quote else "", citation, link(Clipping(chosen, article)) if chosen else "")
    desk.view.put_on_clipboard("\n".join(filter(None, parts)))
    desk.view.say(tr("Copied: {citation}", citation=citation))


def _style_command(style: str, title: str) -> None:
    def choose_style(desk: Desk) -> None:
        desk.settings.choose("citation_style", style)
        desk.view.say(tr("Articles are cited in this style from now on, in exports too."))

    choose_style.__name__ = f"cite_{style.replace('-', '_')}"
    choose_style.__doc__ = "Choose how articles are cited."
    command(title, "", Where.WINDOW, Menu.EDIT, group="style")(choose_style)


_style_command("gbt7714-2025", "Cite after GB/T 7714-2025")
_style_command("gbt7714-2015", "Cite after GB/T 7714-2015")
_style_command("footnote", "Cite as history journals do")
_style_command("chicago", "Cite after the Chicago Manual")

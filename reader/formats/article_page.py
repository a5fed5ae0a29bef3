"""Articles with their marks as one web page that needs nothing from elsewhere."""

from collections.abc import Sequence
from typing import TextIO

from reader.formats.article_markup import article_markup, outline
from reader.formats.clipping import Context
from reader.formats.harmless import html, one_line
from reader.formats.html_page import page_head, part
from reader.formats.marked_article import MarkedArticle, collection_title
from reader.translation import tr


def write(articles: Sequence[MarkedArticle], to: TextIO, context: Context) -> None:
    """Write the page, which asks nothing of the network and runs no script, whatever stands in the texts."""
    title = one_line(collection_title(articles, context.library_title or tr("Articles")))
    lines = [
        *page_head(title, context, part("articles.css"), ""),
        "<body>",
        f"<header><h1>{html(title)}</h1></header>" if len(articles) != 1 else "",
        *(("<nav>", *outline(articles), "</nav>") if len(articles) > 1 else ()),
        "<main>",
        *(line for marked in context.told(articles) for line in article_markup(marked, context, book=False)),
        "</main>",
        "</body>",
        "</html>",
    ]
    to.write("\n".join([*filter(None, lines), ""]))

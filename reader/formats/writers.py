"""The formats that annotations, and articles with the marks on them, go out in."""

from collections.abc import Sequence
from functools import partial
from importlib import import_module
from typing import Any

from reader.formats.clipping import Clipping, Context, Form, Writer


def _write(module: str, clippings: Sequence[Any], to: Any, context: Context) -> None:
    import_module(f"reader.formats.{module}").write(clippings, to, context)


def _refer(style: str, clippings: Sequence[Clipping], to: Any, context: Context) -> None:
    import_module("reader.formats.reference_list").write(style, clippings, to, context)


# Module, name, ending, title. A module is imported when its format is first written: the window's start needs none of them.
_WRITERS = (
    ("markdown", "markdown", ".md", "Markdown"),
    ("html_page", "html", ".html", "Web page (HTML), to be read and searched in a browser"),
    ("obsidian", "obsidian", ".md", "Obsidian, a folder with a note for each article"),
    ("docx", "docx", ".docx", "Document (DOCX), for word processors"),
    ("xlsx", "xlsx", ".xlsx", "Workbook (XLSX), for spreadsheets"),
    ("csv_table", "csv", ".csv", "Table (CSV), for spreadsheets"),
    ("plain_text", "text", ".txt", "Plain text"),
    ("readwise", "readwise", ".csv", "Readwise (CSV)"),
    ("anki", "anki", ".tsv", "Anki flash cards"),
    ("native_json", "json", ".json", "Jianbao JSON, to be read back"),
    ("w3c", "w3c", ".jsonld", "W3C Web Annotation (JSON-LD)"),
)
_WITH_BIN = frozenset({"json"})
_FORMS = {"obsidian": Form.FOLDER, "docx": Form.BYTES, "xlsx": Form.BYTES}
_REFERENCES = (
    ("ris", ".ris", "References to the articles (RIS)"),
    ("bibtex", ".bib", "References to the articles (BibTeX)"),
    ("csl-json", ".json", "References to the articles (CSL-JSON)"),
)

WRITERS = {
    name: Writer(name, suffix, title, partial(_write, module), name in _WITH_BIN, _FORMS.get(name, Form.TEXT))
    for module, name, suffix, title in _WRITERS
} | {name: Writer(name, suffix, title, partial(_refer, name)) for name, suffix, title in _REFERENCES}
"""The writers by the names that `jianbao export` knows."""

ARTICLE_WRITERS = {
    f"articles-{name}": Writer(f"articles-{name}", suffix, title, partial(_write, module), form=form, of_articles=True)
    for module, name, suffix, title, form in (
        ("article_markdown", "markdown", ".md", "Marked articles: Markdown", Form.TEXT),
        ("article_page", "html", ".html", "Marked articles: web page (HTML)", Form.TEXT),
        ("epub", "epub", ".epub", "Marked articles: book (EPUB)", Form.BYTES),
    )
}
"""The writers of whole articles (MarkedArticle), by names that `jianbao export articles` knows without their beginning."""

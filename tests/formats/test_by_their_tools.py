"""Every export opened by a tool that it is for: nobody reads it as we do, and what they read is what was marked."""

import csv
import json
import re
import select
import socket
from contextlib import suppress
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import bibtexparser
import pypdfium2
import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from markdown_it import MarkdownIt
from pyld import jsonld

from reader.formats import ARTICLE_WRITERS, WRITERS, Clipping
from reader.translation import set_language
from tests.formats.everything import BRIDGE, CLIPPINGS, CONTEXT, ON_ARTICLE, OVERLAPPED, OVERLAPPING, TURNING, annotation
from tests.formats.test_export_tables import FORMULAS
from tests.formats.test_marked_articles import ARTICLES
from tests.formats.test_writers import golden
from tests.formats.tools import browsed, converted, tool

ALIVE = [c for c in CLIPPINGS if not c.annotation.deleted]
OWN = re.compile(r"google(?:apis)?\.com|gstatic\.com|^$")  # what Chromium asks for itself, whatever the page
OA, DC, TERMS = "http://www.w3.org/ns/oa#", "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
# The terms of the Web Annotation Vocabulary that we use, in the place of the file on the network.
VOCABULARY = {
    "oa": OA,
    "dc": DC,
    "dcterms": TERMS,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "id": {"@id": "@id", "@type": "@id"},
    "type": {"@id": "@type", "@type": "@vocab"},
    **{
        name: f"oa:{name}"
        for name in ("Annotation", "TextQuoteSelector", "TextPositionSelector", "FragmentSelector", "TimeState", "TextualBody")
    },
    **{name: f"oa:{name}" for name in ("highlighting", "commenting", "bookmarking", "tagging", "exact", "prefix", "suffix")},
    "Person": "foaf:Person",
    "Software": "as:Application",
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "state": {"@id": "oa:hasState", "@type": "@id"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "value": "rdf:value",
    "format": "dc:format",
    "language": "dc:language",
    "created": {"@id": "dcterms:created", "@type": "xsd:dateTime"},
    "modified": {"@id": "dcterms:modified", "@type": "xsd:dateTime"},
    "creator": {"@id": "dcterms:creator", "@type": "@id"},
    "name": "foaf:name",
}


def golden_text(name: str) -> str:
    return golden(name).read_bytes().decode("utf-8")


def graph_of(text: str) -> list[dict[str, Any]]:
    """The annotations as RDF knows them, by a JSON-LD processor that may not use the network."""

    def load(url: str, options: object) -> dict[str, Any]:
        assert url == "http://www.w3.org/ns/anno.jsonld"
        return {
            "contextUrl": None,
            "documentUrl": url,
            "document": {"@context": VOCABULARY},
            "contentType": "application/ld+json",
        }

    items: list[dict[str, Any]] = []
    for item in json.loads(text)["items"]:
        items += jsonld.expand(item, {"documentLoader": load})
        assert jsonld.to_rdf(item, {"documentLoader": load})["@default"]
    return items


def test_web_annotations_by_a_json_ld_processor() -> None:
    found = {item["@id"]: item for item in graph_of(golden_text("w3c"))}
    assert len(found) == len(ALIVE)
    assert {kind for item in found.values() for kind in item["@type"]} == {f"{OA}Annotation"}
    item = found[f"urn:uuid:{OVERLAPPING.id}"]
    assert item[f"{OA}motivatedBy"] == [{"@id": f"{OA}highlighting"}]
    [target] = item[f"{OA}hasTarget"]
    selectors = {s["@type"][0].removeprefix(OA): s for s in target[f"{OA}hasSelector"]}
    assert selectors["TextQuoteSelector"][f"{OA}exact"] == [{"@value": OVERLAPPING.quote}]
    span = OVERLAPPING.spans[0]
    assert [selectors["TextPositionSelector"][f"{OA}{end}"][0]["@value"] for end in ("start", "end")] == [span.start, span.end]
    [body] = item[f"{OA}hasBody"]
    assert body["http://www.w3.org/1999/02/22-rdf-syntax-ns#value"] == [{"@value": OVERLAPPING.note}]
    assert len(found[f"urn:uuid:{TURNING.id}"][f"{OA}hasTarget"]) == 2


def test_bibtex_by_its_parser() -> None:
    found = bibtexparser.parse_string(golden_text("bibtex"))
    assert found.failed_blocks == []
    assert len(found.entries) == 2
    [entry] = [e for e in found.entries if "date" in e.fields_dict]
    fields = {name: field.value for name, field in entry.fields_dict.items()}
    assert "江北" in fields["title"]
    assert (fields["journaltitle"], fields["pages"]) == ("江北日报", "A02")
    assert "张三" in fields["author"]
    assert OVERLAPPING.quote[:6] in fields["annotation"]


def test_references_by_a_citation_processor() -> None:
    entries = json.loads(golden_text("csl-json"))
    bibliography = CitationStylesBibliography(
        CitationStylesStyle("harvard-cite-them-right", validate=False), CiteProcJSON(entries), formatter.plain
    )
    for entry in entries:
        bibliography.register(Citation([CitationItem(entry["id"])]))
    said = ["".join(item) for item in bibliography.bibliography()]
    assert len(said) == 2
    assert any("江北日报" in line and "2021" in line and "张三" in line for line in said)


def test_ris_by_its_parser() -> None:
    found = rispy.loads(golden_text("ris"))
    assert len(found) == 2
    entry = next(e for e in found if e.get("date", "").startswith("2021/03/05"))
    assert (entry["type_of_reference"], entry["start_page"]) == ("NEWS", "A02")
    assert entry["title"].startswith("江北*新桥*")
    assert sum(OVERLAPPING.quote in note for note in entry["notes"]) == 1
    assert set(OVERLAPPING.tags) <= set(entry["keywords"])


@pytest.mark.parametrize("preset", ["commonmark", "gfm-like"])
def test_markdown_by_commonmark(preset: str) -> None:
    parser = MarkdownIt(preset, {"linkify": False})
    html = parser.render(golden_text("markdown"))
    assert not re.search(r"<(script|img|b)\b", html)
    assert "江北*新桥*&lt;b&gt;通车&lt;/b&gt;" in html
    assert html.count("<blockquote>") == 5 + 3
    out = StringIO()
    ARTICLE_WRITERS["articles-markdown"].write(ARTICLES, out, CONTEXT)
    html = parser.render(out.getvalue())
    assert not re.search(r"<(script|img|b)\b", html)
    assert "[[链接]]" in html


def test_a_table_by_its_reader_and_a_spreadsheet(tmp_path: Path) -> None:
    tool("soffice", "libreoffice")
    clippings = [Clipping(annotation(n, BRIDGE, f, note=f, tags=(f,)), BRIDGE) for n, f in enumerate(FORMULAS, 1)]
    file = tmp_path / "table.csv"
    with file.open("w", encoding="utf-8", newline="") as to:
        WRITERS["csv"].write([*CLIPPINGS, *clippings], to, CONTEXT)
    ours = list(csv.reader(StringIO(file.read_text(encoding="utf-8-sig"), newline="")))
    made = converted(file, "xlsx", "CSV:44,34,UTF8,1,,0,false,true,false")
    with ZipFile(made) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode("utf-8")
        words = archive.read("xl/sharedStrings.xml").decode("utf-8")
    assert "<f" not in sheet.replace("<font", "")
    assert len(re.findall("<row ", sheet)) == len(ours)
    assert "𠮷野家住桥西" in words


def pdf_words(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_a_document_by_a_word_processor(tmp_path: Path) -> None:
    tool("soffice", "libreoffice")
    set_language("en")
    file = tmp_path / "notes.docx"
    with file.open("wb") as to:
        WRITERS["docx"].write(CLIPPINGS, to, CONTEXT)
    text = pdf_words(converted(file, "pdf"))
    for words in ("桥通了😀", "造价三千万元", "工期_两年_"):
        assert words in text
    cited = re.findall(r"^(\d+) (.*)$", text[text.rindex("1 张三") :].replace("\r", ""), re.MULTILINE)
    assert [number for number, _ in cited] == [str(n) for n in range(1, 8)]
    assert ["无题" in words for _, words in cited] == [False] * 5 + [True] * 2  # each footnote is that of its own quote
    back = converted(file, "odt")
    with ZipFile(back) as archive:
        content = archive.read("content.xml").decode("utf-8")
    assert content.count("<office:annotation ") == sum(1 for c in ALIVE if c.annotation.note or c.annotation.quote_corrected)
    assert "全文的笔记" in content


def test_a_workbook_by_a_spreadsheet(tmp_path: Path) -> None:
    tool("soffice", "libreoffice")
    packed = BytesIO()
    foul = [Clipping(annotation(n, BRIDGE, f, note=f), BRIDGE) for n, f in enumerate(FORMULAS, 1)]
    WRITERS["xlsx"].write([*CLIPPINGS, *foul], packed, CONTEXT)
    file = tmp_path / "table.xlsx"
    file.write_bytes(packed.getvalue())
    flat = converted(file, "fods").read_text(encoding="utf-8")
    assert "table:formula=" not in flat
    for words in (OVERLAPPED.note.replace("'", "&apos;"), "&lt;script&gt;"):
        assert words.split("\u202e")[0].replace('"', "&quot;")[:12] in flat.replace("'", "&apos;")


def requests_to(network: socket.socket) -> list[str]:
    """The first lines of what was asked of a port on which nobody answered."""
    asked = []
    while select.select([network], [], [], 0)[0]:
        caller, _ = network.accept()
        caller.settimeout(0)
        with caller, suppress(OSError):
            asked.append(caller.recv(2000).decode("latin-1").partition("\r\n")[0])
    return asked


@pytest.mark.parametrize("name", ["html", "articles-html"])
def test_a_page_by_a_browser_asks_nothing_of_the_network(name: str, tmp_path: Path) -> None:
    tool("chromium", "chromium-browser", "google-chrome")
    call = '<img src="http://example.org/x.png"><script>fetch("http://example.org/")</script><link rel=stylesheet href=//e.org>'
    foul = replace(ON_ARTICLE, note=call, quote=call)
    out = StringIO()
    if name == "html":
        WRITERS["html"].write([*CLIPPINGS, Clipping(foul, BRIDGE)], out, CONTEXT)
    else:
        articles = [replace(ARTICLES[0], annotations=(*ARTICLES[0].annotations, foul)), ARTICLES[1]]
        ARTICLE_WRITERS[name].write(articles, out, CONTEXT)
    page = tmp_path / "page.html"
    page.write_text(out.getvalue(), encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as network:
        shown = browsed(page, network.getsockname()[1])
        asked = requests_to(network)
    assert [line for line in asked if not OWN.search(line)] == []
    assert "河水上涨三尺" in shown
    if name == "html":
        assert not re.search(r"<form[^>]* hidden", shown)  # its own script ran

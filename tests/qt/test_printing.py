"""An article is printed with its marks and notes; the words of the PDF are read back."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from reader.errors import Cancelled, ExportError
from reader.model import Kind, Role, Status
from reader.qt.printing import PAPER, Sheaf, laid_out, write_pdf
from reader.services.annotating import new_annotation
from reader.services.doubts import flag_words
from reader.settings import Settings
from reader.store.annotations import Annotations
from reader.store.archive import Archive
from reader.store.library import Library
from reader.text.sheet import Sheet
from tests.driver import CTRL, Driver
from tests.fixtures import library, mark, reading, store  # noqa: F401 - the fixture

pypdfium2 = pytest.importorskip("pypdfium2", reason="the PDF is read back by the extra `pdf`")
LONG = "桥通了，两岸只要五分钟，吉野家重开。" * 60
SETTINGS = Settings(Path("no such folder", "settings.toml"))


def go_on() -> None:
    """Nothing stops it."""


@pytest.fixture
def sheaf(library: Library, application: QApplication) -> Sheaf:  # noqa: F811
    """An article of several pages with two marks, one with a note, and a note on the whole."""
    [article_id] = store(
        library, reading(((Role.HEADLINE, "新桥通车"), (Role.BODY, "昨日河水上涨三尺。"), *[(Role.BODY, LONG)] * 4))
    )
    mark(library, article_id, "河水上涨", note="见《水利志》。\n第二行", tags=("水文",), colour="green")
    mark(library, article_id, "三尺")
    article = Archive(library).article(article_id)
    assert article
    whole = [*Annotations(library).of_article(article_id), new_annotation(article_id, Kind.NOTE, "")]
    return Sheaf(Sheet(article, flag_words()), whole, "江北日报 2021年3月5日 A1", "新桥通车[N]．江北日报，2021-03-05（A1）．")


def pages_of(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        read = [document[number].get_textpage().get_text_range() for number in range(len(document))]
        return ["".join(words.split()) for words in read]
    finally:
        document.close()


def test_a_pdf_has_source_text_numbered_notes_citation_and_page_numbers(sheaf: Sheaf, tmp_path: Path) -> None:
    write_pdf(sheaf, tmp_path / "a.pdf", SETTINGS, go_on)
    pages = pages_of(tmp_path / "a.pdf")
    count, whole = len(pages), "".join(pages)
    assert count > 2
    assert pages[0].startswith("江北日报2021年3月5日A1新桥通车昨日河水上涨[1]三尺。")
    assert whole.count("两岸只要五分钟") >= 240, "every line is on a page"
    assert "Notes[1]“河水上涨”见《水利志》。第二行#水文" in whole
    assert sheaf.citation in whole
    assert [f"{n}/{count}" in page for n, page in enumerate(pages, start=1)] == [True] * count


def test_marks_are_printed_in_their_colours(sheaf: Sheaf) -> None:
    document = laid_out(sheaf, SETTINGS)
    colours = {}
    block = document.begin()
    while block.isValid():
        for fragment in (piece.fragment() for piece in block):
            colours[fragment.text()] = fragment.charFormat().background().color().name()
        block = block.next()
    assert colours["河水上涨"] == PAPER.marks["green"]
    assert colours["三尺"] == PAPER.marks["yellow"]


def test_what_needs_review_is_printed_though_it_has_no_place(sheaf: Sheaf) -> None:
    lost = replace(sheaf.marks[1], spans=(), status=Status.NEEDS_REVIEW)
    text = laid_out(replace(sheaf, marks=(lost,)), SETTINGS).toPlainText()
    assert "[1] “三尺”\nThis annotation needs review" in text


def test_a_stopped_or_failed_pdf_leaves_the_old_one_whole(sheaf: Sheaf, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")

    def stop() -> None:
        raise Cancelled("")

    with pytest.raises(Cancelled):
        write_pdf(sheaf, path, SETTINGS, stop)
    assert path.read_bytes() == b"old"
    with pytest.raises(ExportError, match="cannot be written"):
        write_pdf(sheaf, tmp_path / "none" / "a.pdf", SETTINGS, go_on)


def test_the_open_article_is_saved_and_replaced_only_on_a_second_enter(driver: Driver, tmp_path: Path) -> None:
    for enters in (1, 2):
        driver.window.ask_pdf()
        prompt = driver.dialog()
        prompt.findChild(QLineEdit).setText(str(tmp_path / "article"))
        for number in range(enters):
            driver.key(Qt.Key.Key_Return)
            assert (driver.application.activeModalWidget() is None) == (number + 1 == enters)
        driver.wait_until(lambda: not driver.window._jobs[-1].isRunning())
        assert pages_of(tmp_path / "article.pdf")
        assert "Written to" in driver.window.statusBar().currentMessage()


def test_a_name_in_no_folder_is_refused(driver: Driver, tmp_path: Path) -> None:
    driver.window.ask_pdf()
    prompt = driver.dialog()
    prompt.findChild(QLineEdit).setText(str(tmp_path / "none" / "a.pdf"))
    driver.key(Qt.Key.Key_Return)
    assert prompt.isVisible()
    assert any("There is no folder" in label.text() for label in prompt.findChildren(QLabel))


def test_the_key_opens_the_systems_dialog(driver: Driver) -> None:
    driver.key(Qt.Key.Key_P, CTRL)
    assert isinstance(driver.dialog(), QPrintDialog)
    driver.key(Qt.Key.Key_Escape)
    assert driver.focus is driver.window.text

"""Asks what to export, in which format, and where to, and shows what would come of it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from reader.formats import ARTICLE_WRITERS, WRITERS, Form, Writer
from reader.formats.file_names import FIELDS, PATTERN
from reader.model import COLOURS, ExportOrder
from reader.qt.export_preview import ExportPreview
from reader.qt.prompts import Prompt, Question, named_path, path_field
from reader.qt.window_export import PROMPT
from reader.services.export_request import EACH, Request, Selection
from reader.services.exporting import Manner, Plan
from reader.text.query import iso_date
from reader.translation import tr

TEMPLATE = ""  # the format of a template of one's own, as Request has it
_EACH = ("One file for all", "One file for each article", "One file for each issue")
_ORDERS = {ExportOrder.PLACE: "By place", ExportOrder.CREATED: "As they were made"}
_WIDE = 940  # pixels, with the preview beside the form


class ExportPrompt(Prompt):
    """Asks for a Request, and whether files may be replaced; it goes on asking while something is in the way.

    `scopes` are what can be exported, by the words for it; `suggest` gives a file to begin with.
    """

    def __init__(
        self,
        first: Request,
        scopes: Mapping[str, Selection],
        suggest: Callable[[Request], Path],
        answer: Callable[[Request, bool], None],
        library: tuple[Path, Manner],
        parent: QWidget,
    ) -> None:
        super().__init__(tr("Export"), tr("Export"), parent)
        self.setObjectName(PROMPT)
        self.setMinimumWidth(_WIDE)
        self._scopes, self._suggest, self._answer = list(scopes.values()), suggest, answer
        self._suggested = ""
        self._plan: Plan | None = None
        self._is_wanted = False  # whether Enter was pressed before it was known what the export would do
        self._make_fields(first, scopes, library[1])
        self.preview = ExportPreview(*library, self)
        self.preview.setMinimumHeight(340)
        self.preview.answered.connect(self._looked)
        columns = QHBoxLayout()
        columns.setSpacing(20)
        self._form = self._laid_out()
        columns.addLayout(self._form, 5)
        columns.addWidget(self.preview, 4)
        self.content.addLayout(columns)
        self.finish_layout()
        for field in (self.format, self.scope, self.colour, self.order, self.each):
            field.currentIndexChanged.connect(self._renew)
        for line in (self.tag, self.start, self.end, self.pattern, self.template):  # a path changes nothing in the preview
            line.textChanged.connect(self._look)
        self._renew()
        if first.path != Path():
            self.path.setText(str(first.path))
        self.path.selectAll()
        self.path.setFocus()

    def _make_fields(self, first: Request, scopes: Mapping[str, Selection], manner: Manner) -> None:
        self.format = _choice(self, [(f"{tr(w.title)} (*{w.suffix})", w.name) for w in _writers()], first.format)
        self.format.addItem(tr("A template of one's own (Jinja2)…"), TEMPLATE)
        if first.template:
            self.format.setCurrentIndex(self.format.count() - 1)
        self.template = path_field(first.template, False, self)
        self.template.setPlaceholderText(tr("A file such as notes.md.j2"))
        self.browse = QPushButton(tr("Choose a file…"), self)
        self.browse.setAutoDefault(False)
        self.browse.clicked.connect(self._choose_template)
        self.scope = _choice(self, [(words, number) for number, words in enumerate(scopes)], 0)
        names = [(manner.names.get(c) or tr(c), c) for c in COLOURS]
        self.colour = _choice(self, [(tr("Every colour"), ""), *names], first.selection.colour)
        self.tag = _line(self, first.selection.tag, tr("Every tag"))
        self.start = _line(self, first.selection.start, tr("First day: 2021-01-20"))
        self.end = _line(self, first.selection.end, tr("Last day, or 2021-01"))
        self.order = _choice(self, [(tr(words), order.value) for order, words in _ORDERS.items()], first.order.value)
        self.each = _choice(self, [(tr(words), each) for each, words in zip(EACH, _EACH, strict=True)], first.each)
        self.pattern = _line(self, first.pattern, PATTERN)
        self.pattern.setToolTip(tr("In braces may stand {fields}.", fields=", ".join(FIELDS)))
        self.path = path_field("", False, self)
        self.keep = QCheckBox(tr("&Keep it up to date by itself"), self)
        self.keep.setToolTip(tr("It is written anew after changes, and at the latest when the window is closed."))

    def _laid_out(self) -> QFormLayout:
        form = QFormLayout()
        form.setSpacing(10)
        form.addRow(tr("&Format"), self.format)
        self._template_row = _row(self.template, self.browse)
        form.addRow(tr("Te&mplate"), self._template_row)
        form.addRow(tr("&What"), self.scope)
        form.addRow(tr("&Only"), _row(self.colour, self.tag))
        form.addRow(tr("&Issues of"), _row(self.start, self.end))
        form.addRow(tr("O&rder"), self.order)
        form.addRow(tr("Fi&les"), self.each)
        form.addRow(tr("&Names of files"), self.pattern)
        self._path_label = QLabel(tr("F&ile"), self)
        self._path_label.setBuddy(self.path)
        form.addRow(self._path_label, self.path)
        form.addRow("", self.keep)
        return form

    @property
    def is_looking(self) -> bool:
        """Whether Enter was pressed and it is still being looked what the export would do."""
        return self._is_wanted

    def request(self) -> Request | None:
        """What is asked for now; None, said why, where it cannot be."""
        typed = self.path.text().strip()
        path = named_path(typed) if typed else None
        if path is None:
            words = "No file can have the name {name}. Choose another."
            self.refuse(tr(words, name=typed) if typed else tr("Type the name of a file."))
            return None
        for day in (self.start, self.end):
            if day.text().strip() and not iso_date(day.text().strip()):
                self.refuse(tr("{day} is no date: write it as 2021-01-20, 2021-01 or 2021.", day=day.text().strip()))
                return None
        return replace(self._unplaced(), path=path)

    def _unplaced(self) -> Request:
        selection = replace(
            self._scopes[self.scope.currentData()],
            colour=self.colour.currentData(),
            tag=self.tag.text().strip(),
            start=iso_date(self.start.text().strip()) or "",
            end=iso_date(self.end.text().strip()) or "",
        )
        name = self.format.currentData()
        return Request(
            name,
            Path(),
            selection,
            "" if name else str(Path(self.template.text().strip() or " ").expanduser()),
            ExportOrder(self.order.currentData()),
            self.each.currentData() if self._may_be_several() else "",
            self.pattern.text().strip(),
        )

    def accept(self) -> None:
        request = self.request()
        if request is None:
            return
        self._is_wanted, self._plan = True, None
        self._refusal.hide()
        self.preview.ask(request, at_once=True)

    def done(self, result: int) -> None:
        """Close, and look for nothing any more."""
        self.preview.finish()
        for field in (self.path, self.template):
            field.setCompleter(None)  # type: ignore[arg-type]  # Qt takes none; a late list would open over the window
        super().done(result)

    def _looked(self, request: Request, plan: Plan | None, reason: str) -> None:
        if not self._is_wanted:
            return
        self._is_wanted = False
        if plan is None:
            self.refuse(reason)
        elif not plan.count:
            articles = request.format in ARTICLE_WRITERS
            self.refuse(tr("There is no article to export.") if articles else tr("There is no annotation to export."))
        elif plan.taken:
            first, others = plan.taken[0], len(plan.taken) - 1
            words = tr("{path} is there already. Replace it?", path=first)
            if others:
                words = tr(
                    "{path} and {count:other file|other files} are there already. Replace them?", path=first, count=others
                )
            Question(words, tr("Replace"), lambda: self._export(request), self).open()
        else:
            self._export(request)

    def _export(self, request: Request) -> None:
        self.close_after(lambda: self._answer(request, self.keep.isChecked()))

    def _may_be_several(self) -> bool:
        writer = (WRITERS | ARTICLE_WRITERS).get(self.format.currentData())
        return writer is None or writer.form is not Form.FOLDER

    def _renew(self) -> None:
        """What depends on a choice: what can be asked besides, and a name, unless one was typed."""
        writer = (WRITERS | ARTICLE_WRITERS).get(self.format.currentData())
        is_folder = bool(self._unplaced().each) or not self._may_be_several()
        self._form.setRowVisible(self._template_row, writer is None)
        self._form.setRowVisible(self.each, self._may_be_several())
        self._form.setRowVisible(self.pattern, is_folder and self._may_be_several())
        self._form.setRowVisible(self.order, writer is None or not writer.of_articles)
        self._path_label.setText(tr("F&older") if is_folder else tr("F&ile"))
        if self.path.text() == self._suggested:
            self._suggested = str(self._suggest(self._unplaced()))
            self.path.setText(self._suggested)
            self.path.selectAll()
        self._look()

    def _look(self) -> None:
        path = named_path(self.path.text().strip()) if self.path.text().strip() else None
        wanted = self._unplaced()
        self.preview.ask(replace(wanted, path=path or Path("-")) if wanted.format or self.template.text().strip() else None)

    def _choose_template(self) -> None:
        file, _ = QFileDialog.getOpenFileName(self, tr("Choose a file…"), self.template.text())
        if file:
            self.template.setText(file)


def _writers() -> list[Writer]:
    return [*WRITERS.values(), *ARTICLE_WRITERS.values()]


def _choice(parent: QWidget, values: list[tuple[str, object]], chosen: object) -> QComboBox:
    box = QComboBox(parent)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(14)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    for words, value in values:
        box.addItem(words, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box


def _line(parent: QWidget, text: str, hint: str) -> QLineEdit:
    line = QLineEdit(text, parent)
    line.setPlaceholderText(hint)
    line.setAccessibleName(hint)
    return line


def _row(*widgets: QWidget) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        layout.addWidget(widget)
    row.setFocusProxy(widgets[0])
    return row

"""The calendar of issues: a year of a newspaper by months, the days that have an issue and the gaps between them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcut,
    QWheelEvent,
)
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QToolTip, QVBoxLayout, QWidget

from reader.model import Place
from reader.qt.key_sheet import KeySheet
from reader.qt.theme import Theme, theme_named
from reader.services.desk import Desk
from reader.services.holdings import Holdings
from reader.store.shelves import Issue, Shelves
from reader.text.calendar import full_date, month_name, weekday_names, year_name
from reader.translation import tr

SIZE = QSize(940, 690)  # pixels
_COLUMNS, _ROWS = 4, 3  # of months
_LINES = 8  # of a month: its name, the weekdays, up to six weeks
_GAP = 22  # pixels between months
_ROUND = 3.0


class YearGrid(QWidget):
    """The months of a year. Arrows go by days and weeks, PageUp and PageDown by months, with Shift or Ctrl by years."""

    moved = Signal()
    chosen = Signal()

    def __init__(self, theme: Theme, describe: Callable[[date], str], parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._describe = theme, describe
        self.holdings = Holdings([])
        self.day = date.today()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(560, 420)

    def show_holdings(self, holdings: Holdings, day: date) -> None:
        """Show the issues of a newspaper, at a day."""
        self.holdings = holdings
        self.go(day)
        self.update()

    def go(self, day: date) -> None:
        """Make a day the current one, or the nearest in a year that has issues of the newspaper."""
        if self.holdings:
            first, last = date(self.holdings.first.year, 1, 1), date(self.holdings.last.year, 12, 31)
            before, self.day = self.day, min(max(day, first), last)
            if before.year == self.day.year:
                for changed in (before, self.day):
                    self.update(self._cell_of(changed).toAlignedRect())
            else:
                self.update()
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        target = self._target(Qt.Key(event.key()), event.modifiers())
        if target is not None:
            self.go(target)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)

    def _target(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> date | None:
        if not self.holdings:
            return None
        days = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        months = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        years = bool(modifiers & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier))
        if key in days:
            return _beyond(self.day, days[key])
        if key in months:
            return _months_on(self.day, months[key] * (12 if years else 1))
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            return self.holdings.first if key == Qt.Key.Key_Home else self.holdings.last
        if key == Qt.Key.Key_Period:
            return next(self.holdings.missing(_beyond(self.day, 1), self.holdings.last), self.day)
        if key == Qt.Key.Key_Comma:
            return next(self.holdings.missing(_beyond(self.day, -1), self.holdings.first), self.day)
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position().x(), event.position().y())
        if day is not None:
            self.go(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._day_at(event.position().x(), event.position().y()) == self.day:
            self.chosen.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.go(_months_on(self.day, -12 if event.angleDelta().y() > 0 else 12))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            day = self._day_at(event.x(), event.y())
            QToolTip.showText(event.globalPos(), self._describe(day) if day else "", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(self._theme.paper))
        if self.holdings:
            painter.setClipRect(event.rect())
            for month in range(1, 13):
                self._paint_month(painter, month, QRectF(event.rect()))
        painter.end()

    def _cell(self, month: int, line: int, column: int) -> QRectF:
        width = (self.width() - _GAP * (_COLUMNS + 1)) / _COLUMNS
        height = (self.height() - _GAP * _ROWS) / _ROWS
        left = _GAP + (month - 1) % _COLUMNS * (width + _GAP)
        top = _GAP / 2 + (month - 1) // _COLUMNS * (height + _GAP)
        return QRectF(left + column * width / 7, top + line * height / _LINES, width / 7, height / _LINES)

    def _cell_of(self, day: date) -> QRectF:
        place = date(day.year, day.month, 1).weekday() + day.day - 1
        return self._cell(day.month, 2 + place // 7, place % 7)

    def _day_at(self, x: float, y: float) -> date | None:
        year = [date(self.day.year, 1, 1) + timedelta(n) for n in range(365)]
        days = [*year, date(self.day.year, 12, 31)]
        return next((day for day in days if self._cell_of(day).contains(x, y)), None) if self.holdings else None

    def _paint_month(self, painter: QPainter, month: int, changed: QRectF) -> None:
        if not changed.intersects(self._cell(month, 0, 0).united(self._cell(month, _LINES - 1, 6))):
            return
        bold = QFont(self.font())
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(QColor(self._theme.ink))
        heading = self._cell(month, 0, 0).united(self._cell(month, 0, 6)).adjusted(6, 0, 0, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(heading, Qt.AlignmentFlag.AlignLeft | middle, month_name(f"{self.day.year}-{month:02}"))
        painter.setFont(self.font())
        painter.setPen(QColor(self._theme.muted))
        for column, name in enumerate(weekday_names()):
            painter.drawText(self._cell(month, 1, column), Qt.AlignmentFlag.AlignCenter, name)
        for number in range(1, monthrange(self.day.year, month)[1] + 1):
            day = date(self.day.year, month, number)
            room = self._cell_of(day)
            if changed.intersects(room):
                self._paint_day(painter, day, room.adjusted(1, 1, -1, -1))

    def _paint_day(self, painter: QPainter, day: date, room: QRectF) -> None:
        has, lacks = self.holdings.has(day), self.holdings.lacks(day)
        paint_kind(painter, self._theme, room, has, lacks)
        painter.setPen(number_pen(self._theme, has, lacks, self.holdings.spans(day)))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, str(day.day))
        if day == self.day:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.accent), 2.5 if self.hasFocus() else 1.2))
            painter.drawRoundedRect(room, _ROUND, _ROUND)


def paint_kind(painter: QPainter, theme: Theme, room: QRectF, has: bool, lacks: bool) -> None:
    """A day with an issue is filled, one whose issue is missing framed: they differ in more than colour."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.marks["green"] if has else theme.paper))
    if lacks:
        painter.setPen(QPen(QColor(theme.warning), 1.4, Qt.PenStyle.DotLine))
    painter.drawRoundedRect(room, _ROUND, _ROUND)


def number_pen(theme: Theme, has: bool, lacks: bool, spanned: bool) -> QPen:
    """What a day's number is written with: faintly before the first issue and after the last."""
    colour = QColor(theme.ink if has else theme.warning if lacks else theme.muted)
    if not has and not spanned:
        colour.setAlphaF(0.4)
    return QPen(colour)


class _Legend(QWidget):
    """What the three kinds of days look like."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setMinimumHeight(22)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 0.0
        for words, has, lacks in ((tr("Issue"), True, False), (tr("Missing"), False, True), (tr("No issue"), False, False)):
            room = QRectF(left, 2, 24, 18)
            paint_kind(painter, self._theme, room, has, lacks)
            painter.setPen(number_pen(self._theme, has, lacks, spanned=True))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, "7")
            painter.setPen(QColor(self._theme.muted))
            width = painter.fontMetrics().horizontalAdvance(words)
            painter.drawText(QRectF(left + 30, 2, width + 2, 18), Qt.AlignmentFlag.AlignVCenter, words)
            left += 30 + width + 20
        painter.end()


class IssueCalendar(QDialog):
    """The dialog. `open_article` gets the first article of the issue that is chosen."""

    def __init__(
        self, shelves: Shelves, theme: Theme, at: tuple[str, str], open_article: Callable[[int], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(tr("Calendar of issues"))
        self.resize(SIZE.boundedTo(parent.size()))
        self._shelves, self._open = shelves, open_article
        self.newspapers = QComboBox(self)
        self.newspapers.setAccessibleName(tr("Newspaper"))
        for shelf in shelves.newspapers():
            self.newspapers.addItem(shelf.title or tr("Newspaper unknown"), shelf.key)
        self.year, self.words = QLabel(self), QLabel(self)
        self.grid = YearGrid(theme, self.describe, self)
        words = "Arrows: days · PgUp PgDn: months · Shift: years · Home End · comma, full stop: gaps · Tab: newspapers"
        self._hint = QLabel(tr(words), self)
        self._lay_out(theme)
        self.newspapers.setCurrentIndex(max(0, self.newspapers.findText(at[0])))
        self.newspapers.currentIndexChanged.connect(lambda: self._show_newspaper(""))
        self.grid.moved.connect(self._moved)
        self.grid.chosen.connect(self._choose)
        self._show_newspaper(at[1] if self.newspapers.currentText() == at[0] else "")
        self.grid.setFocus()
        for key in ("F1", "?", "Shift+?"):
            QShortcut(QKeySequence(key), self, self._show_keys)

    def _show_keys(self) -> None:
        KeySheet("calendar", tr("Calendar of issues"), self).open()

    def _lay_out(self, theme: Theme) -> None:
        self._hint.setObjectName("hint")
        top, bottom = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.newspapers)
        top.addSpacing(12)
        top.addWidget(self.year, 1)
        bottom.addWidget(self.words, 1)
        legend = _Legend(theme, self)
        legend.setMinimumWidth(260)
        bottom.addWidget(legend)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 10)
        layout.addLayout(top)
        layout.addWidget(self.grid, 1)
        layout.addLayout(bottom)
        layout.addWidget(self._hint)

    def describe(self, day: date) -> str:
        """A day in words: its issues with pages and articles, or that there is none."""
        holdings, name = self.grid.holdings, full_date(day.isoformat())
        if issues := self._issues(day):
            return "    ".join([name, *map(_issue_words, issues)])
        if holdings.lacks(day):
            return "    ".join((name, tr("Missing: the newspaper usually appeared on this weekday.")))
        return "    ".join((name, tr("No issue.") if holdings.spans(day) else tr("Outside the holdings.")))

    def _issues(self, day: date) -> list[Issue]:
        if not self.grid.holdings.has(day):
            return []
        return self._shelves.issues_of_day(self.newspapers.currentData(), day.isoformat())

    def _show_newspaper(self, iso: str) -> None:
        key = self.newspapers.currentData()
        holdings = Holdings(self._shelves.issue_dates(key) if key is not None else [])
        try:
            day = date.fromisoformat(iso)
        except ValueError:
            day = holdings.last if holdings else self.grid.day
        self.grid.show_holdings(holdings, day)

    def _moved(self) -> None:
        words = self._year_words(self.grid.day.year)
        if words != self.year.text():
            self.year.setText(words)
        described = self.describe(self.grid.day) if self.grid.holdings else tr("No issue of this newspaper has a full date.")
        self.words.setText(described)
        self.grid.setAccessibleName(described)

    def _year_words(self, year: int) -> str:
        holdings = self.grid.holdings
        start, end = date(year, 1, 1), date(year, 12, 31)
        parts = []
        if holdings:
            held = sum(holdings.has(start + timedelta(n)) for n in range((end - start).days + 1))
            missing = sum(1 for _ in holdings.missing(start, end))
            parts = [f"<b>{year_name(str(year))}</b>", tr("{count:day|days} with issues", count=held)]
            parts.append(tr("{count} missing", count=missing))
        if holdings.undated:
            parts.append(tr("{count} without a full date", count=holdings.undated))
        return "   ·   ".join(parts)

    def _choose(self) -> None:
        issues = self._issues(self.grid.day)
        first = next((issue.first for issue in issues if issue.first is not None), None)
        if first is not None:
            self.accept()
            self._open(first)
        elif issues:
            self.words.setText(tr("This issue has no articles."))


def show_calendar(desk: Desk, open_article: Callable[[int], None], parent: QWidget) -> None:
    """Show the days with issues, at the issue of the open article."""
    place = desk.sheet.article.place if desk.sheet else Place()
    at = (place.newspaper or tr("Newspaper unknown"), place.date or "")
    IssueCalendar(desk.shelves, theme_named(desk.settings.text("theme")), at, open_article, parent).open()


def _issue_words(issue: Issue) -> str:
    words = tr("{pages:page|pages}, {articles:article|articles}", pages=issue.pages, articles=issue.articles)
    return f"{issue.edition} {words}".strip()


def _beyond(day: date, days: int) -> date:
    """A day so many days on, or the day itself at the end of time."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def _months_on(day: date, months: int) -> date:
    """The same day of another month, or the last that the month has."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return day
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))

"""Colours and fonts of the window: light, dark and sepia."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

# The faces that newspapers are set in, the best first; the first that is installed is used, and fontconfig or the system
# falls back for characters that it lacks.
SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "STSong", "SimSun", "serif")
SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "sans-serif")
UI_POINTS = 10.0
HEADING_HEIGHT = 34  # pixels of the line above each pane


@dataclass(frozen=True, slots=True, eq=False)  # each is one of its kind, and a key of what is made for it
class Theme:
    """The colours of one look, as #rrggbb. `marks` are those of highlights behind text, by colour name, `hit` that behind
    what was searched for.
    """

    name: str
    paper: str
    ink: str
    muted: str
    frame: str
    panel: str
    line: str
    chosen: str
    accent: str
    accent_ink: str
    hit: str
    warning: str
    marks: dict[str, str]


LIGHT = Theme(
    name="light",
    paper="#fffefa",
    ink="#1d1b18",
    muted="#645e55",
    frame="#f1eee7",
    panel="#f8f6f0",
    line="#d9d3c7",
    chosen="#ece7dc",
    accent="#9c2b23",
    accent_ink="#ffffff",
    hit="#f7ddd6",
    warning="#a14a00",
    marks={
        "yellow": "#ffec8a",
        "green": "#c3ecb2",
        "blue": "#bfdffc",
        "pink": "#fbcbdc",
        "orange": "#ffd3a1",
        "purple": "#ddcdf8",
        "red": "#ffb9ae",
        "grey": "#dcdad4",
    },
)
DARK = Theme(
    name="dark",
    paper="#1c1c1e",
    ink="#e4e0d8",
    muted="#a19a8f",
    frame="#141416",
    panel="#202024",
    line="#3a3a40",
    chosen="#2f2f36",
    accent="#e0796f",
    accent_ink="#1c1c1e",
    hit="#432526",
    warning="#f0a660",
    marks={
        "yellow": "#6b5b00",
        "green": "#2c5a26",
        "blue": "#1f4d78",
        "pink": "#74324d",
        "orange": "#7a4510",
        "purple": "#523a80",
        "red": "#7c2d24",
        "grey": "#4b4b50",
    },
)
SEPIA = Theme(
    name="sepia",
    paper="#f6ecd6",
    ink="#33281a",
    muted="#63543d",
    frame="#e8dcc2",
    panel="#efe3cb",
    line="#cdbd9c",
    chosen="#e6d9bd",
    accent="#87361a",
    accent_ink="#ffffff",
    hit="#f0cdb4",
    warning="#8f4300",
    marks={
        "yellow": "#f7df72",
        "green": "#c4dd9c",
        "blue": "#bcd6e0",
        "pink": "#f2c2c2",
        "orange": "#f5c58a",
        "purple": "#d8c5e2",
        "red": "#f3ae98",
        "grey": "#d6ccb8",
    },
)
THEMES = {theme.name: theme for theme in (LIGHT, DARK, SEPIA)}


def theme_named(name: str) -> Theme:
    """The theme of a name; for "system" the one that fits what the desktop says."""
    if name in THEMES:
        return THEMES[name]
    dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return DARK if dark else LIGHT


def has_chinese_font() -> bool:
    """Whether any installed font has simplified Chinese characters."""
    return bool(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))


def interface_font() -> QFont:
    """The face of menus, lists and dialogs."""
    font = QFont(list(SANS))
    font.setPointSizeF(UI_POINTS)
    return font


def wear(application: QApplication, theme: Theme) -> None:
    """Dress all widgets in a theme, unless they wear it."""
    style = _STYLE.format(**{f: getattr(theme, f) for f in _STYLED})
    if application.styleSheet() != style:
        application.setPalette(_palette(theme))
        application.setStyleSheet(style)


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: theme.frame,
        QPalette.ColorRole.WindowText: theme.ink,
        QPalette.ColorRole.Base: theme.paper,
        QPalette.ColorRole.AlternateBase: theme.panel,
        QPalette.ColorRole.Text: theme.ink,
        QPalette.ColorRole.Button: theme.panel,
        QPalette.ColorRole.ButtonText: theme.ink,
        QPalette.ColorRole.Highlight: theme.accent,
        QPalette.ColorRole.HighlightedText: theme.accent_ink,
        QPalette.ColorRole.PlaceholderText: theme.muted,
        QPalette.ColorRole.ToolTipBase: theme.panel,
        QPalette.ColorRole.ToolTipText: theme.ink,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.Mid: theme.line,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.muted))
    return palette


_STYLED = ("paper", "ink", "muted", "frame", "panel", "line", "accent", "accent_ink", "warning")
_STYLE = """
QTreeView, QListView {{
  border: none; background: {panel}; outline: none; show-decoration-selected: 1;
  selection-background-color: {accent}; selection-color: {accent_ink};
}}
QTreeView#tree {{ selection-background-color: transparent; }}
QTreeView#tree::item {{ padding: 4px 2px; background: transparent; }}
QComboBox {{
  background: {paper}; color: {ink}; border: 1px solid {line}; border-radius: 4px; padding: 3px 8px; combobox-popup: 0;
}}
QComboBox::drop-down {{ border: none; width: 20px; }}
QComboBox::down-arrow {{
  width: 0; height: 0; border-left: 4px solid {paper}; border-right: 4px solid {paper}; border-top: 5px solid {muted};
}}
QCheckBox::indicator {{ width: 13px; height: 13px; border: 1px solid {muted}; border-radius: 3px; background: {paper}; }}
QCheckBox::indicator:checked {{ background: {accent}; border: 1px solid {accent}; }}
QCheckBox::indicator:focus {{ border: 2px solid {accent}; width: 11px; height: 11px; }}
QComboBox:focus, QComboBox:on {{ border: 1px solid {accent}; }}
QComboBox QAbstractItemView {{ background: {panel}; color: {ink}; border: 1px solid {line}; padding: 2px; }}
QSpinBox {{ background: {paper}; color: {ink}; border: 1px solid {line}; border-radius: 4px; padding: 4px 6px; }}
QSpinBox QLineEdit {{ border: none; padding: 0; background: transparent; }}
QSpinBox:focus {{ border: 1px solid {accent}; }}
QSpinBox::up-button, QSpinBox::down-button {{ background: transparent; border: none; width: 20px; }}
QSpinBox::up-arrow, QSpinBox::down-arrow {{
  width: 0; height: 0; border-left: 4px solid {paper}; border-right: 4px solid {paper}; border-bottom: 5px solid {muted};
}}
QSpinBox::down-arrow {{ border-bottom: none; border-top: 5px solid {muted}; }}
QListWidget::item {{ padding: 0 8px; }}
QListWidget#groups::item {{ padding: 7px 10px; }}
QWidget#side {{ background: {panel}; }}
QTextEdit#article {{ border: none; background: {paper}; }}
QSplitter::handle {{ background: {line}; }}
QMenuBar {{ background: {frame}; border-bottom: 1px solid {line}; padding: 2px; }}
QMenuBar::item {{ padding: 4px 10px; background: transparent; }}
QMenuBar::item:selected, QMenu::item:selected {{ background: {accent}; color: {accent_ink}; }}
QMenu {{ background: {panel}; border: 1px solid {line}; padding: 4px; }}
QMenu::item {{ padding: 5px 28px 5px 22px; }}
QMenu::item:disabled {{ color: {muted}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 8px; }}
QStatusBar {{ background: {frame}; border-top: 1px solid {line}; min-height: 25px; }}
QStatusBar::item {{ border: none; }}
QStatusBar QLabel {{ color: {muted}; padding: 0 10px; }}
QStatusBar QProgressBar {{ border: none; border-radius: 3px; background: {line}; max-height: 6px; }}
QStatusBar QProgressBar::chunk {{ border-radius: 3px; background: {accent}; }}
QStatusBar QPushButton {{ padding: 0 8px; margin-right: 6px; }}
QLabel#place {{ color: {muted}; padding: 0 16px; background: {paper}; border-bottom: 1px solid {line}; }}
QLabel#heading, QWidget#headings {{ color: {muted}; padding: 0 10px; background: {panel}; border-bottom: 1px solid {line}; }}
QWidget#headings QLabel {{ color: {muted}; }}
QLabel#count {{ color: {muted}; padding: 4px 10px; border-bottom: 1px solid {line}; }}
QTextEdit#details {{ border: none; border-top: 1px solid {line}; background: {paper}; }}
QLabel#hint {{ color: {muted}; }}
QLabel#hits {{ color: {accent}; padding: 0 16px; background: transparent; border: none; }}
QLabel#refusal {{ color: {warning}; }}
QLineEdit, QPlainTextEdit {{
  background: {paper}; border: 1px solid {line}; border-radius: 4px; padding: 5px; selection-background-color: {accent};
  selection-color: {accent_ink};
}}
QLineEdit:focus, QPlainTextEdit:focus {{ border: 1px solid {accent}; }}
QPushButton {{ background: {panel}; border: 1px solid {line}; border-radius: 4px; padding: 6px 14px; }}
QPushButton:focus, QPushButton:default {{ border: 1px solid {accent}; }}
QPushButton:pressed {{ background: {line}; }}
QToolTip {{ background: {panel}; color: {ink}; border: 1px solid {line}; }}
QHeaderView::section {{ background: {panel}; border: none; border-bottom: 1px solid {line}; padding: 4px; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {line}; border-radius: 5px; min-height: 30px; }}
QScrollBar[idle="true"]::handle:vertical {{ background: transparent; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
"""

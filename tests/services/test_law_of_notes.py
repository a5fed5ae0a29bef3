"""The law of notes, over any sequence of what a person and an importer may do: each stands on its words, or says it does not.

And law 1 with it: the pieces of every page partition its text, the index is what the articles say, undo leads back exactly.
"""

import os
import random
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from reader.errors import PastUndoError, ReaderError
from reader.model import Annotation, Change, Role
from reader.services import correcting, placing, repairing
from reader.services.annotating import highlight_on
from reader.services.history import History
from reader.services.importing import import_paths
from reader.store.annotations import Annotations
from reader.store.archive import Archive
from reader.store.checks import faults
from reader.store.library import open_library
from reader.text.sheet import Sheet
from tests.fixtures import all_rows, stands

PAGES = {
    "2021-03-05_第1版.txt": "江北日报\n\n新桥通车\n\n本报记者 张三\n\n本报讯（记者张三）桥通了，两岸只要五分钟！市民王先生说，"
    "他等了\n十年。\n\n桥西𠮷野家重开，排队的人很多。（下转第2版）\n\n河水上涨\n\n"
    "昨日河水上涨三尺，无人受伤。防汛部门已经派人巡堤，夜里不撤。\n\n图为江边的人群。 李四摄\n",
    "2021-03-05_第2版.txt": "（上接第1版）新桥通车\n\n建桥用了三年，共用钢材两万吨，工人来自七个省。\n\n"
    "粮价平稳\n\n本报讯 今年秋粮丰收，市场供应充足，价格平稳。\n",
}
WORDS = st.sampled_from(["桥", "好。", "，而且", "水位𠮷", " ", "很快"])
ROLES = st.sampled_from([r for r in Role if r not in (Role.FURNITURE, Role.DROPPED, Role.MARKUP)])


class Newsroom(RuleBasedStateMachine):
    """A library of two pages, on which everything is done that the window can do."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.files = Path(self.folder.name, "江北日报")
        self.files.mkdir()
        for name, text in PAGES.items():
            (self.files / name).write_text(text, encoding="utf-8")
        self.library = open_library(Path(self.folder.name, "a.jianbao"))
        self.archive, self.annotations = Archive(self.library), Annotations(self.library)
        self.history = History(self.library)
        self.import_again()

    def teardown(self) -> None:
        if hasattr(self, "library"):
            with self.folder, closing(self.library):
                assert list(faults(self.library)) == []

    def sheet(self, seed: int) -> Sheet:
        ids = self.archive.article_ids()
        article = self.archive.article(ids[seed % len(ids)])
        assert article is not None
        return Sheet(article)

    def attempt(self, step: Callable[[], Change]) -> None:
        with suppress(ReaderError):
            self.history.do(step)

    @rule(seed=st.integers(0, 999), start=st.floats(0, 1), length=st.integers(1, 30))
    def highlight(self, seed: int, start: float, length: int) -> None:
        sheet = self.sheet(seed)
        at = int(start * len(sheet.text))
        self.attempt(lambda: Change("Highlight", after=(highlight_on(sheet, at, at + length, "yellow"),)))

    @rule(seed=st.integers(0, 999))
    def delete(self, seed: int) -> None:
        marks = self.annotations.find()
        if marks:
            self.attempt(lambda: Change("Delete annotation", before=(marks[seed % len(marks)],)))

    @rule(seed=st.integers(0, 999), start=st.floats(0, 1))
    def split(self, seed: int, start: float) -> None:
        sheet = self.sheet(seed)
        self.attempt(lambda: repairing.split(self.library, sheet, int(start * len(sheet.text))))

    @rule(seed=st.integers(0, 999), other=st.integers(0, 999))
    def merge(self, seed: int, other: int) -> None:
        ids = self.archive.article_ids()
        self.attempt(lambda: repairing.merge(self.library, ids[seed % len(ids)], ids[other % len(ids)]))

    @rule(seed=st.integers(0, 999), start=st.floats(0, 1), other=st.integers(0, 999), to=st.floats(0, 1), before=st.booleans())
    def move(self, seed: int, start: float, other: int, to: float, before: bool) -> None:
        sheet, target = self.sheet(seed), self.sheet(other)

        def step() -> Change:
            goal = repairing.anchor(target, int(to * len(target.text)))
            return repairing.move(self.library, sheet, int(start * len(sheet.text)), goal, before)

        self.attempt(step)

    @rule(seed=st.integers(0, 999), start=st.floats(0, 1), length=st.integers(0, 20), role=ROLES)
    def set_role(self, seed: int, start: float, length: int, role: Role) -> None:
        sheet = self.sheet(seed)
        at = int(start * len(sheet.text))
        self.attempt(lambda: repairing.set_role(self.library, sheet, at, at + length, role))

    @rule(seed=st.integers(0, 999), start=st.floats(0, 1), what=st.sampled_from(["cut", "join", "take_out"]))
    def cut_join_or_take_out(self, seed: int, start: float, what: str) -> None:
        sheet = self.sheet(seed)
        self.attempt(lambda: getattr(repairing, what)(self.library, sheet, int(start * len(sheet.text))))

    @rule(seed=st.integers(0, 999), start=st.floats(0, 1), length=st.integers(0, 20))
    def set_aside(self, seed: int, start: float, length: int) -> None:
        sheet = self.sheet(seed)
        at = int(start * len(sheet.text))
        if len(self.archive.article_ids()) > 1:
            self.attempt(lambda: repairing.set_aside(self.library, sheet, at, at + length))

    @rule(seed=st.integers(0, 999), start=st.floats(0, 1), which=st.integers(0, 99))
    def bring_back(self, seed: int, start: float, which: int) -> None:
        sheet = self.sheet(seed)
        aside = repairing.aside_on(self.library, sheet)
        if aside:
            place = aside[which % len(aside)][0]
            self.attempt(lambda: repairing.bring_back(self.library, sheet, int(start * len(sheet.text)), place))

    @rule(seed=st.integers(0, 999), start=st.floats(0, 1), cut=st.integers(0, 6), at=st.floats(0, 1), words=WORDS)
    def correct(self, seed: int, start: float, cut: int, at: float, words: str) -> None:
        sheet = self.sheet(seed)
        block = sheet.block_at(int(start * len(sheet.text)))
        assert block is not None
        old = correcting.words_of(sheet, block)
        place = int(at * len(old))
        new = old[:place] + words + old[place + cut :]
        self.attempt(lambda: correcting.correct(self.library, sheet, block, new))

    @rule(seed=st.integers(0, 999), day=st.integers(1, 28))
    def correct_place(self, seed: int, day: int) -> None:
        pages = [row["id"] for row in self.library.rows("SELECT id FROM page")]
        page = pages[seed % len(pages)]
        self.attempt(lambda: placing.correct_place(self.library, [page], {"date": f"2021-03-{day:02}"}))

    @rule(seed=st.integers(0, 999), name=st.sampled_from(sorted(PAGES)), words=WORDS)
    def change_file_and_import(self, seed: int, name: str, words: str) -> None:
        path = self.files / name
        text = path.read_text(encoding="utf-8")
        at = random.Random(seed).randrange(len(text))
        path.write_text(text[:at] + words + text[at + seed % 3 :], encoding="utf-8")
        self.import_again()

    @rule()
    def import_again(self) -> None:
        assert [o.error for o in import_paths(self.library, [self.files])] == [None, None]

    @rule()
    def undo_and_redo(self) -> None:
        """Undo leads back to what was, and redo to what is, to the letter."""
        if self.history.undoable:
            now = all_rows(self.library)
            with suppress(PastUndoError):
                self.history.undo()
                self.history.redo()
                again = all_rows(self.library)
                assert {t: (set(now[t]) - set(again[t]), set(again[t]) - set(now[t])) for t in now if now[t] != again[t]} == {}

    @rule()
    def undo(self) -> None:
        if self.history.undoable:
            with suppress(PastUndoError):
                self.history.undo()

    @rule()
    def redo(self) -> None:
        if self.history.redoable:
            with suppress(PastUndoError):
                self.history.redo()

    @rule()
    def restart(self) -> None:
        self.history = History(self.library)

    @invariant()
    def every_annotation_stands_on_its_words(self) -> None:
        if hasattr(self, "library"):
            assert [a for a in all_of(self.annotations) if not stands(self.archive, a)] == []


def all_of(annotations: Annotations) -> list[Annotation]:
    return [*annotations.find(with_bin=True)]


EXAMPLES = int(os.environ.get("LAW_EXAMPLES", "6"))  # `make soak` asks for 200
Newsroom.TestCase.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=50,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate,),
)
TestTheLawOfNotes = Newsroom.TestCase

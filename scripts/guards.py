"""Takes out one guard after the other in a copy of the sources; names those that no test misses: scripts/guards.py [WORD...]

A test that passes without what it is there for proves nothing. Each row: file, what stands there, what it is replaced by, and
the test that must then fail.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COPIED = ("reader", "tests", "resources", "seeds", "pyproject.toml", "docs", "README.md", "scripts")

GUARDS = (
    ("store/copying.py", "if self._sound and (", "if False and (", "store/test_backups.py -k lost_something"),
    ("store/copying.py", "os.O_WRONLY, 0o600)", "os.O_WRONLY, 0o644)", "store/test_backups.py -k owner_alone"),
    ("store/copying.py", "if not os.path.exists(path):", "if False:", "store/test_backups.py -k has_gone"),
    ("store/copying.py", "self._connection.execute(\"BEGIN\")", "pass", "store/test_backups.py -k begun"),
    ("store/backups.py", "if backup.reason not in FOR_GOOD]", "]", "store/test_backups.py -k thinning_deletes"),
    ("store/backups.py", "in reversed(whole[1:])", "in reversed(whole)", "store/test_backups.py -k beyond_their_room"),
    ("store/backups.py", "> ABANDONED_S", "> 0 * ABANDONED_S", "store/test_backups.py -k killed_backup"),
    ("store/backups.py", "== digest(path, wanted)", "is not None", "store/test_backups.py -k changed_byte"),
    ("store/backups.py", "!= state_of(library)", "!= 0", "services/test_backing_up.py -k nothing_new"),
    ("store/thinning.py", "len(found) < number", "True", "store/test_thinning.py -k two_years"),
    (
        "store/restoring.py",
        "if not prepared.stat().st_size or not is_begun(prepared):",
        "if False:",
        "store/test_backups.py -k cannot_be_used",
    ),
    (
        "store/restoring.py",
        "if fault := fault_of(prepared):",
        "if fault := '':",
        "store/test_backups.py -k cannot_be_used",
    ),
    ("store/restoring.py", "            before()\n", "", "services/test_backing_up.py -k taken_back"),
    ("store/restoring.py", "            _put_aside(path)\n", "", "store/test_backups.py -k put_aside"),
    (
        "store/restoring.py",
        "            return False\n        raise\n",
        "            return False\n        return False\n",
        "store/test_backups.py -k no_library",
    ),
    ("store/library.py", "            back_up_before_migration(path)\n", "", "store/test_schema.py -k after_a_backup"),
    ("store/library.py", "if _identity(self.path) != self._file:", "if False:", "store/test_library.py -k moved_away"),
    ("store/library.py", "path.touch(mode=0o600)", "pass", "qt/test_privacy.py -k owner_alone"),
    ("store/library.py", "            self._roll_back()\n", "", "store/test_library.py -k undoes"),
    ("store/mending.py", "_continuations, _titles", "_titles", "cli/test_upkeep.py -k derived"),
    ("store/mending.py", "(_orphans, ", "(", "cli/test_upkeep.py -k derived"),
    ("store/mending.py", ", _places)", ")", "cli/test_upkeep.py -k derived"),
    ("store/mending.py", "        index.rebuild()\n", "", "store/test_salvage.py -k sound_library"),
    ("store/checks.py", "    yield from _reading_faults(library)\n", "", "cli/test_upkeep.py -k read_wrongly"),
    ("store/salvage.py", "if sound[name] not in words:", "if False:", "store/test_salvage.py -k whatever"),
    ("store/salvage.py", "self._take_from_steps()", "pass", "store/test_salvage.py -k from_the_steps"),
    ("store/completing.py", "_pages, _articles, _pieces", "_pages, _articles", "store/test_salvage.py -k whatever"),
    ("store/completing.py", "(_pages, _articles", "(_articles", "store/test_salvage.py -k whatever"),
    ("store/completing.py", "_annotations, _hashes)", "_annotations)", "store/test_salvage.py -k whatever"),
    (
        "store/damaged.py",
        "(\"ASC\", \"DESC\"):\n            order",
        "(\"ASC\",):\n            order",
        "store/test_salvage.py -k any_page",
    ),
    (
        "services/salvaging.py",
        "return _bring(library, backup.notes)",
        "return 0",
        "store/test_salvage.py -k or_a_backup",
    ),
    ("services/backing_up.py", "if backup.whole is None:", "if False:", "services/test_backing_up.py -k too_large"),
    (
        "services/backing_up.py",
        "        return tr(\"No backup was made",
        "        raise\n        return tr(\"No backup was made",
        "services/test_backing_up.py -k goes_on",
    ),
    (
        "services/repairing.py",
        "if found is None:  # it lost",
        "if False:  # it lost",
        "services/test_repairing.py -k lost_its_words",
    ),
    ("services/surroundings.py", "if synced:", "if False:", "services/test_surroundings.py -k synced"),
    ("cli/pages.py", "if failure := before_import(library):", "if failure := '':", "cli/test_backups.py -k preceded"),
    (
        "qt/window.py",
        "            self.back_up_before_repairs()\n",
        "            pass\n",
        "qt/test_backups_prompt.py -k first_repair",
    ),
    (
        "qt/window_backups.py",
        "self.desk.library.forget()",
        "raise RuntimeError",
        "qt/test_backups_prompt.py -k back_and_forth",
    ),
    (
        "qt/backups_prompt.py",
        "elif chosen.sound is not False and",
        "elif",
        "qt/test_backups_prompt.py -k cannot_be_chosen",
    ),
    ("safe_mode.py", "return _state[\"safe\"]", "return False", "qt/test_privacy.py -k safe_start"),
    (
        "store/marks.py",
        "except (ValueError, RecursionError):",
        "except ZeroDivisionError:",
        "qt/test_privacy.py -k damaged_value",
    ),
    ("settings_file.py", "new.touch(mode=0o600)", "pass", "qt/test_privacy.py -k owner_alone"),
    ("qt/faults.py", "path.touch(mode=0o600)", "pass", "qt/test_privacy.py -k owner_alone"),
)


def passes_without(copy: Path, file: str, old: str, new: str, test: str) -> bool:
    """Whether a test passes though its guard is taken out."""
    path = copy / "reader" / file
    sound = path.read_text("utf-8")
    if sound.count(old) != 1:
        raise SystemExit(f"{file}: {old!r} stands there {sound.count(old)} times")
    path.write_text(sound.replace(old, new), "utf-8")
    name, *options = test.split(" ")
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", f"tests/{name}", *options]
    try:
        environment = os.environ | {"PYTHONPATH": str(copy), "QT_QPA_PLATFORM": "offscreen"}
        done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)
    finally:
        path.write_text(sound, "utf-8")
    if done.returncode not in (0, 1):
        raise SystemExit(f"{test}: {done.stdout}{done.stderr}")
    return done.returncode == 0


def main() -> int:
    """Take out each; exit code 1 where a test did not notice."""
    unnoticed = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in COPIED:
            source, target = ROOT / name, Path(folder) / name
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, target)
        wanted = [guard for guard in GUARDS if all(word in " ".join(guard) for word in sys.argv[1:])]
        for guard in wanted:
            passed = passes_without(Path(folder), *guard)
            unnoticed += passed
            print("NOT NOTICED" if passed else "noticed", guard[0], guard[1].strip().splitlines()[0], "|", guard[3], flush=True)
    print(f"{len(wanted)} guards taken out, {len(wanted) - unnoticed} of them noticed")
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main())

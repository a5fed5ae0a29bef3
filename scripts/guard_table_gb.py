"""Guards of rows 23, 25 to 28 and 36 to 46 of docs/reliability.md, for scripts/guards.py."""

GUARDS = (
    # row 23
    ("store/index_proof.py", "    if not _agrees(library):\n", "    if False:\n", "store/test_library.py -k does_not_survive"),
    (
        "store/index_proof.py",
        "except BrokenProcessPool:",
        "except ZeroDivisionError:",
        "store/test_library.py -k does_not_survive",
    ),
    ("store/index_proof.py", "        _process.cache_clear()\n", "", "store/test_library.py -k does_not_survive"),
    (
        "store/index_proof.py",
        "_process().submit(_agrees_on_disk,",
        "None; return _agrees_on_disk(",
        "store/test_library.py -k does_not_survive",
    ),
    # row 25
    ("store/checks.py", "    yield from _sqlite_faults(library)\n", "", "store/test_checks.py -k by_hand_is_named"),
    ("store/checks.py", "    yield from _text_faults(library)\n", "", "store/test_checks.py -k by_hand_is_named"),
    ("store/checks.py", "    yield from _article_faults(library)\n", "", "store/test_checks.py -k by_hand_is_named"),
    ("store/checks.py", "    yield from _joining_faults(library)\n", "", "store/test_checks.py -k by_hand_is_named"),
    ("store/checks.py", "    yield from _annotation_faults(library)\n", "", "store/test_checks.py -k by_hand_is_named"),
    ("store/checks.py", "if library.writable:", "if False:", "store/test_checks.py -k by_hand_is_named"),
    ("store/checks.py", 'if text_hash(row["text"]) != row["sha256"]:', "if False:", "store/test_checks.py -k by_hand_is_named"),
    # row 26
    (
        "store/checks.py",
        'archive.pieces_hash(row["id"]) != row["pieces_sha256"]',
        "False",
        "store/test_checks.py -k change_of_a_piece",
    ),
    # row 27
    (
        "store/schema.py",
        "BEGIN SELECT RAISE(ABORT, 'law 1: the text of a page is never changed'); END;",
        "BEGIN SELECT 1; END;",
        "store/test_schema.py -k keeps_the_laws",
    ),
    (
        "store/schema.py",
        "BEGIN SELECT RAISE(ABORT, 'law 1: the text of a page is never deleted'); END;",
        "BEGIN SELECT 1; END;",
        "store/test_schema.py -k keeps_the_laws",
    ),
    (
        "store/schema.py",
        "BEGIN SELECT RAISE(ABORT, 'law 2: an annotation is put in the bin, never deleted'); END;",
        "BEGIN SELECT 1; END;",
        "store/test_schema.py -k keeps_the_laws",
    ),
    ("store/library.py", "PRAGMA foreign_keys = ON", "PRAGMA foreign_keys = OFF", "store/test_schema.py -k keeps_the_laws"),
    (
        "store/library.py",
        "PRAGMA recursive_triggers = ON",
        "PRAGMA recursive_triggers = OFF",
        "store/test_schema.py -k keeps_the_laws",
    ),
    (
        "store/schema.py",
        "  CHECK ((article_id IS NULL) = (role IN ('furniture', 'dropped', 'markup')))\n",
        "  CHECK (1)\n",
        "store/test_schema.py -k keeps_the_laws",
    ),
    # row 28
    (
        "services/backing_up.py",
        "b.made.astimezone().date() == today",
        "b.made.astimezone().date() >= today",
        "services/test_backing_up.py -k wrong_by_a_century",
    ),
    (
        "store/thinning.py",
        "    if not newest_first:\n",
        "    newest_first = [time for time in newest_first if (newest_first[0] - time).days < 400]\n    if not newest_first:\n",
        "services/test_backing_up.py -k wrong_by_a_century",
    ),
)

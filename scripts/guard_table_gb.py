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
    ("store/checks.py", 'elif continued[row["continues"]] > 1:', "elif False:", "store/test_checks.py -k by_hand_is_named"),
    ("store/checks.py", "    yield from _reading_faults(library)\n", "", "store/test_checks.py -k by_hand_is_named"),
    (
        "store/index_proof.py",
        "    except LibraryError as error:\n        yield",
        "    except ZeroDivisionError as error:\n        yield",
        "store/test_checks.py -k by_hand_is_named",
    ),
    ("text/accounting.py", "if piece.start < reached:", "if False:", "store/test_checks.py -k by_hand_is_named"),
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
    (
        "store/schema.py",
        "  CHECK (start >= 0 AND start < stop),\n",
        "",
        "store/test_schema.py -k keeps_the_laws",
    ),
    (
        "store/schema.py",
        "PRIMARY KEY (annotation_id, place),\n  CHECK (start >= 0 AND start < stop)\n",
        "PRIMARY KEY (annotation_id, place)\n",
        "store/test_schema.py -k keeps_the_laws",
    ),
    ("store/schema.py", "name TEXT NOT NULL UNIQUE ", "name TEXT NOT NULL ", "store/test_schema.py -k keeps_the_laws"),
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
    # row 36
    (
        "services/importing.py",
        "    except ReaderError as error:\n        tally.complain(str(error))\n",
        "",
        "services/test_damaged_files.py -k costs_no_other",
    ),
    (
        "services/files.py",
        "            if source.path == path:\n                raise\n",
        "            raise\n",
        "services/test_damaged_files.py -k costs_no_other",
    ),
    # row 37
    (
        "text/decoding.py",
        '(b"\\xff\\xfe\\x00\\x00", "utf-32-le"),\n    ',
        "",
        "text/test_decoding.py -k seed_comes_back_from_every_encoding",
    ),
    ("text/decoding.py", "_by_mark(data) or ", "", "text/test_decoding.py -k seed_comes_back_from_every_encoding"),
    (
        "text/decoding.py",
        "candidates.sort(key=lambda pair: -pair[0])",
        "pass",
        "text/test_decoding.py -k seed_comes_back_from_every_encoding",
    ),
    # row 38
    ("text/decoding.py", "if han >= 20 and ", "if False and ", "text/test_decoding.py -k garbled_before"),
    # row 39
    (
        "text/decoding.py",
        ' or controls < sum(c > "\\xff" for c in text)',
        "",
        "text/test_decoding.py -k odd_characters_are_kept",
    ),
    # row 40
    ("formats/source.py", "if self.size <= limit:", "if True:", "services/test_damaged_files.py -k 200_mb"),
    (
        "formats/lines.py",
        "stream.readline(longest + 1):\n        if len(data)",
        "stream.readline():\n        if len(data)",
        "services/test_damaged_files.py -k 200_mb",
    ),
    # row 41
    (
        "services/files.py",
        "os.walk(folder, onerror=refused.append)",
        "os.walk(folder, onerror=refused.append, followlinks=True)",
        "services/test_files.py -k links_in_a_loop",
    ),
    (
        "services/files.py",
        "        if path.is_symlink():\n            return",
        "        if False:\n            return",
        "services/test_files.py -k links_in_a_loop",
    ),
    (
        "services/files.py",
        "if not (target.is_relative_to(root) or root.is_relative_to(target)):",
        "if True:",
        "services/test_files.py -k links_in_a_loop",
    ),
    (
        "services/files.py",
        "    if not stat.S_ISREG(seen.st_mode):\n",
        "    if False:\n",
        "services/test_files.py -k links_in_a_loop",
    ),
    # row 42
    (
        "formats/source.py",
        "spelled(os.fsencode(path))",
        "spelled(str(path).encode())",
        "services/test_importing.py -k name_is_no_text",
    ),
    (
        "formats/source.py",
        "Source(spelled(os.fsencode(path))",
        "Source(str(path)",
        "services/test_importing.py -k name_is_no_text",
    ),
    # row 43
    (
        "services/importing.py",
        "    except ReaderError as error:\n        tally.complain(str(error))\n    except Exception",
        "    except ZeroDivisionError",
        "services/test_importing_again.py -k change_and_vanish",
    ),
    (
        "formats/source.py",
        "        if not path.is_file():\n",
        "        if False:\n",
        "services/test_importing_again.py -k change_and_vanish",
    ),
    # row 44
    (
        "formats/archives.py",
        '    if relative(name) != name.removeprefix("./"):\n',
        "    if False:\n",
        "formats/test_archives.py -k names_that_lead_out",
    ),
    (
        "formats/source.py",
        ' or ".." in parts or',
        " or",
        "formats/test_archives.py -k names_that_lead_out",
    ),
    # row 45
    ("formats/archives.py", "            left -= info.file_size\n", "", "formats/test_archives.py -k bomb_does_not"),
    ("formats/archives.py", "        if self._left < 0:\n", "        if False:\n", "formats/test_archives.py -k bomb_does_not"),
    (
        "formats/archives.py",
        "left = allowed - info.offset_data - info.size",
        "left = 0",
        "formats/test_archives.py -k bomb_does_not",
    ),
    # row 46
    (
        "formats/source.py",
        "            raw = self.opener()\n        except faults() as error:",
        "            raw = self.opener()\n        except ZeroDivisionError as error:",
        "formats/test_archives.py -k encrypted_member",
    ),
    (
        "formats/archives.py",
        "    except UnreadableFileError as error:\n        yield Complaint(str(error))\n\n\ndef _held",
        "    except ZeroDivisionError as error:\n        yield Complaint(str(error))\n\n\ndef _held",
        "formats/test_archives.py -k encrypted_member",
    ),
    ("formats/archives.py", "    if info.flag_bits & 1:\n", "    if False:\n", "formats/test_archives.py -k encrypted_member"),
)

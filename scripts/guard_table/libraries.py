"""What keeps a library whole: rows 1 to 35 of docs/reliability.md."""

GUARDS: tuple[tuple[str, str, str, str], ...] = (
    # row 1
    (
        "services/history.py",
        "            change = take(self._library, step, settle=self._settle)\n",
        "            change = take(self._library, step, settle=self._settle) if first else step\n",
        "store/test_kill.py -k every_acknowledged_note",
    ),
    (
        "store/library.py",
        '            self._connection.execute("BEGIN IMMEDIATE")\n        self.transactions += 1\n',
        '            self._connection.in_transaction or self._connection.execute("BEGIN IMMEDIATE")\n'
        '        self.transactions += 1\n'
        '        if self.transactions > 4 and self.transactions % 2:\n'
        '            yield\n'
        '            return\n',
        "store/test_kill.py -k every_acknowledged_note",
    ),
    # row 2
    (
        "services/carrying.py",
        "    lost = replay(library, page_id, repairs)\n    Doubts",
        '    library._connection.execute("COMMIT")\n'
        '    library._connection.execute("BEGIN")\n'
        '    lost = replay(library, page_id, repairs)\n'
        '    Doubts',
        "store/test_kill.py -k an_import_that_was_killed",
    ),
    # row 3
    ("store/copying.py", "target.with_name(target.name + UNFINISHED)", "target", "store/test_kill.py -k whatever_is_killed"),
    (
        "store/schema.py",
        "        migrations.apply(Database(connection, execute_plugins=False))",
        '        connection.execute("COMMIT")\n'
        '        migrations.apply(Database(connection, execute_plugins=False))\n'
        '        connection.execute("BEGIN IMMEDIATE")',
        "store/test_schema.py -k step_that_fails",
    ),
    ("store/restoring.py", "        if _opens(path):\n", "        if False:\n", "services/test_backing_up.py -k taken_back"),
    # row 4
    (
        "store/library.py", "PRAGMA journal_mode = WAL",
        "PRAGMA journal_mode = OFF", "store/test_library.py -k a_copy_with_its_journal",
    ),
    ("store/library.py", '"FULL" if lasting else "NORMAL"', '"NORMAL"', "store/test_library.py -k a_copy_with_its_journal"),
    # row 5
    ("store/telling.py", 'if "full" in message:', "if False:", "store/test_full_disk.py -k at_any_write"),
    (
        "store/library.py", "        if self._connection.in_transaction:\n            with told(self.path):  # interr",
        "        if True:\n            with told(self.path):  # interr", "store/test_full_disk.py -k at_any_write",
    ),
    (
        "store/backups.py", "        _delete(stem, _KINDS)\n        raise\n",
        "        raise\n", "store/test_full_disk.py -k at_any_write",
    ),
    (
        "services/backing_up.py", "    except (ExportError, OSError) as error:\n",
        "    except ZeroDivisionError as error:\n", "store/test_full_disk.py -k at_any_write",
    ),
    # row 6
    ("store/telling.py", 'if "full" in message:', "if False:", "store/test_library.py -k a_full_disk_is_told"),
    (
        "store/library.py", "        if self._connection.in_transaction:\n            with told(self.path):  # interr",
        "        if True:\n            with told(self.path):  # interr", "store/test_library.py -k a_full_disk_is_told",
    ),
    # row 7
    (
        "store/library.py", "return writable and os.access(path, os.W_OK)",
        "return writable", "store/test_library.py -k a_read_only_library_opens",
    ),
    ("store/library.py", "os.access(path.parent, os.W_OK)", "True", "store/test_library.py -k a_read_only_library_opens"),
    ("store/library.py", '"?mode=ro&immutable=1"', '"?mode=ro"', "store/test_library.py -k a_read_only_library_opens"),
    (
        "store/telling.py", 'if "readonly" in message or "read-only" in message:',
        "if False:", "store/test_library.py -k a_read_only_library_opens",
    ),
    # row 8
    (
        "store/library.py", "        if version < schema.VERSION:\n            raise",
        "        if False:\n            raise", "store/test_library.py -k older_format_on_a_read_only_medium",
    ),
    # row 9
    ("store/library.py", "if _identity(self.path) != self._file:", "if False:", "store/test_library.py -k moved_away"),
    # row 10
    ("store/copying.py", "if not os.path.exists(path):", "if False:", "store/test_backups.py -k has_gone"),
    # row 11
    ("services/surroundings.py", "    if kind:\n", "    if False:\n", "services/test_surroundings.py -k a_network_drive"),
    ("services/surroundings.py", "fuse in _NETWORK_BY_FUSE", "True", "services/test_surroundings.py -k a_network_drive"),
    # row 12
    (
        "store/annotations.py", "merged(getattr(base, name), getattr(mine, name), getattr(stored, name))",
        "getattr(mine, name)", "services/test_desk_beside_others.py -k two_notes_written_at_once",
    ),
    (
        "store/annotations.py", "    if stored == before:\n",
        "    if True:\n", "services/test_desk_beside_others.py -k two_notes_written_at_once",
    ),
    # row 13
    (
        "store/telling.py", 'if "locked" in message or "busy" in message:',
        "if False:", "store/test_library.py -k a_writer_who_waits_in_vain",
    ),
    (
        "store/library.py", "sqlite3.connect(target, timeout, ",
        "sqlite3.connect(target, 0, ", "store/test_library.py -k a_writer_who_waits_in_vain",
    ),
    # row 14
    (
        "store/library.py", 'if "locked" not in str(error) or time.monotonic() > end:',
        "if True:", "store/test_library.py -k several_programs_may_make",
    ),
    ("store/schema.py", " WHERE NOT EXISTS (SELECT 1 FROM library)", "", "store/test_library.py -k several_programs_may_make"),
    # row 15
    (
        "store/library.py",
        "    # In this order: another program",
        '    connection.execute("PRAGMA journal_mode = WAL")\n    # In this order: another program',
        "store/test_library.py -k what_is_no_library_is_refused",
    ),
    (
        "store/library.py", "if path.stat().st_size < HEADER:",
        "if False:", "store/test_library.py -k what_is_no_library_is_refused",
    ),
    (
        "store/library.py", "if tables and mark != schema.APPLICATION_ID:",
        "if False:", "store/test_library.py -k what_is_no_library_is_refused",
    ),
    ("store/library.py", "if version > schema.VERSION:", "if False:", "store/test_library.py -k what_is_no_library_is_refused"),
    ("store/telling.py", "== sqlite3.SQLITE_NOTADB", "== -1", "store/test_library.py -k what_is_no_library_is_refused"),
    # row 16
    (
        "store/schema.py", '            connection.execute("ROLLBACK")',
        '            connection.execute("COMMIT")', "store/test_schema.py -k a_step_that_fails_leaves",
    ),
    (
        "store/library.py", "            back_up_before_migration(path)\n",
        "            pass\n", "store/test_schema.py -k a_step_that_fails_leaves",
    ),
    # row 17
    ("store/library.py", "            back_up_before_migration(path)\n", "", "store/test_schema.py -k after_a_backup"),
    # row 18
    (
        "store/telling.py", "if isinstance(error, sqlite3.DatabaseError):",
        "if False:", "store/test_library.py -k damaged_anywhere_is_read",
    ),
    (
        "store/telling.py", "if isinstance(error, ValueError | MemoryError):",
        "if False:", "store/test_library.py -k damaged_anywhere_is_read",
    ),
    # row 19
    (
        "commands/table.py",
        "            row.run(desk)\n    except ReaderError as error:",
        "            row.run(desk)\n    except ZeroDivisionError as error:",
        "qt/test_damaged_library.py -k a_window_on_a_damaged_library",
    ),
    (
        "commands/table.py", "        except ReaderError as error:  # what",
        "        except ZeroDivisionError as error:  # what", "qt/test_damaged_library.py -k a_window_on_a_damaged_library",
    ),
    (
        "store/telling.py", "if isinstance(error, sqlite3.DatabaseError):",
        "if False:", "qt/test_damaged_library.py -k a_window_on_a_damaged_library",
    ),
    (
        "qt/window.py", "            self.deleteLater()\n            library.close()\n", "            pass\n",
        "qt/test_damaged_library.py -k goes_on_or_says",
    ),
    # row 20
    ("store/salvage.py", "        if table in _RECOGNISED:\n", "        if False:\n", "store/test_salvage.py -k flipped_byte"),
    (
        "store/damaged.py", "        except _FAULTS:\n            self._broken = True",
        "        except ZeroDivisionError:\n            self._broken = True", "store/test_salvage.py -k one_flipped_byte",
    ),
    (
        "store/damaged.py", "                _graft_schema(scratch)\n",
        "                pass\n", "store/test_salvage.py -k one_flipped_byte",
    ),
    # row 21
    ("store/salvage.py", "if sound[name] not in words:", "if False:", "store/test_salvage.py -k whatever"),
    ("store/completing.py", "_pages, _articles, _pieces", "_pages, _articles", "store/test_salvage.py -k whatever"),
    ("store/completing.py", "(_pages, _articles", "(_articles", "store/test_salvage.py -k whatever"),
    ("store/completing.py", "_annotations, _hashes)", "_annotations)", "store/test_salvage.py -k whatever"),
    # row 22
    ("store/salvage.py", "self._take_from_steps()", "pass", "store/test_salvage.py -k from_the_steps"),
    ("services/salvaging.py", "return _bring(library, backup.notes)", "return 0", "store/test_salvage.py -k or_a_backup"),
    # row 23
    ("store/index_proof.py", "    if not _agrees(library):\n", "    if False:\n", "store/test_library.py -k does_not_survive"),
    (
        "store/index_proof.py", "except BrokenProcessPool:",
        "except ZeroDivisionError:", "store/test_library.py -k does_not_survive",
    ),
    ("store/index_proof.py", "        _process.cache_clear()\n", "", "store/test_library.py -k does_not_survive"),
    (
        "store/index_proof.py", "_process().submit(_agrees_on_disk,",
        "None; return _agrees_on_disk(", "store/test_library.py -k does_not_survive",
    ),
    # row 24
    ("store/mending.py", "_continuations, _titles", "_titles", "cli/test_upkeep.py -k derived"),
    ("store/mending.py", "(_orphans, ", "(", "cli/test_upkeep.py -k derived"),
    ("store/mending.py", ", _places)", ")", "cli/test_upkeep.py -k derived"),
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
        "store/index_proof.py", "    except LibraryError as error:\n        yield",
        "    except ZeroDivisionError as error:\n        yield", "store/test_checks.py -k by_hand_is_named",
    ),
    ("text/accounting.py", "if piece.start < reached:", "if False:", "store/test_checks.py -k by_hand_is_named"),
    # row 26
    (
        "store/checks.py", 'archive.pieces_hash(row["id"]) != row["pieces_sha256"]',
        "False", "store/test_checks.py -k change_of_a_piece",
    ),
    # row 27
    (
        "store/schema.py", "BEGIN SELECT RAISE(ABORT, 'law 1: the text of a page is never changed'); END;",
        "BEGIN SELECT 1; END;", "store/test_schema.py -k keeps_the_laws",
    ),
    (
        "store/schema.py", "BEGIN SELECT RAISE(ABORT, 'law 1: the text of a page is never deleted'); END;",
        "BEGIN SELECT 1; END;", "store/test_schema.py -k keeps_the_laws",
    ),
    (
        "store/schema.py", "BEGIN SELECT RAISE(ABORT, 'law 2: an annotation is put in the bin, never deleted'); END;",
        "BEGIN SELECT 1; END;", "store/test_schema.py -k keeps_the_laws",
    ),
    ("store/library.py", "PRAGMA foreign_keys = ON", "PRAGMA foreign_keys = OFF", "store/test_schema.py -k keeps_the_laws"),
    (
        "store/library.py", "PRAGMA recursive_triggers = ON",
        "PRAGMA recursive_triggers = OFF", "store/test_schema.py -k keeps_the_laws",
    ),
    (
        "store/schema.py", "  CHECK ((article_id IS NULL) = (role IN ('furniture', 'dropped', 'markup')))\n",
        "  CHECK (1)\n", "store/test_schema.py -k keeps_the_laws",
    ),
    ("store/schema.py", "  CHECK (start >= 0 AND start < stop),\n", "", "store/test_schema.py -k keeps_the_laws"),
    (
        "store/schema.py", "PRIMARY KEY (annotation_id, place),\n  CHECK (start >= 0 AND start < stop)\n",
        "PRIMARY KEY (annotation_id, place)\n", "store/test_schema.py -k keeps_the_laws",
    ),
    ("store/schema.py", "name TEXT NOT NULL UNIQUE ", "name TEXT NOT NULL ", "store/test_schema.py -k keeps_the_laws"),
    # row 28
    (
        "services/backing_up.py", "b.made.astimezone().date() == today",
        "b.made.astimezone().date() >= today", "services/test_backing_up.py -k wrong_by_a_century",
    ),
    (
        "store/thinning.py",
        "    if not newest_first:\n",
        "    newest_first = [time for time in newest_first if (newest_first[0] - time).days < 400]\n    if not newest_first:\n",
        "services/test_backing_up.py -k wrong_by_a_century",
    ),
    # row 29
    (
        "services/backing_up.py", '        return tr("No backup was made',
        '        raise\n        return tr("No backup was made', "services/test_backing_up.py -k goes_on",
    ),
    # row 30
    ("store/copying.py", "if self._sound and (", "if False and (", "store/test_backups.py -k lost_something"),
    # row 31
    ("store/backups.py", "== digest(path, wanted)", "is not None", "store/test_backups.py -k changed_byte"),
    # row 32
    (
        "store/restoring.py", "if not prepared.stat().st_size or not is_begun(prepared):",
        "if False:", "store/test_backups.py -k cannot_be_used",
    ),
    ("store/restoring.py", "if fault := fault_of(prepared):", "if fault := '':", "store/test_backups.py -k cannot_be_used"),
    # row 33
    ("store/restoring.py", "            before()\n", "", "services/test_backing_up.py -k taken_back"),
    # row 34
    ("store/restoring.py", "            _put_aside(path)\n", "", "store/test_backups.py -k put_aside"),
    # row 35
    ("store/backups.py", "if backup.reason not in FOR_GOOD]", "]", "store/test_backups.py -k thinning_deletes"),
    # beside the rows
    ("store/copying.py", "os.O_WRONLY, 0o600)", "os.O_WRONLY, 0o644)", "store/test_backups.py -k owner_alone"),
    ("store/copying.py", 'self._connection.execute("BEGIN")', "pass", "store/test_backups.py -k begun"),
    ("store/backups.py", "in reversed(whole[1:])", "in reversed(whole)", "store/test_backups.py -k beyond_their_room"),
    ("store/backups.py", "> ABANDONED_S", "> 0 * ABANDONED_S", "store/test_backups.py -k killed_backup"),
    ("store/backups.py", "!= state_of(library)", "!= 0", "services/test_backing_up.py -k nothing_new"),
    ("store/thinning.py", "len(found) < number", "True", "store/test_thinning.py -k two_years"),
    (
        "store/restoring.py", "            return False\n        raise\n",
        "            return False\n        return False\n", "store/test_backups.py -k no_library",
    ),
    ("store/library.py", "            self._roll_back()\n", "", "store/test_library.py -k undoes"),
    ("store/mending.py", "        index.rebuild()\n", "", "store/test_salvage.py -k sound_library"),
    ("store/checks.py", "    yield from _reading_faults(library)\n", "", "cli/test_upkeep.py -k read_wrongly"),
    ("services/backing_up.py", "if backup.whole is None:", "if False:", "services/test_backing_up.py -k too_large"),
    ("cli/pages.py", "if failure := before_import(library):", "if failure := '':", "cli/test_backups.py -k preceded"),
)

"""Guards of rows 1 to 8, 11 to 16 and 18 to 20 of docs/reliability.md, for scripts/guards.py."""

GUARDS = (
    # row 1
    (
        "services/history.py",
        "            change = take(self._library, step, settle=self._settle)\n",
        "            change = take(self._library, step, settle=self._settle) if first else step\n",
        "store/test_kill.py -k every_acknowledged_note",
    ),
    (
        "store/library.py",
        "            self._connection.execute(\"BEGIN IMMEDIATE\")\n        self.transactions += 1\n",
        "            self._connection.in_transaction or self._connection.execute(\"BEGIN IMMEDIATE\")\n"
        "        self.transactions += 1\n"
        "        if self.transactions > 4 and self.transactions % 2:\n            yield\n            return\n",
        "store/test_kill.py -k every_acknowledged_note",
    ),
    # row 2
    (
        "services/carrying.py",
        "    lost = replay(library, page_id, repairs)\n    Doubts",
        "    library._connection.execute(\"COMMIT\")\n    library._connection.execute(\"BEGIN\")\n"
        "    lost = replay(library, page_id, repairs)\n    Doubts",
        "store/test_kill.py -k an_import_that_was_killed",
    ),
    # row 3
    (
        "store/copying.py",
        "target.with_name(target.name + UNFINISHED)",
        "target",
        "store/test_kill.py -k whatever_is_killed",
    ),
    (
        "store/schema.py",
        "        migrations.apply(Database(connection, execute_plugins=False))",
        "        connection.execute(\"COMMIT\")\n        migrations.apply(Database(connection, execute_plugins=False))\n"
        "        connection.execute(\"BEGIN IMMEDIATE\")",
        "store/test_kill.py -k whatever_is_killed",
    ),
    ("store/restoring.py", "        if _opens(path):\n", "        if False:\n", "store/test_kill.py -k whatever_is_killed"),
    # row 4
    (
        "store/library.py",
        "PRAGMA journal_mode = WAL",
        "PRAGMA journal_mode = OFF",
        "store/test_library.py -k a_copy_with_its_journal",
    ),
    (
        "store/library.py",
        "\"FULL\" if lasting else \"NORMAL\"",
        "\"NORMAL\"",
        "store/test_library.py -k a_copy_with_its_journal",
    ),
    # row 5
    ("store/telling.py", "if \"full\" in message:", "if False:", "store/test_full_disk.py -k at_any_write"),
    (
        "store/library.py",
        "        if self._connection.in_transaction:\n            with told(self.path):  # interr",
        "        if True:\n            with told(self.path):  # interr",
        "store/test_full_disk.py -k at_any_write",
    ),
    (
        "store/backups.py",
        "        _delete(stem, _KINDS)\n        raise\n",
        "        raise\n",
        "store/test_full_disk.py -k at_any_write",
    ),
    (
        "services/backing_up.py",
        "    except (ExportError, OSError) as error:\n",
        "    except ZeroDivisionError as error:\n",
        "store/test_full_disk.py -k at_any_write",
    ),
    # row 6
    ("store/telling.py", "if \"full\" in message:", "if False:", "store/test_library.py -k a_full_disk_is_told"),
    (
        "store/library.py",
        "        if self._connection.in_transaction:\n            with told(self.path):  # interr",
        "        if True:\n            with told(self.path):  # interr",
        "store/test_library.py -k a_full_disk_is_told",
    ),
    # row 7
    (
        "store/library.py",
        "return writable and os.access(path, os.W_OK)",
        "return writable",
        "store/test_library.py -k a_read_only_library_opens",
    ),
    ("store/library.py", "os.access(path.parent, os.W_OK)", "True", "store/test_library.py -k a_read_only_library_opens"),
    ("store/library.py", "\"?mode=ro&immutable=1\"", "\"?mode=ro\"", "store/test_library.py -k a_read_only_library_opens"),
    (
        "store/telling.py",
        "if \"readonly\" in message or \"read-only\" in message:",
        "if False:",
        "store/test_library.py -k a_read_only_library_opens",
    ),
    # row 8
    (
        "store/library.py",
        "        if version < schema.VERSION:\n            raise",
        "        if False:\n            raise",
        "store/test_library.py -k older_format_on_a_read_only_medium",
    ),
    # row 11
    ("services/surroundings.py", "    if kind:\n", "    if False:\n", "services/test_surroundings.py -k a_network_drive"),
    ("services/surroundings.py", "fuse in _NETWORK_BY_FUSE", "True", "services/test_surroundings.py -k a_network_drive"),
    # row 12
    (
        "store/annotations.py",
        "merged(getattr(base, name), getattr(mine, name), getattr(stored, name))",
        "getattr(mine, name)",
        "services/test_desk_beside_others.py -k two_notes_written_at_once",
    ),
    (
        "store/annotations.py",
        "    if stored == before:\n",
        "    if True:\n",
        "services/test_desk_beside_others.py -k two_notes_written_at_once",
    ),
    # row 13
    (
        "store/telling.py",
        "if \"locked\" in message or \"busy\" in message:",
        "if False:",
        "store/test_library.py -k a_writer_who_waits_in_vain",
    ),
    (
        "store/library.py",
        "sqlite3.connect(target, timeout, ",
        "sqlite3.connect(target, 0, ",
        "store/test_library.py -k a_writer_who_waits_in_vain",
    ),
    # row 14
    (
        "store/library.py",
        "if \"locked\" not in str(error) or time.monotonic() > end:",
        "if True:",
        "store/test_library.py -k several_programs_may_make",
    ),
    (
        "store/schema.py",
        " WHERE NOT EXISTS (SELECT 1 FROM library)",
        "",
        "store/test_library.py -k several_programs_may_make",
    ),
    # row 15
    (
        "store/library.py",
        "    # In this order: another program",
        "    connection.execute(\"PRAGMA journal_mode = WAL\")\n    # In this order: another program",
        "store/test_library.py -k what_is_no_library_is_refused",
    ),
    (
        "store/library.py",
        "if path.stat().st_size < HEADER:",
        "if False:",
        "store/test_library.py -k what_is_no_library_is_refused",
    ),
    (
        "store/library.py",
        "if tables and mark != schema.APPLICATION_ID:",
        "if False:",
        "store/test_library.py -k what_is_no_library_is_refused",
    ),
    ("store/library.py", "if version > schema.VERSION:", "if False:", "store/test_library.py -k what_is_no_library_is_refused"),
    ("store/telling.py", "== sqlite3.SQLITE_NOTADB", "== -1", "store/test_library.py -k what_is_no_library_is_refused"),
    # row 16
    (
        "store/schema.py",
        "            connection.execute(\"ROLLBACK\")",
        "            connection.execute(\"COMMIT\")",
        "store/test_schema.py -k a_step_that_fails_leaves",
    ),
    (
        "store/library.py",
        "            back_up_before_migration(path)\n",
        "            pass\n",
        "store/test_schema.py -k a_step_that_fails_leaves",
    ),
    # row 18
    (
        "store/telling.py",
        "if isinstance(error, sqlite3.DatabaseError):",
        "if False:",
        "store/test_library.py -k damaged_anywhere_is_read",
    ),
    (
        "store/telling.py",
        "if isinstance(error, ValueError | MemoryError):",
        "if False:",
        "store/test_library.py -k damaged_anywhere_is_read",
    ),
    # row 19
    (
        "commands/table.py",
        "            row.run(desk)\n    except ReaderError as error:",
        "            row.run(desk)\n    except ZeroDivisionError as error:",
        "qt/test_damaged_library.py -k a_window_on_a_damaged_library",
    ),
    (
        "commands/table.py",
        "        except ReaderError as error:  # what",
        "        except ZeroDivisionError as error:  # what",
        "qt/test_damaged_library.py -k a_window_on_a_damaged_library",
    ),
    (
        "store/telling.py",
        "if isinstance(error, sqlite3.DatabaseError):",
        "if False:",
        "qt/test_damaged_library.py -k a_window_on_a_damaged_library",
    ),
    # row 20
    (
        "store/damaged.py",
        "        except _FAULTS:\n            self._broken = True",
        "        except ZeroDivisionError:\n            self._broken = True",
        "store/test_salvage.py -k one_flipped_byte",
    ),
    (
        "store/damaged.py",
        "(\"ASC\", \"DESC\"):\n            order",
        "(\"ASC\",):\n            order",
        "store/test_salvage.py -k one_flipped_byte",
    ),
    (
        "store/damaged.py",
        "                _graft_schema(scratch)\n",
        "                pass\n",
        "store/test_salvage.py -k one_flipped_byte",
    ),
)

"""What keeps the program going and to itself: the rows from 58 on of docs/reliability.md, and dialogs beside them."""

GUARDS: tuple[tuple[str, str, str, str], ...] = (
    # row 58
    (
        "settings_file.py", "except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:",
        "except ZeroDivisionError as error:", "test_settings.py -k kept_aside",
    ),
    ("settings_file.py", "return path.replace(kept)", "return kept", "test_settings.py -k kept_aside"),
    (
        "settings.py", 'settings.complaints.append(f"{settings.path} cannot be read',
        'str(f"{settings.path} cannot be read', "test_settings.py -k kept_aside",
    ),
    # row 59
    (
        "store/marks.py", "except (TypeError, ValueError, RecursionError):",
        "except ZeroDivisionError:", "qt/test_privacy.py -k damaged_value",
    ),
    ("store/marks.py", "or type(found) is type(default) else", "or True else", "qt/test_privacy.py -k damaged_value"),
    # row 60
    ("safe_mode.py", 'return _state["safe"]', "return False", "qt/test_privacy.py -k safe_start"),
    # row 61
    (
        "qt/faults.py", "teller.happened.emit(words, str(log_error(error)))",
        'teller.happened.emit(words, "")', "qt/test_faults.py -k goes_on",
    ),
    ("qt/faults.py", "if QApplication.activeModalWidget() is None:", "if True:", "qt/test_faults.py -k goes_on"),
    ("qt/faults.py", "    sys.excepthook = hook\n", "", "qt/test_faults.py -k goes_on"),
    # row 62
    ("commands/table.py", "        if not reason:\n", "        if True:\n", "qt/test_monkey.py -k anything_at_all"),
    (
        "commands/reasons.py", 'return "" if desk.history.undoable else tr("There is nothing to undo.")',
        'return ""', "qt/test_monkey.py -k anything_at_all",
    ),
    ("store/layouts.py", "        self._archive.seal(page_id)\n", "", "qt/test_monkey.py -k anything_at_all"),
    # row 63
    (
        "qt/application.py",
        "    Signals(application)\n",
        '    Signals(application)\n    __import__("socket").getaddrinfo("localhost", 80)\n',
        "qt/test_privacy.py -k reach_for_no_network",
    ),
    (
        "formats/page_text.py",
        "data = source.read(LARGEST)",
        'data = __import__("socket").getaddrinfo("localhost", 80) and source.read(LARGEST)',
        "qt/test_privacy.py -k reach_for_no_network",
    ),
    (
        "qt/application.py", "    Signals(application)\n",
        '    Signals(application)\n    __import__("tempfile").mkstemp()\n', "qt/test_privacy.py -k leave_nothing_behind",
    ),
    # row 64
    ("store/library.py", "path.touch(mode=0o600)", "pass", "qt/test_privacy.py -k owner_alone"),
    ("settings_file.py", "new.touch(mode=0o600)", "pass", "qt/test_privacy.py -k owner_alone"),
    ("fault_log.py", "path.touch(mode=0o600)", "pass", "qt/test_privacy.py -k owner_alone"),
    # row 65
    (
        "qt/window.py", "if not self.list.keep_note() and self.list.note is not None:",
        "if False:", "qt/test_note_editor.py -k asks_about_an_unsaved",
    ),
    (
        "qt/note_editor.py", "            self._failed(str(error))\n            return False\n",
        "            return True\n", "qt/test_note_editor.py -k asks_about_an_unsaved",
    ),
    # row 69
    ("qt/window.py", "if not has_chinese_font():", "if False:", "qt/test_bare.py -k does_not_have"),
    # row 70
    ("fault_log.py", "{where_from(error)}", "{error!r}", "test_fault_log.py -k no_word"),
    # row 71
    ("store/marks.py", "or type(found) is type(default) else", "or True else ", "store/test_marks.py -k another_kind"),
    # beside the rows
    (
        "services/repairing.py", "if found is None:  # it lost",
        "if False:  # it lost", "services/test_repairing.py -k lost_its_words",
    ),
    ("services/surroundings.py", "if synced:", "if False:", "services/test_surroundings.py -k synced"),
    (
        "qt/window.py", "            self.back_up_before_repairs()\n",
        "            pass\n", "qt/test_backups_prompt.py -k first_repair",
    ),
    ("qt/window_backups.py", "self.desk.library.forget()", "raise RuntimeError", "qt/test_backups_prompt.py -k back_and_forth"),
    ("qt/backups_prompt.py", "elif chosen.sound is not False and", "elif", "qt/test_backups_prompt.py -k cannot_be_chosen"),
    # row 72
    ("formats/clipping.py", " or len(article) > 18:", ":", "services/test_links.py -k any_link"),
    ("formats/clipping.py", "except ValueError:  # a", "except ZeroDivisionError:  # a", "services/test_links.py -k any_link"),
    # row 74
    ("qt/note_view.py", 'return b""', "return super().loadResource(kind, name)", "qt/test_annotation_list.py -k loads_nothing"),
    # row 75
    ("qt/document.py", "| dict.fromkeys(_BLANK_LETTERS, _BOX)", "", "qt/test_document.py -k deceives"),
    ("qt/document.py", "(0x1D173, 0x1D17A), ", "", "qt/test_document.py -k left_invisible"),
    # row 77
    ("qt/instance.py", "if socket.waitForConnected(_CONNECT_MS):", "if False:", "qt/test_instance.py -k left_behind"),
    # row 78
    ("app.py", "if screenshot is None and _nobody_reads(sys.stderr):", "if False:", "test_app.py -k nobody_reads_stderr"),
)

"""Guards of what is read, sought, exported, brought in and met by a window."""

GUARDS = (
    # row 47
    ("formats/markup.py", "if _declares_entities(data):", "if False:", "formats/test_library_xml.py -k nothing_is_loaded"),
    (
        "formats/markup.py",
        '_ENTITY.search(start) or _ENTITY.search(start.replace(b"\\x00", b""))',
        "_ENTITY.search(start)",
        "formats/test_library_xml.py -k nothing_is_loaded",
    ),
    ("formats/markup.py", "load_dtd=False", "load_dtd=True", "formats/test_library_xml.py -k nothing_is_loaded"),
    # row 48
    (
        "formats/records.py",
        'return value if isinstance(value, str) else ""',
        "return value",
        "formats/test_fuzz.py -k json_with_other_values",
    ),
    (
        "formats/records.py",
        "if isinstance(value, bool) or not isinstance(value, int | float):",
        "if False:",
        "formats/test_fuzz.py -k json_with_other_values",
    ),
    # row 49
    (
        "formats/markup.py",
        "except (etree.XMLSyntaxError, ValueError) as error:",
        "except ZeroDivisionError as error:",
        "formats/test_fuzz.py -k damaged_fixtures",
    ),
    (
        "formats/records.py",
        "    except ValueError as error:\n        raise UnreadableFileError",
        "    except ZeroDivisionError as error:\n        raise UnreadableFileError",
        "formats/test_fuzz.py -k damaged_fixtures",
    ),
    (
        "formats/composing.py",
        "return Reading(page, tuple(drafts), tuple(furniture))",
        "return Reading(page, tuple(drafts))",
        "formats/test_fuzz.py -k damaged_fixtures",
    ),
    # row 50
    (
        "formats/annotation_reader.py",
        "if not isinstance(value, str):",
        "if False:",
        "formats/test_annotation_readers.py -k any_json",
    ),
    (
        "formats/annotation_reader.py",
        "if not isinstance(entry, dict):",
        "if False:",
        "formats/test_annotation_readers.py -k any_json",
    ),
    # row 51
    (
        "formats/composing.py",
        "return found if found[2] > 0 and found[3] > 0 else None",
        "return found",
        "formats/test_found.py -k broke_a_reader_once",
    ),
    # row 52
    ("formats/mets_alto.py", "if found is None:", "if False:", "formats/test_library_xml.py -k names_what_is_not_there"),
    (
        "formats/mets_alto.py",
        "except UnreadableFileError as error:",
        "except ZeroDivisionError as error:",
        "formats/test_library_xml.py -k names_what_is_not_there",
    ),
    (
        "formats/source.py",
        'return "" if unsafe else "/".join(parts)',
        'return "/".join(parts)',
        "formats/test_library_xml.py -k names_what_is_not_there",
    ),
    # row 53
    ("formats/pdf_text.py", 'if "assword" in str(error):', "if False:", "formats/test_pdf_text.py -k cannot_be_opened"),
    (
        "formats/pdf_text.py",
        "except pypdfium2.PdfiumError as error:",
        "except ZeroDivisionError as error:",
        "formats/test_pdf_text.py -k cannot_be_opened",
    ),
    (
        "formats/pdf_text.py",
        "if empty and len(empty) == total:",
        "if False:",
        "formats/test_pdf_text.py -k cannot_be_opened",
    ),
    # row 54
    (
        "text/query.py",
        "        elif node is None:\n",
        "        elif False:\n",
        "text/test_query.py -k nothing_typed",
    ),
    ("text/query.py", "while begun <= last:", "while True:", "text/test_query.py -k nothing_typed"),
    # row 55
    ("formats/harmless.py", "return escape(shown(text))", "return shown(text)", "formats/test_writers.py -k stops_no_format"),
    (
        "formats/harmless.py",
        'return f"\'{safe}" if _HELD.match(safe) else safe',
        "return safe",
        "formats/test_writers.py -k stops_no_format",
    ),
    (
        "formats/harmless.py",
        'return _UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", _LINE_ENDS.sub("\\n", text))',
        'return _LINE_ENDS.sub("\\n", text)',
        "formats/test_writers.py -k stops_no_format",
    ),
    (
        "formats/clipping.py",
        '"note": annotation.note,',
        '"note": annotation.note.strip(),',
        "formats/test_writers.py -k stops_no_format",
    ),
    # row 56
    (
        "formats/annotation_reader.py",
        "        except BadEntryError as error:\n",
        "        except ZeroDivisionError as error:\n",
        "services/test_receiving.py -k bad_entry",
    ),
    (
        "formats/annotation_reader.py",
        'return text.encode("utf-8", "backslashreplace").decode("utf-8")',
        "return text",
        "services/test_receiving.py -k bad_entry",
    ),
    # row 57
    (
        "services/receiving.py",
        "change=History(library).do(planned.change)",
        "change=Annotations(library).apply(planned.change)",
        "services/test_receiving.py -k one_undo",
    ),
    (
        "services/receiving.py",
        "change=History(library).do(planned.change)",
        "change=[History(library).do(replace(planned.change, after=(a,))) for a in planned.change.after][-1]",
        "services/test_receiving.py -k one_undo",
    ),
    (
        "services/receiving.py",
        "backup = back_up(library, Reason.IMPORT)",
        "backup = None",
        "services/test_receiving.py -k one_undo",
    ),
    # row 58
    (
        "settings_file.py",
        "except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:",
        "except ZeroDivisionError as error:",
        "test_settings.py -k kept_aside",
    ),
    ("settings_file.py", "return path.replace(kept)", "return kept", "test_settings.py -k kept_aside"),
    (
        "settings.py",
        'settings.complaints.append(f"{settings.path} cannot be read',
        'str(f"{settings.path} cannot be read',
        "test_settings.py -k kept_aside",
    ),
    # row 61
    (
        "qt/faults.py",
        "teller.happened.emit(words, str(log_error(error)))",
        'teller.happened.emit(words, "")',
        "qt/test_faults.py -k goes_on",
    ),
    ("qt/faults.py", "if QApplication.activeModalWidget() is None:", "if True:", "qt/test_faults.py -k goes_on"),
    ("qt/faults.py", "    sys.excepthook = hook\n", "", "qt/test_faults.py -k goes_on"),
    # row 62
    ("commands/table.py", "        if not reason:\n", "        if True:\n", "qt/test_monkey.py -k anything_at_all"),
    (
        "commands/reasons.py",
        'return "" if desk.history.undoable else tr("There is nothing to undo.")',
        'return ""',
        "qt/test_monkey.py -k anything_at_all",
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
        "qt/application.py",
        "    Signals(application)\n",
        '    Signals(application)\n    __import__("tempfile").mkstemp()\n',
        "qt/test_privacy.py -k leave_nothing_behind",
    ),
    # row 65
    (
        "qt/window.py",
        "if not self.list.keep_note() and self.list.note is not None:",
        "if False:",
        "qt/test_note_editor.py -k asks_about_an_unsaved",
    ),
    (
        "qt/note_editor.py",
        "            self._failed(str(error))\n            return False\n",
        "            return True\n",
        "qt/test_note_editor.py -k asks_about_an_unsaved",
    ),
)

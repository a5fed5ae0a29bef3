"""The tables of a library, as a list of steps that lead from an empty file to the newest form.

A step that was released is never edited: a test holds the hash of each. `PRAGMA user_version` counts the steps taken, so that
opening a library needs no more than sqlite3; sqlite-utils is imported only when there is a step to take.
"""

import sqlite3

APPLICATION_ID = 0x4A42414F  # "JBAO": tells `file`, and us, that this SQLite database is a Jianbao library

STEP_1 = """
CREATE TABLE library (
  id TEXT NOT NULL,                 -- uuid4: names this library in exported links
  title TEXT NOT NULL,
  created TEXT NOT NULL
) STRICT;

CREATE TABLE newspaper (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE         -- '' where it is not known
) STRICT;

CREATE TABLE issue (
  id INTEGER PRIMARY KEY,
  newspaper_id INTEGER NOT NULL REFERENCES newspaper,
  date TEXT NOT NULL,               -- ISO 8601, perhaps only its beginning; '' where it is not known
  edition TEXT NOT NULL DEFAULT '',
  UNIQUE (newspaper_id, date, edition)
) STRICT;

CREATE TABLE page (
  id INTEGER PRIMARY KEY,
  issue_id INTEGER NOT NULL REFERENCES issue,
  source TEXT NOT NULL,             -- the file's name, as the user knows it
  path TEXT NOT NULL,               -- where it was imported from: tells a changed file from a new one
  label TEXT NOT NULL,              -- "A1", "第3版"; '' where it is not known
  label_order TEXT NOT NULL,        -- the label in a form that sorts: A0001
  name TEXT NOT NULL,               -- 要闻
  newspaper_origin TEXT,            -- printed | file name | inferred | user
  date_origin TEXT,
  label_origin TEXT,
  text_id INTEGER NOT NULL REFERENCES text_version DEFERRABLE INITIALLY DEFERRED,  -- the current text
  pieces_sha256 TEXT NOT NULL DEFAULT ''  -- of that text's pieces as they were written: tells a change by any other hand
) STRICT;
CREATE INDEX page_issue ON page (issue_id, label_order, id);
CREATE INDEX page_path ON page (path);

CREATE TABLE text_version (         -- law 1: a page's text is stored as it came and is never changed
  id INTEGER PRIMARY KEY,
  page_id INTEGER NOT NULL REFERENCES page DEFERRABLE INITIALLY DEFERRED,
  sha256 TEXT NOT NULL,             -- of the text in UTF-8 (lone surrogates passed)
  text TEXT NOT NULL,
  made_by TEXT NOT NULL,            -- import | correction
  created TEXT NOT NULL,
  supersedes INTEGER REFERENCES text_version
) STRICT;
CREATE INDEX text_version_page ON text_version (page_id);
CREATE INDEX text_version_sha256 ON text_version (sha256);
CREATE TRIGGER text_is_never_changed BEFORE UPDATE OF sha256, text ON text_version
  BEGIN SELECT RAISE(ABORT, 'law 1: the text of a page is never changed'); END;
CREATE TRIGGER text_is_never_deleted BEFORE DELETE ON text_version
  BEGIN SELECT RAISE(ABORT, 'law 1: the text of a page is never deleted'); END;

CREATE TABLE article (
  id INTEGER PRIMARY KEY,
  page_id INTEGER NOT NULL REFERENCES page,
  place INTEGER NOT NULL,           -- its place in the page's reading order
  title TEXT NOT NULL,              -- for lists; derived from its pieces, `check` compares
  confidence REAL NOT NULL,
  continues INTEGER REFERENCES article  -- on another page, the part that this one goes on (下转, 上接)
) STRICT;
CREATE INDEX article_continues ON article (continues) WHERE continues IS NOT NULL;
CREATE INDEX article_page ON article (page_id, place);

CREATE TABLE piece (                -- the pieces of a text partition it, white space aside
  text_id INTEGER NOT NULL REFERENCES text_version,
  start INTEGER NOT NULL,           -- code points
  stop INTEGER NOT NULL,            -- exclusive
  role TEXT NOT NULL,
  article_id INTEGER REFERENCES article,
  place INTEGER NOT NULL,           -- its place in the article's reading order
  paragraph INTEGER NOT NULL,
  confidence REAL NOT NULL,
  why TEXT,                         -- why it stands in no article
  PRIMARY KEY (text_id, start),
  CHECK (start >= 0 AND start < stop),
  CHECK ((article_id IS NULL) = (role IN ('furniture', 'dropped', 'markup')))
) STRICT, WITHOUT ROWID;
CREATE INDEX piece_article ON piece (article_id, place) WHERE article_id IS NOT NULL;

CREATE TABLE region (               -- where a stretch of a text stands on the page's picture, as the source says
  text_id INTEGER NOT NULL REFERENCES text_version,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  kind TEXT NOT NULL,               -- what the source calls it: title, text, caption ...
  x REAL,                           -- fractions of the page (0 to 1); NULL where there is no sound box
  y REAL,
  width REAL,
  height REAL
) STRICT;
CREATE INDEX region_text ON region (text_id, start);

CREATE TABLE flag (                 -- doubts and damage, of an article or (article_id NULL) of a page
  page_id INTEGER NOT NULL REFERENCES page,
  article_id INTEGER REFERENCES article,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  paragraph INTEGER,
  note TEXT NOT NULL,
  confidence REAL NOT NULL
) STRICT;
CREATE INDEX flag_article ON flag (article_id);
CREATE INDEX flag_page ON flag (page_id);

CREATE TABLE annotation (           -- law 2: never deleted, see the trigger
  id TEXT PRIMARY KEY,              -- uuid4
  short_id TEXT NOT NULL UNIQUE,
  article_id INTEGER NOT NULL REFERENCES article,
  kind TEXT NOT NULL,
  quote TEXT NOT NULL,
  prefix TEXT NOT NULL,
  suffix TEXT NOT NULL,
  style TEXT NOT NULL,
  colour TEXT NOT NULL,             -- a name; the theme knows the shade
  note TEXT NOT NULL,               -- Markdown
  quote_corrected TEXT NOT NULL,    -- the user's own reading of the quote
  status TEXT NOT NULL,
  created TEXT NOT NULL,
  modified TEXT NOT NULL,
  deleted TEXT NOT NULL,            -- '' or when it was put in the bin
  author TEXT NOT NULL,
  origin TEXT NOT NULL,             -- '' or where it was imported from
  original_id TEXT NOT NULL         -- and its id there
) STRICT;
CREATE INDEX annotation_article ON annotation (article_id);
CREATE TRIGGER annotation_is_never_deleted BEFORE DELETE ON annotation
  BEGIN SELECT RAISE(ABORT, 'law 2: an annotation is put in the bin, never deleted'); END;

CREATE TABLE annotation_span (
  annotation_id TEXT NOT NULL REFERENCES annotation,
  place INTEGER NOT NULL,
  text_id INTEGER NOT NULL REFERENCES text_version,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  PRIMARY KEY (annotation_id, place),
  CHECK (start >= 0 AND start < stop)
) STRICT, WITHOUT ROWID;
CREATE INDEX annotation_span_text ON annotation_span (text_id);

CREATE TABLE annotation_tag (
  annotation_id TEXT NOT NULL REFERENCES annotation,
  tag TEXT NOT NULL,                -- the key's columns first: else integrity_check of SQLite 3.40 takes `place` for NULL
  place INTEGER NOT NULL,
  PRIMARY KEY (annotation_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX annotation_tag_tag ON annotation_tag (tag);

CREATE TABLE reading_mark (         -- apart from the article, whose row is not changed by reading it
  article_id INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE,
  read_at TEXT NOT NULL DEFAULT '',
  starred INTEGER NOT NULL DEFAULT 0,
  position INTEGER NOT NULL DEFAULT 0   -- the caret, in code points of the article as shown
) STRICT;

CREATE TABLE session (              -- what lay open: restored at the next start
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL               -- JSON
) STRICT, WITHOUT ROWID;
"""

_TOKENS = """tokenize="ascii tokenchars '!""#$%&''()*+,-./:;<=>?@[\\]^_`{|}~'\""""

STEP_2 = f"""
CREATE TABLE indexed (              -- the articles that the search index holds, each with all its parts
  key INTEGER PRIMARY KEY,          -- follows the date, so that the newest are found first (index_rows.py)
  article_id INTEGER NOT NULL UNIQUE
) STRICT;

CREATE TABLE index_state (
  signature TEXT NOT NULL           -- of the folds that the index was made with (text/folding.py)
) STRICT;

CREATE VIEW indexed_text AS         -- what is indexed, from the pieces; index_rows.py has the function
  SELECT key, index_text(article_id, 0) AS body, index_text(article_id, 1) AS headline, index_text(article_id, 2) AS byline,
    index_text(article_id, 3) AS captions, index_text(article_id, 4) AS place FROM indexed;

-- Single characters, each a token: a phrase of them finds a string of any length exactly. The text is not stored again.
-- The body stands first, because a posting in the first column is two bytes shorter.
CREATE VIRTUAL TABLE search USING fts5(body, headline, byline, captions, place,
  content='indexed_text', content_rowid='key', {_TOKENS});
-- Headlines by themselves, a fiftieth of the text: hits in headlines come first.
CREATE VIRTUAL TABLE search_headline USING fts5(headline, place,
  content='indexed_text', content_rowid='key', columnsize=0, {_TOKENS});
INSERT INTO search (search, rank) VALUES ('hashsize', 67108864);
INSERT INTO search (search, rank) VALUES ('automerge', 16);

CREATE VIEW to_be_indexed AS
  SELECT article.id AS article_id, issue.date FROM article JOIN page ON page.id = page_id JOIN issue ON issue.id = issue_id
  WHERE continues IS NULL AND (EXISTS (SELECT 1 FROM piece WHERE article_id = article.id)
    OR EXISTS (SELECT 1 FROM article AS part WHERE part.continues = article.id));
INSERT INTO index_state (signature) VALUES ('');  -- of no folds yet: `migrate` makes the index anew
"""

STEP_3 = """
ALTER TABLE article ADD COLUMN source TEXT NOT NULL DEFAULT '';  -- where the article says that it comes from, such as a link
"""

STEP_4 = """
CREATE TABLE repair (               -- what was done by hand to the pieces of a page: done again on a better reading of it
  page_id INTEGER NOT NULL REFERENCES page,
  place INTEGER NOT NULL,           -- in the order in which it was done
  kind TEXT NOT NULL,
  text_id INTEGER NOT NULL REFERENCES text_version,  -- the text version of its time, which its places point into
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  to_text_id INTEGER REFERENCES text_version,
  to_start INTEGER,
  to_stop INTEGER,
  value TEXT NOT NULL,              -- a role, the corrected words
  article_id INTEGER NOT NULL,      -- the article that it made, or 0
  PRIMARY KEY (page_id, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE old_reading (          -- what stood where a correction put other words: still shown and found
  text_id INTEGER NOT NULL REFERENCES text_version,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  words TEXT NOT NULL
) STRICT;
CREATE INDEX old_reading_text ON old_reading (text_id, start);

CREATE TABLE step (                 -- what can be undone after the next start too
  id INTEGER PRIMARY KEY,
  label TEXT NOT NULL,
  made TEXT NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0,
  change TEXT NOT NULL              -- JSON: annotations and pages before and after
) STRICT;

CREATE TABLE settled_doubt (        -- doubts of the importer of which a person has said that all is right
  page_id INTEGER NOT NULL REFERENCES page,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  text_sha256 TEXT NOT NULL,        -- of the text version that `at` points into
  settled TEXT NOT NULL             -- when
) STRICT;
CREATE INDEX settled_doubt_page ON settled_doubt (page_id);
"""

# The last statement mends the names of pages that were taken from the middle of a link.
STEP_5 = """
CREATE TABLE page_place (           -- where pages were imported from; copies share a page, called after page.path
  path TEXT PRIMARY KEY,
  page_id INTEGER NOT NULL REFERENCES page
) STRICT, WITHOUT ROWID;
CREATE INDEX page_place_page ON page_place (page_id);
INSERT OR REPLACE INTO page_place (path, page_id) SELECT path, id FROM page ORDER BY id;
DROP INDEX page_path;
UPDATE page SET source = replace(substr(path, 1 + length(rtrim(substr(path, 1, instr(path, '#') - 1),
    replace(substr(path, 1, instr(path, '#') - 1), '/', '')))), ':/', '://')
  WHERE path LIKE '%.jsonl#http%:/%' OR path LIKE '%.csv#http%:/%';

CREATE TABLE issue_read (           -- issues of which every article is read: what is unread is found without looking at them
  issue_id INTEGER PRIMARY KEY REFERENCES issue ON DELETE CASCADE
) STRICT;
CREATE VIEW unread AS
  SELECT issue_id, article.id AS article_id FROM page JOIN article ON page_id = page.id WHERE continues IS NULL
    AND NOT EXISTS (SELECT 1 FROM reading_mark WHERE article_id = article.id AND read_at <> '');
INSERT INTO issue_read SELECT id FROM issue WHERE id NOT IN (SELECT issue_id FROM unread);
CREATE TRIGGER article_is_read AFTER INSERT ON reading_mark WHEN NEW.read_at <> '' BEGIN
  INSERT INTO issue_read
    SELECT issue_id FROM article JOIN page ON page.id = page_id WHERE article.id = NEW.article_id
    AND issue_id NOT IN issue_read AND NOT EXISTS (SELECT 1 FROM unread WHERE unread.issue_id = page.issue_id);
END;
CREATE TRIGGER article_is_read_now AFTER UPDATE OF read_at ON reading_mark WHEN NEW.read_at <> '' BEGIN
  INSERT INTO issue_read
    SELECT issue_id FROM article JOIN page ON page.id = page_id WHERE article.id = NEW.article_id
    AND issue_id NOT IN issue_read AND NOT EXISTS (SELECT 1 FROM unread WHERE unread.issue_id = page.issue_id);
END;
CREATE TRIGGER article_is_unread_again AFTER UPDATE OF read_at ON reading_mark WHEN NEW.read_at = '' BEGIN
  DELETE FROM issue_read
    WHERE issue_id IN (SELECT issue_id FROM article JOIN page ON page.id = page_id WHERE article.id = NEW.article_id);
END;
CREATE TRIGGER article_has_no_mark AFTER DELETE ON reading_mark BEGIN
  DELETE FROM issue_read
    WHERE issue_id IN (SELECT issue_id FROM article JOIN page ON page.id = page_id WHERE article.id = OLD.article_id);
END;
CREATE TRIGGER article_is_new AFTER INSERT ON article BEGIN
  DELETE FROM issue_read WHERE issue_id = (SELECT issue_id FROM page WHERE id = NEW.page_id);
END;
CREATE TRIGGER article_is_another AFTER UPDATE OF page_id, continues ON article BEGIN
  DELETE FROM issue_read WHERE issue_id = (SELECT issue_id FROM page WHERE id = NEW.page_id);
END;
CREATE TRIGGER page_is_of_another_issue AFTER UPDATE OF issue_id ON page BEGIN
  DELETE FROM issue_read WHERE issue_id = NEW.issue_id;
END;
"""

STEPS = (STEP_1, STEP_2, STEP_3, STEP_4, STEP_5)
VERSION = len(STEPS)


def migrate(connection: sqlite3.Connection, name: tuple[str, str, str]) -> None:
    """Take the steps that a library still lacks, all in one transaction; a new library gets its id, title and time.

    The steps are plain SQL. One that changes what is indexed empties the signature, and the index is made anew after them.
    Of two programs that do so at once, the second waits and finds nothing left to do. Raises sqlite3.Error, with the library
    as it was.
    """
    from sqlite_utils import Database, Migrations  # here, not above: start-up does without its 80 ms

    from reader.store.index_rows import REBUILD

    migrations = Migrations("jianbao")
    for number, sql in enumerate(STEPS, start=1):
        migrations(name=f"step {number}")(_step(number, sql))
    connection.execute("BEGIN IMMEDIATE")
    try:
        migrations.apply(Database(connection, execute_plugins=False))  # each step in a savepoint of its own
        if connection.execute("SELECT signature FROM index_state").fetchone()[0] == "":
            for sql in REBUILD:
                connection.execute(sql)
        connection.execute("INSERT INTO library SELECT ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM library)", name)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _step(number: int, sql: str):  # type: ignore[no-untyped-def]  # sqlite-utils' own callback type is private
    def take(db) -> None:  # type: ignore[no-untyped-def]
        for statement in statements(sql):
            db.conn.execute(statement)
        db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.conn.execute(f"PRAGMA user_version = {number}")

    return take


def statements(sql: str) -> list[str]:
    """Part SQL text into its statements; `executescript` would commit the transaction that a step runs in."""
    parts: list[str] = []
    pending = ""
    for line in sql.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            parts.append(pending.strip())
            pending = ""
    return parts

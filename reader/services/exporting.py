"""Taking annotations out: what to take, and writing it so that an old file stays whole until the new one is."""

import io
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from reader import __version__
from reader.errors import ExportError
from reader.formats import WRITERS, Clipping, Context, Form
from reader.formats.file_names import safe_name
from reader.model import Annotation, Article
from reader.store.annotations import Annotations
from reader.store.archive import Archive
from reader.store.library import COMPANIONS, Library, is_open, now
from reader.translation import tr

DATABASE = b"SQLite format 3\0"  # how every SQLite file begins
STYLE = "gbt7714-2025"  # of citations, where none is chosen
NO_NAMES: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Selection:
    """Which annotations: of one article, or those that all filters let through; '' and 0 let everything through."""

    newspaper: str = ""
    start: str = ""
    end: str = ""
    colour: str = ""
    tag: str = ""
    status: str = ""
    article: int = 0


def clippings(library: Library, selection: Selection, with_bin: bool = False) -> list[Clipping]:
    """The annotations of a selection with their articles, by place; those in the bin too for a format that keeps them."""
    s = selection
    found = Annotations(library).find(s.newspaper, s.start, s.end, s.colour, s.tag, s.status, s.article, with_bin)
    return clippings_of(library, found)


def clippings_of(library: Library, annotations: Sequence[Annotation]) -> list[Clipping]:
    """These annotations with their articles, as they are now, each once."""
    found = Annotations(library).of_ids(dict.fromkeys(a.id for a in annotations))
    archive = Archive(library)
    articles: dict[int, Article] = {}
    for annotation in found:
        if annotation.article_id not in articles:
            article = archive.article(annotation.article_id)
            assert article is not None, annotation
            articles[annotation.article_id] = article
    return [Clipping(annotation, articles[annotation.article_id]) for annotation in found]


def export_text(
    library: Library, found: Sequence[Clipping], format_name: str, style: str = STYLE, names: Mapping[str, str] = NO_NAMES
) -> str:
    """The clippings in a text format of WRITERS, with citations in a style of reader.text.citations.STYLES.

    `names` are the user's own names of colours. Raises ExportError for a format of another form.
    """
    writer = WRITERS[format_name]
    if writer.form is not Form.TEXT:
        words = "The format {name} is not written to the terminal. Name a file or folder with -o."
        raise ExportError(tr(words, name=format_name))
    buffer = io.StringIO()
    writer.write(found, buffer, _context(library, found, style, names))
    return buffer.getvalue()


def export_file(
    library: Library,
    found: Sequence[Clipping],
    format_name: str,
    path: Path,
    style: str = STYLE,
    names: Mapping[str, str] = NO_NAMES,
) -> Path:
    """Write the clippings to a file, or into a folder under a suggested name; gives the file, or the folder of many.

    Raises ExportError, with an old file of that name whole, where it cannot be written.
    """
    writer = WRITERS[format_name]
    path = file_in(path, found, format_name)
    _refuse_database(path)
    if writer.form is Form.FOLDER:
        writer.write(found, _made_folder(path, writer.suffix), _context(library, found, style, names))
        return path
    with _replaced(path) as temporary:
        if writer.form is Form.BYTES:
            with temporary.open("wb") as file:
                writer.write(found, file, _context(library, found, style, names))
        else:
            temporary.write_text(export_text(library, found, format_name, style, names), encoding="utf-8", newline="\n")
    return path


def _made_folder(path: Path, suffix: str) -> "ExportFolder":
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritten(path, error) from error
    return ExportFolder(path, suffix)


@dataclass(frozen=True, slots=True)
class ExportFolder:
    """A folder on disk as a writer of many files sees it: each file is written beside and renamed."""

    path: Path
    suffix: str

    def texts(self) -> Iterator[tuple[str, str]]:
        """The readable files of the writer's suffix, by name."""
        for path in sorted(self.path.glob(f"*{self.suffix}")):
            try:
                if path.is_file():
                    yield path.name, path.read_bytes().decode("utf-8").replace("\r\n", "\n")
            except (OSError, UnicodeDecodeError):
                continue  # no file of ours; its name is not taken

    def names(self) -> list[str]:
        """The names of everything in the folder."""
        return os.listdir(self.path)

    def write(self, name: str, text: str) -> None:
        """Write a file whole. Raises ExportError."""
        with _replaced(self.path / name) as temporary:
            temporary.write_text(text, encoding="utf-8", newline="\n")


def file_in(path: Path, found: Sequence[Clipping], format_name: str) -> Path:
    """The file that an export to a path writes: the path itself, or in a folder one with a suggested name."""
    if (
        not os.path.isdir(path) or WRITERS[format_name].form is Form.FOLDER
    ):  # of a name that the system does not take this says no
        return path
    return suggested_path(path, format_name, found[0].article if len({c.article.id for c in found}) == 1 else None)


def suggested_path(folder: Path, format_name: str, article: Article | None) -> Path:
    """A file name that says in Chinese what is in it and that every system takes: 株洲日报 2021-01-20 A01 标题.md."""
    writer = WRITERS[format_name]
    if article is None or writer.form is Form.FOLDER:  # a folder goes on to take other articles
        name = tr("Annotations")
    else:
        place = article.place
        name = " ".join(filter(None, (place.newspaper, place.date, place.label, article.title)))
    return folder / f"{safe_name(name) or tr('Annotations')}{'' if writer.form is Form.FOLDER else writer.suffix}"


def _refuse_database(path: Path) -> None:
    """Refuse to write over a library, this or another: its notes would be gone."""
    names = [path, *(path.with_name(path.name.removesuffix(end)) for end in COMPANIONS if path.name.endswith(end))]
    for name in names:
        try:
            held = is_open(name) or _is_database(name)
        except OSError:
            continue  # what cannot be read is told of when it is written
        if held:
            words = "{path} is a library or another database and was left as it is. Choose another file."
            raise ExportError(tr(words, path=path))


def _is_database(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(DATABASE)) == DATABASE


@contextmanager
def _replaced(path: Path) -> Iterator[Path]:
    """A temporary file beside `path` that takes its place when all went well; a device or pipe is written to itself."""
    try:
        path = path.resolve()  # a link stays a link
        if path.exists() and not path.is_file():
            yield path
            return
        handle, name = tempfile.mkstemp(prefix=".jianbao-", dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        try:
            yield temporary
            temporary.chmod(0o666 & ~_umask())  # mkstemp's file is for its owner alone
            with temporary.open("rb") as file:
                os.fsync(file.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise _unwritten(path, error) from error


def _unwritten(path: Path, error: OSError) -> ExportError:
    words = "{path} could not be written ({reason}). Choose another place."
    return ExportError(tr(words, path=path, reason=error.strerror or str(error)))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _context(library: Library, found: Sequence[Clipping], style: str, names: Mapping[str, str]) -> Context:
    row = library.row("SELECT id, title FROM library")
    text_ids = {span.text_id for clipping in found for span in clipping.annotation.spans}
    text_ids |= {fragment.text_id for clipping in found for fragment in clipping.article.fragments}
    return Context(
        exported_at=now(),
        app_version=__version__,
        library_id=row["id"] if row else "",
        library_title=row["title"] if row else "",
        text_sha256=Archive(library).text_hashes(text_ids),
        citation_style=style,
        colour_names=names,
    )

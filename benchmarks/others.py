"""The same articles and queries by other programs, where they are installed: tantivy, ripgrep, Recoll."""

import resource
import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.timing import said, timed
from reader.text.folding import fold

MOST_FILES = 100_000
MOST_FOR_RECOLL = 10_000  # articles: it takes minutes for more
CONFIGURATION = "topdirs = {}\nindexallfilenames = 0\nthrQSizes = -1 -1 -1\nidxflushmb = 100\n"


def with_tantivy(articles: Mapping[int, Sequence[str]], asked: Sequence[str], folder: Path) -> None:
    """tantivy over single characters: the first 50 by its own relevance, with the text it stores and with its snippets."""
    try:
        import tantivy
    except ImportError:
        print("  tantivy                                      not installed")
        return
    schema = tantivy.SchemaBuilder().add_text_field("text", stored=True, tokenizer_name="whitespace").build()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    index = tantivy.Index(schema, path=str(folder))
    start = time.process_time()
    writer = index.writer(100_000_000, 1)
    for parts in articles.values():
        writer.add_document(tantivy.Document(text=" ".join(fold("\ufdd0".join(parts)))))
    writer.commit()
    writer.wait_merging_threads()
    print(f"  tantivy, single characters: built in {time.process_time() - start:.1f} s CPU")
    index.reload()
    searcher = index.searcher()

    def parsed(query: str) -> Any:
        words = query.strip('"').split('" "')
        terms = [list(fold(word)) for word in words]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, phrase(characters)) for characters in terms])

    def phrase(characters: list[str]) -> Any:
        if len(characters) == 1:
            return tantivy.Query.term_query(schema, "text", characters[0])
        return tantivy.Query.phrase_query(schema, "text", characters)

    def first_page(query: str) -> list[str]:
        hits = searcher.search(parsed(query), 50, count=False).hits
        return [searcher.doc(address)["text"][0][:80] for _, address in hits]

    def with_snippets(query: str) -> list[str]:
        understood = parsed(query)
        snippets = tantivy.SnippetGenerator.create(searcher, understood, schema, "text")
        hits = searcher.search(understood, 50, count=False).hits
        return [snippets.snippet_from_doc(searcher.doc(address)).to_html() for _, address in hits]

    said("tantivy, first 50 with stored text", timed(first_page, asked, 3))
    said("tantivy, first 50 with its snippets", timed(with_snippets, asked, 3))
    said("tantivy, exact count", timed(lambda q: searcher.search(parsed(q), 1, count=True).count, asked, 3))


def with_files(articles: Mapping[int, Sequence[str]], asked: Sequence[str], folder: Path, our_speed: float) -> None:
    """ripgrep and Recoll over a file for each article; each query is a run of the program.

    `our_speed` is that of the library's import, in bytes a second of CPU.
    """
    if not 0 < len(articles) <= MOST_FILES:
        return
    files = folder / "files"
    shutil.rmtree(files, ignore_errors=True)
    files.mkdir(parents=True)
    size = 0
    for number, parts in articles.items():
        shelf = files / f"{number // 1000}"
        shelf.mkdir(exist_ok=True)
        size += (shelf / f"{number}.txt").write_bytes("\n".join(parts).encode())
    some = [query.strip('"').split('" "')[0] for query in asked][::10]
    if shutil.which("rg"):
        ask = ("rg", "-j1", "-l", "-F", "--")
        said("ripgrep over files, their list", timed(lambda word: _run(*ask, word, str(files)), some, 1))
    else:
        print("  ripgrep                                      not installed")
    if not shutil.which("recollindex"):
        print("  Recoll                                       not installed")
    elif len(articles) <= MOST_FOR_RECOLL:
        _with_recoll(files, folder / "recoll", some, size, our_speed)
    shutil.rmtree(files)


def _with_recoll(files: Path, configuration: Path, words: Sequence[str], size: int, our_speed: float) -> None:
    shutil.rmtree(configuration, ignore_errors=True)
    configuration.mkdir()
    (configuration / "recoll.conf").write_text(CONFIGURATION.format(files))
    before = _of_children()
    _run("recollindex", "-c", str(configuration))
    speed = size / (_of_children() - before)
    print(f"  Recoll: indexed at {speed / 1e6:.2f} MB/s of CPU; the library's import is {our_speed / speed:.0f} times as fast")
    ask = ("recollq", "-c", str(configuration), "-n", "50", "-A")
    said("Recoll, first 50 with abstracts", timed(lambda word: _run(*ask, f'"{word}"'), words, 1))


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _run(*command: str) -> None:
    subprocess.run(command, capture_output=True, check=False)

"""Whether searching finds what a plain scan finds, also after many changes."""

import random
import time
from collections.abc import Callable, Sequence

from benchmarks.timing import spread
from reader.services.searching import EVERYTHING, Order, count, store_of, understood
from reader.store.archive import Archive
from reader.store.index import index_of
from reader.store.library import Library
from reader.text.folding import bare
from reader.text.query import Every

CHANGES = 1000


def strings(library: Library) -> dict[int, list[str]]:
    """The strings of all articles as `jianbao articles --json` prints them, without white space."""
    archive, found = Archive(library), {}
    for article_id in archive.article_ids():
        a = archive.article(article_id)
        assert a is not None
        captions = [text for caption in a.captions for text in (caption.text, caption.credit)]
        shown = [a.kicker, a.headline, a.subhead, a.byline, a.dateline, *a.paragraphs, *captions, a.jump]
        found[article_id] = [bare(text) for text in shown if text]
    return found


def compare(library: Library, asked: Sequence[str], form: Callable[[str], str], exact_forms: bool = False) -> str:
    """Recall and precision against a scan of all strings, each in a form; with `exact_forms`, words are asked for as ="…"."""
    texts = {i: form("\n".join(parts)) for i, parts in strings(library).items()}
    right = found_right = found_all = exact = 0
    for query in asked:
        words = [form(word) for word in query.strip('"').split('" "')]
        truth = set(texts)
        for word in words:
            truth = {i for i in truth if word in texts[i]}
        asked_for = understood(" ".join(f'="{word}"' for word in query.strip('"').split('" "')) if exact_forms else query)
        found = set(store_of(library).find(asked_for.root or Every(()), EVERYTHING, Order.NEWEST, None))
        right, found_right, found_all = right + len(truth), found_right + len(truth & found), found_all + len(found)
        exact += truth == found and count(library, asked_for) == len(truth)
    share = f"recall {found_right / right:.6f}, precision {found_right / max(1, found_all):.6f}"
    return f"{share}, {exact} of {len(asked)} queries and counts exactly right"


def change(library: Library, seed: int = 1) -> str:
    """Change or delete CHANGES articles, each in a transaction of its own."""
    archive, chance = Archive(library), random.Random(seed)
    pages = [row[0] for row in library.rows("SELECT id FROM page")]
    times: dict[bool, list[float]] = {True: [], False: []}
    last = "article_id = ?1 AND place = (SELECT max(place) FROM piece WHERE article_id = ?1)"
    for number in range(CHANGES):
        page_id = chance.choice(pages)
        article_id = chance.choice(archive.articles_of_page(page_id) or [1])
        for indexed in (False, True):
            change = f"UPDATE piece SET {'role' if indexed else 'why'} = 'subhead' WHERE {last}"
            start = time.perf_counter()
            with library.transaction():
                if indexed:
                    index_of(library).touch([article_id])
                library.execute(change, (article_id,))
            times[indexed].append((time.perf_counter() - start) * 1000)
        if number % 2:
            with library.transaction():
                index_of(library).touch([article_id])
                why = "role = 'dropped', article_id = NULL, why = 'benchmark'"
                library.execute(f"UPDATE piece SET {why} WHERE article_id = ?", (article_id,))
                archive.drop_empty_articles(page_id)
    (with_50, with_95), (bare_50, bare_95) = spread(times[True]), spread(times[False])
    figures = f"{with_50:.2f} / {with_95:.2f} ms (p50 / p95), a change of what is not indexed {bare_50:.2f} / {bare_95:.2f}"
    return f"{CHANGES} changes and {CHANGES // 2} deletions; one change with its transaction {figures}"

"""Two changes made to one text at the same time, put together so that neither is lost."""

PARTED = "\n\n---\n\n"  # between two texts that could not be made one: a rule in Markdown


def changed(before: str, after: str) -> tuple[int, int, str]:
    """The one stretch of a text (code points, end exclusive) that was replaced, and what stands there now."""
    shorter = min(len(before), len(after))
    start = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    same = next((n for n in range(shorter - start) if before[-1 - n] != after[-1 - n]), shorter - start)
    return start, len(before) - same, after[start : len(after) - same]


def merged(before: str, mine: str, theirs: str) -> str:
    """What two writers made of one text, as one text.

    What they only added is put into mine where it belongs. Where that is not clear, or where they replaced anything, both
    texts stand whole, mine first: one that is contained in the other, once.
    """
    if mine == before or theirs == before:
        return theirs if mine == before else mine
    (start, end, _), (at, to, added) = changed(before, mine), changed(before, theirs)
    if at == to and (at < start or at > end or (start != end and at in (start, end))):
        place = at if at <= start else at + len(mine) - len(before)
        return mine[:place] + added + mine[place:]
    if mine in theirs or theirs in mine:
        return theirs if mine in theirs else mine
    return mine + PARTED + theirs

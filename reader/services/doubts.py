"""What is doubtful or damaged in an article, said in sentences."""

from reader.model import Article, Flag, FlagKind
from reader.translation import tr

SHOWN = 16  # characters of the text that show where a doubtful place is
SENTENCES = {
    FlagKind.HEAD_MISSING: "The beginning is not on this page.",
    FlagKind.TAIL_MISSING: "The end is not on this page.",
    FlagKind.LOSS_SUSPECTED: "Words seem to be missing here.",
    FlagKind.DOUBTFUL_JOIN: "This may not belong after what stands before it.",
    FlagKind.DOUBTFUL_HEADING: "Which line of the heading is which is not sure.",
    FlagKind.DOUBTFUL_ARTICLE: "This may be no article of its own.",
    FlagKind.REPEAT_DROPPED: "The page gave words twice; the second time they were left out.",
    FlagKind.REPEAT_KEPT: "The page gave words twice; both were kept.",
    FlagKind.DOUBTFUL_SOURCE: "Newspaper, date or page are not sure.",
}


def doubts(article: Article) -> list[str]:
    """A sentence for each doubtful place of an article, each with the words that stand there."""
    return [" ".join(filter(None, (tr(SENTENCES[flag.kind]), _words_at(article, flag)))) for flag in article.flags]


def _words_at(article: Article, flag: Flag) -> str:
    for fragment in article.fragments:
        piece = fragment.piece
        same = flag.paragraph in (None, piece.paragraph) and flag.text_id in (0, fragment.text_id)
        if same and piece.start <= flag.at <= piece.end:
            start = max(0, min(flag.at - piece.start, len(fragment.text) - SHOWN))
            return f"…{fragment.text[start : start + SHOWN]}…"
    return ""


def flag_words() -> dict[FlagKind, str]:
    """What is printed in the text where the page has lost something."""
    return {
        FlagKind.HEAD_MISSING: tr("[beginning missing] "),
        FlagKind.TAIL_MISSING: tr(" [end missing]"),
        FlagKind.LOSS_SUSPECTED: tr("[words missing?]"),
    }

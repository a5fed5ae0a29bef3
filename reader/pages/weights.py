"""The weights of the evidence, in nats: what one observation adds to the score of a reading of the page.

Round numbers, set on 60 development pages and checked by benchmarks/weights.py, which shows what each is worth and that they
were not fitted to single pages (docs/notes/pages.md); those of boxes on pages that benchmarks/broadsheet.py sets. A weight of 0
leaves that evidence out.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """Every number that a reading's score is made of."""

    # a block is a heading
    marked: float = 6.0  # it bears a Markdown mark
    unmarked: float = 2.0  # it bears none on a page that has them: against
    before_lead: float = 3.0  # a byline or dateline follows it, other headings skipped
    column_name: float = 3.0  # it ends in a column's name in brackets: （人民论坛）
    dash: float = 4.0  # it ends or begins with ——, a kicker or a feature's subhead
    too_long: float = 0.1  # each character beyond 40: against
    final_mark: float = 6.0  # it ends like a sentence: against
    numbered: float = 3.0  # it begins with a number as an item of a list does: against; for a section heading: for
    heading_base: float = -1.5  # without any of these
    # a block is a section heading
    section_base: float = -2.5
    more_sections: float = 2.5  # its article has some already
    # a block is a byline
    byline: float = 7.0  # times its strength of form
    byline_base: float = -3.0
    # a block begins a paragraph
    bad_start: float = 8.0  # it begins with a mark that no paragraph begins with: against
    fragment: float = 2.0  # it begins with the end of a word: against
    indent: float = 5.0  # on pages that indent paragraphs: for when it is indented, against when not
    orphan_bracket: float = 4.0  # it closes a bracket or quotation that it does not open: against
    # a block goes on another
    gain: float = 0.6  # a nat of jieba's likelihood gain across the cut
    vocabulary: float = 2.5  # the words formed across the cut stand elsewhere on the page
    bracket_pair: float = 4.0  # it closes a bracket that the other leaves open
    closed: float = 6.0  # the other ends like a paragraph: against
    filled_line: float = 4.0  # the other's last line fills its column
    stub: float = 3.0  # it is short and itself breaks off: against
    short_tail: float = 1.5  # the other is short: against
    number: float = 3.0  # a number spans the cut
    skip: float = 1.0  # each article's beginning that stands between: against
    switch: float = 2.0  # it goes on another article than the one being read: against
    displaced: float = 2.0  # a whole paragraph goes to an article left before, as its displaced end: against
    cohesion: float = 10.0  # times the share of its words missing there but found in another: against
    # articles
    open_end: float = 5.0  # a paragraph is left without its end: against
    broken_host: float = 0.3  # share of that where an OCR repetition began, which swallows what followed
    no_heading: float = 5.0  # against
    after_byline: float = 2.0  # a heading line after its byline: against
    no_body: float = 12.0  # against
    no_lead: float = 5.0  # it has a heading but neither byline nor dateline: against
    bare_start: float = 5.0  # it starts with neither heading, byline nor dateline: against
    second_lead: float = 4.0  # a dateline within an article that has one: against
    after_signature: float = 4.0  # it goes on after （作者为…） or （本报北京…电）: against
    late_heading: float = 2.0  # its heading stands within its body: against
    second_heading: float = 4.0  # it has one within its body too: against, for each line before it
    overlap: float = 6.0  # share of a heading's word pairs (weighted by rarity) found in the body it is given to
    # where blocks were printed: for pages with boxes
    size: float = 6.0  # times the binary logarithm of its size of type over 1.2 of the page's body: a block is a heading
    titled: float = 4.0  # the engine calls it a title: a block is a heading, or a section heading
    untitled: float = 1.0  # it calls others so, but not this one: against
    apart: float = 5.0  # two blocks in different frames are of one article: against
    next_in_frame: float = 2.0  # it is the next text of its frame: a block goes on another
    promised: float = 4.0  # the engine says so: a block goes on another


WEIGHTS = Weights()

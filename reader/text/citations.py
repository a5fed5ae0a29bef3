"""From an article and its place to a citation, and from a byline to the names in it."""

import re
from collections.abc import Callable, Iterator

from reader.model import Article, Place

TEN, SEVEN = 10, 7  # Chicago, 14.76: of more than ten authors the first seven, then et al.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ENDS = ("?", "!", "？", "！", "…", ".", "。")
MOST_NAMES = 3  # GB/T 7714: of more than three authors the first three, then 等

# A role with the house and the desk before it: "本报记者", "海南日报全媒体见习记者", "通讯员". What follows it are names.
_HOUSE = (
    r"(?:本报|本刊|本社|本台|本网|《[^》]*》|[\u4e00-\u9fff]{1,8}?(?:日报|晚报|早报|晨报|时报|商报|都市报|青年报|周报|周刊|报|社|网|"
    r"电视台|电台|杂志|集团|客户端|融媒体中心|融媒体|全媒体|传媒))"
)
_DESK = r"(?:全媒体|融媒体|新媒体|首席|高级|资深|实习|见习|特派|特约|摄影|文字|驻[\u4e00-\u9fff]{1,4}?|前方)"
_ROLE = re.compile(rf"{_HOUSE}?{_DESK}*(?:记者|通讯员|实习生|撰稿人?|评论员|观察员|特派员|(?:本期)?主讲人|编译|执笔|撰文|供稿)")
_PICTURES = re.compile(r"(?:图|摄影|摄)\s*[/／:：|｜]")  # what follows took the pictures
_WORDS = re.compile(r"(?:文图|图文|文[/／]图|文|作者)\s*[/／:：|｜]")  # what follows wrote the words
_CLOSING = re.compile(r"(?:(?:^|\s)(?:文\s*[/／]?\s*图|图\s*[/／]?\s*文)|摄影报道|综合报道|综合|报道|整理|专稿|撰文|摄影|摄)$")
_BULLETS = "■□●○◆◇★☆▲△▶▪◎※|｜ \t\n\r　—-"
_BRACKETED = re.compile(r"[（(［\[〔]([^（()）［\[〕\]］〔]*)[）)］\]〕]")
_STRONG = re.compile(r"[、，,；;/／|｜\n：:＆&]+")
_UNSIGNED = re.compile(r"(?:本报|本刊|本台|本社|[\u4e00-\u9fff]{1,6}报)?(?:讯|综合)|\d{4}年.*")  # "本报讯": nobody signed
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,4}|.*·.*|[ -~]+")
_OFFICE = re.compile(r"[^·]{5,}|[^·]{3,}[省市区县州镇乡村]")  # a unit, an office or a place that stands before a name
_COMPOUND_SURNAMES = frozenset({"欧阳", "司马", "上官", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "端木"})


def authors(byline: str) -> list[str]:
    """The names in a printed byline, in its order; of a byline without a name (本报评论员, 新华社) the whole; none for none.

    Roles and houses (本报记者, 通讯员/) are taken off; those who only took the pictures are left out where someone wrote; a
    name set wide ("唐  杰") is closed up.
    """
    whole = _BRACKETED.sub(_opened, byline).strip(_BULLETS)
    bare = _CLOSING.sub("", whole).strip(_BULLETS)
    if not bare or _UNSIGNED.fullmatch("".join(whole.split())):
        return []
    words: list[str] = []
    pictures: list[str] = []
    for chunk, of_pictures in _chunks(bare):
        (pictures if of_pictures else words).extend(n for n in _names(chunk) if not _UNSIGNED.fullmatch(n))
    return list(dict.fromkeys(words or pictures)) or ["".join(bare.split())]


def _opened(bracketed: re.Match[str]) -> str:
    """What stands in brackets counts if it names a role (记者 张三), or within a name; a unit or a country does not."""
    inside, around = bracketed[1], bracketed.string
    if _ROLE.search(inside) or bracketed[0] == around.strip():
        return f"\n{inside}\n"
    within = around[: bracketed.start()][-1:].isalpha() and around[bracketed.end() :][:1].isalpha()
    return bracketed[0] if within else " "


def _chunks(byline: str) -> Iterator[tuple[str, bool]]:
    """The stretches between labels such as 文/ and 图/, and whether the label before speaks of pictures."""
    marked = _PICTURES.sub("\x01", _WORDS.sub("\x02", byline))
    of_pictures = False
    for part in re.split("([\x01\x02])", marked):
        if part in ("\x01", "\x02"):
            of_pictures = part == "\x01"
        else:
            yield part, of_pictures


def _names(chunk: str) -> Iterator[str]:
    for group in _STRONG.split(_ROLE.sub("\n", chunk)):
        names = list(_closed_up(_CLOSING.sub("", group.strip(_BULLETS)).strip(_BULLETS).split()))
        signed = any(_PERSON.fullmatch(name) and not _OFFICE.fullmatch(name) for name in names)
        yield from (name for name in names if not (signed and _OFFICE.fullmatch(name) and not name.isascii()))


def _closed_up(parts: list[str]) -> Iterator[str]:
    """Names out of the parts between blanks: two single characters, or a compound surname and its given name, are one."""
    held = ""
    for part in parts:
        if held and _belong_together(held, part):
            yield f"{held} {part}" if held.isascii() else held + part
            held = ""
            continue
        if held:
            yield held
        held = part
    if held:
        yield held


def _belong_together(first: str, second: str) -> bool:
    if first.isascii() and second.isascii():
        return True
    return len(second) == 1 and (len(first) == 1 or first in _COMPOUND_SURNAMES)


def cite(place: Place, article: Article, style: str = "gbt7714-2025") -> str:
    """The citation of an article printed at `place`, in one of STYLES, as one line; what is not known is left out.

    Raises KeyError for a style that is not in STYLES.
    """
    return STYLES[style](place, article)


def _gbt7714_2015(place: Place, article: Article) -> str:
    """As the examples of GB/T 7714-2015, 8 and A.9: 作者. 题名: 其他题名信息[N]. 报名, 年-月-日(版次)."""
    return _gbt7714(place, article, comma=", ", colon=": ", brackets="()")


def _gbt7714_2025(place: Place, article: Article) -> str:
    """As GB/T 7714-2025, in force since 2026-07-01: full-width comma, colon and brackets in Chinese entries."""
    return _gbt7714(place, article, comma="，", colon="：", brackets="（）")


def _gbt7714(place: Place, article: Article, comma: str, colon: str, brackets: str) -> str:
    names = authors(article.byline)
    who = comma.join([*names[:MOST_NAMES], "等"] if len(names) > MOST_NAMES else names)
    title, rest = _title(article)
    page = comma.join(labels(place, article))
    page = f"{brackets[0]}{page}{brackets[1]}" if page else ""
    where = comma.join(filter(None, (_one_line(place.newspaper), place.date))) + page
    online = is_link(article.origin)
    kind = "[N/OL]" if online else "[N]"
    parts = (who, colon.join(filter(None, (title, rest))) + kind, where, article.origin if online else "")
    return " ".join(f"{part}." for part in parts if part)


def is_link(source: str) -> bool:
    """Whether what an article says of its source is an address that a reader can open."""
    return re.fullmatch(r"https?://\S+", source) is not None


def _footnote(place: Place, article: Article) -> str:
    """As the history journals set it: 作者：《题名》，《报名》1976年9月10日，第1版。"""
    names = authors(article.byline)
    who = "、".join(names[:MOST_NAMES]) + ("等" if len(names) > MOST_NAMES else "")
    title = "——".join(filter(None, _title(article)))
    newspaper = f"《{_inside(_one_line(place.newspaper))}》" if place.newspaper else ""
    pages = labels(place, article)
    numbered = pages and all(re.fullmatch(r"[A-Za-z]*\d+", label) for label in pages)
    page = f"第{'、'.join(pages)}版" if numbered else "、".join(pages)
    link = article.origin if is_link(article.origin) else ""
    where = "，".join(filter(None, (f"《{_inside(title)}》", newspaper + _spoken(place.date), page, link)))
    return f"{who}：{where}。" if who else f"{where}。"


def _chicago(place: Place, article: Article) -> str:
    """As the bibliography of the Chicago Manual of Style (17th edition, 14.191, 14.199): unsigned, the paper comes first."""
    names = authors(article.byline)
    who = _listed([*names[:SEVEN], "et al"] if len(names) > TEN else names)
    newspaper = _one_line(place.newspaper)
    title = ": ".join(filter(None, _title(article))).translate(str.maketrans("“”", "‘’"))
    quoted = f"“{title}”" if title.endswith(_ENDS) else f"“{title}.”"
    paper = [newspaper] if newspaper and who else []
    where = ", ".join(filter(None, (*paper, _in_english(place.date), ", ".join(labels(place, article)))))
    link = article.origin if is_link(article.origin) else ""
    stops = (f"{part}." for part in (where, link) if part)
    return " ".join([*(f"{part}." for part in [who or newspaper] if part), quoted, *stops])


def _listed(names: list[str]) -> str:
    if len(names) < 2 or names[-1] == "et al":
        return ", ".join(names)
    return f"{', '.join(names[:-1])}{',' if len(names) > 2 else ''} and {names[-1]}"


def _in_english(date: str | None) -> str:
    """January 20, 2021 for 2021-01-20, as far as the date goes."""
    found = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", date or "")
    if found is None or not found[2] or not 1 <= int(found[2]) <= len(_MONTHS):
        return date or ""
    day = f" {int(found[3])}," if found[3] else ""
    return f"{_MONTHS[int(found[2]) - 1]}{day} {found[1]}"


STYLES: dict[str, Callable[[Place, Article], str]] = {
    "gbt7714-2025": _gbt7714_2025,
    "gbt7714-2015": _gbt7714_2015,
    "footnote": _footnote,
    "chicago": _chicago,
}


def _title(article: Article) -> tuple[str, str]:
    """The headline, or what stands for it, and the subhead without its dash."""
    return _one_line(article.title), _one_line(article.subhead).lstrip("—–-― ")


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())


def _inside(title: str) -> str:
    """A title as it stands within 《》, where its own 《》 become 〈〉 (GB/T 15834, 4.13)."""
    return title.translate(str.maketrans("《》", "〈〉"))


def labels(place: Place, article: Article) -> list[str]:
    """The labels of the pages that an article stands on, bare; the name of its page where it has no label."""
    known = [_label(label) for label in (place.label, *article.turns)]
    return list(dict.fromkeys(filter(None, known))) or [name for name in [_one_line(place.name)] if name]


def _label(label: str | None) -> str:
    """A page label without 第 and 版, and a plain number without zeros in front; what is more involved stays as printed."""
    bare = _one_line(label)
    if found := re.fullmatch(r"第?\s*([A-Za-z]*\d+)\s*版?", bare):
        return found[1].lstrip("0") or found[1]
    return bare


def _spoken(date: str | None) -> str:
    """1976年9月10日 for 1976-09-10, as far as the date goes; a date of another shape stays as it is."""
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", date or ""):
        return date or ""
    return "".join(f"{int(number)}{unit}" for number, unit in zip((date or "").split("-"), "年月日", strict=False))

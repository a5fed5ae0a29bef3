"""What stands on a page but in no article (masthead, folio, editors' line, QR boxes), and lines whose role is plain."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reader.model import Role
from reader.pages import conventions
from reader.pages.blocks import Block
from reader.pages.conventions import CJK, NUMERAL
from reader.pages.geometry import Geometry

WHY_MASTHEAD = "the page's masthead or folio"
WHY_EDITORS = "the editors' line of the page"
WHY_QR = "a QR-code box, no text of an article"

_TITLE = "日报|晚报|时报|早报|晨报|商报|都市报|快报|导报|军报|周报|周刊|报|日報|晚報|時報|報"
_NAME = re.compile(f"[{CJK}]{{1,10}}(?:{_TITLE})(?:[·（(]?[{CJK}]{{1,6}}[）)]?)?$")
_ERA = "(?:(?:中[华華])?民[国國][ 　]*)?"
_TOKENS = (
    f"{_ERA}[{NUMERAL}元]{{1,5}}[ 　]*年[ 　]*[{NUMERAL}]{{1,3}}[ 　]*月[ 　]*[{NUMERAL}]{{1,3}}[ 　]*[日号號]",
    "(?:星期|周|週|禮拜)[ 　]*[一二三四五六日天]",
    "[农農夏][历曆][^ 　]{2,14}",
    f"第?[ 　]*[A-Za-z]?[ 　]*[{NUMERAL}]{{1,4}}[ 　]*版(?:[：:][ 　]*[{CJK}]{{1,6}})?",
    f"第[{NUMERAL}]{{1,3}}[张張](?:第[{NUMERAL}]{{1,3}}版)?",
    "\\b[A-Z][ 　]?\\d{1,2}\\b",
    f"[总總]?第[ 　]*[{NUMERAL}百千万]{{1,8}}[ 　]*[期号號]",
    f"今日[{NUMERAL}A-Z~～—-]{{1,6}}版",
    "CN[ 　]?\\d{2}[-—]\\d{4}",
    "国内统一(?:连续出版物|刊)号",
    "邮发代号[：: ]*[\\d—-]{3,8}|代号[\\d—-]{3,6}",
    "(?:https?://|www\\.)[\\w./-]{3,60}",
    "(?:零售|定价|每份|每月定价)[：: ]*[\\d.]{1,6}元?",
    "新闻热线[：: ]*[\\d-]{5,14}",
    "出版|创刊于.{0,12}",
)
_TOKEN = re.compile("|".join(_TOKENS))
_PAGE_NAMES = re.compile(
    "头版|要闻|综合|国际|国内|时事|时政|政治|经济|社会|文化|体育|教育|科技|健康|理论|评论|副刊|广告|专版|专题|视点|特刊|读者来信|"
    "本市|地方|民生|财经|生态|法治|文艺|要聞|國際|國內|經濟|體育|綜合|專題|理論|評論|综合新闻|国际新闻|本市新闻"
)
_EDITOR = (
    "责任编辑|責任編輯|责编|責編|编辑|編輯|美编|美术编辑|版式设计|版式|版面|校对|校對|值班主任|值班总编|值班编辑|组版|图编|视觉|"
    "审读|检校|电子信箱|电子邮箱|投稿邮箱"
)
_EDITORS = re.compile(f"(?:本版|一版|头版|今日|本期)?(?:{_EDITOR})[ 　]*[：:／/｜|][^。！？]{{0,80}}$")
_QR = re.compile("(?:请|微信|欢迎|手机)?(?:扫一扫|扫描?|扫码)[^。！？，]{0,26}$")
_QR_WORD = re.compile("二维码|扫一扫|扫码|QR")
QR_CAPTION = 14  # characters of the words under a QR code
_OF_PICTURE = re.compile("[▲▼◀▶←→↑↓△▽]|图为|[上下左右本]图")
LONGEST_NUMBER = 6  # characters of a page's number
SEARCHED = 8  # blocks at either end of a page where a masthead may stand


@dataclass(frozen=True, slots=True)
class Plain:
    """The role of a block that needs no weighing, why it is set aside, and where a caption's credit begins."""

    role: Role
    why: str = ""
    credit: conventions.Credit | None = None


def alone(text: str) -> bool:
    """Whether a line of print is never part of a longer block: a caption with its credit, a byline, a jump, furniture."""
    return (
        conventions.caption_credit(text) is not None
        or conventions.byline_strength(text) >= 0.5
        or conventions.is_jump(text)
        or is_masthead(text)
        or _EDITORS.match(text) is not None
    )


def is_masthead(text: str) -> bool:
    """Whether a line holds nothing but what identifies the page: date, weekday, page number, page name, issue number."""
    if len(text) > 120:
        return False
    rest, tokens = _TOKEN.subn("", text)
    rest = re.sub(f"[^{CJK}A-Za-z0-9]", "", rest)
    if not tokens:
        return False
    return not rest or _PAGE_NAMES.fullmatch(rest) is not None or (_NAME.match(rest) is not None and len(rest) <= 14)


def plain_roles(blocks: Sequence[Block], geometry: Geometry | None = None) -> dict[int, Plain]:
    """The blocks whose role is plain, by number."""
    roles: dict[int, Plain] = {}
    for at, block in enumerate(blocks):
        plain = _plain(block.text) or (geometry and _printed_as(geometry, at, block))
        if plain:
            roles[at] = plain
    size = len(blocks)
    ends = geometry.ends(SEARCHED) if geometry else [*range(min(SEARCHED, size)), *range(max(SEARCHED, size - SEARCHED), size)]
    _mastheads(blocks, roles, ends)
    _qr_boxes(blocks, roles)
    return roles


def _plain(text: str) -> Plain | None:
    credit = conventions.caption_credit(text)
    if credit:
        return Plain(Role.CAPTION, credit=credit)
    if conventions.is_jump(text):
        return Plain(Role.JUMP)
    if conventions.CAPTION_START.match(text) and len(text) <= conventions.LONGEST_CAPTION:
        return Plain(Role.CAPTION)
    if _EDITORS.match(text):
        return Plain(Role.FURNITURE, WHY_EDITORS)
    return None


def _printed_as(geometry: Geometry, at: int, block: Block) -> Plain | None:
    """The role of a block by where it was printed and what the engine calls it: a caption at its picture, a page's number."""
    kind = geometry.kind(at)
    if kind == "caption" and len(block.text) <= conventions.LONGEST_CAPTION:
        return Plain(Role.CAPTION)
    if kind == "page number" and len(block.text) <= LONGEST_NUMBER:
        return Plain(Role.FURNITURE, WHY_MASTHEAD)
    if kind != "title" and _OF_PICTURE.match(block.text) and geometry.pictured(at):
        return Plain(Role.CAPTION)
    return None


def _mastheads(blocks: Sequence[Block], roles: dict[int, Plain], ends: Sequence[int]) -> None:
    """Masthead lines at the page's ends; a newspaper's bare name counts there beside another such line or as the first line."""
    plain = [at for at in ends if is_masthead(blocks[at].text)]
    for at in plain:
        roles[at] = Plain(Role.FURNITURE, WHY_MASTHEAD)
    for at in ends:
        named = at not in roles and len(blocks[at].text) <= 14 and _NAME.match(blocks[at].text)
        if named and (at == 0 or at - 1 in plain or at + 1 in plain):
            roles[at] = Plain(Role.FURNITURE, WHY_MASTHEAD)


def _qr_boxes(blocks: Sequence[Block], roles: dict[int, Plain]) -> None:
    at = 0
    while at < len(blocks):
        text = blocks[at].text
        if at not in roles and len(text) <= 40 and _QR_WORD.search(text) and _QR.match(text):
            roles[at] = Plain(Role.DROPPED, WHY_QR)
            at += 1
            while at < len(blocks) and _under_qr(blocks[at]):
                roles[at] = Plain(Role.DROPPED, WHY_QR)
                at += 1
        else:
            at += 1


def _under_qr(block: Block) -> bool:
    text = block.text
    if block.marked or len(text) > QR_CAPTION or conventions.byline_strength(text) >= 0.5:
        return False
    return text[-1] not in "。，、；：！？" and text[0] not in conventions.CANNOT_START and not block.glued

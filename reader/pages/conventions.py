"""The conventions of the Chinese press as patterns of lines: datelines, bylines, credits, jumps, names.

Sources: docs/notes/pages.md. Patterns are anchored or searched in a bounded stretch, and repetitions in them are bounded.
"""

import re
from dataclasses import dataclass

CJK = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002fa1f"
NUMERAL = "0-9０-９〇○零一二三四五六七八九十廿卅"

_DAILY = "日报|晚报|时报|早报|晨报|商报|都市报|快报|导报|军报|日報|晚報|時報"
_OUTLET = (
    f"新华社|新華社|中新社|中国新闻社|中央社|本报|本報|本台|本刊|本社|本网|[{CJK}]{{2,8}}?(?:{_DAILY}|电视台|广播|通讯社|社|网)"
)
_REPORTER = "记者|記者"
_DAY = f"(?:[{NUMERAL}]{{1,4}}月)?[{NUMERAL}]{{1,3}}日"
_AFTER = "(?=[\\s　（(【】）)])"
_WIRE = f"[{CJK}·、]{{0,14}}?{_DAY}(?:凌晨|上午|下午|晚)?[专專急]?[电電讯訊]|[{CJK}·]{{0,10}}?[电電]{_AFTER}|[讯訊]{_AFTER}"
DATELINE = re.compile(
    f"[【（(]?(?:据|據)?(?:{_OUTLET})(?:{_REPORTER})?(?:{_WIRE})[】）)]?"
    f"|(?:本报|本報)?(?:综合消息|綜合消息)(?=[\\s　])|[{CJK}]{{2,8}}[讯訊](?=[\\s　（(])"
)

_DUTY = (
    "记者|記者|通讯员|通訊員|评论员|評論員|实习生|實習生|撰稿人|特约撰稿|特約撰稿|编译|編譯|整理|撰文|执笔|执笔人|供稿|文字|"
    "作者|主讲人|讲述人|口述|采访"
)
_BULLET = "[■●▲□◎◆★]?[ 　]*"
_DUTY_WORD = re.compile(f"{_BULLET}(?:本报|本報|本网|本刊|[{CJK}]{{0,10}}?)(?:{_DUTY})(?=[ 　/／：:、]|$|[{CJK}])")
_STAFF = f"全媒体|融媒体|首席|特约|特派|见习|实习|本报|高级|评论部|驻[{CJK}]{{1,4}}|[{CJK}]{{2,4}}分社"
_BYLINE_START = re.compile(
    f"{_BULLET}(?:本报|本報|本网|本刊|[{CJK}]{{2,8}}?(?:{_DAILY}|网|社|电视台|台|传媒|報))?"
    f"(?:{_STAFF}){{0,3}}(?:{_DUTY})(?:[ 　/／：:、]|$|(?=[{CJK}]))"
)
_NATION = re.compile(f"[（(\\[［〔【][{CJK}]{{1,8}}[）)\\]］〕】][ 　]*")
_BAD_IN_NAME = re.compile("[，。、；：？！“”‘’《》…—％%0-9０-９]")

SURNAMES = frozenset(
    "甫王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹"
    "孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚"
    "符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫"
    "米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝封官谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻"
    "位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺"
    "戰鄭張劉陳楊黃趙吳孫馬許鄧馮韓蕭蔣蘇呂盧鐘譚陸範賈韋鄒閻龍陶賀顧龔錢嚴湯莊聶魯歐關蘭寧紀畢單塗穀藍遊華長常车言"
)
COMPOUND_SURNAMES = frozenset(
    {"欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "令狐", "慕容", "夏侯", "司徒", "端木", "方彭"}
)

_NAMES = f"[{CJK}·]{{1,6}}(?:[ 　]{{1,2}}[{CJK}·]{{1,6}}){{0,3}}"
_TAKEN = "(?:摄影|摄|攝影|攝|文/图|文图)"
_PHOTOGRAPHER = f"(?:(?:[{CJK}]{{0,8}}(?:记者|記者|通讯员|通訊員))[ 　/／：:]*)?{_NAMES}[ 　]*{_TAKEN}"
_SOURCE = (
    "新华社发|新华社记者[^，。]{0,12}摄|资料图片|資料圖片|资料照片|影像中国|视觉中国|中新社发|人民视觉|"
    "[^，。（）\\s　]{0,12}供图"
)
CREDIT = re.compile(
    f"(?:(?<=[\\s　])|(?<=\\A)|(?=[（(]))[（(]?(?:{_PHOTOGRAPHER}(?:[（(][^（）()]{{1,12}}[）)])?|{_SOURCE})[）)]?[。]?$"
)
CAPTION_START = re.compile("(?:上图|下图|左图|右图|题图|左上图|右上图|左下图|右下图|图片说明|图[①②③④⑤⑥⑦⑧⑨])[为：:，①②③]?")
LONGEST_CAPTION = 160

_NUMBER = f"(?:[A-Za-z]?[ 　]*[0-9０-９]{{1,3}}|[{NUMERAL}]{{1,4}})?"
_TURN = f"第?[ 　]*{_NUMBER}[ 　]*(?:版|页|頁)"
JUMP_LINE = re.compile(f"[（(【]?[ 　]*(?:下转|下轉|转|轉|上接|紧接|緊接|下接|接)[ 　]*{_TURN}[ 　]*[）)】]?$")
JUMP_END = re.compile(f"[（(【▶]?[ 　]*(?:下转|下轉)[ 　]*{_TURN}[ 　]*[）)】]?$|[（(]转[ 　]*{_TURN}[ 　]*[）)]$")
JUMP_START = re.compile(
    f"[（(【◀][ 　]*(?:上接|紧接|緊接)[ 　]*{_TURN}[^（）()]{{0,20}}[）)】]|(?:上接|紧接|緊接)[ 　]*{_TURN}"
)

NUMBERED = re.compile(
    "[（(]?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[）)]?[、．.：]|[（(][一二三四五六七八九十0-9]{1,3}[）)]"
)
LONGEST_SIGNATURE = 240  # characters: a note on author, sources and helpers
COLUMN_NAME = re.compile("(?<=.{3})[（(【][^（）()【】。]{2,24}[）)】]$")
TERMINAL = "。！？!?"
CLOSERS = "”’」』）)】》〉"
CANNOT_START = "，。、；：！？）」』】》〉”’,.;:!?)]}％%·"


@dataclass(frozen=True, slots=True)
class Credit:
    """Where in a line the words under a picture end and the credit begins."""

    text_end: int
    credit_start: int


def dateline_end(text: str) -> int:
    """How many characters of a block's text are its 讯头 or 电头; 0 where it has none."""
    match = DATELINE.match(text[:60])
    if not match or (text[0] in "（(【" and (match[0][-1] not in "）)】" or match.end() == len(text))):
        return 0  # none, or one in brackets at the end of an article: （本报伦敦5月6日电）
    return match.end()


def caption_credit(text: str) -> Credit | None:
    """The credit at the end of a caption line, or None where the line is no caption with a credit."""
    if not 8 <= len(text) <= LONGEST_CAPTION:
        return None
    tail = text[-48:]
    match = CREDIT.search(tail)
    if not match:
        return None
    start = len(text) - len(tail) + match.start()
    words_end = len(text[:start].rstrip())
    return Credit(words_end, start) if words_end >= 4 else None


def is_credit(text: str) -> bool:
    """Whether a line is nothing but a picture's credit."""
    return len(text) <= 40 and CREDIT.match(text) is not None


def is_signature(text: str) -> bool:
    """Whether a block is a note in brackets, as it ends an article: （作者为…）, （本报伦敦5月6日电）."""
    return 4 <= len(text) <= LONGEST_SIGNATURE and text[0] in "（(" and text[-1] in "）)"


def is_numbered(text: str) -> bool:
    """Whether a line begins like an item of a list or a numbered section: 一、 （二） 3."""
    return NUMBERED.match(text) is not None


def is_jump(text: str) -> bool:
    """Whether a line says nothing but on which page the article goes on, or came from."""
    return len(text) <= 30 and JUMP_LINE.match(text) is not None


def names_in(text: str) -> list[str]:
    """The blank-parted names of a line, two single characters being one name set wide ("赵  鹏")."""
    names: list[str] = []
    single = ""
    for token in re.split("[ 　\t、/／]+", text.strip()):
        if len(token) == 1:
            if single:
                names.append(single + token)
                single = ""
            else:
                single = token
        else:
            if single:
                names.append(single)
                single = ""
            if token:
                names.append(token)
    return [*names, single] if single else names


def is_name(name: str) -> bool:
    """Whether a word has the shape of a person's name: surname and one or two characters, or a foreign name with points."""
    if "·" in name or "•" in name:
        return len(name) <= 24 and all(1 <= len(part) <= 8 for part in re.split("[·•]", name))
    if name[:2] in COMPOUND_SURNAMES:
        return 3 <= len(name) <= 4
    return 2 <= len(name) <= 3 and name[0] in SURNAMES


_TITLED_NAME = re.compile(
    f"[{CJK}、（）]{{4,40}}?[长長員员師师授任记記人手家者士生][ 　]+[{CJK}](?:[ 　]+[{CJK}]|[{CJK}]{{1,2}})$"
)
_TELLER = re.compile("(?:主讲人|讲述人|口述人?|受访者|嘉宾)[：:]")


def byline_strength(text: str) -> float:
    """How surely a whole line is a byline: 1 with a duty (记者), 0.5 to 0.8 for names, 0.25 for what may be one, or 0."""
    if _TELLER.match(text) and len(text) <= 60:
        return 1.0
    if is_credit(text) or not 2 <= len(text) <= 48 or _BAD_IN_NAME.search(text.replace("：", "", 1).replace("、", "")):
        return 0.0
    if _BYLINE_START.match(text):
        return _duty_strength(text)
    nation = _NATION.match(text)
    bare = text[nation.end() :] if nation else text
    return _bare_strength(bare, nation is not None)


def _bare_strength(bare: str, foreign: bool) -> float:
    names = names_in(bare)
    if not names:
        return 0.0
    wide = any(len(token) == 1 for token in re.split("[ 　]+", bare))
    if _TITLED_NAME.match(bare):
        return 0.6
    if any(not 2 <= len(name) <= 24 for name in names):
        return 0.0
    if all(is_name(name) for name in names):
        return 0.8 if wide or foreign or "·" in bare else 0.6
    if foreign and len(names) == 1 and len(bare) <= 8:
        return 0.6
    if wide and len(names) <= 3 and all(len(name) <= 4 for name in names):
        return 0.5
    return 0.25 if len(names) == 1 and len(bare) <= 4 else 0.0


def _duty_strength(text: str) -> float:
    rest = _DUTY_WORD.sub(" ", text)
    if not rest.strip(" 　/／：:"):
        return 1.0
    names = names_in(rest.replace("：", " ").replace(":", " "))
    if all(len(name) <= 4 or "·" in name for name in names):
        return 1.0
    return 0.5 if all(len(name) <= 12 for name in names) and len(text) <= 30 else 0.0

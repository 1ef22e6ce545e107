"""Numbers, amounts, clock times and signs as Mandarin says them: 42% is 百分之四十二."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction

LONGEST = 7  # digits of a number that counts something; telephone numbers have more
MOST = 16  # digits that there are words for
YEAR_MAX, YEAR_ROUND = 2100, 2000  # what stands before 年 and is larger is a count
_UNITS, _TENS = "零一二三四五六七八九", ("", "十", "百", "千")
_MYRIADS = ((12, "万亿"), (8, "亿"), (4, "万"), (0, ""))
_SIGNS = {
    "%": "百分号", "％": "百分号", "°": "度", "°C": "摄氏度", "℃": "摄氏度", "¥": "元", "￥": "元",
    "$": "美元", "€": "欧元", "£": "英镑", "₩": "韩元", "+": "加", "=": "等于", "&": "和",
    "@": "艾特",
}  # fmt: skip
_MEASURED = re.compile(
    " ?(?:[个個位名人只隻条條张張天岁歲杯碗瓶块塊元件句步口家层層米种種本部辆輛台臺颗顆]"
    "|[支包盒座首场場把份倍遍秒双雙对對顿頓点點周週千万萬亿億]|次(?![元方])|年(?!级|級)|分[钟鐘]|小[时時]|公[里斤])"
)
"""What two of are 两, and of what there may be many; floors, months, days are numbered 二."""
_FOUND = re.compile(
    r"(?<![\d-])(?P<y>\d{4})[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})(?![\d-])"
    r"|(?<![\d-])(?P<telephone>\d{3,4}(?:-\d{4,8}){1,2})(?![\d-])"
    r"|(?<!\d)(?P<hour>\d{1,2})[:：](?P<minute>\d{2})(?!\d)"
    r"|(?<![\d:：])(?P<ours>\d{1,3})[:：](?P<theirs>\d{1,3})(?![\d:：])"
    r"|(?P<minus>(?<![\w%％℃°)）])[-−]|(?<=[一-鿿])(?<!\d[一-鿿])[-−])?(?:(?P<money>[¥￥$€£₩]) ?)?"
    r"(?P<whole>\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.(?P<decimals>\d+))?"
    r"(?: ?(?P<percent>[%％])|(?P<degrees>℃|°C?)|(?P<year>(?= ?年)))?"
    r"(?(money)(?P<myriads>[万萬亿億]*))"
    r"|(?P<to>(?<=[%％℃°])[-−~～](?=\d))"
    r"|(?P<sign>℃|[+=&@%％°¥￥$€£₩])"
)


def said(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield what is said: a number as one, every other character for itself.

    Yields:
        Characters that are said, and from where to where in ``text`` they stand for.
    """
    at = 0
    for match in _FOUND.finditer(text):
        yield from _apart(text, at, match.start())
        yield _spoken(match), match.start(), match.end()
        at = match.end()
    yield from _apart(text, at, len(text))


def _apart(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    for at in range(start, end):
        numeral = unicodedata.category(text[at]) == "No"
        yield _numeral(text[at]) if numeral else text[at], at, at + 1


def _numeral(character: str) -> str:
    """Say a number that is one character: ①, ², ½."""
    value = Fraction(unicodedata.numeric(character)).limit_denominator(1000)
    over = "" if value.denominator == 1 else f"{_counted(value.denominator)}分之"
    return over + _counted(value.numerator)


def _spoken(match: re.Match[str]) -> str:
    if match["sign"]:
        return _SIGNS[match["sign"]]
    if match["to"]:
        return "到"
    if match["telephone"]:
        return _one_by_one(match["telephone"].replace("-", ""))
    if match["hour"]:
        return _clock(int(match["hour"]), int(match["minute"]))
    if match["ours"]:
        return f"{_counted(int(match['ours']))}比{_counted(int(match['theirs']))}"
    return _number(match) if match["whole"] else _date(match)


def _date(match: re.Match[str]) -> str:
    month, day = _counted(int(match["m"])), _counted(int(match["d"]))
    return f"{_one_by_one(match['y'])}年{month}月{day}日"


def _number(match: re.Match[str]) -> str:
    """Say a number with what stands around it: -3.5, 50%, ¥2万, 25℃."""
    digits = match["whole"].replace(",", "")
    number = _counted(int(digits)) if _counts(match, digits) else _one_by_one(digits)
    if _is_pair(match):
        number = "两"
    if match["decimals"]:
        number += "点" + _one_by_one(match["decimals"])
    before = ("负" if match["minus"] else "") + ("百分之" if match["percent"] else "")
    after = _SIGNS.get(match["degrees"] or match["money"] or "", "")
    return before + number + (match["myriads"] or "") + after


def _is_pair(match: re.Match[str]) -> bool:
    """Tell whether it is two of something."""
    if match["whole"] != "2" or match["decimals"] or match["percent"] or match["degrees"]:
        return False
    numbered = match.string[: match.start()].rstrip().endswith(("第", "地下"))
    return not numbered and _is_of_something(match)


def _is_of_something(match: re.Match[str]) -> bool:
    return bool(match["money"]) or _MEASURED.match(match.string, match.end()) is not None


def _counts(match: re.Match[str], digits: str) -> bool:
    """Tell whether a number says how many; else it is a name: 007, a year, a telephone number."""
    commas = "," in match["whole"]
    most = MOST if commas or _is_of_something(match) else LONGEST
    if match["year"] is not None and not commas and _is_year(int(digits)):
        return False
    return len(digits) <= most and (digits == "0" or int(digits[0]) > 0)


def _is_year(number: int) -> bool:
    """Tell a year (1998年) from how many there were (5000年)."""
    return 1000 < number <= YEAR_MAX and (number % 1000 > 0 or number == YEAR_ROUND)


def _clock(hour: int, minute: int) -> str:
    if hour > 24 or minute > 59:  # no time: a score
        return f"{_counted(hour)}比{_counted(minute)}"
    full = ("两" if hour == 2 else _counted(hour)) + "点"
    if not minute:
        return full
    return full + ("零" if minute < 10 else "") + _counted(minute) + "分"


def _one_by_one(digits: str) -> str:
    return "".join(_UNITS[int(digit)] for digit in digits)


def _counted(number: int) -> str:
    """Say 0 to 9999 9999 9999 9999."""
    text, skipped = "", False
    for power, unit in _MYRIADS:
        group = number // 10**power % 10_000
        if group:
            zero = text and (skipped or group < 1000)
            text += ("零" if zero else "") + _below_myriad(group) + unit
        skipped = not group
    if text.startswith("一十"):
        text = text.removeprefix("一")
    if text.startswith(("二千", "二万", "二亿")):
        text = "两" + text[1:]
    return text or "零"


def _below_myriad(number: int) -> str:
    text = ""
    digits = str(number)
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        if digit != "0":
            text += _UNITS[int(digit)] + _TENS[place]
        elif not text.endswith("零"):
            text += "零"
    return text.rstrip("零")

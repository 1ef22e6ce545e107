"""The page's own sentences as JSON, and guesses at languages."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.i18n import FOLDER, LOCALES, say

_ID = re.compile(r"^web-([a-z0-9_-]+) =", re.MULTILINE)
_VARIABLE = re.compile(r"\{ \$([a-z-]+) \}")
_HAN = re.compile(r"[\u3400-\u9fff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_SIMPLIFIED = frozenset(
    "这个们来时会没说话动开关问题视频点脸还让给应图张编码证书标签画从电样觉谁饺"
)
_TRADITIONAL = frozenset(
    "這個們來時會沒說話動開關問題視頻點臉還讓給應圖張編碼證書標籤畫從電樣覺誰餃"
)


@lru_cache(maxsize=len(LOCALES))
def page_words(locale: str) -> dict[str, str]:
    """Return every sentence of the page; where a value belongs stands its name in braces."""
    source = (FOLDER / locale / "web.ftl").read_text(encoding="utf-8")
    values: dict[str, str | int | float] = {
        name: f"{{{name}}}" for name in _VARIABLE.findall(source)
    }
    return {name: say(f"web-{name}", locale, values) for name in _ID.findall(source)}


def accepted_locale(header: str, default: str) -> str:
    """Choose a language by ``Accept-Language``: the first one we speak."""
    for part in header.split(","):
        tag = part.split(";")[0].strip().lower()
        if tag.startswith("zh"):
            return "zh-Hant" if re.search("hant|tw|hk|mo", tag) else "zh-Hans"
        if tag.startswith("en"):
            return "en"
    return default


def language_of(text: str, reader: str) -> str:
    """Guess the language a text is set in, so that its characters get the right shapes.

    Han characters that both scripts share are read in the reader's own, where that is Chinese.
    """
    if _KANA.search(text):
        return "ja"
    if not _HAN.search(text):
        return "en"
    simplified = sum(character in _SIMPLIFIED for character in text)
    traditional = sum(character in _TRADITIONAL for character in text)
    if simplified == traditional:
        return reader if reader != "en" else "zh-Hans"
    return "zh-Hans" if simplified > traditional else "zh-Hant"

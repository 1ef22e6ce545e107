"""Which writing system a character belongs to, and which espeak voice reads it.

No text is changed here.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

COMMON = "COMMON"
"""Digits, punctuation and everything else that belongs to the script around it."""

HAN = "CJK"
KANA = frozenset({"HIRAGANA", "KATAKANA"})
SYLLABIC = frozenset({HAN}) | KANA
"""Scripts written without spaces whose characters are words of their own in a caption."""

_ALIASES = {
    "COMBINING": COMMON,
    "MODIFIER": COMMON,
    "KATAKANA-HIRAGANA": "KATAKANA",
    "IDEOGRAPHIC": HAN,
}

DEFAULT_VOICE = {
    "LATIN": "en-us",
    HAN: "cmn",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "CYRILLIC": "ru",
    "ARABIC": "ar",
    "HEBREW": "he",
    "GREEK": "el",
    "THAI": "th",
    "DEVANAGARI": "hi",
    "BENGALI": "bn",
    "TAMIL": "ta",
    "TELUGU": "te",
    "KANNADA": "kn",
    "MALAYALAM": "ml",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "ORIYA": "or",
    "SINHALA": "si",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "ETHIOPIC": "am",
    "MYANMAR": "my",
}
"""espeak-ng voice of each script, where the line's own language is written in another one."""

_LATIN_VOICES = (
    "en fr de es it pt nl sv da nb fi is et lv lt pl cs sk sl hr bs hu ro sq mt ga cy gd eu ca"
    " tr az uz vi id ms sw af eo la lb ht tn om qu gn mi haw tk ia io"
)
_VOICES_OF_SCRIPT = {
    "LATIN": frozenset(_LATIN_VOICES.split(" ")),
    HAN: frozenset({"cmn", "yue", "hak"}),
    "CYRILLIC": frozenset({"ru", "uk", "bg", "be", "mk", "sr", "kk", "ky", "tt", "ba", "cv"}),
    "ARABIC": frozenset({"ar", "fa", "ur", "ug", "sd", "ku"}),
    "DEVANAGARI": frozenset({"hi", "mr", "ne", "kok"}),
    "BENGALI": frozenset({"bn", "as", "bpy"}),
}

_TAGS = {
    "zh": "cmn",
    "en": "en-us",
    "en-gb": "en-gb-x-rp",
    "pt-br": "pt-br",
    "es-419": "es-419",
    "es-mx": "es-419",
    "no": "nb",
    "fil": "id",
    "tl": "id",
    "iw": "he",
}


def plain(character: str) -> str:
    """Return the everyday form of a full-width, bold or script letter; others unchanged."""
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


@lru_cache(maxsize=8192)
def script_of(character: str) -> str:
    """Return the Unicode script of a character by the first word of its name, or ``COMMON``."""
    character = plain(character)
    if not character.isalpha() and unicodedata.category(character)[0] != "M":
        return COMMON
    first = unicodedata.name(character, COMMON).split(" ", 1)[0]
    return _ALIASES.get(first, first)


def voice_of_tag(tag: str) -> str:
    """Return the espeak voice of a BCP-47 tag; every Mandarin tag is ``cmn``."""
    lowered = tag.lower().replace("_", "-")
    primary = lowered.split("-", 1)[0]
    if primary in {"zh", "cmn"}:
        return "yue" if lowered in {"zh-hk", "zh-yue"} else "cmn"
    return _TAGS.get(lowered) or _TAGS.get(primary) or primary


def voice_for(script: str, line_voice: str) -> str | None:
    """Return the voice that reads ``script`` in a line spoken by ``line_voice``; None: none can."""
    primary = line_voice.split("-", 1)[0]
    if primary in _VOICES_OF_SCRIPT.get(script, frozenset()):
        return line_voice
    if script == HAN and line_voice == "ja":
        return "ja"
    return DEFAULT_VOICE.get(script)

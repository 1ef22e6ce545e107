"""Takes disguises off a text: widths, invisible signs, look-alikes, digits for letters, gaps."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

SOMEBODY = (" somebody", "某人")  # what a known name is read as

_ALIKE = str.maketrans("аеорсухіјѕһԁԛԝɡɑαβεικνορτυχ", "aeopcyxijshdqwgaabeiknoptux")
_LEET = str.maketrans("013457@$!|", "oieastasii")
_LEET_WORD = re.compile(
    r"(?<![a-z0-9@$!|])(?=[a-z0-9@$!|]*[a-z])[a-z0-9@$!|]*[013457@$|!](?=[a-z0-9])[a-z0-9@$!|]*"
    r"|[a-z]+[013457@$|]+(?![a-z0-9])"
)
_QUANTITY = re.compile(r"\$?[0-9]+[a-z]{1,2}|[0-9]+(?:st|nd|rd|th|yo|kg|mg|mins?|pm|am)")
_SPACED = re.compile(r"(?<![a-z0-9])(?:[a-z0-9@$][\s._*\-/|+~]{1,2}){2,}[a-z0-9@$](?![a-z0-9])")
_MASKED = re.compile(r"(?<=[a-z])[*#]+(?=[a-z])")
_JOINED = re.compile(r"(?<=[a-z])[.*_~^|·+\-]+(?=[a-z])")
_RUN = re.compile(r"([a-z])\1{2,}")
_SENTENCE_END = re.compile(r"[.!?;:\n…。！？；]+(?=\s|$)|[。！？；]")
_LATIN_SIGN = re.compile(r"[^a-z0-9$%. ]+|(?<![ ])\.(?! )")
_SPACES = re.compile(r"\s+")

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
_HAN_STOP = re.compile(r"[。.！!？?；;…\n]+")
_HAN_COMMA = re.compile(r"[，,、：:]+")
_HAN_ALONE = re.compile(rf"[，。]([{_HAN}])(?=[，。]|$)")
_HAN_SIGN = re.compile(rf"[^{_HAN}a-z0-9%，。]+")


class Reading(NamedTuple):
    """A text as it may be meant; an undisguised one has one view in its own script."""

    latin: tuple[str, ...]
    han: tuple[str, ...]


def readings(text: str, names: tuple[str, ...], fold: Mapping[int, int]) -> Reading:
    """Return the plain views of ``text``; ``fold`` makes Chinese characters simplified."""
    plain = _plain(text)
    has_han = re.search(f"[{_HAN}]", plain) is not None
    called = [_plain(name) for name in names if name.strip()]
    latin = _latin_views(_called(plain, called, SOMEBODY[0])) if re.search("[a-z]", plain) else ()
    return Reading(latin, (_han_view(_called(plain, called, SOMEBODY[1]), fold),) * has_han)


def _plain(text: str) -> str:
    """Fold widths, case, accents and look-alikes; drop what cannot be seen."""
    spread = unicodedata.normalize("NFKD", text).casefold()
    kept = (c for c in spread if unicodedata.category(c) not in {"Cf", "Mn", "Cc"} or c == "\n")
    return "".join(kept).translate(_ALIKE)


def _called(plain: str, names: list[str], somebody: str) -> str:
    for name in sorted(names, key=len, reverse=True):
        bounds = (r"(?<![a-z0-9])", r"(?![a-z0-9])") if name.isascii() else ("", "")
        plain = re.sub(bounds[0] + re.escape(name) + bounds[1], somebody, plain)
    return plain


def _latin_views(plain: str) -> tuple[str, ...]:
    """Return the text as English words, and again with each disguise taken off that it wears."""
    plain = re.sub("['’‘`´]", "", plain)
    closed = _SPACED.sub(lambda found: re.sub(r"[\s._*\-/|+~]", "", found[0]), plain)
    views = [plain, closed, _LEET_WORD.sub(_spelled, closed), _JOINED.sub("", closed)]
    if _MASKED.search(closed):
        views += [_MASKED.sub(vowel, closed) for vowel in "aeiou"]
    short = [_RUN.sub(r"\1", view) for view in views] + [_RUN.sub(r"\1\1", view) for view in views]
    return tuple(dict.fromkeys(_spread(view) for view in [*views, *short]))


def _spelled(found: re.Match[str]) -> str:
    return found[0] if _QUANTITY.fullmatch(found[0]) else found[0].translate(_LEET)


def _spread(view: str) -> str:
    """Return words with one space between them and " . " between sentences."""
    view = _LATIN_SIGN.sub(" ", _SENTENCE_END.sub(" . ", view))
    return _SPACES.sub(" ", view.replace(",", " ")).strip()


def _han_view(plain: str, fold: Mapping[int, int]) -> str:
    """Return simplified Chinese without gaps, signs or lone characters set apart."""
    view = _HAN_COMMA.sub("，", _HAN_STOP.sub("。", unicodedata.normalize("NFKC", plain)))
    view = _HAN_SIGN.sub("", view.translate(fold))
    return _HAN_ALONE.sub(r"\1", view)

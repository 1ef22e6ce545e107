"""A line of any mixture of languages becomes typed words and runs, each for one espeak voice.

Emoji and symbols are neither drawn nor spoken. Punctuation that is acted ("…", "—", a new line)
becomes silence between runs. Nothing is spoken here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from generation.speech.readings import respell
from generation.speech.scripts import COMMON, SYLLABIC, plain, script_of, voice_for, voice_of_tag

ELLIPSIS_S = 0.6  # seconds held at "…"
DASH_S = 0.35  # seconds held at "—"
NEW_LINE_S = 0.5  # seconds held where the line is broken
JOIN_S = 0.06  # seconds between two languages: a breath of the mouth, no pause

_ACTED = re.compile(r"…+|\.{3,}|。{3,}|⋯+|—+|―+|(?<=\s)-{1,2}(?=\s)|-{2,}|\s*\n\s*")

_JOINER = "\u200d"
_NON_JOINER = "\u200c"
_KEPT_SYMBOLS = frozenset("°©®™№℃℉")
_DROPPED_CATEGORIES = frozenset({"So", "Cs", "Cn", "Cc", "Cf", "Co", "Me"})
_EMOJI_RANGES = (
    (0x1F000, 0x1FAFF),  # pictographs, faces, flags, skin tones, cards, tiles
    (0x1FB00, 0x1FBFF),
    (0x2600, 0x27BF),  # miscellaneous symbols and dingbats
    (0x2B00, 0x2BFF),  # stars, arrows
    (0x2300, 0x23FF),  # watches, keyboards
    (0x2190, 0x21FF),  # arrows
    (0x2500, 0x25FF),  # boxes and shapes
    (0xFE00, 0xFE0F),  # variation selectors
)
_KEYCAP = re.compile("[0-9#*]\ufe0f?\u20e3")
_SPACES = re.compile(r"[^\S\n]+")
_SPEAKABLE_SYMBOLS = frozenset("+=%$€£¥₩°&@")
_OPENERS = frozenset("\"'“‘«‹(（[【「『《〈¿¡")
NOT_READ = str.maketrans(dict.fromkeys('"“”«»‹›「」『』《》〈〉()（）[]【】*_~^|<>{}\\/#`', " "))


def strip_emoji(text: str) -> str:
    """Return ``text`` without emoji and other pictures; spaces left over are closed up.

    Whole sequences go: joined families, flags, keycaps, skin tones, variation selectors.
    """
    kept = ""
    for character in _SPACES.sub(" ", _KEYCAP.sub("", text)):
        if character in (_JOINER, _NON_JOINER):
            kept += character if kept and _writes(kept[-1]) else ""
        elif not _is_picture(character):
            kept += character
    return _SPACES.sub(" ", kept).strip()


def _writes(character: str) -> bool:
    return unicodedata.category(character)[0] in "LM"


def _is_picture(character: str) -> bool:
    if character in _KEPT_SYMBOLS or character == "\n":
        return False
    code = ord(character)
    return unicodedata.category(character) in _DROPPED_CATEGORIES or any(
        first <= code <= last for first, last in _EMOJI_RANGES
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedWord:
    """One written word as typed, and where its letters lie in the text that is spoken."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words one voice speaks in one breath, and the silence that follows.

    Attributes:
        voice: espeak voice name, or None where no voice reads the script.
        spoken: What the voice is given; ``words`` index into it.
        words: The typed words in order.
        pause_s: Silence after the run, in seconds.
    """

    voice: str | None
    spoken: str
    words: tuple[TypedWord, ...]
    pause_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    text: str
    script: str
    spaced: bool  # a space was typed before it


def runs_of(text: str, language: str) -> tuple[Run, ...]:
    """Split a line into runs.

    Args:
        text: The line as typed.
        language: BCP-47 tag of the line; Mandarin is ``zh``.
    """
    line_voice = voice_of_tag(language)
    runs: list[Run] = []
    for phrase, pause_s in _phrases(strip_emoji(text)):
        found = list(_runs_of_phrase(phrase, line_voice, pause_s))
        if not found and pause_s:
            found = [Run(voice=line_voice, spoken="", words=(), pause_s=pause_s)]
        runs.extend(found)
    return tuple(runs)


def _phrases(text: str) -> Iterator[tuple[str, float]]:
    """Cut at acted punctuation; each phrase keeps its own mark and is followed by its silence."""
    start = 0
    for match in _ACTED.finditer(text):
        mark = match.group()
        yield text[start : match.start()] + mark.strip(), _pause_of(mark)
        start = match.end()
    if text[start:].strip():
        yield text[start:], 0.0


def _pause_of(mark: str) -> float:
    if "\n" in mark:
        return NEW_LINE_S
    return ELLIPSIS_S if mark[0] in "….。⋯" else DASH_S


def _runs_of_phrase(phrase: str, line_voice: str, pause_s: float) -> Iterator[Run]:
    groups: list[tuple[str | None, list[_Piece]]] = []
    for piece in _pieces(phrase, line_voice):
        voice = voice_for(piece.script, line_voice)
        if groups and groups[-1][0] == voice:
            groups[-1][1].append(piece)
        else:
            groups.append((voice, [piece]))
    for index, (voice, pieces) in enumerate(groups):
        last = index == len(groups) - 1
        yield _run(voice, pieces, pause_s if last else JOIN_S, goes_on=last and pause_s > 0.0)


def _run(voice: str | None, pieces: list[_Piece], pause_s: float, *, goes_on: bool) -> Run:
    """Write what the voice reads, remembering where each typed word lies in it."""
    typed = ""
    spans: list[tuple[str, int, int]] = []
    for piece in pieces:
        typed += " " if piece.spaced and typed else ""
        spans.append((piece.text, len(typed), len(typed) + len(piece.text)))
        typed += piece.text
    spoken, places = respell(_as_read(typed), voice or "")
    words = tuple(
        TypedWord(text=text, start=places[start], end=places[end]) for text, start, end in spans
    )
    spoken = spoken.rstrip()
    if goes_on and spoken[-1:].isalnum():
        spoken += ","  # the voice stays up where the line goes on
    return Run(voice=voice, spoken=spoken, words=words, pause_s=pause_s)


def _as_read(typed: str) -> str:
    """Blank what is acted or silent and write fancy letters plainly, place for place."""
    blanked = _ACTED.sub(_blank, typed).translate(NOT_READ)
    return "".join(map(plain, blanked))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _pieces(phrase: str, line_voice: str) -> Iterator[_Piece]:
    """Yield typed words: a character of Han or kana, or letters up to a space or another script.

    Punctuation belongs to the word before it, opening marks to the word after.
    """
    scripts = _resolved_scripts(phrase, line_voice)
    word, script, spaced, opening = "", COMMON, False, ""
    space_seen = False
    for character, own in zip(phrase, scripts, strict=True):
        if character.isspace():
            space_seen = True
        elif own == COMMON and not _is_read(character):
            if (character in _OPENERS and (space_seen or not word)) or not word:
                opening += character
            else:
                word += character
        elif not word or space_seen or own != script or own in SYLLABIC or opening:
            if word:
                yield _Piece(text=word, script=script, spaced=spaced)
            word, script, spaced, opening = opening + character, own, space_seen, ""
            space_seen = False
        else:
            word += character
    if word:
        yield _Piece(text=word + opening, script=script, spaced=spaced)


def _is_read(character: str) -> bool:
    return (
        character.isalnum()
        or character in _SPEAKABLE_SYMBOLS
        or (unicodedata.category(character)[0] == "M")
    )


def _resolved_scripts(phrase: str, line_voice: str) -> list[str]:
    """Give digits and read symbols the script they touch, else the one before, else the first."""
    scripts = [script_of(character) for character in phrase]
    known = [script for script in scripts if script != COMMON]
    before = known[0] if known else _script_of_voice(line_voice)
    resolved: list[str] = []
    for place, (character, script) in enumerate(zip(phrase, scripts, strict=True)):
        if script != COMMON:
            before = script
        elif _is_read(character):
            touches_before = place > 0 and _is_read(phrase[place - 1])
            before = before if touches_before else _script_touched(phrase, scripts, place) or before
        resolved.append(before if script != COMMON or _is_read(character) else COMMON)
    return resolved


def _script_touched(phrase: str, scripts: list[str], place: int) -> str | None:
    """Return the script of the letters right after a number, or None."""
    while place < len(phrase) and _is_read(phrase[place]):
        if scripts[place] != COMMON:
            return scripts[place]
        place += 1
    return None


def _script_of_voice(voice: str) -> str:
    scripts = {"cmn": "CJK", "yue": "CJK", "ja": "HIRAGANA", "ko": "HANGUL", "ru": "CYRILLIC"}
    return scripts.get(voice, "LATIN")

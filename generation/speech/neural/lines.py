"""A line as a neural voice takes it: parts of one breath, in words that a model reads.

What is acted ("…", a dash, a new line) stays a silence of its own between the parts, so that no
model has to guess it. No model is known here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from generation.model.speech import Utterance
from generation.speech.delivery import BASE_RATE_WPM, HAN_VOICES, MANDARIN_RATE_WPM, prosody
from generation.speech.language import JOIN_S, NOT_READ, Run, runs_of
from generation.speech.murmur import syllable_count
from generation.speech.scripts import SYLLABIC, plain, script_of, voice_of_tag

SYLLABLE_S = 0.25  # a slow speaker's
DIGIT_SYLLABLES = 2  # "7" is up to two syllables in any language we know
SYLLABIC_LETTERS, DIGIT_LETTERS = 2.5, 4  # as long to say as so many letters
_SYLLABLES = SYLLABIC | {"HANGUL"}  # a character of these is one
LONGEST = 4.0  # times the expected length: whoever speaks longer is babbling
SPARE_S = 1.5  # silence before and after, and a breath
LATE = 1.6  # times the expected length: an end is overdue
_SENTENCE_ENDS, _CLAUSE_ENDS = "。！？.!?", "，、；：,;:"
_FULL_STOP = {"zh": "。", "ja": "。"}


class Token(NamedTuple):
    """A word as typed (one character of Chinese, one digit among them).

    Attributes:
        tag: Primary tag of its language; empty text where no voice reads the script.
        text: As typed.
        apart: A space was typed before it, or another language ends there.
    """

    tag: str
    text: str
    apart: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is spoken in one breath.

    Attributes:
        typed: The words as typed.
        text: The same as a model reads it: no brackets and quotes, a full stop at its end. Empty
            where nothing is said.
        tokens: Its words, in order.
        pause_s: Silence after it, in seconds.
    """

    typed: str
    text: str
    tokens: tuple[Token, ...]
    pause_s: float

    @property
    def languages(self) -> frozenset[str]:
        """Tags of all languages in it."""
        return frozenset(token.tag for token in self.tokens)

    @property
    def words(self) -> tuple[str, ...]:
        """Its words as typed."""
        return tuple(token.text for token in self.tokens)

    @property
    def language(self) -> str:
        """The tag that most of its words have."""
        return Counter(token.tag for token in self.tokens).most_common(1)[0][0]

    @property
    def length(self) -> float:
        """Its length in letters; a Chinese character counts for more than one."""
        return sum(map(_letters, self.words))

    @property
    def expected_s(self) -> float:
        """About how long a slow speaker takes, in seconds."""
        return SYLLABLE_S * sum(map(_syllables, self.words))

    @property
    def late_s(self) -> float:
        """After how long an end is overdue, in seconds."""
        return LATE * self.expected_s + 1.0

    @property
    def longest_s(self) -> float:
        """How long it may take at most, in seconds."""
        return LONGEST * self.expected_s + SPARE_S


def parts_of(utterance: Utterance, limit: int, *, mixed: bool = True) -> tuple[Part, ...]:
    """Cut a line into parts.

    Args:
        utterance: The line. It is cut at what is acted.
        limit: Letters, of a longer part; it is cut at sentences.
        mixed: A part may hold several languages; else it is cut between them.
    """
    parts: list[Part] = []
    for runs, pause_s in _breaths(runs_of(utterance.text, utterance.language)):
        pieces = list(_cut(_tokens(runs), limit, mixed=mixed)) or [[]]
        parts += [_part(piece, JOIN_S) for piece in pieces[:-1]]
        parts.append(_part(pieces[-1], pause_s))
    return tuple(parts)


def tag_of(run: Run) -> str:
    """Return the primary language tag of a run: ``cmn`` is ``zh``, no voice is empty."""
    primary = (run.voice or "").split("-", 1)[0]
    return "zh" if primary == "cmn" else primary


def pace_of(utterance: Utterance, tag: str) -> float:
    """Return how fast a line is spoken, 1 being plain speech: by mood, delivery and person."""
    voice = voice_of_tag(tag)
    base = MANDARIN_RATE_WPM if voice in HAN_VOICES else BASE_RATE_WPM
    head = replace(utterance, profile=replace(utterance.profile, formant=1.0))
    return prosody(head, voice).rate_wpm / base


def as_read(text: str) -> str:
    """Return ``text`` with brackets and quotes blanked and fancy letters plain, place for place."""
    return "".join(map(plain, text)).translate(NOT_READ)


def _joined(tokens: Sequence[Token]) -> str:
    """Write words one after another, with spaces where they were typed and their scripts do so."""
    line = ""
    for token in tokens:
        syllabic = line and script_of(line[-1]) in SYLLABIC | {"COMMON"} and _is_syllabic(token)
        line += token.text if syllabic or not token.apart or not line else f" {token.text}"
    return line


def _is_syllabic(token: Token) -> bool:
    return any(script_of(character) in SYLLABIC for character in token.text)


def _breaths(runs: Sequence[Run]) -> Iterator[tuple[list[Run], float]]:
    """Yield runs that are spoken without a pause between them, and the silence after each."""
    held: list[Run] = []
    for run in runs:
        held.append(run)
        if run.pause_s > JOIN_S:
            yield held, run.pause_s
            held = []
    if held:
        yield held, held[-1].pause_s


def _tokens(runs: Sequence[Run]) -> Iterator[Token]:
    for run in runs:
        end = -1
        for word in run.words:
            yield Token(tag_of(run), word.text, word.start > end)
            end = word.end


def _cut(tokens: Iterable[Token], limit: int, *, mixed: bool) -> Iterator[list[Token]]:
    """Yield the words in pieces of ``limit`` letters, cut where a sentence or clause ends."""
    for _, group in groupby(tokens, key=lambda token: None if mixed else token.tag):
        rest = list(group)
        while rest:
            count = _fitting(rest, limit)
            yield rest[:count]
            rest = rest[count:]


def _fitting(tokens: Sequence[Token], limit: int) -> int:
    length = 0.0
    for count, token in enumerate(tokens):
        length += _letters(token.text)
        if length > limit and count:
            places = [at for at in range(1, count + 1) if not _in_number(*tokens[at - 1 : at + 1])]
            return (
                _last_after(_SENTENCE_ENDS, tokens, places)
                or _last_after(_CLAUSE_ENDS, tokens, places)
                or max(places, default=count)
            )
    return len(tokens)


def _in_number(before: Token, after: Token) -> bool:
    """Tell whether two words belong to one number, as ``3.`` and ``5`` do in 3.5."""
    together = not after.apart and not after.text[0].isalpha()
    return together and any(character.isdigit() for character in before.text)


def _last_after(marks: str, tokens: Sequence[Token], places: Sequence[int]) -> int:
    return max((at for at in places if tokens[at - 1].text[-1] in marks), default=0)


def _part(tokens: Sequence[Token], pause_s: float) -> Part:
    typed = _joined(tokens)
    text = " ".join(as_read(typed).split())
    if text and text[-1].isalnum():
        text += _FULL_STOP.get(tokens[-1].tag, ".")
    return Part(typed=typed, text=text, tokens=tuple(tokens), pause_s=pause_s)


def _letters(word: str) -> float:
    digits = sum(character.isdigit() for character in word)
    syllabic = sum(script_of(character) in _SYLLABLES for character in word)
    others = len(word) + 1 - digits - syllabic
    return others + SYLLABIC_LETTERS * syllabic + DIGIT_LETTERS * digits


def _syllables(word: str) -> int:
    digits = sum(character.isdigit() for character in word)
    return syllable_count(word) + DIGIT_SYLLABLES * digits

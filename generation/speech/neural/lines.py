"""A line as a neural voice takes it: parts of one breath, in words that a model reads.

What is acted ("…", a dash, a new line) stays a silence of its own between the parts, so that no
model has to guess it. No model is known here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generation.model.speech import Utterance
from generation.speech.delivery import BASE_RATE_WPM, HAN_VOICES, MANDARIN_RATE_WPM, prosody
from generation.speech.language import JOIN_S, Run, runs_of
from generation.speech.murmur import syllable_count
from generation.speech.scripts import SYLLABIC, plain, script_of, voice_of_tag

SYLLABLE_S = 0.25  # a slow speaker's
DIGIT_SYLLABLES = 2  # "7" is up to two syllables in any language we know
SYLLABIC_LETTERS, DIGIT_LETTERS = 2.5, 4  # as long to say as so many letters
LONGEST = 4.0  # times the expected length: whoever speaks longer is babbling
SPARE_S = 1.5  # silence before and after, and a breath
_NOT_READ = str.maketrans(dict.fromkeys('"“”«»‹›「」『』《》〈〉()（）[]【】*_~^|<>{}\\/#`', " "))
_SENTENCE_ENDS, _CLAUSE_ENDS = "。！？.!?", "，、；：,;:"
_FULL_STOP = {"zh": "。", "ja": "。"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is spoken in one breath.

    Attributes:
        typed: The words as typed.
        text: The same as a model reads it: no brackets and quotes, a full stop at its end.
        runs: Its words by language, in order: tag and words.
        pause_s: Silence after it, in seconds.
    """

    typed: str
    text: str
    runs: tuple[tuple[str, tuple[str, ...]], ...]
    pause_s: float

    @property
    def languages(self) -> frozenset[str]:
        """Tags of all languages in it; empty text where no voice reads the script."""
        return frozenset(tag for tag, _ in self.runs)

    @property
    def words(self) -> tuple[str, ...]:
        """Its words as typed."""
        return tuple(word for _, words in self.runs for word in words)

    @property
    def language(self) -> str:
        """The tag that most of its words have."""
        counted = Counter(tag for tag, words in self.runs for _ in words)
        return counted.most_common(1)[0][0]

    @property
    def length(self) -> float:
        """Its length in letters; a Chinese character counts for more than one."""
        return sum(map(_letters, self.words))

    @property
    def expected_s(self) -> float:
        """About how long a slow speaker takes, in seconds."""
        return SYLLABLE_S * sum(map(_syllables, self.words))

    @property
    def longest_s(self) -> float:
        """How long it may take at most, in seconds."""
        return LONGEST * self.expected_s + SPARE_S


def parts_of(utterance: Utterance, limit: int) -> tuple[Part, ...]:
    """Cut a line at what is acted, and where it is longer than ``limit`` letters, at sentences."""
    parts: list[Part] = []
    for runs, pause_s in _breaths(runs_of(utterance.text, utterance.language)):
        words = [(tag_of(run), word.text) for run in runs for word in run.words]
        pieces = list(_cut(words, limit))
        for index, piece in enumerate(pieces):
            last = index == len(pieces) - 1
            parts.append(_part(piece, pause_s if last else JOIN_S))
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


def joined(words: Sequence[str]) -> str:
    """Write words one after another, with spaces where their scripts have them."""
    line = ""
    for word in words:
        close = line and script_of(line[-1]) in SYLLABIC | {"COMMON"} and _is_syllabic(word)
        line += word if close or not line else f" {word}"
    return line


def _is_syllabic(word: str) -> bool:
    return any(script_of(character) in SYLLABIC for character in word)


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


def _cut(words: Sequence[tuple[str, str]], limit: int) -> Iterator[list[tuple[str, str]]]:
    """Yield the words in pieces of ``limit`` letters, cut where a sentence or clause ends."""
    rest = list(words)
    while rest:
        count = _fitting(rest, limit)
        yield rest[:count]
        rest = rest[count:]


def _fitting(words: Sequence[tuple[str, str]], limit: int) -> int:
    length = 0.0
    for count, (_, word) in enumerate(words):
        length += _letters(word)
        if length > limit and count:
            return (
                _last_end(words[:count], _SENTENCE_ENDS)
                or _last_end(words[:count], _CLAUSE_ENDS)
                or count
            )
    return len(words)


def _last_end(words: Sequence[tuple[str, str]], marks: str) -> int:
    return max((i + 1 for i, (_, word) in enumerate(words) if word[-1] in marks), default=0)


def _part(words: Sequence[tuple[str, str]], pause_s: float) -> Part:
    runs: list[tuple[str, tuple[str, ...]]] = []
    for tag, word in words:
        if runs and runs[-1][0] == tag:
            runs[-1] = (tag, (*runs[-1][1], word))
        else:
            runs.append((tag, (word,)))
    typed = joined([word for _, word in words])
    text = " ".join("".join(map(plain, typed)).translate(_NOT_READ).split())
    if text and text[-1].isalnum():
        text += _FULL_STOP.get(runs[-1][0], ".")
    return Part(typed=typed, text=text, runs=tuple(runs), pause_s=pause_s)


def _letters(word: str) -> float:
    digits = sum(character.isdigit() for character in word)
    syllabic = sum(script_of(character) in SYLLABIC for character in word)
    others = len(word) + 1 - digits - syllabic
    return others + SYLLABIC_LETTERS * syllabic + DIGIT_LETTERS * digits


def _syllables(word: str) -> int:
    digits = sum(character.isdigit() for character in word)
    return syllable_count(word) + DIGIT_SYLLABLES * digits

"""How long lines and shots will last before any voice has spoken; fits a film to a length.

Rates are those measured with espeak-ng at the speeds the mood table asks for; the table read of
production replaces every estimate with the true length.
"""

from __future__ import annotations

import re
from dataclasses import replace

from generation.director.language import han_count, latin_words
from generation.model.screenplay import Line, Mood, Screenplay, Shot

EN_WORDS_PER_S = 3.3  # 155 words a minute, measured
ZH_SYLLABLES_PER_S = 4.0  # 180 words a minute, measured
PACE: dict[Mood, float] = {
    "joyful": 1.0, "playful": 1.0, "proud": 0.85, "deadpan": 0.85, "tender": 0.78,
    "wistful": 0.78, "dreamy": 0.78, "sad": 0.75, "angry": 1.1, "afraid": 1.1, "surprised": 1.1,
}  # fmt: skip
READ_PACE = 0.63  # verse: 130 words a minute
SLOW_VOWELS_PACE = 0.85  # sing-song draws vowels out
PAUSE_BEFORE_S = 0.25  # a line begins after this unless it says otherwise
AFTER_LINE_S = 0.4  # a cut on the last syllable swallows it
MIN_SHOT_S = 0.7
MIN_CLOSING_S = 0.9  # a button needs this long to be seen
SILENT_SHOT_S = 1.6
_PAUSES = ((re.compile(r"…+|\.{3,}"), 0.6), (re.compile(r"—+|–"), 0.35),
           (re.compile(r"[,，、;；:：]"), 0.2), (re.compile(r"[.。!！?？\n]"), 0.35))  # fmt: skip


def line_seconds(line: Line) -> float:
    """Estimate how long ``line`` is heard, its inner pauses with it, in seconds."""
    syllables, words = han_count(line.text), len(latin_words(line.text))
    other = 0 if syllables or words else len(line.text.split()) * 1.5
    pace = PACE.get(line.emotion, 1.0)
    if line.delivery == "read":
        pace = READ_PACE
    elif line.delivery == "sing_song":
        pace *= SLOW_VOWELS_PACE
    spoken = syllables / ZH_SYLLABLES_PER_S + (words + other) / EN_WORDS_PER_S
    inner = line.text.strip().rstrip("。.!！?？,，;；")
    pauses = sum(seconds * len(mark.findall(inner)) for mark, seconds in _PAUSES)
    return max(0.4, spoken / pace + pauses)


def shot_seconds(shot: Shot) -> float:
    """Estimate how long ``shot`` lasts in seconds: its own length, or what its lines need."""
    if shot.duration_s is not None:
        return shot.duration_s
    if not shot.lines:
        return SILENT_SHOT_S
    pauses = (
        PAUSE_BEFORE_S if line.pause_before_s is None else line.pause_before_s
        for line in shot.lines
    )
    return sum(map(line_seconds, shot.lines)) + sum(pauses) + AFTER_LINE_S


def film_seconds(screenplay: Screenplay) -> float:
    """Estimate the length of the whole film in seconds."""
    return sum(map(shot_seconds, screenplay.shots))


def fit(screenplay: Screenplay, seconds: float) -> Screenplay:
    """Return the film stretched or pressed to about ``seconds`` by its silent shots alone.

    Words keep the time they need: a film whose lines are longer than ``seconds`` stays longer. A
    film of nothing but lines holds its last picture instead.
    """
    silent = {shot.id: shot_seconds(shot) for shot in screenplay.shots if not shot.lines}
    spare = seconds - film_seconds(screenplay)
    last = screenplay.shots[-1]
    if not silent:
        held = round(max(shot_seconds(last), shot_seconds(last) + spare), 2)
        return replace(screenplay, shots=(*screenplay.shots[:-1], replace(last, duration_s=held)))
    floors = {
        shot.id: min(silent[shot.id], MIN_CLOSING_S if shot is last else MIN_SHOT_S)
        for shot in screenplay.shots
        if shot.id in silent
    }
    elastic = sum(silent.values()) - sum(floors.values())
    factor = max(0.0, elastic + spare) / elastic if elastic else 0.0
    lengths = {
        shot_id: round(floor + (silent[shot_id] - floor) * factor, 2)
        for shot_id, floor in floors.items()
    }
    shots = tuple(
        replace(shot, duration_s=lengths.get(shot.id, shot.duration_s)) for shot in screenplay.shots
    )
    return replace(screenplay, shots=shots)

"""What is heard of the cutting: transitions, and one accent where music stops for the turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from generation.model.screenplay import Mood, Shot
from generation.model.timeline import ShotSpan, Timeline
from generation.sound.mix import EffectHit

LEAD_FRAMES = 1  # an accent hits a frame before the picture does
WHOOSH_HEIGHT_S = 0.25  # a whoosh is highest this long after it begins
WHOOSH_GAIN_DB, BOOM_GAIN_DB, STING_GAIN_DB = -6.0, -12.0, -7.0
FREE_S = 0.5  # a turn with a sound or a word of its own so near needs no accent
STINGS: Mapping[Mood, str] = {
    "joyful": "sting", "playful": "sting", "surprised": "sting", "afraid": "sting_dark",
    "angry": "sting_dark",
}  # fmt: skip


def transitions(timeline: Timeline, shots: Mapping[str, Shot]) -> Iterator[EffectHit]:
    """Yield what is heard where a shot comes with more than a cut: a wipe passes, a fade sinks."""
    fps = float(timeline.fps)
    for span in timeline.spans[1:]:
        match shots[span.shot_id].transition:
            case "wipe":
                at_s = span.first / fps - WHOOSH_HEIGHT_S
                yield EffectHit(at_s=max(0.0, at_s), id="whoosh", gain_db=WHOOSH_GAIN_DB)
            case "fade":
                yield EffectHit(at_s=_ahead(span, fps), id="boom", gain_db=BOOM_GAIN_DB)
            case "cut":
                pass


def stings(mood: Mood, timeline: Timeline, shots: Mapping[str, Shot]) -> Iterator[EffectHit]:
    """Yield one accent at most: where music first stops for a shot that begins in silence."""
    fps = float(timeline.fps)
    turn = next(
        (
            span
            for before, span in pairwise(timeline.spans)
            if shots[before.shot_id].music is not None and shots[span.shot_id].music is None
        ),
        None,
    )
    if turn is not None and mood in STINGS and _begins_in_silence(turn, timeline, shots):
        yield EffectHit(at_s=_ahead(turn, fps), id=STINGS[mood], gain_db=STING_GAIN_DB)


def _ahead(span: ShotSpan, fps: float) -> float:
    return max(0.0, (span.first - LEAD_FRAMES) / fps)


def _begins_in_silence(span: ShotSpan, timeline: Timeline, shots: Mapping[str, Shot]) -> bool:
    shot, fps = shots[span.shot_id], float(timeline.fps)
    heard = [cue.start_s - span.first / fps for cue in timeline.cues_of(span.shot_id)]
    heard += [sound.at * span.frames / fps for sound in shot.sfx]
    heard += [action.at * span.frames / fps for action in shot.actions if action.action == "laugh"]
    return min(heard, default=FREE_S) >= FREE_S and shot.transition == "cut"

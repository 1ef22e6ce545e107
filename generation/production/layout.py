"""The timeline: shots and lines placed on frames, as long as words and screenplay ask."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from generation.model.screenplay import Screenplay, Shot
from generation.model.speech import Speech
from generation.model.timeline import Cue, ShotSpan, Timeline

PAUSE_FIRST_S = 0.25  # before the first line of a shot: the picture is read first
PAUSE_BETWEEN_S = 0.18
TAIL_S = 0.20
BUTTON_S = 1.1  # something happens after the last word
SILENT_SHOT_S = 1.6
SHOT_MIN_S = 0.5


def lay_out(screenplay: Screenplay, speeches: Mapping[str, Speech], *, fps: Fraction) -> Timeline:
    """Place every shot and line; a shot lasts as asked, longer when its words need it."""
    spans: list[ShotSpan] = []
    cues: list[Cue] = []
    frame = 0
    last_speaking = max(
        (index for index, shot in enumerate(screenplay.shots) if shot.lines), default=-1
    )
    for index, shot in enumerate(screenplay.shots):
        start_s = float(frame / fps)
        shot_cues, speech_end = _place(shot, speeches)
        is_end = index == len(screenplay.shots) - 1
        tail = BUTTON_S if is_end and index == last_speaking else TAIL_S
        needed = speech_end + tail if shot_cues else 0.0
        wanted = shot.duration_s if shot.duration_s is not None else 0.0
        length = max(wanted, needed, SHOT_MIN_S) if wanted or needed else SILENT_SHOT_S
        frames = max(1, round(length * fps))
        spans.append(ShotSpan(shot_id=shot.id, first=frame, end=frame + frames))
        cues.extend(cue.moved(start_s) for cue in shot_cues)
        frame += frames
    return Timeline(fps=fps, spans=tuple(spans), cues=tuple(cues))


def _place(shot: Shot, speeches: Mapping[str, Speech]) -> tuple[list[Cue], float]:
    """Return cues timed from the start of the shot, and when the last one ends."""
    cues: list[Cue] = []
    clock = 0.0
    for index, line in enumerate(shot.lines):
        speech = speeches[line.id]
        pause = PAUSE_FIRST_S if index == 0 else PAUSE_BETWEEN_S
        clock += pause if line.pause_before_s is None else line.pause_before_s
        cue = Cue(
            line_id=line.id,
            shot_id=shot.id,
            who=line.who,
            text=line.text,
            language=line.language,
            start_s=0.0,
            end_s=speech.duration_s,
            words=speech.words,
            phonemes=speech.phonemes,
            silent=line.heard == "mute",
        )
        cues.append(cue.moved(clock))
        clock += speech.duration_s
    return cues, clock

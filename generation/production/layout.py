"""The timeline: shots and lines placed on frames, as long as words and screenplay ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil

from generation.model.screenplay import Music, Screenplay, Shot
from generation.model.speech import Speech
from generation.model.timeline import Cue, ShotSpan, Timeline

PAUSE_FIRST_S = 0.25  # before the first line of a shot: the picture is read first
PAUSE_BETWEEN_S = 0.18
TAIL_S = 0.20
ANSWER_LEAD_S = 0.2  # between people a voice is heard before its face is seen
ANSWER_GAP_S = 0.12  # from the last word of one to the first of the other
BUTTON_S = 1.1  # something happens after the last word
SILENT_SHOT_S = 1.6
SHOT_MIN_S = 0.5


def lay_out(screenplay: Screenplay, speeches: Mapping[str, Speech], *, fps: Fraction) -> Timeline:
    """Place every shot and line; a shot lasts as asked, longer when its words need it.

    Where the screenplay cuts on the beat, a shot with music ends on the beat nearest to that, never
    before its words are said.
    """
    spans: list[ShotSpan] = []
    cues: list[Cue] = []
    frame = 0
    grid: _Beats | None = None
    last_speaking = max(
        (index for index, shot in enumerate(screenplay.shots) if shot.lines), default=-1
    )
    answering = _answering(screenplay)
    for index, shot in enumerate(screenplay.shots):
        start_s = float(frame / fps)
        shot_cues, speech_end = _place(shot, speeches, answers=index in answering)
        is_end = index == len(screenplay.shots) - 1
        tail = BUTTON_S if is_end and index == last_speaking else TAIL_S
        tail = ANSWER_LEAD_S + ANSWER_GAP_S if index + 1 in answering else tail
        needed = speech_end + tail if shot_cues else 0.0
        wanted = shot.duration_s if shot.duration_s is not None else 0.0
        length = max(wanted, needed, SHOT_MIN_S) if wanted or needed else SILENT_SHOT_S
        frames = max(1, round(length * fps))
        if screenplay.cuts_on_beat:
            grid = _Beats.under(shot.music, frame, fps, grid)
            frames = grid.until_a_beat(frame, frames, ceil(needed * fps)) if grid else frames
        spans.append(ShotSpan(shot_id=shot.id, first=frame, end=frame + frames))
        cues.extend(cue.moved(start_s) for cue in shot_cues)
        frame += frames
    return Timeline(fps=fps, spans=tuple(spans), cues=tuple(cues))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Beats:
    """The beats of a bed: it begins with the first of the shots it lies under."""

    music: Music
    first: int  # frame of the bed's first beat
    frames: Fraction  # from beat to beat

    @classmethod
    def under(
        cls, music: Music | None, frame: int, fps: Fraction, before: _Beats | None
    ) -> _Beats | None:
        """Return the beats of ``music`` in a shot from ``frame`` on; the same bed goes on."""
        if music is None:
            return None
        if before is not None and before.music == music:
            return before
        return cls(music=music, first=frame, frames=60 * fps / music.tempo_bpm)

    def until_a_beat(self, frame: int, wanted: int, least: int) -> int:
        """Return how long a shot from ``frame`` on lasts, in frames; at least one beat."""
        since = frame - self.first
        beat = max(round((since + wanted) / self.frames), ceil((since + least) / self.frames))
        beat = max(beat, round(since / self.frames) + 1)
        return round(beat * self.frames) - since


def _answering(screenplay: Screenplay) -> frozenset[int]:
    """Return the shots whose first words are heard over the end of the shot before.

    Somebody answers at once, in the same place, and is not yet seen: a mouth in the picture would
    be shut. What is cut on the beat is left alone.
    """
    if screenplay.cuts_on_beat:
        return frozenset()
    return frozenset(
        index
        for index, (before, shot) in enumerate(pairwise(screenplay.shots), 1)
        if before.lines and shot.lines and _answers(before, shot)
    )


def _answers(before: Shot, shot: Shot) -> bool:
    last, first = before.lines[-1], shot.lines[0]
    pause = PAUSE_FIRST_S if first.pause_before_s is None else first.pause_before_s
    return (
        (before.set, shot.transition) == (shot.set, "cut")
        and (last.heard, first.heard) == ("room", "room")
        and first.who != last.who
        and first.who not in before.cast
        and pause <= PAUSE_FIRST_S
    )


def _place(
    shot: Shot, speeches: Mapping[str, Speech], *, answers: bool = False
) -> tuple[list[Cue], float]:
    """Return cues timed from the start of the shot, and when the last one ends.

    Where it ``answers``, the first one begins before that start.
    """
    cues: list[Cue] = []
    clock = 0.0
    for index, line in enumerate(shot.lines):
        speech = speeches[line.id]
        pause = PAUSE_FIRST_S if index == 0 else PAUSE_BETWEEN_S
        pause = pause if line.pause_before_s is None else line.pause_before_s
        clock += -ANSWER_LEAD_S if answers and index == 0 else pause
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

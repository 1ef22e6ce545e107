"""A written film made softer, funnier, slower, or moved into the night. No word changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from generation.director.data import table
from generation.director.script import MAX_PAUSE_S, TEMPO_BPM
from generation.model.screenplay import (
    Action,
    Line,
    Mood,
    Music,
    Screenplay,
    Shot,
    SoundEffect,
)

LOUD: Final = frozenset(
    ("boom", "scratch", "sad_trombone", "ba_dum_tss", "crowd_laugh", "crowd_gasp", "gavel", "glass")
)
WILD: Final = {"jump": "nod", "fist": "open_hands", "point": "open_hands", "laugh": "nod"}
"""What people do instead where a film is soft."""
COMIC_PAUSE_S = 0.7  # before the last words
SLOWER, PAUSE_MIN_S, WIDER_PAUSE = 1.3, 0.5, 1.6
SOFT_PACE = 1.15


def softer(screenplay: Screenplay) -> Screenplay:
    """Return it tender: low voices, no bang, a camera that stands or comes nearer slowly."""
    mood: Mood = "wistful" if screenplay.mood in ("sad", "wistful", "dreamy") else "tender"

    def soft(shot: Shot) -> Shot:
        camera = shot.camera
        if camera.motion == "handheld":
            camera = replace(camera, motion="static")
        return replace(
            shot,
            duration_s=_longer(shot.duration_s, SOFT_PACE),
            camera=replace(camera, speed=camera.speed * 0.7),
            lines=tuple(_quietly(line, mood) for line in shot.lines),
            actions=tuple(replace(a, action=WILD.get(a.action, a.action)) for a in shot.actions),
            sfx=tuple(effect for effect in shot.sfx if effect.id not in LOUD),
            music=_music(mood),
        )

    return _shots(replace(screenplay, mood=mood), soft)


def funnier(screenplay: Screenplay) -> Screenplay:
    """Return it playful: silence before the last words, a look into the lens, a drum after it."""
    mood: Mood = "deadpan" if screenplay.mood == "playful" else "playful"
    last = max((n for n, shot in enumerate(screenplay.shots) if shot.lines), default=-1)
    end = len(screenplay.shots) - 1

    def funny(number: int, shot: Shot) -> Shot:
        lines = tuple(replace(line, emotion=mood) for line in shot.lines)
        music = _music("playful") if shot.music or number in (0, end) else None
        if number == last:
            pause = max(lines[-1].pause_before_s or 0.0, COMIC_PAUSE_S)
            lines = (*lines[:-1], replace(lines[-1], pause_before_s=pause))
            music = None
        shot = replace(shot, lines=lines, music=music)
        return _button(shot) if number == end else shot

    shots = tuple(funny(number, shot) for number, shot in enumerate(screenplay.shots))
    return replace(screenplay, mood=mood, shots=shots)


def slower(screenplay: Screenplay) -> Screenplay:
    """Return it with longer shots and pauses, a slower camera and slower music."""

    def slow(shot: Shot) -> Shot:
        lines = tuple(
            replace(line, pause_before_s=min(MAX_PAUSE_S, _pause(line) * WIDER_PAUSE))
            for line in shot.lines
        )
        music = shot.music
        if music is not None:
            music = replace(music, tempo_bpm=max(TEMPO_BPM[0], round(music.tempo_bpm / SLOWER)))
        camera = replace(shot.camera, speed=shot.camera.speed / SLOWER)
        longer = _longer(shot.duration_s, SLOWER)
        return replace(shot, duration_s=longer, lines=lines, music=music, camera=camera)

    return _shots(screenplay, slow)


def night(screenplay: Screenplay) -> Screenplay:
    """Return it with every shot by night."""
    return _shots(screenplay, lambda shot: replace(shot, time="night"))


REFINEMENTS: Final[Mapping[str, Callable[[Screenplay], Screenplay]]] = MappingProxyType(
    {"softer": softer, "funnier": funnier, "slower": slower, "night": night}
)
"""By the verb of their button."""


def _shots(screenplay: Screenplay, change: Callable[[Shot], Shot]) -> Screenplay:
    return replace(screenplay, shots=tuple(map(change, screenplay.shots)))


def _longer(seconds: float | None, factor: float) -> float | None:
    return None if seconds is None else round(seconds * factor, 2)


def _pause(line: Line) -> float:
    return max(line.pause_before_s or 0.0, PAUSE_MIN_S)


def _quietly(line: Line, mood: Mood) -> Line:
    delivery = "say" if line.delivery == "shout" else line.delivery
    return replace(line, emotion=mood, delivery=delivery)


def _music(mood: Mood) -> Music | None:
    tempo = table("lexicon", "moods")[mood].get("tempo")
    return None if tempo is None else Music(mood=mood, tempo_bpm=tempo)


def _button(shot: Shot) -> Shot:
    """End on a look into the lens and a drum."""
    looks = tuple(Action(who=who, action="look_lens", at=0.6) for who in shot.cast[:1])
    drum = SoundEffect(id="ba_dum_tss", at=0.65)
    kept = tuple(effect for effect in shot.sfx if effect.id != drum.id)
    return replace(shot, actions=(*shot.actions, *looks), sfx=(*kept, drum))

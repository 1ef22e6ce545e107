"""The paper of a voice note: its speaker in one place, larger or smaller from each pause on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from generation.director.language import language_of, speech_tag
from generation.director.persona import lived, read_persona
from generation.director.script import MAX_NAME_CHARACTERS, MAX_SHOTS, MAX_TEXT_CHARACTERS, check
from generation.model.screenplay import (
    Action,
    Camera,
    CameraMotion,
    CastMember,
    Framing,
    Light,
    Line,
    Mood,
    Screenplay,
    Shot,
    TimeOfDay,
)

PART = "P1"
UNSAID = "…"  # stands for words that nobody has written down
TITLE_MAX = 24
FIRST_PAUSE_S = 0.12  # sound within the first moments: the picture is known from the first frame
STOPS = ".!?…。！？"
STOP_SHARE = 0.12  # of all words a sentence's end may lie from where the recording is cut
LONG_S = 3.2  # a shot that lasts longer moves

_PLACES: tuple[tuple[str, TimeOfDay, str], ...] = (
    ("plain_room", "dusk", "room"), ("tea_house", "day", "tea_house"), ("beach", "dusk", "waves"),
    ("neon_city", "night", "neon_hum"), ("forest", "day", "forest"), ("stage", "night", "hall"),
    ("platform", "dusk", "platform"), ("bedroom", "night", "room"),
)  # fmt: skip
_SIZES: tuple[Framing, ...] = ("medium", "close", "medium", "close", "medium", "close")
_ACTS = ("look_lens", "look_left", "nod", "look_right", "look_lens", "nod")


def voice_note_paper(
    pieces_s: Sequence[float],
    *,
    text: str | None = None,
    name: str,
    locale: str,
    seed: int,
    persona: str = "",
) -> Screenplay:
    """Write the screenplay. Line ``L1`` is heard as the first piece of the recording, and so on.

    Args:
        pieces_s: Seconds of each piece the recording was cut into at its pauses; at most six.
        text: What is said, if it is known; without it there are no subtitles.
        name: Of the speaker.
        locale: ``en``, ``zh-Hans`` or ``zh-Hant``.
        seed: Chooses the place.
        persona: What the speaker's persona card says; it gives the mood of light and face. There is
            no music under a real voice.
    """
    manner = read_persona(persona)
    mood: Mood = manner.mood or "neutral"
    rng = np.random.default_rng([seed, *b"voice note"])
    place, time, ambience = _PLACES[int(rng.integers(len(_PLACES)))]
    language = speech_tag(language_of(text or "", locale))
    said = _shared_out((text or "").strip(), pieces_s[:MAX_SHOTS])
    shots = tuple(
        Shot(
            id=f"S{index + 1}",
            set=place,
            time=time,
            light=Light(),
            camera=_camera(index, seconds),
            cast=(PART,),
            actions=(Action(who=PART, action=_ACTS[index], at=0.3),),
            lines=(_line(index, words, language, mood),),
            ambience=(ambience,),
            subtitles="horizontal" if text else "none",
        )
        for index, (seconds, words) in enumerate(zip(pieces_s, said, strict=False))
    )
    shown = name.strip()[:MAX_NAME_CHARACTERS] or PART
    title = (text or "").strip()
    paper = Screenplay(
        title=title if 0 < len(title) <= TITLE_MAX else shown,
        language=locale,
        mood=mood,
        cast=(CastMember(token=PART, kind="cameo", name=shown),),
        shots=shots,
        recipe="voice_note",
        button=1,
    )
    return check(lived(paper, {shown: manner}))


def _camera(index: int, seconds: float) -> Camera:
    motion: CameraMotion = "push_in" if seconds > LONG_S and not index % 2 else "static"
    return Camera(framing=_SIZES[index], motion=motion, speed=0.4)


def _line(index: int, words: str, language: str, mood: Mood) -> Line:
    return Line(
        id=f"L{index + 1}",
        who=PART,
        text=words or UNSAID,
        language=language,
        emotion=mood,
        pause_before_s=0.0 if index else FIRST_PAUSE_S,
    )


def _shared_out(text: str, pieces_s: Sequence[float]) -> list[str]:
    """Give each piece its share of the words, by its length; sentences are kept whole if near."""
    words = text.split() if " " in text else list(text)
    joint = " " if " " in text else ""
    shares = np.cumsum([0.0, *pieces_s]) / max(sum(pieces_s), 1e-6)
    ends = [0, *(_near_stop(words, round(share * len(words))) for share in shares[1:-1])]
    return [
        joint.join(words[first:last])[:MAX_TEXT_CHARACTERS]
        for first, last in pairwise([*ends, len(words)])
    ]


def _near_stop(words: Sequence[str], wanted: int) -> int:
    reach = max(1, round(STOP_SHARE * len(words)))
    stops = [index for index in range(1, len(words)) if words[index - 1][-1] in STOPS]
    nearest = min(stops, key=lambda index: abs(index - wanted), default=wanted)
    return nearest if abs(nearest - wanted) <= reach else wanted

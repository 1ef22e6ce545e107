"""Small screenplays, timelines and orders for tests."""

from __future__ import annotations

from fractions import Fraction

from generation.model.clip import RenderOrder, RenderSpec
from generation.model.screenplay import (
    Action,
    Camera,
    CastMember,
    Line,
    Music,
    Prop,
    Screenplay,
    Shot,
    Weather,
)
from generation.model.speech import Phoneme, Speech, Word
from generation.model.timeline import Cue, ShotSpan, Timeline

TINY = RenderSpec(width_px=144, height_px=256)


def line(text="Papa moved my pie.", *, who="P1", line_id="L1", language="en", **more):
    return Line(id=line_id, who=who, text=text, language=language, **more)


def paper(*shots, mood="playful", title="A test", cast=("P1",), kind="cameo", **more):
    members = tuple(CastMember(token=token, kind=kind, name=token) for token in cast)
    return Screenplay(title=title, language="en", mood=mood, cast=members, shots=shots, **more)


def two_shots(**more):
    first = Shot(
        id="S1",
        set="rainy_street",
        time="night",
        weather=Weather(kind="rain", strength=0.6, wind=0.4),
        duration_s=0.6,
        camera=Camera(framing="wide"),
        cast=("P1",),
        actions=(Action(who="P1", action="wave", at=0.0),),
        props=(Prop(id="lantern", anchor="P1.hand", start="off", end="lit"),),
        ambience=("street",),
        music=Music(mood="playful", tempo_bpm=112),
    )
    second = Shot(
        id="S2",
        set="rainy_street",
        time="night",
        weather=Weather(kind="rain", strength=0.6, wind=0.4),
        camera=Camera(framing="medium", motion="push_in", speed=0.6),
        cast=("P1",),
        lines=(line(),),
        ambience=("street",),
        music=Music(mood="playful", tempo_bpm=112),
    )
    return paper(first, second, **more)


def timeline_of(*frames, fps=30):
    spans, start = [], 0
    for index, count in enumerate(frames):
        spans.append(ShotSpan(shot_id=f"S{index + 1}", first=start, end=start + count))
        start += count
    return Timeline(fps=Fraction(fps), spans=tuple(spans), cues=())


def cue_of(phonemes, *, text="pa", who="P1", shot="S1"):
    end = phonemes[-1].end_s
    return Cue(
        line_id="L1", shot_id=shot, who=who, text=text, language="en",
        start_s=phonemes[0].start_s, end_s=end,
        words=(Word(text=text, start_s=phonemes[0].start_s, end_s=end),), phonemes=tuple(phonemes),
    )  # fmt: skip


def phoneme(viseme, start, end, ipa="x"):
    return Phoneme(ipa=ipa, viseme=viseme, start_s=start, end_s=end)


def order_of(screenplay, likenesses, *, spec=TINY, seed=7):
    return RenderOrder(
        clip_id="01hzy0000000000000000000te", screenplay=screenplay, likenesses=likenesses,
        spec=spec, seed=seed,
    )  # fmt: skip


def spoken(seconds=0.5, rate=48_000):
    import numpy as np

    t = np.arange(round(seconds * rate)) / rate
    sound = (0.2 * np.sin(2 * np.pi * 180 * t)).astype(np.float32)
    words = (Word(text="pa", start_s=0.0, end_s=seconds),)
    return Speech(
        samples=sound, sample_rate_hz=rate, words=words,
        phonemes=(phoneme("PP", 0.0, 0.1), phoneme("aa", 0.1, seconds)),
    )  # fmt: skip

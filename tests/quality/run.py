"""Makes six films and lets the meter look at them; then spoils two and wants the meter to say so.

python -m tests.quality.run --meter-python .venv-meter/bin/python
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from rich.console import Console
from rich.table import Table

from bot.bootstrap import Workshop, workshop
from bot.settings import load_settings
from generation.media.encode import encode
from generation.media.probe import decode_frames, decode_sound
from generation.model.clip import RenderOrder, RenderSpec
from generation.model.likeness import Likeness
from generation.model.screenplay import Action, Camera, CastMember, Line, Music, Screenplay, Shot
from generation.model.speech import Speech
from generation.production.film import produce

METER = Path(__file__).with_name("meter.py")
CLOSED_MIN, OPENNESS_MIN, OFFSET_MAX_S, IDENTITY_MAX = 0.90, 0.5, 0.040, 0.05
TRACKED_MIN = 0.95
LATE_S = 0.15

ENGLISH = (
    "My mother made me a pie, and Papa moved the apple boxes.",
    "Bob, maybe we can stop by the big blue bus at a bit past five.",
)
MANDARIN = "爸爸买了八个苹果，妈妈不怕麻烦，明天我们慢慢把面包搬回家。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One film to measure."""

    name: str
    who: str
    text: str
    language: str
    set: str


TRIALS = (
    Trial(name="en-astronaut", who="astronaut", text=ENGLISH[0], language="en", set="plain_room"),
    Trial(name="en-mina", who="mina", text=ENGLISH[1], language="en", set="beach"),
    Trial(name="en-otto", who="otto", text=ENGLISH[0], language="en", set="tea_house"),
    Trial(name="zh-astronaut", who="astronaut", text=MANDARIN, language="zh", set="classroom"),
    Trial(name="zh-zuri", who="zuri", text=MANDARIN, language="zh", set="forest"),
    Trial(name="zh-kenji", who="kenji", text=MANDARIN, language="zh", set="office"),
)


def likeness(who: str, shop: Workshop, folder: Path) -> tuple[Likeness, Path]:
    """Return a likeness and the picture it was made of, for the meter to compare with."""
    from generation.engines.puppet.figure.portraits import portrait
    from generation.engines.puppet.likeness.build import build_likeness

    reference = folder / f"{who}.png"
    if who == "astronaut":
        from skimage.data import astronaut

        picture = astronaut()
        made = build_likeness(picture, shop.landmarks)
    else:
        from generation.engines.puppet.cast import drawn_likeness

        rgba = portrait(who)
        cover = rgba[..., 3:].astype(np.float32) / 255
        picture = (rgba[..., :3] * cover + 200 * (1 - cover)).astype(np.uint8)
        made = drawn_likeness(who, shop.landmarks)
    cv2.imwrite(str(reference), np.ascontiguousarray(picture[..., ::-1]))
    return made, reference


def paper(trial: Trial) -> Screenplay:
    """Return two shots: a silent hello in medium, the words in close."""
    line = Line(id="L1", who="P1", text=trial.text, language=trial.language, emotion="neutral")
    music = Music(mood="neutral", tempo_bpm=96)
    hello = Shot(
        id="S1", set=trial.set, duration_s=1.6, camera=Camera(framing="medium"), cast=("P1",),
        actions=(Action(who="P1", action="wave", at=0.1),), ambience=("room",), music=music,
    )  # fmt: skip
    speech = Shot(
        id="S2", set=trial.set, camera=Camera(framing="close"), cast=("P1",), lines=(line,),
        ambience=("room",), music=music,
    )  # fmt: skip
    return Screenplay(
        title=trial.name, language=trial.language, mood="neutral", shots=(hello, speech),
        cast=(CastMember(token="P1", kind="cameo", name="me"),),
    )  # fmt: skip


class Shuffled:
    """A voice whose phonemes are in the wrong order: the control that must fail."""

    def __init__(self, voice):
        self.voice, self.name = voice, voice.name

    def speak(self, utterance) -> Speech:
        """Speak, then deal the visemes anew."""
        speech: Speech = self.voice.speak(utterance)
        rng = np.random.default_rng(3)
        order = rng.permutation(len(speech.phonemes))
        dealt = tuple(
            replace(phoneme, viseme=speech.phonemes[other].viseme)
            for phoneme, other in zip(speech.phonemes, order, strict=True)
        )
        return replace(speech, phonemes=dealt)

    def close(self):
        """Leave the real voice open: its owner closes it."""


def film(trial: Trial, shop: Workshop, folder: Path, crew) -> tuple[Path, Path, Path]:
    """Make one film; return film, timeline and reference picture."""
    made, reference = likeness(trial.who, shop, folder)
    order = RenderOrder(
        clip_id="0" * 26,
        screenplay=paper(trial),
        likenesses={"P1": made},
        spec=RenderSpec(),
        seed=5,
    )
    clip = produce(order, crew, folder / f"{trial.name}.mp4")
    return clip.file, clip.timeline, reference


def late(source: Path, folder: Path) -> Path:
    """Return the film with its sound LATE_S later."""
    sound = decode_sound(source)
    shift = round(LATE_S * 48_000)
    moved = np.concatenate([np.zeros((shift, 2), np.float32), sound[:-shift]])
    target = folder / "late.mp4"
    encode(decode_frames(source), moved, target, spec=RenderSpec(), metadata={})
    return target


def measured(python: str, meter: Path, *files: Path) -> dict[str, float]:
    """Run a meter in its own interpreter."""
    command = [python, str(meter), *map(str, files)]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(result.stdout.strip().splitlines()[-1])
    return figures


def faults(m: dict[str, float]) -> list[str]:
    """Return which gates a film misses."""
    gates = {
        "lips": m["closed"] >= CLOSED_MIN,
        "openness": m["openness_r"] >= OPENNESS_MIN,
        "sync": abs(m["lead_s"] - m["intended_lead_s"]) <= OFFSET_MAX_S,
        "blinks": m["blinks_seen"] == m["blinks_intended"],
        "identity": m["identity"] <= IDENTITY_MAX,
        "tracked": m["tracked"] >= TRACKED_MIN,
    }
    return [name for name, met in gates.items() if not met]


def row(table: Table, name: str, m: dict[str, float], missed: list[str]) -> None:
    """Add one film to the table."""
    table.add_row(
        name,
        f"{m['closed']:.0%} ({m['closures']})",
        f"{m['openness_r']:.2f} ({m['vowels']})",
        f"{m['lead_s'] * 1000:+.0f} ms (r {m['av_r']:.2f})",
        f"{m['blinks_seen']}/{m['blinks_intended']}",
        f"{m['identity']:.3f}",
        f"{m['tracked']:.0%}",
        "ok" if not missed else ", ".join(missed),
    )


def main() -> int:
    """Measure everything; 0 when all films pass and both controls fail."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--meter-python", required=True)
    parser.add_argument("--only", default="", metavar="NAME,NAME")
    given = parser.parse_args()
    table = Table(title="meter: films, then two spoilt ones")
    for head in (
        "film",
        "p b m shut",
        "openness r",
        "mouth leads",
        "blinks",
        "identity",
        "tracked",
        "",
    ):
        table.add_column(head)
    good = True
    with (
        workshop(load_settings()) as shop,
        tempfile.TemporaryDirectory() as scratch,
        ThreadPoolExecutor(max_workers=1) as meter,  # it looks at one film while the next is made
    ):
        folder = Path(scratch)

        def look(*made: Path) -> Future[dict[str, float]]:
            return meter.submit(measured, given.meter_python, METER, *made)

        names = given.only.split(",") if given.only else [trial.name for trial in TRIALS]
        trials = [trial for trial in TRIALS if trial.name in names]
        honest = film(trials[0], shop, folder, shop.crew)
        looks = {trials[0].name: look(*honest)}
        for trial in trials[1:]:
            looks[trial.name] = look(*film(trial, shop, folder, shop.crew))
        first = replace(trials[0], name="control-shuffled")
        spoilt = film(first, shop, folder, replace(shop.crew, voice=Shuffled(shop.voice)))
        controls = {"shuffled": look(spoilt[0], *honest[1:])}
        controls["late"] = look(late(honest[0], folder), *honest[1:])
        for name, seen in looks.items():
            m = seen.result()
            missed = faults(m)
            good &= not missed
            row(table, name, m, missed)
        for name, seen in controls.items():
            m = seen.result()
            missed = faults(m)
            row(
                table,
                f"control: {name}",
                m,
                [f"caught: {', '.join(missed)}"] if missed else ["NOT CAUGHT"],
            )
            good &= bool({"lips", "openness", "sync"} & set(missed))
    Console(width=120).print(table)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

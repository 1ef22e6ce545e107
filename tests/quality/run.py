"""Makes six films and lets the meter look at them; what is spoilt of the first has to be noticed.

python -m tests.quality.run --meter-python .venv-meter/bin/python
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import wave
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from rich.console import Console
from rich.table import Table

from bot.bootstrap import Workshop, workshop
from bot.settings import load_settings
from generation.arrays import SAMPLE_RATE_HZ
from generation.media.probe import decode_sound
from generation.model.clip import RenderOrder, RenderSpec
from generation.model.likeness import Likeness
from generation.model.screenplay import Action, Camera, CastMember, Line, Music, Screenplay, Shot
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


def film(trial: Trial, shop: Workshop, folder: Path, spec: RenderSpec) -> tuple[Path, Path, Path]:
    """Make one film; return film, timeline and reference picture."""
    made, reference = likeness(trial.who, shop, folder)
    order = RenderOrder(
        clip_id="0" * 26,
        screenplay=paper(trial),
        likenesses={"P1": made},
        spec=spec,
        seed=5,
    )
    clip = produce(order, shop.crew, folder / f"{trial.name}.mp4")
    return clip.file, clip.timeline, reference


def shuffled(timeline: Path) -> Path:
    """Return the timeline with the visemes of its second half first: the lips must miss it."""
    told = json.loads(timeline.read_text(encoding="utf-8"))
    phonemes = [phoneme for line in told["lines"] for phoneme in line["phonemes"]]
    half = len(phonemes) // 2
    dealt = [phoneme["viseme"] for phoneme in (*phonemes[half:], *phonemes[:half])]
    for phoneme, viseme in zip(phonemes, dealt, strict=True):
        phoneme["viseme"] = viseme
    target = timeline.with_name("shuffled.json")
    target.write_text(json.dumps(told), encoding="utf-8")
    return target


def late(source: Path) -> Path:
    """Return the sound of a film LATE_S later."""
    sound = decode_sound(source)
    shift = round(LATE_S * SAMPLE_RATE_HZ)
    moved = np.concatenate([np.zeros((shift, 2), np.float32), sound[:-shift]])
    target = source.with_name("late.wav")
    with wave.open(str(target), "wb") as file:
        file.setparams((2, 2, SAMPLE_RATE_HZ, 0, "NONE", ""))
        file.writeframes((np.clip(moved, -1, 1) * 32767).astype("<i2").tobytes())
    return target


def measured(python: str, meter: Path, *files: Path) -> list[dict[str, float]]:
    """Run a meter in its own interpreter; returns what it has printed, line by line."""
    command = [python, str(meter), *map(str, files)]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]


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
    parser.add_argument("--width", type=int, default=RenderSpec().width_px)
    given = parser.parse_args()
    table = Table(title="meter: films, then the first one spoilt twice")
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
    names = given.only.split(",") if given.only else [trial.name for trial in TRIALS]
    trials = [trial for trial in TRIALS if trial.name in names]
    spec = RenderSpec(width_px=given.width, height_px=given.width * 16 // 9)
    with (
        workshop(load_settings()) as shop,
        tempfile.TemporaryDirectory() as scratch,
        ThreadPoolExecutor(max_workers=1) as meter,  # it looks at one film while the next is made
    ):
        looks: list[Future[list[dict[str, float]]]] = []
        for trial in trials:
            file, timeline, reference = film(trial, shop, Path(scratch), spec)
            held_against = [timeline, file]
            if not looks:
                held_against += [shuffled(timeline), file, timeline, late(file)]
            looks.append(
                meter.submit(measured, given.meter_python, METER, file, reference, *held_against)
            )
        seen = [look.result() for look in looks]
    good = True
    for trial, (m, *_) in zip(trials, seen, strict=True):
        missed = faults(m)
        good &= not missed
        row(table, trial.name, m, missed)
    for name, m in zip(("shuffled", "late"), seen[0][1:], strict=True):
        missed = faults(m)
        caught = bool({"lips", "openness", "sync"} & set(missed))
        row(table, f"control: {name}", m, [f"caught: {', '.join(missed)}" if caught else "MISSED"])
        good &= caught
    Console(width=120).print(table)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

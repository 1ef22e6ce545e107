"""Films ten dialogues and lets the meter say whose mouth moved while whose words were heard.

python -m tests.quality.dialogues --meter-python .venv-meter/bin/python
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.bootstrap import Workshop, workshop
from bot.settings import load_settings
from generation.model.clip import Clip, RenderOrder, RenderSpec
from generation.model.screenplay import Camera, CastMember, Framing, Line, Screenplay, Shot
from generation.production.film import produce
from tests.quality.run import likeness, measured

METER = Path(__file__).with_name("dialogue_meter.py")
SHARE_MIN, CLOSED_MIN, OFF_MAX_S = 0.95, 0.90, 0.040


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A dialogue: who is there, where, and each shot as (who is seen, [(who speaks, words)])."""

    name: str
    language: str
    cast: tuple[str, ...]
    set: str
    shots: tuple[tuple[str, tuple[tuple[int, str], ...]], ...]


def _two(name: str, cast: tuple[str, str], place: str, *words: str, language: str = "en") -> Script:
    """Return a dialogue in which two take turns, in a two-shot and then each alone."""
    both = tuple((index % 2, text) for index, text in enumerate(words[:-2]))
    return Script(
        name=name, language=language, cast=cast, set=place,
        shots=(("12", both), ("1", ((0, words[-2]),)), ("2", ((1, words[-1]),))),
    )  # fmt: skip


def _three(
    name: str, cast: tuple[str, str, str], place: str, *words: str, language: str = "en"
) -> Script:
    """Return a dialogue in which three take turns in one view, then the last one alone."""
    everybody = tuple((index % 3, text) for index, text in enumerate(words[:-1]))
    last = (len(words) - 1) % 3
    return Script(
        name=name, language=language, cast=cast, set=place,
        shots=(("123", everybody), (str(last + 1), ((last, words[-1]),))),
    )  # fmt: skip


SCRIPTS = (
    _two("pie", ("astronaut", "otto"), "tea_house", "Maybe my pie is a bit big.",
         "Both of us might manage.", "Bring me a plate, please.", "Papa made more."),
    _two("bus", ("mina", "kenji"), "rainy_street", "Maybe the bus is a bit late.",
         "My map says ten past five.", "Put the map away.", "But I bought it for this."),
    _two("beach", ("zuri", "astronaut"), "beach", "Pack me a big blue umbrella.",
         "Must we bring the parrot?", "My mother likes parrots.", "Then we bring a boat."),
    _two("office", ("rosa", "tao"), "office", "My boss bought a purple lamp.",
         "Maybe he is happy at last.", "People will see it from Paris.", "Perhaps it must be."),
    _two("pingguo", ("astronaut", "mina"), "classroom", "爸爸买了八个苹果。", "妈妈不怕麻烦吗？",
         "明天我们慢慢吃。", "把面包也搬过来吧。", language="zh"),
    _two("mao", ("otto", "zuri"), "plain_room", "猫把我的面包抱跑了。", "不妨买个大盆。",
         "没门，它会爬。", "那么明白了，买门吧。", language="zh"),
    _three("pot", ("astronaut", "zuri", "kenji"), "hotpot_room", "Pass me the big bowl.",
           "My bowl is a bit bigger.", "Both bowls are empty.", "Maybe I am the problem."),
    _three("map", ("mina", "otto", "rosa"), "forest", "The map is upside up.",
           "My compass points at Bob.", "Bob is behind the beech.", "People, please be calm."),
    _three("bang", ("tao", "astronaut", "mina"), "tea_house", "我们不买票吗？", "买票的人跑了吧。",
           "明明把票摆在包里。", "没办法，慢慢跑吧。", language="zh"),
    _three("bao", ("kenji", "rosa", "zuri"), "office", "谁把我的包子搬跑了？", "不是我，我怕胖。",
           "问问爸爸吧。", "爸爸抱着盘子跑了。", language="zh"),
)  # fmt: skip


def paper(script: Script) -> Screenplay:
    """Return the dialogue as a screenplay."""
    tokens = [f"P{index + 1}" for index in range(len(script.cast))]
    shots, spoken = [], 0
    for number, (seen, said) in enumerate(script.shots, 1):
        lines = []
        for who, text in said:
            spoken += 1
            lines.append(Line(id=f"L{spoken}", who=tokens[who], text=text,
                              language=script.language, emotion="neutral"))  # fmt: skip
        cast = tuple(tokens[int(place) - 1] for place in seen)
        framing: Framing = "close" if len(cast) == 1 else "medium"
        shots.append(
            Shot(
                id=f"S{number}",
                set=script.set,
                camera=Camera(framing=framing),
                cast=cast,
                lines=tuple(lines),
            )
        )
    members = tuple(
        CastMember(token=token, kind="cameo", name=who)
        for token, who in zip(tokens, script.cast, strict=True)
    )
    return Screenplay(
        title=script.name,
        language=script.language,
        mood="neutral",
        shots=tuple(shots),
        cast=members,
    )


def film(script: Script, shop: Workshop, folder: Path) -> Clip:
    """Film one dialogue."""
    faces = {
        f"P{index + 1}": likeness(who, shop, folder)[0] for index, who in enumerate(script.cast)
    }
    order = RenderOrder(
        clip_id="0" * 26, screenplay=paper(script), likenesses=faces, spec=RenderSpec(), seed=5
    )
    return produce(order, shop.crew, folder / f"{script.name}.mp4")


def swapped(clip: Clip, folder: Path) -> Path:
    """Return a timeline that gives every line to another: the control that must fail."""
    timeline = json.loads(clip.timeline.read_text(encoding="utf-8"))
    who = list(dict.fromkeys(line["who"] for line in timeline["lines"]))
    for line in timeline["lines"]:
        line["who"] = who[(who.index(line["who"]) + 1) % len(who)]
    target = folder / "swapped.json"
    target.write_text(json.dumps(timeline), encoding="utf-8")
    return target


def faults(m: dict[str, float]) -> list[str]:
    """Return which limits a film misses."""
    limits = {
        "speaker": m["speaker_moves"] >= SHARE_MIN,
        "others": m["others_rest"] >= SHARE_MIN,
        "lips": m["closed"] >= CLOSED_MIN,
        "sync": m["off_s"] <= OFF_MAX_S,
    }
    return [name for name, met in limits.items() if not met]


def main() -> int:
    """Measure everything; 0 when all dialogues pass and the control fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--meter-python", required=True)
    parser.add_argument("--only", default="", metavar="NAME,NAME")
    parser.add_argument("--out", type=Path, help="keep the films here")
    given = parser.parse_args()
    names = given.only.split(",") if given.only else [script.name for script in SCRIPTS]
    table = Table("dialogue", "frames", "speaker moves", "others rest", "p b m shut", "off", "",
                  title="dialogues, and one whose lines are given to the wrong people")  # fmt: skip
    good = True
    with (
        workshop(load_settings()) as shop,
        tempfile.TemporaryDirectory() as scratch,
        ThreadPoolExecutor(max_workers=1) as meter,  # it looks at one film while the next is made
    ):
        folder = given.out or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        clips = {}
        looks = {}
        for script in (one for one in SCRIPTS if one.name in names):
            clips[script.name] = clip = film(script, shop, folder)
            looks[script.name] = meter.submit(
                measured, given.meter_python, METER, clip.file, clip.timeline
            )
        first = next(iter(clips.values()))
        wrong = swapped(first, folder)
        control = meter.submit(measured, given.meter_python, METER, first.file, wrong)
        for name, seen in [*looks.items(), ("control", control)]:
            (m,) = seen.result()
            missed = faults(m)
            good &= bool({"speaker", "others"} & set(missed)) if name == "control" else not missed
            table.add_row(
                name, f"{m['frames']}", f"{m['speaker_moves']:.0%}", f"{m['others_rest']:.0%}",
                f"{m['closed']:.0%} ({m['closures']})", f"{m['off_s'] * 1000:.0f} ms",
                ", ".join(missed) or "ok",
            )  # fmt: skip
    Console(width=110).print(table)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

"""``walkon render``: one sentence becomes a sealed film."""

from __future__ import annotations

import argparse
import re
import time
from dataclasses import replace
from pathlib import Path

from ulid import ULID

from bot.bootstrap import Workshop, workshop
from bot.casting import PictureChoice, cast_film, parse_cast, parse_points, truthful_source
from bot.console import Console
from bot.i18n import say
from bot.settings import Settings
from generation.director.script import fit, from_json, to_json
from generation.errors import OptionRejected, SentenceRejected
from generation.files import open_given, write_text
from generation.model.clip import Clip, RenderOrder, RenderSpec, SealedClip
from generation.model.screenplay import Screenplay

SIDE_MIN, SIDE_MAX = 128, 1920
DURATION_MIN_S, DURATION_MAX_S = 2.0, 60.0
SCREENPLAY_MAX_BYTES = 1 << 20
OUT_FOLDER = Path("films")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of CONTRACTS' table."""
    parser.add_argument("sentence", nargs="?", default=None)
    parser.add_argument("--cast", action="append", default=[], metavar="NAME=PHOTO|drawn:ID")
    parser.add_argument("--face", type=int, metavar="N")
    parser.add_argument("--points", metavar="x,y,x,y,x,y")
    parser.add_argument("--size", default="720x1280", metavar="WxH")
    parser.add_argument("--duration", type=float, metavar="S")
    parser.add_argument("--seed", type=int, default=0, metavar="N")
    parser.add_argument("--out", type=Path, metavar="F")
    parser.add_argument("--timeline", type=Path, metavar="F")
    parser.add_argument("--screenplay", type=Path, metavar="F")
    parser.add_argument("--from-screenplay", type=Path, metavar="F")
    parser.add_argument("--dry-run", action="store_true")


def parse_size(text: str) -> tuple[int, int]:
    """Read ``WxH``: even sides of 128 to 1920 pixels.

    Raises:
        OptionRejected: Anything else.
    """
    found = re.fullmatch(r"(\d{1,5})[xX×](\d{1,5})", text.strip())
    if found is None:
        raise OptionRejected("size", given=text[:20], low=SIDE_MIN, high=SIDE_MAX)
    width, height = int(found[1]), int(found[2])
    if not all(SIDE_MIN <= side <= SIDE_MAX and side % 2 == 0 for side in (width, height)):
        raise OptionRejected("size", given=text[:20], low=SIDE_MIN, high=SIDE_MAX)
    return width, height


def run(given: argparse.Namespace, settings: Settings, console: Console) -> int:
    """Write, cast, shoot, seal; print where the film is."""
    start = time.perf_counter()
    width, height = parse_size(given.size)
    choice = PictureChoice(face=given.face, points=parse_points(given.points))
    entries = parse_cast(given.cast)
    if given.seed < 0:
        raise OptionRejected("seed")
    with workshop(settings) as shop:
        screenplay = _screenplay(given, shop, settings.locale, [entry.name for entry in entries])
        if given.screenplay is not None:
            write_text(to_json(screenplay) + "\n", given.screenplay)
        if given.dry_run:
            console.result("screenplay", {"screenplay": to_json(screenplay)})
            return 0
        parts = cast_film(screenplay, entries, shop, choice, seed=given.seed)
        order = RenderOrder(
            clip_id=str(ULID()).lower(),
            screenplay=screenplay,
            likenesses=parts,
            spec=RenderSpec(width_px=width, height_px=height),
            seed=given.seed,
            label=(say("label", settings.locale), say("label", "en")),
        )
        sealed = shoot(order, shop, console, _out_path(given.out, order))
    clip = sealed.clip
    if given.timeline is not None and given.timeline != clip.timeline:
        write_text(clip.timeline.read_text(encoding="utf-8"), given.timeline)
    for line in clip.unwritten:
        console.say("unwritten", line=line)
    console.result("rendered", _summary(order, sealed, time.perf_counter() - start))
    return 0


def _screenplay(
    given: argparse.Namespace, shop: Workshop, locale: str, names: list[str]
) -> Screenplay:
    if given.from_screenplay is not None:
        with open_given(given.from_screenplay) as file:
            text = file.read(SCREENPLAY_MAX_BYTES).decode("utf-8", "replace")
        screenplay = from_json(text)
    elif given.sentence is None:
        raise SentenceRejected("empty")
    else:
        cast = [(name, "cameo") for name in names]
        screenplay = shop.director.write(given.sentence, cast, locale=locale, seed=given.seed)
    if given.duration is not None:
        if not DURATION_MIN_S <= given.duration <= DURATION_MAX_S:
            raise OptionRejected("duration", low=DURATION_MIN_S, high=DURATION_MAX_S)
        screenplay = fit(screenplay, given.duration)
    return screenplay


def _out_path(asked: Path | None, order: RenderOrder) -> Path:
    if asked is not None:
        return asked.expanduser()
    OUT_FOLDER.mkdir(exist_ok=True)
    return OUT_FOLDER / f"{order.clip_id}.mp4"


def shoot(
    order: RenderOrder,
    shop: Workshop,
    console: Console,
    out: Path,
) -> SealedClip:
    """Produce in a private folder, seal there, and move only the sealed film out."""
    from generation.production.film import produce
    from generation.provenance.seal import seal

    with shop.folder.scratch() as tmp, console.progress() as report:
        clip = produce(order, shop.crew, tmp / "film.mp4", report=report)
        report("sealing", 0.99)
        sealed = seal(
            clip, shop.chain, stills=clip.stills, source_type=truthful_source(order.likenesses)
        )
        return replace(sealed, clip=_handed_over(sealed.clip, out))


def _handed_over(clip: Clip, out: Path) -> Clip:
    """Copy the finished files to where they were asked for; each appears whole or not at all."""
    from generation.files import atomic_output, own_errors

    with own_errors(out):
        out.parent.mkdir(parents=True, exist_ok=True)
    targets = {
        "timeline": out.with_suffix(".timeline.json"),
        "subtitles": out.with_suffix(".srt"),
        "poster": out.with_suffix(".jpg"),
        "file": out,
    }
    for name, target in targets.items():
        source: Path = getattr(clip, name)
        with atomic_output(target) as part:
            part.write_bytes(source.read_bytes())
    return replace(clip, **targets)


def _summary(order: RenderOrder, sealed: SealedClip, seconds: float) -> dict[str, object]:
    clip = sealed.clip
    return {
        "clip": order.clip_id,
        "file": str(clip.file),
        "poster": str(clip.poster),
        "subtitles": str(clip.subtitles),
        "timeline": str(clip.timeline),
        "title": order.screenplay.title,
        "reading": order.screenplay.reading or order.screenplay.title,
        "recipe": order.screenplay.recipe,
        "width": clip.width_px,
        "height": clip.height_px,
        "duration_s": round(clip.duration_s, 3),
        "frames": clip.frames,
        "loudness_lufs": round(clip.loudness_lufs, 2),
        "sha256": sealed.sha256,
        "source_type": sealed.source_type,
        "unwritten": list(clip.unwritten),
        "seed": order.seed,
        "seconds": round(seconds, 2),
        "stages": {name: round(value, 3) for name, value in clip.times.seconds.items()},
    }

"""``walkon render``: one sentence becomes a sealed film."""

from __future__ import annotations

import argparse
import os
import re
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ulid import ULID

from bot.bootstrap import Workshop, workshop
from bot.cameras import cost_of, in_order
from bot.casting import CastEntry, PictureChoice, cast_film, parse_cast, parse_points, source_of
from bot.console import Console, interruptible
from bot.first_use import tell_terms
from bot.handing_over import beside, handed_over, make_room
from bot.i18n import say
from bot.join_files import join_files
from bot.settings import Settings, with_options
from bot.writing import written
from generation.director.script import to_json
from generation.director.vocabulary import LOOKS
from generation.errors import MachineError, OptionRejected, RenderError, WalkonError
from generation.files import open_given, shown_name, write_text
from generation.model.clip import RenderOrder, RenderSpec, SealedClip

if TYPE_CHECKING:
    from generation.production.earlier import Earlier

SIDE_MIN, SIDE_MAX = 128, 1920
DURATION_MIN_S, DURATION_MAX_S = 2.0, 60.0
OUT_FOLDER = Path("films")
EQUIPMENT = ("engine", "weights", "remote_url", "voice", "voice_weights")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the sentence, the cast and everything that has a default."""
    parser.add_argument("sentence", nargs="?", default=None, help="help-render-sentence")
    parser.add_argument(
        "--cast",
        action="append",
        default=[],
        metavar="NAME=PHOTO|drawn:ID",
        help="help-render-cast",
    )
    parser.add_argument("--face", type=int, metavar="N", help="help-face")
    parser.add_argument("--points", metavar="x,y,x,y,x,y", help="help-points")
    parser.add_argument("--look", choices=LOOKS, help="help-render-look")
    parser.add_argument("--size", default="720x1280", metavar="WxH", help="help-render-size")
    parser.add_argument("--duration", type=float, metavar="S", help="help-render-duration")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="help-render-seed")
    parser.add_argument("--out", type=Path, metavar="F", help="help-render-out")
    parser.add_argument("--panels", action="store_true", help="help-render-panels")
    parser.add_argument("--timeline", type=Path, metavar="F", help="help-render-timeline")
    parser.add_argument("--screenplay", type=Path, metavar="F", help="help-render-screenplay")
    parser.add_argument(
        "--from-screenplay", type=Path, metavar="F", help="help-render-from-screenplay"
    )
    parser.add_argument("--after", type=Path, metavar="F", help="help-render-after")
    parser.add_argument("--of", type=Path, metavar="FILM", help="help-render-of")
    parser.add_argument(
        "--retake", type=int, action="append", default=[], metavar="N", help="help-render-retake"
    )
    parser.add_argument("--join", type=Path, nargs="+", metavar="FILM", help="help-render-join")
    parser.add_argument("--engine", metavar="E", help="help-render-engine")
    parser.add_argument("--weights", type=Path, metavar="DIR", help="help-render-weights")
    parser.add_argument("--url", dest="remote_url", metavar="URL", help="help-render-url")
    parser.add_argument("--voice", metavar="V", help="help-render-voice")
    parser.add_argument(
        "--voice-weights", type=Path, metavar="DIR", help="help-render-voice-weights"
    )
    parser.add_argument("--dry-run", action="store_true", help="help-render-dry-run")


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
    if given.join:
        return join_files(given, settings, console)
    settings = with_options(settings, {name: getattr(given, name) for name in EQUIPMENT})
    clip_id = str(ULID()).lower()
    width, height = parse_size(given.size)
    choice = PictureChoice(face=given.face, points=parse_points(given.points))
    entries = parse_cast(given.cast)
    out = (given.out or OUT_FOLDER / f"{clip_id}.mp4").expanduser()
    _check(given, entries, out)
    with workshop(settings, console.fetching) as shop:
        names = [entry.name for entry in entries]
        screenplay = written(given, shop, settings.locale, names, film=clip_id)
        earlier = None if given.of is None else _earlier(given.of.expanduser())
        if given.screenplay is not None:
            write_text(to_json(screenplay) + "\n", given.screenplay)
        if given.dry_run:
            console.document(to_json(screenplay))
            return 0
        make_room(out)
        order = RenderOrder(
            clip_id=clip_id,
            screenplay=screenplay,
            likenesses=cast_film(screenplay, entries, shop, choice, seed=given.seed),
            spec=RenderSpec(width_px=width, height_px=height),
            seed=given.seed,
            panels=given.panels,
            label=(say("label", settings.locale), say("label", "en")),
        )
        sealed, engine = shoot(order, shop, console, out, earlier)
        seconds = shop.far.seconds if shop.far is not None else 0.0
        cost = cost_of(settings.remote_price, seconds) if seconds else ""
    clip = sealed.clip
    if given.timeline is not None and given.timeline != clip.timeline:
        write_text(clip.timeline.read_text(encoding="utf-8"), given.timeline)
    for line in clip.unwritten:
        console.say("unwritten", line=line)
    seconds = time.perf_counter() - start
    if cost:
        console.say("render-cost", cost=cost)
    made = {"engine": engine, "cost": cost}
    console.result("rendered", _summary(order, sealed, seconds) | made)
    return 0


def _check(given: argparse.Namespace, entries: Sequence[CastEntry], out: Path) -> None:
    """Refuse what can be refused before any work."""
    if given.seed < 0:
        raise OptionRejected("seed")
    length = given.duration
    if length is not None and not DURATION_MIN_S <= length <= DURATION_MAX_S:
        raise OptionRejected("duration", low=DURATION_MIN_S, high=DURATION_MAX_S)
    if given.from_screenplay is not None and (given.sentence, given.after) != (None, None):
        raise OptionRejected("two-sources")
    if not out.name:
        raise OptionRejected("out-folder", file=str(out))
    read = {_whole(path) for path in _inputs(given, entries)}
    for path in (*beside(out, panels=given.panels).values(), given.timeline, given.screenplay):
        if path is not None and _whole(path) in read:
            raise OptionRejected("overwrites", file=shown_name(path))


def _inputs(given: argparse.Namespace, entries: Sequence[CastEntry]) -> Iterator[Path]:
    yield from (Path(entry.source) for entry in entries if entry.drawn is None)
    yield from filter(None, (given.from_screenplay, given.after, given.of))


def _whole(path: Path) -> str:
    return os.path.realpath(path.expanduser())


def _earlier(film: Path) -> Earlier:
    """Read a film that was made before, with its timeline beside it.

    Raises:
        OptionRejected: ``of``: one of the two is missing, or is something else.
    """
    from generation.production.earlier import Earlier

    try:
        with open_given(film):
            return Earlier.read(film, beside(film, panels=False)["timeline"].read_text("utf-8"))
    except (OSError, ValueError, LookupError, TypeError, WalkonError) as error:
        raise OptionRejected("of", file=shown_name(film)) from error


def shoot(
    order: RenderOrder,
    shop: Workshop,
    console: Console,
    out: Path,
    earlier: Earlier | None = None,
) -> tuple[SealedClip, str]:
    """Produce in a private folder, seal there, and move only the sealed film out.

    Of several engines the next one is tried where one cannot. Returns also which has made it.
    """
    *others, last = in_order(shop.settings, shop.checkpoints)
    for name in others:
        try:
            return _shot(order, shop, console, out, name, earlier), name
        except (RenderError, MachineError) as error:
            reason = say(error.message, console.locale, error.details)
            console.say("render-next-engine", engine=name, reason=reason)
    return _shot(order, shop, console, out, last, earlier), last


def _shot(
    order: RenderOrder, shop: Workshop, console: Console, out: Path, name: str,
    earlier: Earlier | None,
) -> SealedClip:  # fmt: skip
    from generation.production.film import produce
    from generation.provenance.seal import seal

    engine = shop.engine_named(name)
    tell_terms(shop, console, name)
    source = source_of(order.likenesses, trained=engine.trained)
    with shop.folder.scratch() as tmp, console.progress() as report:
        with interruptible() as stop:
            clip = produce(
                order, shop.crew_with(engine), tmp / "film.mp4", stop=stop, report=report,
                earlier=earlier,
            )  # fmt: skip
            report("sealing", 0.99)
            sealed = seal(clip, shop.chain, source_type=source)
        return replace(sealed, clip=handed_over(sealed.clip, out))


def _summary(order: RenderOrder, sealed: SealedClip, seconds: float) -> dict[str, object]:
    clip = sealed.clip
    return {
        "clip": order.clip_id,
        "file": str(clip.file),
        "poster": str(clip.poster),
        "subtitles": str(clip.subtitles),
        "timeline": str(clip.timeline),
        "panels": str(clip.panels) if clip.panels else None,
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
        "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
        "stages": {name: round(value, 3) for name, value in clip.times.seconds.items()},
    }

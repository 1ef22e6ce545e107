"""``walkon enroll``: what a picture can be used for, in plain words. It stores nothing."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.bootstrap import workshop
from bot.casting import CastEntry, PictureChoice, likeness_of, parse_points
from bot.console import Console
from bot.house.screen_test import PART, screen_test
from bot.i18n import say
from bot.settings import Settings, with_puppets
from bot.verbs.render import shoot
from generation.model.clip import RenderOrder
from generation.model.likeness import Likeness


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the picture and how to choose a face in it."""
    parser.add_argument("picture", type=Path, help="help-enroll-picture")
    parser.add_argument("--face", type=int, metavar="N", help="help-face")
    parser.add_argument("--points", metavar="x,y,x,y,x,y", help="help-points")
    parser.add_argument("--preview", type=Path, metavar="F", help="help-enroll-preview")


def run(given: argparse.Namespace, settings: Settings, console: Console) -> int:
    """Print the verdict; with ``--preview`` also make a three-second film of it."""
    choice = PictureChoice(face=given.face, points=parse_points(given.points))
    with workshop(with_puppets(settings), console.fetching) as shop:
        entry = CastEntry(name="me", source=str(given.picture))
        likeness = likeness_of(entry, shop, choice, seed=0)
        preview = None
        if given.preview is not None:
            order = _preview(likeness, settings.locale)
            sealed, _ = shoot(order, shop, console, given.preview.expanduser())
            preview = str(sealed.clip.file)
    notes = [
        say(f"quality-{flag.replace('_', '-')}", settings.locale)
        for flag in sorted(likeness.quality)
    ]
    values = {
        "verdict": "usable",
        "face_px": round(likeness.source_face_px),
        "framing": "bust" if likeness.shoulders else "head",
        "flags": sorted(likeness.quality),
        "preview": preview,
        "voice": likeness.voice_sample is not None,
        "notes": " ".join(notes) or say("quality-fine", settings.locale),
    }
    console.result("enrolled", values)
    return 0


def _preview(likeness: Likeness, locale: str) -> RenderOrder:
    """Return an order for three seconds of oneself."""
    return RenderOrder(
        clip_id=PREVIEW_ID,
        screenplay=screen_test("me", locale),
        likenesses={PART: likeness},
        label=(say("label", locale), say("label", "en")),
    )


PREVIEW_ID = "0" * 26  # a preview is nobody's clip

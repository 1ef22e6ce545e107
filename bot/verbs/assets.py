"""``walkon assets``: fetch and verify the model files, and a font where the system has none."""

from __future__ import annotations

import argparse

from bot.bootstrap import FACE_MODELS, workshop
from bot.console import Console
from bot.settings import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take no options of its own."""
    del parser


def run(given: argparse.Namespace, settings: Settings, console: Console) -> int:
    """Make every file present, or say in one sentence why it is not."""
    del given
    with workshop(settings, console.fetching) as shop:
        store = shop.assets
        store.ensure(FACE_MODELS)
        fonts = shop.lettering.fonts
        values = {
            "models": len(FACE_MODELS),
            "folder": str(settings.models_dir or store.cache),
            "font": fonts[0].name,
            "files": {name: str(store.path(name)) for name in FACE_MODELS},
        }
        console.result("assets-ready", values)
    return 0

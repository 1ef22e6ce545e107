"""``python -m tests.faults.run``: the long storm, with bots and workers killed, and its table."""

from __future__ import annotations

import argparse
import asyncio
import secrets
import sys
import tempfile
from pathlib import Path

from generation.assets import AssetStore
from tests.faults.discord_storm import discord_storm
from tests.faults.lives import nursery
from tests.faults.storm import storm
from tests.faults.telegram_storm import telegram_storm
from tests.faults.worker import film_file

SKIES = {
    "fake": (("bots killed", storm, False, 0.7), ("bots and workers killed", storm, True, 0.3)),
    "telegram": (("bots killed over Telegram", telegram_storm, False, 1.0),),
    "discord": (("bots killed over Discord", discord_storm, False, 1.0),),
}
"""Of each chat: what is killed, how, whether workers are processes, and the share of everything."""


async def weather(home: Path, *, chat: str, seed: int, commands: int, kills: int) -> bool:
    """Kill bots that do all work themselves, and at one chat also workers that they have started.

    Prints a table after each; returns whether nothing was wrong.
    """
    fine = True
    async with nursery(home / "film.pickle") as kept:
        for title, rage, processes, share in SKIES[chat]:
            print(f"\n{title} …", flush=True)  # noqa: T201
            report = await rage(
                kept, home / title.replace(" ", "-"), seed=seed, commands=round(commands * share),
                kills=round(kills * share), processes=processes,
            )  # fmt: skip
            print(*report.lines(), sep="\n", flush=True)  # noqa: T201
            fine = fine and not report.wrong
    return fine


def main() -> int:
    """Run all storms; succeed only when nothing is wrong after them."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.run")
    parser.add_argument("--chat", choices=[*SKIES, "all"], default="all")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--commands", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1 << 31))
    given = parser.parse_args()
    print(f"seed {given.seed}", flush=True)  # noqa: T201
    chats = list(SKIES) if given.chat == "all" else [given.chat]
    with tempfile.TemporaryDirectory(prefix="walkon-faults-") as folder:
        home = Path(folder)
        film_file(home, models(home / "models"))
        fine = [
            asyncio.run(
                weather(
                    home, chat=chat, seed=given.seed, commands=given.commands, kills=given.kills
                )
            )
            for chat in chats
        ]
    return int(not all(fine))


def models(folder: Path) -> Path:
    """Name the cached model files as the product names them."""
    from bot.settings import default_data_dir

    store = AssetStore(default_data_dir() / "models")
    folder.mkdir()
    for asset in store.assets.values():
        store.ensure([asset.id])
        (folder / asset.file).symlink_to(store.path(asset.id))
    return folder


if __name__ == "__main__":
    sys.exit(main())

"""``python -m tests.faults.run``: the long storm, with bots and workers killed, and its table."""

from __future__ import annotations

import argparse
import asyncio
import secrets
import sys
import tempfile
from pathlib import Path

from generation.assets import AssetStore
from tests.faults.driver import nursery
from tests.faults.storm import Report, storm
from tests.faults.worker import film_file


async def weather(home: Path, *, seed: int, commands: int, kills: int) -> list[Report]:
    """Kill bots that work with tasks of their own, then bots and the workers they have started."""
    async with nursery(home / "film.pickle") as kept:
        return [
            await storm(
                kept, home / name, seed=seed, commands=round(commands * share),
                kills=round(kills * share), processes=processes,
            )
            for name, processes, share in (("alone", False, 0.7), ("workers", True, 0.3))
        ]  # fmt: skip


def main() -> int:
    """Run both storms; succeed only when nothing is wrong after them."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.run")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--commands", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1 << 31))
    given = parser.parse_args()
    print(f"seed {given.seed}", flush=True)  # noqa: T201
    with tempfile.TemporaryDirectory(prefix="walkon-faults-") as folder:
        home = Path(folder)
        film_file(home, models(home / "models"))
        reports = asyncio.run(
            weather(home, seed=given.seed, commands=given.commands, kills=given.kills)
        )
    for title, report in zip(("bots killed", "bots and workers killed"), reports, strict=True):
        print(f"\n{title}", *report.lines(), sep="\n")  # noqa: T201
    return int(any(report.wrong for report in reports))


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

"""Writes ``docs/licences.md``: whose models this project downloads, for what and where.

``python -m tests.licences`` writes it from ``generation/models.toml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from generation.assets import manifest
from generation.checkpoints import Checkpoint, checkpoints
from tests.messages import ROOT

PAGE: Final = ROOT / "docs" / "licences.md"
TOP: Final = """\
# Whose models these are

Everything that Walkon downloads, under which licence, and whether it may be used commercially and
where. `python -m tests.licences` writes this page from `generation/models.toml`; a test fails
when it is not up to date, or when an entry does not say. The libraries are on [another
page](dependencies.md).

`walkon assets` tells the same before a large download, `walkon run` and `walkon render` when a
model is used first. No lawyer wrote this page: where it matters, read the licence.
"""
FILES: Final = """\
## Files that every film needs

Taken out of published packages, and checked by sha256.
"""
WEIGHTS: Final = """\
## Weights, fetched when you ask for them

`walkon assets --engine ltx`, `--voice coqui`, `--voices`, or `--checkpoint` and a name of this
table.

Each is pinned to a commit of its repository. Where the table says `main`, no commit was known
when this was written: then what comes first is held to afterwards. Its commit and the sha256 of
every file are written to a `.json` beside the folder; a later download that differs is refused
until you remove that file. In any case each file is compared with the hash that the hub gives for
it.

For a machine without a network, put each such folder, by the name in this table, into
`checkpoints/` of the folder that `WALKON_MODELS_DIR` names; nothing is ever written there.
"""
NOT_HERE: Final = """\
## What is not here

**MiniMax-H3** makes good films of several people with their voices. Its community licence (2
August 2026) does not reach the European Union, the United Kingdom, South Korea and the United
States, so it cannot be what Walkon offers to everybody, and there is no preset of it. Where you
may use it, run it on a server of your own and name that with `WALKON_REMOTE_URL`.

**XTTS v2** is for non-commercial use, and so is what it speaks. Walkon fetches and uses it only
with `WALKON_COQUI_LICENCE_ACCEPTED=yes`, and never by itself: `WALKON_VOICE=coqui` has to name
it.
"""
OF_FILES: Final = ("name", "what", "licence", "commercial use", "territory", "size")
USE: Final = {"yes": "yes", "no": "**no**", "conditions": "on conditions"}


def page() -> str:
    """Return the page."""
    files = [
        (f"`{one.id}`", one.what, _licence(one.licence, one.licence_url), USE[one.commercial],
         one.territory, f"{one.size / 1e6:.1f} MB")
        for one in manifest()
    ]  # fmt: skip
    weights = [_row(one) for one in checkpoints()]
    return "\n".join(
        (TOP, FILES, _table(OF_FILES, files), WEIGHTS, _table(OF_WEIGHTS, weights), NOT_HERE)
    )


OF_WEIGHTS: Final = (
    "name", "serves", "repository", "revision", "licence", "commercial use", "territory", "size",
    "card",
)  # fmt: skip


def _row(one: Checkpoint) -> Sequence[str]:
    repos = [one.repo, *(also.repo for also in one.also)]
    conditions = f": {one.conditions}" if one.conditions else ""
    return (
        f"`{one.id}`", f"`{one.serves}`",
        "<br>".join(f"[{repo}](https://huggingface.co/{repo})" for repo in repos)
        + (" (its terms are accepted there)" if one.gated else ""),
        f"`{one.revision[:12]}`", _licence(one.licence, one.licence_url),
        USE[one.commercial] + conditions, one.territory, f"{one.size_gb:g} GB", _card(one),
    )  # fmt: skip


def _card(one: Checkpoint) -> str:
    if not one.vram_min_gb:
        return "none"
    if one.vram_min_gb == one.vram_gb:
        return f"{one.vram_gb:g} GB"
    return f"{one.vram_min_gb:g} GB, better {one.vram_gb:g}"


def _licence(name: str, url: str) -> str:
    return f"[{name}]({url})"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")

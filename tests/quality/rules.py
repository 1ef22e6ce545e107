"""What the house rules refuse and what they let pass: a table of the golden sentences.

python -m tests.quality.rules
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from rich.console import Console
from rich.table import Table

from bot.i18n import LOCALES
from generation.house_rules import RuleId, check

PAGES = Path(__file__).parents[1] / "golden" / "house_rules"
NAMES = ("Ana", "Ben", "Chen", "阿本", "阿娜")
REFUSED_MAX, CAUGHT_MIN = 0.03, 0.97


def refused(texts: Sequence[str]) -> int:
    """Return how many of the sentences are refused, by whichever rule."""
    return sum(check([text], names=NAMES) is not None for text in texts)


def main() -> int:
    """Print the table; 0 when both limits are kept in every language."""
    harmless, harmful = (
        tomllib.loads((PAGES / f"{page}.toml").read_text(encoding="utf-8"))
        for page in ("harmless", "harmful")
    )
    table = Table("sentences", *LOCALES, title="refused of all")
    cells = {locale: (refused(harmless[locale]), len(harmless[locale])) for locale in LOCALES}
    good = all(count <= REFUSED_MAX * total for count, total in cells.values())
    table.add_row("harmless", *(f"{count}/{total}" for count, total in cells.values()))
    sums = dict.fromkeys(LOCALES, (0, 0))
    for rule in get_args(RuleId):
        pages = {locale: harmful[rule][locale] for locale in LOCALES}
        cells = {locale: (refused(page), len(page)) for locale, page in pages.items()}
        sums = {key: (sums[key][0] + cells[key][0], sums[key][1] + cells[key][1]) for key in sums}
        table.add_row(rule, *(f"{count}/{total}" for count, total in cells.values()))
    table.add_row("harmful, all", *(f"{count}/{total}" for count, total in sums.values()))
    good &= all(count >= CAUGHT_MIN * total for count, total in sums.values())
    Console(width=80).print(table)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

"""The ten golden sentences on paper, compared exactly. Renew with ``pytest --snapshot-update``."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.gallery.films import shown_films
from generation.director.rules import RuleDirector
from generation.director.script import to_json

FOLDER = Path(__file__).parents[1] / "golden" / "screenplays"
GOLDEN = {name: film for name, film in shown_films().items() if name.startswith("g")}


@pytest.mark.parametrize("name", GOLDEN)
def test_the_golden_sentence_is_written_as_before(name, pytestconfig):
    written = to_json(GOLDEN[name].written(RuleDirector())) + "\n"
    page = FOLDER / f"{name}.json"
    if pytestconfig.getoption("update_snapshots"):
        page.write_text(written, "utf-8")
    assert written == page.read_text("utf-8")

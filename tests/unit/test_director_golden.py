"""The ten golden sentences on paper, compared exactly. Renew with ``pytest --snapshot-update``."""

from __future__ import annotations

from pathlib import Path

import pytest

from generation.director.rules import RuleDirector
from generation.director.script import to_json

FOLDER = Path(__file__).parents[1] / "golden" / "screenplays"
ME = (("me", "cameo"),)
GOLDEN = {
    "g01": ("我現在有一段文案,請幫我做成短視頻,用我的頭像,希望你能懂我想要的感覺:"
            "你走了。我還沒準備好。國慶，我還想再見你一面", ME, "zh-Hant"),
    "g02": ("一個女孩在雨中等人", (), "zh-Hant"),
    "g03": ("长白山白雪皑皑", ME, "zh-Hans"),
    "g04": ("会当凌绝顶，一览众山小", ME, "zh-Hans"),
    "g05": ("me floating weightless in a spaceship, waving at Earth", ME, "en"),
    "g06": ("Ana and Ben argue about the last dumpling, then laugh",
            (("Ana", "cameo"), ("Ben", "cameo")), "en"),
    "g07": ("wish Chen a happy birthday, all of us, confetti",
            (*ME, ("Ana", "cameo"), ("Ben", "drawn")), "en"),
    "g08": ('"I said what I said" dramatic courtroom, slow push in', ME, "en"),
    "g09": ("霓虹灯下的东京街头，我在等末班车", ME, "zh-Hans"),
    "g10": ("Monday morning is a monster and it knows my name", (("Lena", "cameo"),), "en"),
}  # fmt: skip


@pytest.mark.parametrize("name", GOLDEN)
def test_the_golden_sentence_is_written_as_before(name, pytestconfig):
    sentence, cast, locale = GOLDEN[name]
    written = to_json(RuleDirector().write(sentence, cast, locale=locale, seed=1)) + "\n"
    paper = FOLDER / f"{name}.json"
    if pytestconfig.getoption("update_snapshots"):
        paper.write_text(written, "utf-8")
    assert written == paper.read_text("utf-8")

"""The page of licences is up to date, and leaves nobody's out."""

from __future__ import annotations

from generation.assets import manifest
from generation.checkpoints import checkpoints
from tests.licences import PAGE, page


def test_the_page_says_what_the_manifest_does():
    assert PAGE.read_text("utf-8") == page(), "python -m tests.licences writes it anew"


def test_everything_that_is_downloaded_is_on_it():
    text = PAGE.read_text("utf-8")
    told = [(one.id, one.licence, one.licence_url, one.territory) for one in manifest()]
    told += [(one.id, one.licence, one.licence_url, one.territory) for one in checkpoints()]
    for name, *needed in told:
        (row,) = [line for line in text.splitlines() if line.startswith(f"| `{name}` |")]
        assert [word for word in needed if word not in row] == []


def test_it_says_why_a_model_is_not_offered():
    assert "MiniMax-H3" in PAGE.read_text("utf-8")

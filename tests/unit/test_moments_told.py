"""The page about answered messages names the films that there are."""

from __future__ import annotations

import re

from generation.director.data import table
from generation.director.moments import moment
from tests.messages import ROOT


def test_the_page_names_every_moment_with_its_films():
    page = (ROOT / "docs/moments.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\w+) \|.*\| (\w+) \| ([\w, ]+) \|$", page, re.MULTILINE)
    told = {name: (film, tuple(others.split(", "))) for name, film, others in rows}
    known = {name: moment(name) for name in table("lexicon", "moments")}
    assert told == {"moment": ("film", ("or",))} | {
        name: (one.film, one.others) for name, one in known.items()
    }

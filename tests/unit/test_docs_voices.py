"""The page about voices says what is so: its sample is tested, its languages are the code's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generation.speech.neural.coqui import LANGUAGES
from generation.speech.neural.kokoro import KokoroVoice
from generation.speech.neural.vibevoice import VibeVoice

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "voices.md").read_text(encoding="utf-8")
SAMPLE = ROOT / "tests" / "samples" / "voice.py"
MOST = 60  # lines: a voice of one's own is no project


def test_the_page_quotes_the_sample_that_is_tested():
    (quoted,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)

    assert quoted == SAMPLE.read_text(encoding="utf-8")


def test_the_sample_is_short():
    assert len(SAMPLE.read_text(encoding="utf-8").splitlines()) <= MOST


@pytest.mark.parametrize("name", ["espeak", "pocket", "kokoro", "coqui", "vibevoice"])
def test_every_voice_has_a_row(name):
    assert re.search(rf"^\| `{name}`", PAGE, re.MULTILINE)


def test_the_languages_are_those_of_the_code():
    assert f"| {len(LANGUAGES)}, Mandarin too |" in PAGE
    assert KokoroVoice.languages == VibeVoice.languages == {"en", "zh"}


def test_it_says_which_python_kokoro_is_for():
    assert "Python 3.13" in PAGE


def test_it_says_that_nobody_has_listened():
    assert "has heard any of them" in PAGE

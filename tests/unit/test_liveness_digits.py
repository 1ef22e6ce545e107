"""Digits in a human voice are heard, and others are not taken for them."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from generation.liveness.digits import can_hear, says
from tests.moving_faces import RATE_HZ, spoken

SEQUENCES = ("374", "902", "518", "660", "731", "245", "889", "016", "472", "605", "193", "827")


def test_digits_in_their_order_are_heard_and_others_are_not():
    heard = refused = 0
    for digits in SEQUENCES:
        sound = spoken(digits, seconds=4.4, every_s=1.15)
        heard += says(sound, RATE_HZ, digits)
        refused += not says(sound, RATE_HZ, "".join(str((int(d) + 3) % 10) for d in digits))
    assert heard >= len(SEQUENCES) - 1
    assert refused == len(SEQUENCES)


def test_one_misheard_digit_is_forgiven_and_two_are_not():
    sound = spoken("374", seconds=4.0)
    assert says(sound, RATE_HZ, "379")
    assert not says(sound, RATE_HZ, "359")


def test_digits_after_other_words_count_too():
    sound = spoken("28374", seconds=6.5)
    assert says(sound, RATE_HZ, "374")


def test_silence_says_nothing():
    assert not says(np.zeros(3 * RATE_HZ, np.float32), RATE_HZ, "374")


@pytest.mark.parametrize(("language", "heard"), [("en", True), ("en-GB", True), ("zh-Hans", False)])
def test_only_english_is_heard(language, heard):
    assert can_hear(language) == heard


def test_a_machine_without_the_recogniser_hears_no_digits(monkeypatch):
    monkeypatch.setitem(sys.modules, "pocketsphinx", None)
    assert not can_hear("en")

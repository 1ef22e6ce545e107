from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.speech.phonemes import VISEME_OF, RawPhoneme, expand, parts


@pytest.mark.parametrize(
    ("name", "visemes"),
    [
        ("p", ["PP"]), ("b", ["PP"]), ("m", ["PP"]), ("mʲ", ["PP"]), ("ph", ["PP"]),
        ("f", ["FF"]), ("v", ["FF"]), ("θ", ["TH"]), ("ð", ["TH"]),
        ("t", ["DD"]), ("th", ["DD"]), ("kh", ["kk"]), ("ɡ", ["kk"]), ("χ", ["kk"]),
        ("tʃ", ["CH"]), ("dʒ", ["CH"]), ("ʃ", ["CH"]), ("tɕh", ["CH"]), ("ts.", ["CH"]),
        ("ts.h", ["CH"]), ("s.", ["CH"]), ("ts", ["DD", "SS"]), ("tsh", ["DD", "SS"]),
        ("z", ["SS"]), ("ŋ", ["nn"]), ("l", ["nn"]), ("ɹ", ["RR"]), ("ɚ", ["RR"]),
        ("ˈaɪ", ["aa", "ih"]), ("oʊ", ["oh", "ou"]), ("ˈɔːɹ", ["oh", "RR"]), ("iː", ["ih"]),
        ("ˈuə", ["ou", "E"]), ("ˈonɡ", ["oh", "nn"]), ("ä", ["aa"]), ("ɯᵝ", ["ou"]),
        ("", []), ("ˈ", []),
    ],
)  # fmt: skip
def test_phonemes_are_seen_as(name, visemes):
    assert [part.viseme for part in parts(name)] == visemes


@given(st.text(alphabet=[*VISEME_OF, "ˈ", "ː", "̞", "ʲ", ".", "-", "h"], max_size=7))
def test_shares_of_a_phoneme_add_up(name):
    found = parts(name)

    assert not found or sum(part.weight for part in found) == pytest.approx(1.0)


def test_a_diphthong_takes_the_time_of_its_phoneme():
    first, second = expand([RawPhoneme("aɪ", 1.0, 1.2)])

    assert (first.start_s, second.end_s) == (1.0, 1.2)
    assert first.end_s == second.start_s == pytest.approx(1.12)


def test_silences_side_by_side_are_one():
    raw = [RawPhoneme("a", 0, 1), RawPhoneme("", 1, 2), RawPhoneme("", 2, 3), RawPhoneme("m", 3, 4)]

    assert [(p.viseme, p.start_s, p.end_s) for p in expand(raw)] == [
        ("aa", 0, 1),
        ("sil", 1, 3),
        ("PP", 3, 4),
    ]


def test_the_fifteen_visemes_are_all_used():
    assert len(set(VISEME_OF.values())) == 14  # and sil

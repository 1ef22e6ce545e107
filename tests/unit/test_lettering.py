"""Words as pictures."""

from __future__ import annotations

import numpy as np
import pytest

from generation.lettering import Lettering

WRITABLE = ("Last train", "末班车", "末班車", "ラーメン", "Привет", "Αθηνα", "100 %")


@pytest.mark.parametrize("text", WRITABLE)
def test_what_a_font_has_is_written(text, lettering):
    assert lettering.can_write(text)
    assert lettering.mask(text, 40).max() == 255


@pytest.mark.parametrize("text", ["สวัสดี", "नमस्ते", "🎉"])
def test_what_no_font_has_is_never_a_box(text, lettering):
    assert not lettering.can_write(text)
    assert lettering.mask(text, 40).shape == (1, 1)
    assert lettering.width(text, 40) == 0


def test_hebrew_is_laid_out_from_the_right():
    assert Lettering.shaped("שלום") == "םולש"
    assert Lettering.shaped("hello") == "hello"


def test_arabic_letters_join():
    assert Lettering.shaped("مرحبا") != "مرحبا"[::-1]


@pytest.mark.parametrize("box", [(300, 60), (80, 80), (60, 400)])
def test_a_fitted_line_stays_in_its_box(box, lettering):
    ink = lettering.fit("末班车 Last", *box)
    assert ink.shape[1] <= box[0] * 1.08 + 4
    assert ink.shape[0] <= box[1] * 1.15 + 4


def test_lines_of_one_size_are_equally_high(lettering):
    assert lettering.line("aaa", 40).shape[0] == lettering.line("Ág末", 40).shape[0]


def test_an_outline_surrounds_its_letters(lettering):
    fill, edge = lettering.line("A", 60), lettering.line("A", 60, outline_px=5)
    assert edge.shape[0] == fill.shape[0] + 10
    assert np.count_nonzero(edge) > 1.3 * np.count_nonzero(fill)


def test_a_column_is_as_high_as_its_characters(lettering):
    assert lettering.column("长白山", 40).shape[0] == 3 * lettering.column("长", 40).shape[0]

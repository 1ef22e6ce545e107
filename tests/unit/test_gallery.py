"""The gallery: what it shows, the page, and how pictures are laid beside each other."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from bot.cli import main
from bot.gallery.films import shown_films
from bot.gallery.page import page
from bot.gallery.strips import GAP_PX, jpeg, stacked
from bot.i18n import LOCALES
from generation.director.film import films
from generation.director.rules import RuleDirector

RECIPES = sorted(film.recipe for film in films().values() if film.recipe.startswith("R"))


@pytest.mark.parametrize("recipe", RECIPES)
def test_every_recipe_is_shown_by_a_sentence_that_calls_for_it(recipe):
    assert shown_films()[recipe].written(RuleDirector()).recipe == recipe


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_has_every_sentence_picture_and_set(locale):
    shown = list(shown_films().values())
    text = page(shown, {"sets-1.jpg": ["beach", "stage"]}, locale=locale)
    assert all(film.sentence.split("_")[0] in text for film in shown)
    assert all(f"({film.id}.jpg)" in text for film in shown)
    assert "`beach`, `stage`\n\n![](sets-1.jpg)" in text


def test_pictures_stand_in_rows_and_the_last_row_is_filled_up():
    pictures = [np.full((20, 10, 3), value, np.uint8) for value in (0, 60, 120)]
    sheet = stacked(pictures, across=2)
    assert sheet.shape == (40 + GAP_PX, 20 + GAP_PX, 3)
    assert (sheet[-1, -1] == 255).all()
    assert (sheet[-1, 0] == 120).all()
    assert Image.open(io.BytesIO(jpeg(sheet))).size == (20 + GAP_PX, 40 + GAP_PX)


def test_a_film_that_is_not_shown_is_one_sentence(capsys, tmp_path):
    assert main(["gallery", "--films", "g1,nothing", "--out", str(tmp_path / "new")]) == 2
    assert "“nothing”" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()

"""One shot being drawn: extras, fades, cards and purity, on a small picture."""

from __future__ import annotations

from dataclasses import replace
from threading import Event

import numpy as np
import pytest

from generation.engines.puppet.engine import PuppetTake
from generation.model.screenplay import Camera, Card, Prop, Shot
from tests.papers import order_of, paper, timeline_of

BEACH = Shot(id="S1", set="beach", camera=Camera(framing="medium"), cast=("P1",))


@pytest.fixture
def film(mina, lettering):
    def frames(*shots, length=12):
        order = order_of(paper(*shots), {"P1": mina})
        take = PuppetTake(order, timeline_of(*([length] * len(shots))), lettering)
        return [frame[:256].astype(np.int16) for frame in take.frames(Event())]

    return frames


def test_extras_stand_along_the_lower_edge(film):
    alone = film(BEACH)[5]
    crowd = film(replace(BEACH, cast=("P1", "X1", "X2")))[5]
    changed = np.abs(alone - crowd) > 8
    assert changed[-20:].mean() > 0.2
    assert changed[:128].mean() < 0.01


def test_a_fade_starts_dark_and_a_cut_does_not(film):
    second = replace(BEACH, id="S2")
    cut = film(BEACH, second)
    faded = film(BEACH, replace(second, transition="fade"))
    assert faded[12].mean() < 0.5 * cut[12].mean()
    assert np.array_equal(faded[23], cut[23])


def test_the_first_frame_is_never_faded(film):
    assert film(replace(BEACH, transition="fade"))[0].mean() > 40


def test_a_stamp_stays_once_it_has_hit(film):
    stamped = film(replace(BEACH, cards=(Card(text="LATE", style="stamp", at=0.3),)), length=20)
    plain = film(BEACH, length=20)
    assert np.abs(stamped[2] - plain[2]).max() == 0
    assert (np.abs(stamped[19] - plain[19]) > 20).mean() > 0.01


def test_a_black_card_hides_the_picture(film):
    black = film(replace(BEACH, cards=(Card(text="IN A WORLD", style="black"),)))
    assert np.median(black[6]) < 40


def test_a_held_thing_changes_on_its_frame(film):
    lantern = Prop(id="lantern", anchor="P1.hand", start="off", end="lit", at=0.5)
    whole = replace(lantern, end="off")
    changing, still = (film(replace(BEACH, props=(prop,))) for prop in (lantern, whole))
    assert np.array_equal(changing[4], still[4])
    assert not np.array_equal(changing[8], still[8])


def test_an_insert_shows_the_thing_and_nobody(film):
    shot = Shot(
        id="S1", set="beach", insert="cake",
        props=(Prop(id="cake", start="whole", end="bitten", at=0.5),),
    )  # fmt: skip
    frames = film(shot)
    assert np.abs(frames[3] - frames[11]).max() > 40

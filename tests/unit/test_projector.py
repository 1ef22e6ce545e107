"""Of a silent film the projector is heard, and nothing else of any place."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from generation.model.screenplay import Shot, Weather
from generation.production.score import score
from generation.sound.ambience import Place, ambience
from generation.sound.rooms import FILM_HZ
from tests.papers import order_of, paper, timeline_of


def heard(look):
    shots = (
        Shot(id="S1", set="rainy_street", ambience=("street",), weather=Weather(kind="rain")),
        Shot(id="S2", set="tea_house", ambience=("tea_house",)),
    )
    film = replace(paper(*shots), look=look)
    plan = score(order_of(film, {}), timeline_of(30, 30), {})
    return [span.place.ids for span in plan.ambience]


def test_a_silent_film_is_heard_through_its_projector_alone():
    assert heard("silent") == [("projector",)]
    assert heard("natural") == [("street",), ("tea_house",)]


def test_a_projector_ticks_once_a_frame():
    sound = np.abs(ambience(Place(ids=("projector",)), 4.0, 3).mean(axis=1))
    level = np.add.reduceat(sound, np.arange(0, len(sound), 240))
    beats = np.abs(np.fft.rfft(level - level.mean()))
    hz = np.fft.rfftfreq(len(level), 0.005)
    slow = (hz > 4) & (hz < 28)
    assert abs(hz[slow][beats[slow].argmax()] - FILM_HZ) < 0.5

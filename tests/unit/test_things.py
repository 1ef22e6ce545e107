"""Things with a part: a drawn face that looks, blinks and speaks, on a body that leans."""

from __future__ import annotations

import numpy as np
import pytest

from generation.director import vocabulary
from generation.director.rules import RuleDirector
from generation.engines.puppet.canvas import View
from generation.engines.puppet.props.catalogue import PROPS
from generation.engines.puppet.props.faces import FACES, DrawnFace, FacePose
from generation.engines.puppet.sets import SETS
from generation.engines.puppet.stage import Scene
from generation.engines.puppet.things import bodies

SIZE = 160
FOOT = (SIZE / 2, SIZE * 0.95)
MONSTER = "Monday morning is a monster and it knows my name"


def face(prop, **weights):
    """Return the face of a prop on grey, acting ``weights``."""
    canvas = np.full((SIZE, SIZE, 3), 128, np.uint8)
    gaze = weights.pop("gaze", (0.0, 0.0))
    roll = weights.pop("roll", 0.0)
    pose = FacePose(weights=weights, gaze=gaze, roll=roll)
    DrawnFace(FACES[prop], SIZE * 0.9, (255, 255, 255)).lay(canvas, FOOT, pose)
    return canvas


def rows(changed):
    """Return the first and last row of what changed."""
    found = np.flatnonzero(changed.any(axis=(1, 2)))
    return (int(found[0]), int(found[-1])) if len(found) else (0, 0)


def test_every_faced_thing_can_be_cast():
    assert set(vocabulary.FACED) == FACES.keys()
    assert set(vocabulary.FACED) <= PROPS.keys()


@pytest.mark.parametrize("prop", FACES)
def test_a_face_stays_on_its_thing(prop):
    spot, half = FACES[prop], PROPS[prop].half_width
    assert abs(spot.at[0]) + spot.half * 0.85 <= half
    assert spot.at[1] - 0.9 * spot.half >= -1.0
    assert spot.at[1] + 0.9 * spot.half <= 0.05


def test_the_mouth_moves_and_nothing_else_does_when_it_speaks():
    quiet, speaks = face("calendar_page"), face("calendar_page", jaw=0.8)
    first, last = rows(quiet != speaks)
    eyes_end = FOOT[1] + (FACES["calendar_page"].at[1] * SIZE * 0.9)
    assert eyes_end < first < last


def test_eyes_look_and_blink():
    level = face("phone")
    left, right = face("phone", gaze=(-1.0, 0.0)), face("phone", gaze=(1.0, 0.0))
    shut = face("phone", blinkL=1.0, blinkR=1.0)
    assert (left != right).any()
    white = (level.min(axis=2) > 255 - 40).sum()
    assert (shut.min(axis=2) > 255 - 40).sum() < 0.2 * white


def test_a_face_leans_with_its_thing():
    upright, leaning = face("note"), face("note", roll=12.0)
    drawn_x = [np.flatnonzero((f != 128).any(axis=(0, 2))).mean() for f in (upright, leaning)]
    assert drawn_x[1] > drawn_x[0] + 2


@pytest.mark.parametrize(
    ("sentence", "body"),
    [
        (MONSTER, "calendar_page"),
        ("my thesis is a monster", "file"),
        ("闹钟是个怪物", "clock"),
        ("the zorble is a monster", None),
    ],
)
def test_what_is_dreaded_has_a_body_of_its_own(sentence, body):
    film = RuleDirector().write(sentence, [("Lena", "cameo")], locale="en", seed=3)
    monster = next(member for member in film.cast if member.kind == "thing")
    assert monster.wears in vocabulary.FACED
    assert body in (None, monster.wears)
    speaking = [shot for shot in film.shots if any(n.who == monster.token for n in shot.lines)]
    assert len(speaking) == 2
    for shot in speaking:
        assert [token for token, _ in bodies(film.cast, shot)] == [monster.token]


def test_a_set_keeps_no_cake_of_its_own_beside_the_one_that_is_brought(lettering):
    view = View(width_px=90, height_px=160, margin_px=0)
    own, brought = (
        SETS["birthday_room"].paint(Scene(view=view, lettering=lettering, brought=things)).front
        for things in ((), ("cake",))
    )
    changed = np.zeros((160, 90), bool)
    for mine, theirs in zip(own, brought, strict=True):
        changed |= (mine.bgr != theirs.bgr).any(axis=2)[:160, :90]
    assert changed[110:].any()
    assert not changed[:100].any()

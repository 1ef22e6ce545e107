"""A head cut by its picture gets a dome of its own hair; one that is whole stays as it is."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from generation.engines.puppet.likeness.crown import Cut, add_crown, dome_over, find_cut
from generation.engines.puppet.likeness.hairline import find_hair
from generation.engines.puppet.likeness.points import lay_face

SHAPE = (300, 240, 3)
FACE = lay_face((95, 90, 145, 90, 120, 140), SHAPE)  # forehead near row 50, chin near row 169
FACE_PX = 119.0
HAIR, SKIN = (70, 45, 30), (225, 180, 155)


def head(*, lean: float = 0.0, top: int = 0) -> np.ndarray:
    """Return the alpha of a head 132 px wide below row 60 that narrows by ``lean`` px a row."""
    rows, columns = np.mgrid[: SHAPE[0], : SHAPE[1]]
    half = 66 - lean * np.maximum(60 - rows, 0)
    inside = (np.abs(columns - 119.5) < half) & (rows >= top) & (rows < 180)
    return np.asarray(inside, np.float32)


def portrait(*, hair_rows: int = 45, strands: bool = False) -> np.ndarray:
    """Return the colours of that head: hair above ``hair_rows`` and at both sides, else skin."""
    picture = np.empty(SHAPE, np.uint8)
    picture[:] = HAIR
    picture[hair_rows:, 72:168] = SKIN
    if strands:
        waves = (12 * np.sin(np.arange(SHAPE[1]) / 1.5)).astype(int)
        hairy = (picture == HAIR).all(axis=2)
        streaked = np.clip(picture + waves[None, :, None], 0, 255).astype(np.uint8)
        picture = np.where(hairy[..., None], streaked, picture)
    return picture


def crowned(alpha: np.ndarray, picture: np.ndarray) -> tuple[np.ndarray, np.ndarray, int]:
    cut = find_cut(alpha, FACE)
    assert cut is not None
    grown, share = add_crown(picture, alpha, FACE, cut)
    return grown, share, len(share) - len(alpha)


def test_hair_within_the_picture_needs_no_crown():
    assert find_cut(head(top=20), FACE) is None


def test_a_lock_that_touches_the_top_is_no_cut_head():
    alpha = head(top=20)
    alpha[:20, 118:123] = 1
    assert find_cut(alpha, FACE) is None


def test_gaps_between_locks_belong_to_the_cut():
    alpha = head()
    alpha[:5, 90:96] = 0
    cut = find_cut(alpha, FACE)
    assert cut is not None
    assert (cut.left, cut.right) == (54, 185)


@pytest.mark.parametrize(("lean", "low", "high"), [(0.0, 0.28, 0.38), (0.6, 0.15, 0.28)])
def test_a_dome_is_as_high_as_the_outline_asks(lean, low, high):
    cut = Cut(70.0, 170.0, -lean, -lean, 0.0)
    dome = dome_over(cut)
    assert low < np.count_nonzero(dome.right > dome.left) / cut.width < high


@pytest.mark.parametrize("slopes", [(0.0, 0.0), (-0.5, -0.5), (0.2, 0.2), (-0.4, 0.1)])
def test_a_dome_goes_on_without_a_corner(slopes):
    dome = dome_over(Cut(70.0, 170.0, slopes[0], slopes[1], 0.0))
    outwards = (70.0 - dome.left[-1], dome.right[-1] - 170.0)
    assert outwards == pytest.approx([0.5 * slope for slope in slopes], abs=0.1)
    steepening = np.diff((dome.right - dome.left)[dome.right > dome.left], n=2)
    assert steepening.max() < 0.05


def test_the_crown_is_one_round_piece_over_the_head():
    _, share, rows = crowned(head(lean=0.3), portrait())
    widths = [int((row > 0.5).sum()) for row in share[: rows + 1]]
    assert widths[0] == 0
    assert widths[-1] == pytest.approx(96, abs=2)
    solid = share[:rows] > 0.5
    for row in solid[solid.any(axis=1)]:
        assert np.diff(np.flatnonzero(row)).max(initial=1) == 1
    assert all(above <= below + 1 for above, below in itertools.pairwise(widths))


def test_the_picture_below_the_cut_is_not_touched():
    alpha, picture = head(), portrait(strands=True)
    grown, share, rows = crowned(alpha, picture)
    assert (grown[rows:] == picture).all()
    assert (share[rows:] == alpha).all()


def test_the_crown_is_hair_however_near_the_forehead_is():
    grown, share, rows = crowned(head(), portrait(hair_rows=6))
    inner = grown[:rows][share[:rows] > 0.9].astype(int)
    apart = np.abs(inner - HAIR).max(axis=1)
    assert apart.mean() < 12
    assert apart.max() < 60


def test_no_line_shows_where_the_crown_begins():
    grown, share, rows = crowned(head(), portrait(strands=True))
    columns = (share[rows - 1] > 0.9) & (share[rows] > 0.9)
    step = np.abs(grown[rows - 1, columns].astype(int) - grown[rows, columns])
    assert step.mean() < 4


def test_a_cut_forehead_goes_on_to_its_top():
    low = FACE - np.array([0, 62, 0], np.float32)  # the forehead's top is 12 rows above the picture
    alpha = head()
    cut = find_cut(alpha, low)
    assert cut is not None
    grown, _ = add_crown(portrait(hair_rows=0), alpha, low, cut)
    rows = len(grown) - len(alpha)
    assert np.abs(grown[rows - 3, 120].astype(int) - SKIN).max() < 30
    assert np.abs(grown[10, 120].astype(int) - HAIR).max() < 45


def test_hair_is_told_from_skin_and_a_bald_head_is_all_one():
    found = find_hair(portrait(), head(), FACE)
    assert found[:40, 60:180].all()
    assert not found[52:, 95:145].any()
    bald = np.empty(SHAPE, np.uint8)
    bald[:] = SKIN
    assert (find_hair(bald, head(), FACE) == (head()[: len(found)] > 0.95)).all()


def test_the_same_head_gets_the_same_crown():
    first, second = (crowned(head(), portrait(strands=True)) for _ in range(2))
    assert (first[0] == second[0]).all()
    assert (first[1] == second[1]).all()

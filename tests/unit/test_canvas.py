from __future__ import annotations

import numpy as np
import pytest

from generation.engines.puppet import noise
from generation.engines.puppet.canvas import Canvas, View

WIDE = View(width_px=180, height_px=320, margin_px=16)
CLOSE = View(width_px=180, height_px=320, zoom=3.0, centre=(0.3, 0.4), margin_px=16)


def canvas(view: View = WIDE, depth: float = 1.0, *, opaque: bool = False) -> Canvas:
    return Canvas(view, depth, opaque=opaque, seed=5)


def test_the_wide_view_shows_the_stage_from_edge_to_edge():
    assert WIDE.project((0.0, 0.0)) == pytest.approx((0.0, 0.0))
    assert WIDE.project((WIDE.aspect, 1.0), 0.3) == pytest.approx((180.0, 320.0))


def test_near_things_move_more_than_far_ones():
    moved = View(width_px=180, height_px=320, centre=(WIDE.aspect / 2 + 0.1, 0.5))
    far, near = (moved.project((0.2, 0.5), depth)[0] for depth in (0.2, 1.4))
    home = WIDE.project((0.2, 0.5))[0]
    assert home - near == pytest.approx(7 * (home - far))


def test_a_place_in_the_picture_is_found_again_on_any_plane():
    plane = canvas(CLOSE, 1.4)
    x, y = plane.px([plane.at_frame(0.25, 0.75)])[0]
    assert (x, y) == pytest.approx((0.25 * 180 + 16, 0.75 * 320 + 16), abs=0.01)


def test_a_full_polygon_and_a_thin_one_cover_as_much_as_they_say():
    plane = canvas()
    plane.box(0.1, 0.1, 0.4, 0.4, (200, 100, 50))
    plane.box(0.1, 0.6, 0.4, 0.9, (200, 100, 50), alpha=0.5)
    x, y = (int(v) for v in plane.px([(0.25, 0.25)])[0])
    assert plane.alpha[y, x] == 255
    assert plane.bgr[y, x].tolist() == [50, 100, 200]
    x, y = (int(v) for v in plane.px([(0.25, 0.75)])[0])
    assert plane.alpha[y, x] == pytest.approx(128, abs=1)
    assert plane.bgr[y, x].tolist() == pytest.approx([25, 50, 100], abs=2)


def test_paint_is_never_brighter_than_its_alpha_allows():
    plane = canvas()
    plane.ridge("hills", 0.5, 0.2, (240, 230, 250))
    plane.polygon([(0.1, 0.1), (0.4, 0.2), (0.2, 0.4)], (255, 255, 255), 0.4, soften=0.02)
    plane.glow((0.2, 0.2), 0.3, (255, 255, 255))
    plane.light(plane.noise("spots", 0.1), (255, 200, 100))
    plane.grain(0.1)
    plane.fade(0.2, 0.8, (255, 255, 255))
    assert (plane.bgr.max(axis=2).astype(int) - plane.alpha).max() <= 1


def test_a_gradient_meets_its_stops_without_bands():
    plane = canvas(opaque=True)
    plane.gradient([(0.0, (10, 20, 30)), (1.0, (18, 28, 38))])
    top, low = plane.px([(0.0, 0.0), (0.0, 1.0)])[:, 1].astype(int)
    assert plane.bgr[top].mean(axis=0) == pytest.approx([30, 20, 10], abs=1)
    assert plane.bgr[low].mean(axis=0) == pytest.approx([38, 28, 18], abs=1)
    middle = plane.bgr[(top + low) // 2, :, 0]
    assert len(np.unique(middle)) > 1


def test_noise_has_no_seam_where_its_tile_repeats():
    field = noise.tile(1, 5)
    seam = np.abs(field[:, 0] - field[:, -1]).mean()
    inside = np.abs(np.diff(field, axis=1)).mean()
    assert seam < 2 * inside
    seam = np.abs(field[0] - field[-1]).mean()
    assert seam < 2 * np.abs(np.diff(field, axis=0)).mean()


def test_wrapped_noise_closes_over_the_width_of_the_canvas():
    field = canvas().noise("mist", 0.02, 4, stretch=2.0, wraps=True)
    seam = np.abs(field[:, 0] - field[:, -1]).mean()
    assert seam < 2 * np.abs(np.diff(field, axis=1)).mean()


def test_noise_stays_with_the_stage_when_the_camera_moves():
    moved = View(width_px=180, height_px=320, margin_px=16, centre=(WIDE.aspect / 2 + 0.1, 0.5))
    first, second = canvas().noise("cloud", 0.2), canvas(moved).noise("cloud", 0.2)
    assert first[:, 32:] == pytest.approx(second[:, :-32], abs=0.01)


def test_coarse_noise_is_the_fine_one_at_fewer_places():
    fine, coarse = canvas().noise("cloud", 0.3, 3), canvas().noise("cloud", 0.3, 3, coarse=4)
    means = fine.reshape(fine.shape[0] // 4, 4, fine.shape[1] // 4, 4).mean(axis=(1, 3))
    assert coarse == pytest.approx(means, abs=0.03)


def test_a_skyline_keeps_its_shape_from_near_and_far():
    far, near = canvas(), canvas(CLOSE)
    rough = dict(far.skyline("ridge", 0.5, 0.1))
    places, heights = np.array(list(rough)), np.array(list(rough.values()))
    for x, y in near.skyline("ridge", 0.5, 0.1)[::7]:
        assert np.interp(x, places, heights) == pytest.approx(y, abs=0.02)


def test_keep_thins_paint_and_lay_puts_it_on_another_plane():
    over, under = canvas(), canvas(opaque=True)
    over.box(-1.0, -1.0, 2.0, 2.0, (255, 0, 0))
    over.keep(np.full((1, 1), 0.5, np.float32))
    assert int(over.alpha.max()) == pytest.approx(128, abs=1)
    under.box(-1.0, -1.0, 2.0, 2.0, (0, 0, 200))
    under.lay(over)
    assert under.bgr[40, 40].tolist() == pytest.approx([100, 0, 128], abs=2)
    assert under.alpha.min() >= 254


def test_an_enlarged_plane_lies_where_a_fine_one_would():
    half = View(width_px=90, height_px=160, zoom=3.0, centre=(0.3, 0.4), margin_px=8)
    coarse, fine = canvas(half), canvas(CLOSE)
    for plane in (coarse, fine):
        plane.ellipse((0.3, 0.4), (0.05, 0.05), (255, 255, 255))
    coarse.enlarge(CLOSE)
    assert coarse.bgr.shape == fine.bgr.shape
    assert np.abs(coarse.alpha.astype(int) - fine.alpha).mean() < 2.0
    assert coarse.at_frame(0.2, 0.8) == pytest.approx(fine.at_frame(0.2, 0.8))


def test_blur_spreads_but_keeps_the_amount_of_paint():
    plane = canvas()
    plane.ellipse((0.28, 0.5), (0.08, 0.08), (255, 255, 255))
    before = plane.alpha.astype(float).sum()
    plane.blur(0.02)
    assert plane.alpha.astype(float).sum() == pytest.approx(before, rel=0.05)
    assert (plane.alpha > 0).sum() > 1.5 * before / 255


def test_the_same_seed_paints_the_same_pixels():
    def painted() -> Canvas:
        plane = canvas(opaque=True)
        plane.gradient([(0.0, (0, 0, 0)), (1.0, (200, 100, 50))])
        plane.blend(plane.noise("a", 0.1), (255, 255, 255))
        plane.ridge("b", 0.6, 0.1, (10, 20, 30))
        plane.grain()
        return plane

    assert np.array_equal(painted().bgr, painted().bgr)

"""Edges are soft where colours mix, and carry none of the ground's colour."""

from __future__ import annotations

import cv2
import numpy as np

from generation.engines.puppet.likeness.matting import settle, signed_distance, soften, spread

RED, GREEN = (200, 30, 30), (20, 180, 40)


def mixed_disc(size: int = 120) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return a red disc on green with a 4 px soft edge, its alpha, and its hard mask."""
    rows, columns = np.mgrid[:size, :size]
    distance = 40 - np.hypot(rows - size / 2, columns - size / 2)
    alpha = np.clip(distance / 4 + 0.5, 0, 1)
    picture = np.array(RED) * alpha[..., None] + np.array(GREEN) * (1 - alpha[..., None])
    return (picture + 0.5).astype(np.uint8), alpha, distance > 0


def test_alpha_follows_the_mixture():
    picture, alpha, mask = mixed_disc()
    edge = soften(picture, mask, inward_px=5, outward_px=5)
    assert np.abs(edge.alpha - alpha).mean() < 0.01
    assert np.abs(edge.alpha - alpha).max() < 0.25


def test_a_wrong_outline_is_mended_by_colour():
    picture, alpha, mask = mixed_disc()
    grown = cv2.dilate(mask.astype(np.uint8), np.ones((7, 7), np.uint8)) > 0
    edge = soften(picture, grown, inward_px=6, outward_px=6)
    assert edge.alpha[(alpha == 0) & ~grown].max() < 0.05
    settled = settle(picture, grown, np.ones_like(grown), reach_px=12)
    assert (settled != mask).mean() < (grown != mask).mean() / 4


def test_edge_colours_hold_no_ground():
    picture, _, mask = mixed_disc()
    edge = soften(picture, mask, inward_px=5, outward_px=5)
    seen = edge.colour[edge.alpha > 0.02]
    assert np.abs(seen - np.array(RED)).max() < 40
    assert np.abs(edge.colour[0, 0] - np.array(RED)).max() < 20


def test_colours_spread_into_the_unknown_without_steps():
    picture = np.zeros((64, 64, 3), np.float32)
    known = np.zeros((64, 64), bool)
    known[:, :4] = True
    picture[:, :4] = 100
    filled = spread(picture, known)
    assert np.abs(filled - 100).max() < 1


def test_a_picture_edge_is_no_outline():
    mask = np.zeros((20, 20), bool)
    mask[:10] = True
    distance = signed_distance(mask)
    assert distance[0, 0] > 9
    assert distance[19, 0] < -9


def test_pixels_inside_the_outline_lose_what_ground_they_hold():
    """The outline of a segmenter lies a little outside: the rim in it is ground already."""
    picture, _, mask = mixed_disc()
    grown = cv2.dilate(mask.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    edge = soften(picture, grown, inward_px=7, outward_px=8)
    seen = edge.colour[edge.alpha > 0.02]
    greenness = seen[:, 1] - np.maximum(seen[:, 0], seen[:, 2])
    assert greenness.max() < 20

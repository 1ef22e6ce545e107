"""The colours somebody is drawn in: skin from the cheeks, clothes from below the chin, hair."""

from __future__ import annotations

import zlib

import cv2
import numpy as np
import numpy.typing as npt

from generation.arrays import Alpha, Landmarks, RgbImage
from generation.engines.puppet.likeness import regions
from generation.engines.puppet.likeness.hairline import find_hair

Bgr = tuple[int, int, int]
Pixels = npt.NDArray[np.uint8]

SKIN_BAND = (35.0, 90.0)  # lightness percentiles: shadow and shine left out
CLOTHES_BELOW_CHIN = 0.3  # face heights: past the chin's shadow on the neck
NECK_HALF_WIDTH = 0.28  # face heights either side of the chin that are neck while near it
NECK_BELOW_CHIN = 0.55  # face heights down to which the neck may reach
NECK_ROWS = (0.06, 0.2)  # face heights below the chin where only a neck can be, or a beard
NECK_SAMPLE = 0.12  # face heights either side of the chin
SKIN_LIKENESS = 16.0  # CIE Lab distance under which a pixel may be skin
CLOTHES_MIN_SHARE = 0.12  # of the area below the chin; less is a strap or a chain
SAMPLE_LIMIT = 4000
SHADES = 3  # clothes are cloth, fold and something else
WARDROBE: tuple[Bgr, ...] = (
    (122, 84, 52), (96, 110, 62), (70, 74, 150), (128, 92, 118), (86, 126, 178), (104, 72, 70),
)  # fmt: skip


def skin_colour(picture: RgbImage, points: Landmarks) -> Bgr:
    """Return the middle colour of both cheeks, as BGR levels."""
    mask = np.zeros(picture.shape[:2], np.uint8)
    for cheek in (regions.CHEEK_LEFT, regions.CHEEK_RIGHT):
        cv2.fillPoly(mask, [np.round(points[list(cheek), :2]).astype(np.int32)], 1)
    pixels = picture[mask.astype(bool)]
    if pixels.size == 0:
        pixels = picture.reshape(-1, 3)
    light = pixels.astype(np.float32) @ np.array([0.299, 0.587, 0.114], np.float32)
    low, high = np.percentile(light, SKIN_BAND)
    return _bgr(pixels[(light >= low) & (light <= high)])


def clothes_colour(
    picture: RgbImage, alpha: Alpha, points: Landmarks, skin: Bgr, *, seed: int
) -> Bgr:
    """Return the main colour worn below the chin; one of a few where all that shows is skin."""
    area = _below_chin(alpha, points)
    pixels = picture[area]
    if len(pixels) > SAMPLE_LIMIT:
        pixels = pixels[:: len(pixels) // SAMPLE_LIMIT + 1]
    if len(pixels) > 0:
        skins = [np.array(skin[::-1], np.uint8), *_neck(picture, alpha, points)]
        apart = np.min([_distance(pixels, shade) for shade in skins], axis=0)
        worn = pixels[apart > SKIN_LIKENESS]
        if len(worn) >= max(CLOTHES_MIN_SHARE * len(pixels), SHADES):
            return _main_shade(worn)
    rng = np.random.default_rng([seed, zlib.crc32(b"wardrobe")])
    return WARDROBE[int(rng.integers(len(WARDROBE)))]


def hair_colour(picture: RgbImage, alpha: Alpha, points: Landmarks, skin: Bgr) -> Bgr:
    """Return the main colour of what covers the head above the brows; ``skin`` where none shows."""
    is_hair = find_hair(picture, np.asarray(alpha / 255, np.float32), points)
    pixels = picture[: len(is_hair)][is_hair]
    if len(pixels) < SHADES:
        return skin
    return _main_shade(pixels[:: len(pixels) // SAMPLE_LIMIT + 1])


def _below_chin(alpha: Alpha, points: Landmarks) -> npt.NDArray[np.bool_]:
    """Mark solid pixels of the figure below the chin, without the neck."""
    height = regions.face_height_px(points)
    chin = points[regions.CHIN]
    rows = np.arange(alpha.shape[0])[:, None] - chin[1]
    columns = np.abs(np.arange(alpha.shape[1])[None] - chin[0])
    neck = (columns < NECK_HALF_WIDTH * height) & (rows < NECK_BELOW_CHIN * height)
    return np.asarray((alpha > 250) & (rows > CLOTHES_BELOW_CHIN * height) & ~neck)


def _neck(picture: RgbImage, alpha: Alpha, points: Landmarks) -> list[Pixels]:
    """Return the neck's middle colour just under the chin, if any of it is in the picture."""
    height = regions.face_height_px(points)
    x, y = points[regions.CHIN, :2]
    top, bottom = (max(0, round(float(y + share * height))) for share in NECK_ROWS)
    left, right = (max(0, round(float(x + side * NECK_SAMPLE * height))) for side in (-1, 1))
    solid = alpha[top:bottom, left:right] > 250
    pixels = picture[top:bottom, left:right][solid]
    return [np.median(pixels, axis=0).astype(np.uint8)] if len(pixels) else []


def _distance(pixels: Pixels, skin: Pixels) -> npt.NDArray[np.float32]:
    """Return Lab distances to ``skin``, lightness at half weight: skin in shade is skin."""
    both = np.concatenate([pixels, skin[None]])[None]
    lab = cv2.cvtColor(both.astype(np.float32) / 255, cv2.COLOR_RGB2Lab)[0]
    apart = (lab[:-1] - lab[-1]) * np.array([0.5, 1.0, 1.0], np.float32)
    return np.asarray(np.sqrt((apart**2).sum(axis=1)), np.float32)


def _main_shade(pixels: Pixels) -> Bgr:
    """Return the middle of the largest of a few colour groups."""
    lab = cv2.cvtColor(pixels[None].astype(np.float32) / 255, cv2.COLOR_RGB2Lab)[0]
    cv2.setRNGSeed(0)  # k-means starts at random
    stop = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_MAX_ITER, 12, 0.5)
    start = np.zeros((len(lab), 1), np.int32)
    _, groups, _ = cv2.kmeans(lab, SHADES, start, stop, 2, cv2.KMEANS_PP_CENTERS)
    largest = np.bincount(groups.ravel()).argmax()
    return _bgr(pixels[groups.ravel() == largest])


def _bgr(pixels: Pixels) -> Bgr:
    red, green, blue = (int(v) for v in np.median(pixels, axis=0))
    return blue, green, red

"""An independent look at a finished film: mediapipe on its pixels, numpy on its sound.

Runs in a venv of its own (`make meter`), imports nothing of the project, and knows of the film only
what its timeline says was intended. Prints a line of JSON for each timeline and sound: the face is
tracked once, whatever it is held against.

    python meter.py FILM REFERENCE_PICTURE TIMELINE SOUND [TIMELINE SOUND ...]
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import av
import cv2
import mediapipe
import numpy as np
from scipy.ndimage import gaussian_filter1d

FACE_PX = 360  # the tracker sees every face at least this large
UPPER_INNER, LOWER_INNER, FOREHEAD, CHIN = 13, 14, 10, 152
RIGHT_EYE = (33, 160, 158, 133, 153, 144)
LEFT_EYE = (362, 385, 387, 263, 373, 380)
RIGID = (10, 338, 297, 332, 284, 127, 234, 162, 21, 54, 103, 67, 109, 356, 454, 251,
         33, 133, 263, 362, 168, 6, 197, 195, 5, 4, 1, 98, 327)  # fmt: skip
CLOSED_SHARE = 0.25  # of the 95th percentile of apertures
SHUT_SHARE = 0.62  # of the median eye aspect ratio
OPENNESS = {"aa": 1.0, "E": 0.6, "oh": 0.7, "ih": 0.35, "ou": 0.3}
LAG_S = 0.30
ENVELOPE_HZ = 100


def pictures(path: Path) -> tuple[list[np.ndarray], float]:
    """Return RGB frames and how many there are in a second."""
    with av.open(str(path)) as container:
        fps = float(container.streams.video[0].average_rate)
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)], fps


def listen(path: Path) -> tuple[np.ndarray, int]:
    """Return mono sound within full scale and its rate."""
    with av.open(str(path)) as container:
        rate = container.streams.audio[0].rate
        planes = av.AudioResampler(format="fltp")
        heard = [part for frame in container.decode(audio=0) for part in planes.resample(frame)]
        return np.concatenate([part.to_ndarray().mean(0) for part in heard]), rate


def tracker(static: bool):
    return mediapipe.solutions.face_mesh.FaceMesh(
        static_image_mode=static, max_num_faces=1, refine_landmarks=True,
        min_detection_confidence=0.3, min_tracking_confidence=0.3,
    )  # fmt: skip


def crop(frame: np.ndarray, box: list[int]) -> tuple[np.ndarray, float, np.ndarray]:
    """Return the surroundings of a face at FACE_PX, the scale, and the crop's origin."""
    x, y, w, h = box
    side = 1.9 * max(w, h)
    left, top = x + w / 2 - side / 2, y + h / 2 - side / 2
    scale = FACE_PX / max(h, 1)
    matrix = np.array([[scale, 0, -left * scale], [0, scale, -top * scale]])
    size = int(side * scale)
    return (
        cv2.warpAffine(frame, matrix, (size, size), flags=cv2.INTER_CUBIC),
        scale,
        np.array([left, top]),
    )


def track(frames: list[np.ndarray], timeline: dict, fps: float) -> np.ndarray:
    """Return ``(frames, 478, 2)`` pixels of the first actor of each shot, NaN where absent."""
    points = np.full((len(frames), 478, 2), np.nan)
    for shot in timeline["shots"]:
        if not shot["actors"]:
            continue
        box = shot["actors"][0]["face_px"]
        with tracker(static=False) as mesh:
            for index in range(
                round(shot["start_s"] * fps), min(round(shot["end_s"] * fps), len(frames))
            ):
                patch, scale, origin = crop(frames[index], box)
                found = mesh.process(patch).multi_face_landmarks
                if found:
                    marks = np.array([[p.x, p.y] for p in found[0].landmark]) * patch.shape[0]
                    points[index] = marks / scale + origin
    return points


def eye_ratio(points: np.ndarray) -> np.ndarray:
    """Return the mean eye aspect ratio a frame (Soukupová & Čech 2016)."""

    def one(eye: tuple[int, ...]) -> np.ndarray:
        a, b, c, d, e, f = (points[:, index] for index in eye)
        norm = lambda v: np.linalg.norm(v, axis=1)  # noqa: E731
        return (norm(b - f) + norm(c - e)) / (2 * norm(a - d))

    return (one(RIGHT_EYE) + one(LEFT_EYE)) / 2


def blink_count(points: np.ndarray, timeline: dict, fps: float) -> tuple[int, int]:
    """Return blinks seen and blinks intended, shot by shot."""
    seen = intended = 0
    for shot in timeline["shots"]:
        if not shot["actors"]:
            continue
        first, last = round(shot["start_s"] * fps), round(shot["end_s"] * fps)
        ratio = eye_ratio(points[first:last])
        known = ratio[np.isfinite(ratio)]
        if len(known) < 5:
            continue
        shut = np.where(np.isfinite(ratio), ratio, np.inf) < SHUT_SHARE * np.percentile(known, 70)
        seen += int(np.sum(np.diff(np.r_[0, shut.astype(int)]) == 1))
        intended += len(shot["actors"][0]["blinks_s"])
    return seen, intended


def apertures(points: np.ndarray) -> np.ndarray:
    """Return inner lip distance by face height; gaps are bridged."""
    height = np.linalg.norm(points[:, FOREHEAD] - points[:, CHIN], axis=1)
    gap = np.linalg.norm(points[:, UPPER_INNER] - points[:, LOWER_INNER], axis=1) / height
    known = np.isfinite(gap)
    return np.interp(np.arange(len(gap)), np.nonzero(known)[0], gap[known])


def lips(aperture: np.ndarray, timeline: dict, fps: float, speakers: set[str]) -> dict[str, float]:
    """Return closure on p b m and the correlation of aperture with vowel openness."""
    lead = timeline["mouth_lead_s"]
    at = np.arange(len(aperture)) / fps
    spoken = np.zeros(len(aperture), bool)
    for line in timeline["lines"]:
        if line["who"] in speakers:
            spoken |= (at >= line["start_s"]) & (at <= line["end_s"])
    limit = CLOSED_SHARE * np.percentile(aperture[spoken], 95)
    closed, wanted, measured = [], [], []
    for line in timeline["lines"]:
        if line["who"] not in speakers:
            continue
        for phoneme in line["phonemes"]:
            start, end = phoneme["start_s"] - lead, phoneme["end_s"] - lead
            values = np.interp(np.linspace(start - 0.02, end + 0.02, 12), at, aperture)
            if phoneme["viseme"] == "PP":
                closed.append(values.min() < limit)
            elif phoneme["viseme"] in OPENNESS:
                wanted.append(OPENNESS[phoneme["viseme"]])
                measured.append(values.max())
    r = float(np.corrcoef(wanted, measured)[0, 1]) if len(set(wanted)) > 1 else float("nan")
    return {
        "closed": float(np.mean(closed)) if closed else float("nan"),
        "closures": len(closed),
        "openness_r": r,
        "vowels": len(wanted),
    }


def jaw_envelope(sound: np.ndarray, rate: int) -> np.ndarray:
    """Return at ENVELOPE_HZ how open the mouth sounds: energy around the first formant."""
    window, hop = int(0.03 * rate), rate // ENVELOPE_HZ
    padded = np.pad(sound, (window // 2, window // 2))
    pieces = np.lib.stride_tricks.sliding_window_view(padded, window)[::hop] * np.hanning(window)
    power = np.abs(np.fft.rfft(pieces, 2048, axis=1)) ** 2
    hertz = np.fft.rfftfreq(2048, 1 / rate)
    band = lambda low, high: power[:, (hertz >= low) & (hertz < high)].sum(1) + 1e-9  # noqa: E731
    low, first, second = band(80, 350), band(450, 1000), band(1200, 2600)
    loud = np.sqrt(first + second)
    loud = np.clip(loud / np.percentile(loud, 95), 0, 1)
    return gaussian_filter1d(loud**0.7 * np.clip(first / (low + first) * 1.8, 0.2, 1), 2)


def offset(
    aperture: np.ndarray,
    sound: np.ndarray,
    rate: int,
    fps: float,
    timeline: dict,
    speakers: set[str],
) -> tuple[float, float]:
    """Return by how many seconds the mouth leads the sound, and the correlation there."""
    heard = jaw_envelope(sound, rate)
    at = np.arange(len(heard)) / ENVELOPE_HZ
    moved = np.interp(at, (np.arange(len(aperture)) + 0.5) / fps, aperture)
    keep = np.zeros(len(at), bool)
    for line in timeline["lines"]:
        if line["who"] in speakers:
            keep |= (at > line["start_s"] - 0.15) & (at < line["end_s"] + 0.15)
    lags = np.arange(-int(LAG_S * ENVELOPE_HZ), int(LAG_S * ENVELOPE_HZ) + 1)
    places = np.nonzero(keep)[0]
    places = places[(places > lags[-1]) & (places < len(at) - lags[-1] - 1)]
    scores = np.array([np.corrcoef(moved[places], heard[places + lag])[0, 1] for lag in lags])
    best = int(scores.argmax())
    fine = 0.0
    if 0 < best < len(lags) - 1:
        a, b, c = scores[best - 1 : best + 2]
        fine = 0.5 * (a - c) / (a - 2 * b + c)
    return float((lags[best] + fine) / ENVELOPE_HZ), float(scores[best])


def identity(points: np.ndarray, aperture: np.ndarray, reference: Path) -> float:
    """Return how far rigid points are from the reference picture's, by its eye distance."""
    picture = cv2.cvtColor(cv2.imread(str(reference)), cv2.COLOR_BGR2RGB)
    with tracker(static=True) as mesh:
        found = mesh.process(picture).multi_face_landmarks
    if not found:
        return float("nan")
    height, width = picture.shape[:2]
    source = np.array([[p.x * width, p.y * height] for p in found[0].landmark])[list(RIGID)]
    eyes = np.array([[p.x * width, p.y * height] for p in found[0].landmark])[[33, 263]]
    eye_distance = np.linalg.norm(eyes[0] - eyes[1])
    quiet = np.nonzero(np.isfinite(points[:, 0, 0]) & (aperture < np.percentile(aperture, 40)))[0]
    errors = []
    for index in quiet[:: max(1, len(quiet) // 40)]:
        seen = points[index][list(RIGID)]
        matrix, _ = cv2.estimateAffinePartial2D(seen.astype(np.float32), source.astype(np.float32))
        if matrix is not None:
            moved = seen @ matrix[:, :2].T + matrix[:, 2]
            errors.append(np.linalg.norm(moved - source, axis=1).mean() / eye_distance)
    return float(np.mean(errors)) if errors else float("nan")


def measure(film: Path, reference: Path, held_against: list[Path]) -> list[dict[str, float]]:
    """Measure a film with one speaking actor against timelines and sounds, which take turns."""
    pairs = list(zip(held_against[::2], held_against[1::2], strict=True))
    timelines = [json.loads(path.read_text(encoding="utf-8")) for path, _ in pairs]
    frames, fps = pictures(film)
    points = track(frames, timelines[0], fps)
    aperture = apertures(points)
    likeness = identity(points, aperture, reference)
    figures = []
    for timeline, (_, sound) in zip(timelines, pairs, strict=True):
        speakers = {shot["actors"][0]["token"] for shot in timeline["shots"] if shot["actors"]}
        lead, correlation = offset(aperture, *listen(sound), fps, timeline, speakers)
        seen, intended = blink_count(points, timeline, fps)
        with_actor = sum(
            round(s["end_s"] * fps) - round(s["start_s"] * fps)
            for s in timeline["shots"]
            if s["actors"]
        )
        figures.append({
            **lips(aperture, timeline, fps, speakers),
            "lead_s": lead,
            "intended_lead_s": timeline["mouth_lead_s"],
            "av_r": correlation,
            "blinks_seen": seen,
            "blinks_intended": intended,
            "identity": likeness,
            "tracked": float(np.isfinite(points[:, 0, 0]).sum() / max(with_actor, 1)),
        })  # fmt: skip
    return figures


if __name__ == "__main__":
    film, reference, *held_against = map(Path, sys.argv[1:])
    for figures in measure(film, reference, held_against):
        sys.stdout.write(json.dumps(figures) + "\n")

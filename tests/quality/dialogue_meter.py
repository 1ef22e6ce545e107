"""An independent look at a dialogue: whose mouth moves while whose words are heard.

Runs where ``meter.py`` runs, and imports nothing else of the project. Prints one line of JSON.

    python dialogue_meter.py FILM TIMELINE
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from meter import apertures, crop, lips, listen, offset, pictures, tracker

AROUND_S = 0.25  # before and after a frame: a mouth that speaks opens and shuts in that time
MOVES = 0.022  # of the face's height: the least a speaking mouth moves
RESTS = 0.014  # the most the lips of somebody who listens move, landmark noise among it
EDGE_S = 0.12  # the first and last sounds of a line are nobody's


def tracks(frames: list[np.ndarray], timeline: dict, fps: float) -> dict[str, np.ndarray]:
    """Return token → ``(frames, 478, 2)`` pixels, NaN where they are not seen."""
    found: dict[str, np.ndarray] = {}
    for shot in timeline["shots"]:
        span = range(round(shot["start_s"] * fps), min(round(shot["end_s"] * fps), len(frames)))
        for actor in shot["actors"]:
            points = found.setdefault(actor["token"], np.full((len(frames), 478, 2), np.nan))
            with tracker(static=False) as mesh:
                for index in span:
                    patch, scale, origin = crop(frames[index], actor["face_px"])
                    seen = mesh.process(patch).multi_face_landmarks
                    if seen:
                        marks = np.array([[p.x, p.y] for p in seen[0].landmark]) * patch.shape[0]
                        points[index] = marks / scale + origin
    return found


def movement(aperture: np.ndarray, present: np.ndarray, fps: float) -> np.ndarray:
    """Return how far lips move around each frame, NaN where the face is not there all the time."""
    reach = round(AROUND_S * fps)
    known = np.where(present, aperture, np.nan)
    padded = np.pad(known, reach, constant_values=np.nan)
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1)
    enough = np.isfinite(windows).sum(axis=1) > reach
    low = np.nanmin(np.where(enough[:, None], windows, 0.0), axis=1)
    high = np.nanmax(np.where(enough[:, None], windows, 0.0), axis=1)
    return np.where(enough & present, high - low, np.nan)


def turns(timeline: dict, moved: dict[str, np.ndarray], fps: float) -> tuple[int, int, int]:
    """Return frames of speech that are seen, those in which the speaker moves, and others rest."""
    seen = speaking = quiet = 0
    for line in timeline["lines"]:
        first, last = line["start_s"] + EDGE_S, line["end_s"] - EDGE_S
        for index in range(round(first * fps), round(last * fps)):
            speaker = moved.get(line["who"])
            if speaker is None or index >= len(speaker) or not np.isfinite(speaker[index]):
                continue
            others = [track[index] for who, track in moved.items() if who != line["who"]]
            seen += 1
            speaking += bool(speaker[index] > MOVES)
            quiet += all(not value > RESTS for value in others)
    return seen, speaking, quiet


def measure(film: Path, timeline_path: Path) -> dict[str, float]:
    """Measure one film in which people speak in turn."""
    timeline = json.loads(timeline_path.read_text(encoding="utf-8"))
    frames, fps = pictures(film)
    sound, rate = listen(film)
    moved: dict[str, np.ndarray] = {}
    leads, closures, weights = [], [], []
    for token, points in tracks(frames, timeline, fps).items():
        present = np.isfinite(points[:, 0, 0])
        aperture = apertures(points)
        moved[token] = movement(aperture, present, fps)
        if any(line["who"] == token for line in timeline["lines"]):
            leads.append(offset(aperture, sound, rate, fps, timeline, {token})[0])
            seen = lips(aperture, timeline, fps, {token})
            closures.append(seen["closed"])
            weights.append(seen["closures"])
    seen, speaking, quiet = turns(timeline, moved, fps)
    counted = [(c, w) for c, w in zip(closures, weights, strict=True) if w]
    return {
        "frames": seen,
        "speaker_moves": speaking / max(seen, 1),
        "others_rest": quiet / max(seen, 1),
        "closed": sum(c * w for c, w in counted) / max(sum(w for _, w in counted), 1),
        "closures": sum(weights),
        "off_s": max(abs(lead - timeline["mouth_lead_s"]) for lead in leads),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(Path(sys.argv[1]), Path(sys.argv[2]))) + "\n")

"""The criteria that places, cuts, acting and timing answer: ② ④ ⑤ ⑥ ⑨."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from tests.quality.craft_looking import seen_difference, wrists
from tests.quality.craft_screening import Screening, Verdict, faces, largest, size_of

SHORT_FILM_S = 6.0
SAME_PLACE, SAME_SIZE = 0.04, 0.10
TURNING_DEG_S, STILL_SHARE = 3.0, 0.40
BUTTON_S, BUTTON_SHARE = 0.9, 0.01
CAPTION_GONE_S = 0.3
HAND_SEEN_S = 0.3
HAND_EDGE = 0.97  # of the frame: a wrist nearer to the edge shows no hand


def shots(film: Screening) -> Verdict:
    """② At least three shots of two sizes; a film of six seconds or less needs two."""
    sizes = [size_of(film.footage, index) for index in range(len(film.footage.blocked))]
    need = 2 if film.footage.timeline.duration_s <= SHORT_FILM_S else 3
    return Verdict(met=len(sizes) >= need and len(set(sizes)) >= 2, value="".join(sizes))


def jumps(film: Screening) -> Verdict:
    """④ No two neighbouring shots show their largest face at one place in one size."""
    spec = film.footage.order.spec
    boxes = [largest(faces(film.footage, i)) for i in range(len(film.footage.blocked))]
    nearest = 9.9
    for one, two in pairwise(boxes):
        if one is None or two is None:
            continue
        apart = max(
            abs(one[0] + one[2] / 2 - two[0] - two[2] / 2) / spec.width_px / SAME_PLACE,
            abs(one[1] + one[3] / 2 - two[1] - two[3] / 2) / spec.height_px / SAME_PLACE,
            abs(one[3] - two[3]) / max(one[3], two[3]) / SAME_SIZE,
        )
        nearest = min(nearest, apart)
    return Verdict(met=nearest > 1.0, value=f"×{nearest:.1f}")


def stillness(film: Screening) -> Verdict:
    """⑤ Heads turn slower than 3 degrees a second in two frames of five."""
    slow: list[float] = []
    for blocked in film.footage.blocked:
        if blocked.shot.insert is None:
            for actor in blocked.actors:
                speed = np.linalg.norm(np.diff(actor.track.pose, axis=0), axis=1) * film.fps
                slow.extend(speed < TURNING_DEG_S)
    share = float(np.mean(slow)) if slow else 0.0
    return Verdict(met=share >= STILL_SHARE, value=f"{share:.0%}")


def button(film: Screening) -> Verdict:
    """⑥ 0.9 s or more follow the last word, and a hundredth of the picture changes in them."""
    cues, timeline = film.footage.timeline.cues, film.footage.timeline
    last_shot = timeline.spans[-1]
    said = cues[-1].end_s if cues else last_shot.first / film.fps
    rest = timeline.duration_s - said
    first = min(round((said + (CAPTION_GONE_S if cues else 0.0)) * film.fps), len(film.frames) - 1)
    start = film.frames[first]
    step = max(1, (len(film.frames) - first) // 12)
    share = max(float(seen_difference(start, frame).mean()) for frame in film.frames[first::step])
    return Verdict(
        met=rest >= BUTTON_S - 0.5 / film.fps and share >= BUTTON_SHARE,
        value=f"{rest:.1f}s {share:.0%}",
    )


def hands(film: Screening) -> Verdict:
    """⑨ Every wide or medium shot with an actor shows a hand."""
    spec = film.footage.order.spec
    seen = []
    for index, blocked in enumerate(film.footage.blocked):
        if not blocked.actors or size_of(film.footage, index) not in "WM":
            continue
        longest = 0
        for actor in blocked.actors:
            at = wrists(blocked, actor)
            low = (1 - HAND_EDGE) * np.array((spec.width_px, spec.height_px))
            high = HAND_EDGE * np.array((spec.width_px, spec.height_px))
            inside = ((at > low) & (at < high)).all(axis=2).any(axis=0)
            longest = max(longest, int(inside.sum()))
        seen.append(longest >= HAND_SEEN_S * film.fps)
    return Verdict(met=all(seen), value=f"{sum(seen)}/{len(seen)}")

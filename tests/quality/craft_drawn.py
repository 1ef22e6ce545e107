"""The criteria that pictures answer, drawn with and without what is asked about: ① ③ ⑦ ⑧ ⑪ ⑫."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import cv2
import numpy as np

from generation.engines.puppet.blocking import BlockedShot
from generation.engines.puppet.sets import SETS
from generation.model.screenplay import Prop
from tests.quality.craft_films import Footage
from tests.quality.craft_looking import (
    Bare,
    cheeks_lab,
    figure_box,
    luma,
    seen_difference,
    weather_before,
    without_front_props,
)
from tests.quality.craft_screening import Screening, Verdict, faces

LABEL_SHARE = 0.14  # the strip of the full label is no part of the poster
POSTER_MEAN = (28.0, 225.0)  # of 255: neither a black nor an empty white picture
POSTER_SPREAD = 26.0  # standard deviation of brightness: there is light and shade
FADE_IN = 0.85  # frame 0 is at least this bright by frame 12
FACE_SHARE_MIN = 0.07  # of the frame height: a face one recognises on a phone
FRONT_SHARE = 0.01  # of the actor's box
CHANGE_SHARE = 0.0006  # of the picture: about 24 x 24 pixels of 720 x 1280
WORD_HEIGHT_PX = 18  # of 1280: smaller lettering is not read on a phone
TINT_DELTA_E = 4.0
APART_LEVELS = 9.0  # mean difference of thumbnails; the same seed gives 0.0
PROOF = ("snow_mountain", "neon_city", "plain_room")  # three skins of light


def poster(film: Screening) -> Verdict:
    """① Frame 0 is lit, has contrast, is no fade-in, and holds a face, an object or lettering."""
    rows = round(LABEL_SHARE * film.frames[0].shape[0])
    first, later = (luma(film.frames[index])[rows:].astype(float) for index in (0, 12))
    lit = POSTER_MEAN[0] <= first.mean() <= POSTER_MEAN[1] and first.std() >= POSTER_SPREAD
    steady = first.mean() >= FADE_IN * later.mean()
    what = _subject(film.footage)
    value = f"{first.mean():.0f}±{first.std():.0f} {what or 'nobody'}"
    return Verdict(met=lit and steady and bool(what), value=value)


def _subject(footage: Footage) -> str:
    """Name what frame 0 shows: somebody, an object, or a word of the sentence."""
    blocked, spec = footage.blocked[0], footage.order.spec
    if blocked.shot.insert is not None:
        return "object"
    for actor in blocked.actors:
        left, top, wide, tall = faces(footage, 0)[actor.token]
        unit = actor.face * blocked.view.scale(1.0)
        drift = (actor.track.travel[0] - np.median(actor.track.travel, axis=0)) * unit
        x, y = left + wide / 2 + drift[0], top + tall / 2 + drift[1]
        inside = 0 < x < spec.width_px and 0 < y < spec.height_px
        if inside and tall >= FACE_SHARE_MIN * spec.height_px:
            return "face"
    return "word" if words_drawn(footage, 0, 0) else ""


def front(film: Screening) -> Verdict:
    """③ In half of the shots with actors something covers a hundredth of an actor's box."""
    footage = film.footage
    shares = []
    for index, blocked in enumerate(footage.blocked):
        boxes = faces(footage, index)
        if not boxes:
            continue
        frame = blocked.span.frames // 2
        bare = footage.picture(
            index, frame, shot=without_front_props(blocked), painter=Bare(SETS[blocked.shot.set])
        )
        covered = seen_difference(footage.picture(index, frame), bare)
        outside = not SETS[blocked.shot.set].indoor and blocked.shot.weather.kind != "clear"
        if outside:
            falling = weather_before(blocked, frame, footage.order.seed)
            covered |= cv2.resize(falling.astype(np.uint8), covered.shape[::-1]).astype(bool)
        size = covered.shape[::-1]
        shares.append(max(covered[figure_box(blocked, b, size)].mean() for b in boxes.values()))
    good = sum(share >= FRONT_SHARE for share in shares)
    value = f"{good}/{len(shares)} " + " ".join(f"{share:.0%}" for share in shares)
    return Verdict(met=2 * good >= len(shares), value=value)


def changed_prop(film: Screening) -> Verdict:
    """⑦ A prop ends in another state than it began, and the change is seen in pixels."""
    footage = film.footage
    met: list[tuple[int, Prop]] = [
        (index, prop) for index, shot in enumerate(footage.paper.shots) for prop in shot.props
    ]
    best: tuple[float, str] = (0.0, "–")
    for key in dict.fromkeys((prop.id, prop.label) for _, prop in met):
        seen = [(i, prop) for i, prop in met if (prop.id, prop.label) == key]
        before, after = seen[0][1].start, seen[-1][1].end
        if before != after:
            share = max(_change_share(footage, i, prop, before) for i, prop in seen)
            best = max(best, (share, f"{key[0]} {before}>{after}"))
    return Verdict(met=best[0] >= CHANGE_SHARE, value=f"{best[1]} {best[0]:.1%}")


def _change_share(footage: Footage, index: int, prop: Prop, before: str) -> float:
    """Return how much of a shot's last frame looks otherwise because ``prop`` has changed."""
    blocked = footage.blocked[index]
    if prop.end == before:
        return 0.0
    still = replace(prop, start=before, end=before)
    shot = blocked.shot
    same = tuple(still if other is prop else other for other in shot.props)
    frame = blocked.span.frames - 1
    kept = footage.picture(index, frame, shot=replace(blocked, shot=replace(shot, props=same)))
    return float(seen_difference(footage.picture(index, frame), kept).mean())


def word_seen(film: Screening) -> Verdict:
    """⑧ A word of the sentence is drawn in the picture, large enough to be read."""
    found: dict[str, int] = {}
    for index, blocked in enumerate(film.footage.blocked):
        for text, height in words_drawn(film.footage, index, blocked.span.frames * 2 // 3).items():
            found[text] = max(found.get(text, 0), height)
    text = max(found, key=lambda word: found[word], default="")
    return Verdict(met=bool(found), value=f"{text[:12]} {found.get(text, 0)}px" if text else "–")


def words_drawn(footage: Footage, index: int, frame: int) -> dict[str, int]:
    """Return the sentence's own words that a frame shows, with the height of their ink."""
    blocked = footage.blocked[index]
    shot, sentence = blocked.shot, footage.golden.sentence
    whole = None
    found: dict[str, int] = {}
    texts = [prop.label for prop in shot.props if prop.label] + [card.text for card in shot.cards]
    for text in dict.fromkeys(texts):
        if text not in sentence or not footage.shop.lettering.can_write(text):
            continue
        whole = footage.picture(index, frame) if whole is None else whole
        ink = seen_difference(whole, footage.picture(index, frame, shot=_unlettered(blocked, text)))
        rows = np.repeat(np.arange(len(ink)), ink.sum(axis=1))  # one entry a pixel of ink
        height = int(np.ptp(np.percentile(rows, (5, 95)))) if rows.size else 0
        if height >= WORD_HEIGHT_PX and ink.mean() >= CHANGE_SHARE:
            found[text] = height
    return found


def _unlettered(blocked: BlockedShot, text: str) -> BlockedShot:
    shot = blocked.shot
    props = tuple(replace(p, label=None) if p.label == text else p for p in shot.props)
    cards = tuple(card for card in shot.cards if card.text != text)
    return replace(blocked, shot=replace(shot, props=props, cards=cards))


def tint(film: Screening) -> Verdict:
    """⑪ The lead's skin has another colour in each set of the film than in the plain room."""
    footage = film.footage
    shot = next(i for i, b in enumerate(footage.blocked) if faces(footage, i))
    used = [b.shot.set for i, b in enumerate(footage.blocked) if faces(footage, i)]
    base = footage.blocked[shot]
    tints = {
        name: skin_in(footage, shot, base, name) for name in dict.fromkeys((*used, "plain_room"))
    }
    plain = tints.pop("plain_room")
    apart = [float(np.linalg.norm(lab - plain)) for lab in tints.values()]
    return Verdict(met=min(apart) > TINT_DELTA_E, value=f"ΔE {min(apart):.0f}")


def skin_in(footage: Footage, index: int, base: BlockedShot, name: str) -> np.ndarray:
    """Return the Lab colour of the first actor's cheeks, filmed the same way in set ``name``."""
    bare = replace(
        base.shot, set=name, insert=None, props=(), cards=(), transition="cut",
        weather=replace(base.shot.weather, kind="clear"),
    )  # fmt: skip
    blocked = replace(base, shot=bare)
    picture = footage.picture(index, 0, shot=blocked, painter=Bare(SETS[name]))
    token = base.actors[-1].token
    return cheeks_lab(picture, faces(footage, index)[token])


def three_skins(footage: Footage) -> dict[str, float]:
    """Return how far one cameo's skin is apart in snow, neon and a plain room, pair by pair."""
    index = next(i for i, _ in enumerate(footage.blocked) if faces(footage, i))
    names = PROOF
    labs = {name: skin_in(footage, index, footage.blocked[index], name) for name in names}
    return {
        f"{one}/{two}": float(np.linalg.norm(labs[one] - labs[two]))
        for one, two in combinations(names, 2)
    }


def thumbnails(footage: Footage, count: int = 8, side: int = 32) -> np.ndarray:
    """Return ``(count, side, side, 3)``: the film's middles of equal spans, at thumbnail size."""
    total = footage.timeline.frames
    stills = []
    for position in range(count):
        frame = int((position + 0.5) * total / count)
        index = footage.shot_at(frame)
        picture = footage.picture(index, frame - footage.timeline.spans[index].first)
        stills.append(cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA))
    return np.array(stills, np.float32)


def apart(film: Screening) -> Verdict:
    """⑫ The films of two seeds differ at thumbnail size."""
    difference = float(np.abs(thumbnails(film.footage) - thumbnails(film.other)).mean())
    return Verdict(met=difference >= APART_LEVELS, value=f"{difference:.0f}")

"""Hugs: two people come together and hold each other, whoever and wherever they are."""

from __future__ import annotations

from itertools import pairwise
from threading import Event

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.director.vocabulary import SETS as SET_IDS
from generation.engines.puppet.blocking import block
from generation.engines.puppet.engine import PuppetTake
from generation.engines.puppet.sets import SETS
from generation.model.clip import RenderSpec
from generation.model.screenplay import Action, Camera, Prop, Shot
from tests.papers import order_of, paper, timeline_of

FRAMES = 60
BESIDE_FACES = 1.3  # heads side by side
TALL, ROUND, BROAD = (
    RenderSpec(width_px=w, height_px=h) for w, h in ((144, 256), (200, 200), (256, 144))
)


def hug(who="P1", target="P2", at=0.1):
    return Action(who=who, action="hug", target=target, at=at)


@pytest.fixture(scope="module")
def blocked(mina, otto):
    def one(cast, actions, *, framing="wide", place="beach", spec=TALL, **more):
        shot = Shot(
            id="S1", set=place, camera=Camera(framing=framing), cast=cast, actions=actions, **more
        )
        faces = {token: (mina, otto)[n % 2] for n, token in enumerate(cast)}
        film = paper(shot, cast=cast, mood="tender")
        return block(order_of(film, faces, spec=spec), timeline_of(FRAMES), SETS)[0]

    return one


def chins(shot, frame):
    return {
        actor.token: np.array(actor.chin) + actor.track.travel[frame] * actor.face
        for actor in shot.actors
    }


def hands(actor, frame):
    """Return what is round somebody, as (kind, where) from the chin, in face heights."""
    pair = (actor.track.hands.left, actor.track.hands.right)
    return [(hand.lies(frame), hand.at[frame]) for hand in pair if hand.lies(frame)]


@pytest.mark.parametrize("spec", [TALL, ROUND, BROAD])
@pytest.mark.parametrize("framing", ["wide", "medium"])
def test_they_come_together_and_stay_for_a_second_at_least(blocked, framing, spec):
    shot = blocked(("P1", "P2"), (hug(),), framing=framing, spec=spec)
    face = shot.actors[0].face
    before, *held = (chins(shot, frame) for frame in (0, FRAMES - 31, FRAMES - 1))
    apart = abs(before["P1"][0] - before["P2"][0]) / face
    assert apart > BESIDE_FACES
    for there in held:
        near = np.abs(there["P1"] - there["P2"]) / face
        assert 0.8 < near[0] < BESIDE_FACES
        assert near[1] < 0.05


def test_the_hand_of_each_lies_on_the_far_shoulder_of_the_other(blocked):
    shot = blocked(("P1", "P2"), (hug(),))
    one, other = shot.actors
    for holds, held in ((one, other), (other, one)):
        away = (chins(shot, -1)[held.token] - chins(shot, -1)[holds.token]) / holds.face
        (round_back,) = [at for clasp, at in hands(holds, FRAMES - 1) if clasp.arm == "behind"]
        on = round_back - away
        assert 0.5 < on[0] * np.sign(away[0]) < 1.1
        assert 0.2 < on[1] < 0.8
        assert len(hands(holds, FRAMES - 1)) == 2


def test_heads_lean_to_each_other_with_eyes_shut(blocked):
    shot = blocked(("P1", "P2"), (hug(),))
    left, right = sorted(shot.actors, key=lambda actor: actor.chin[0])
    assert left.track.pose[-1, 2] > 4 > -4 > right.track.pose[-1, 2]
    for actor in shot.actors:
        assert actor.track.weights["blinkL"][0] < 0.5 < 0.9 < actor.track.weights["blinkL"][-1]


def test_a_hug_at_the_very_start_is_on_the_poster(blocked):
    shot = blocked(("P1", "P2"), (hug(at=0.0),))
    assert len(hands(shot.actors[0], 0)) == 2
    there = chins(shot, 0)
    assert abs(there["P1"][0] - there["P2"][0]) < BESIDE_FACES * shot.actors[0].face


def test_a_third_person_stays_and_stands_behind_them(blocked):
    shot = blocked(("P1", "P2", "P3"), (hug("P1", "P2"),), place="plain_room")
    third = next(actor for actor in shot.actors if actor.token == "P3")
    assert not third.track.travel.any()
    assert not hands(third, FRAMES - 1)
    assert shot.actors[0].token == "P3"
    row = sorted(chins(shot, -1), key=lambda token: chins(shot, -1)[token][0])
    assert row.index("P3") != 1, "nobody stands between two who hug"


def test_in_a_group_hug_the_middle_one_holds_both(blocked):
    shot = blocked(("P1", "P2", "P3"), (hug("P2", "P1"), hug("P3", "P1")), spec=BROAD)
    arms = [sorted(c.arm for c, _ in hands(actor, FRAMES - 1)) for actor in shot.actors]
    assert sorted(arms) == [["behind", "behind"], ["behind", "over"], ["behind", "over"]]


def test_alone_or_with_somebody_out_of_the_picture_arms_go_round_oneself(blocked):
    for target in ("P2", None):
        (actor,) = blocked(("P1",), (hug("P1", target),)).actors
        left, right = actor.track.hands.left.at[-1], actor.track.hands.right.at[-1]
        assert left[0] > 0 > right[0]
        assert not hands(actor, FRAMES - 1)


def test_what_somebody_carries_stays_in_the_hand(blocked):
    umbrella = Prop(id="umbrella", anchor="P1.hand", start="open", end="open")
    shot = blocked(("P1", "P2"), (hug(),), props=(umbrella,))
    carrier = next(actor for actor in shot.actors if actor.token == "P1")
    assert len(hands(carrier, FRAMES - 1)) == 1
    assert "hold" in (carrier.track.hands.left.shape[-1], carrier.track.hands.right.shape[-1])


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_any_cast_may_hug_anywhere(blocked, data):
    cast = tuple(f"P{n + 1}" for n in range(data.draw(st.integers(1, 4))))
    who = st.sampled_from(cast)
    some = st.builds(
        hug, who, st.sampled_from((*cast, "X1", "balloon", None)), st.sampled_from((0.0, 0.3, 1.0))
    )
    shot = blocked(
        cast,
        tuple(data.draw(st.lists(some, min_size=1, max_size=4))),
        framing=data.draw(st.sampled_from(("wide", "medium", "close"))),
        place=data.draw(st.sampled_from(SET_IDS)),
        spec=data.draw(st.sampled_from((TALL, ROUND, BROAD))),
    )
    assert {actor.token for actor in shot.actors} <= set(cast)
    holding = [actor for actor in shot.actors if actor.track.hands.left.clasp]
    assert len(holding) != 1, "a hug is of two at least"
    for actor in shot.actors:
        assert np.isfinite(actor.track.travel).all()


def test_a_hand_is_seen_on_the_others_shoulder(mina, otto, lettering):
    """Otto's jacket is dark, and whatever lies on its far shoulder in a hug is a bright hand."""
    shot = Shot(
        id="S1", set="plain_room", camera=Camera(framing="wide"), cast=("P1", "P2"),
        actions=(hug(at=0.0),),
    )  # fmt: skip
    order = order_of(paper(shot, cast=("P1", "P2"), mood="tender"), {"P1": mina, "P2": otto})
    *_, frame = PuppetTake(order, timeline_of(2), lettering).frames(Event())
    (blocked,) = block(order, timeline_of(2), SETS)
    man = next(actor for actor in blocked.actors if actor.token == "P2")
    unit = blocked.view.scale(1.0) * man.face
    at = chins(blocked, 1)
    x, y = (round(v) for v in blocked.view.project(tuple(at["P2"])))
    outward = np.sign(at["P2"][0] - at["P1"][0])
    spot_x, spot_y = round(x + 0.78 * outward * unit), round(y + 0.75 * unit)
    hand = frame[spot_y - 3 : spot_y + 4, spot_x - 3 : spot_x + 4].astype(np.int16)
    jacket = frame[spot_y : spot_y + 3, x + 2 : x + 5].astype(np.int16)
    assert hand.mean() > jacket.mean() + 25


@pytest.mark.parametrize("place", ["plain_room", "beach", "hotpot_room", "platform"])
def test_of_four_nobody_is_hidden_behind_two_who_hug(blocked, place):
    shot = blocked(("P1", "P2", "P3", "P4"), (hug(),), place=place)
    face = shot.actors[0].face
    across = sorted(float(x) for x, _ in chins(shot, -1).values())
    assert min(b - a for a, b in pairwise(across)) > 0.8 * face
    assert across[-1] < TALL.width_px / TALL.height_px

"""May this face be shown? Rules as properties: nobody appears without an active yes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.consent import Asked, Invited, Recast, Request, Shown, Standing, decide
from generation.model.cameo import Block, Cameo, Grant
from generation.model.member import ChatId, MemberId

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
ANA, BEN = MemberId("x:ana"), MemberId("x:ben")
HERE, THERE = ChatId("x:here"), ChatId("x:there")
ASK = Request(requester=ANA, chat=HERE, at=NOW)

cameos = st.builds(
    Cameo,
    owner=st.just(BEN),
    kind=st.sampled_from(["photo", "video", "drawn"]),
    likeness=st.just("l"),
    portrait=st.just("p"),
    made_at=st.just(NOW),
    verified=st.booleans(),
    audience=st.sampled_from(["nobody", "only_me", "approved", "group", "everywhere"]),
    ask=st.sampled_from(["each_time", "never"]),
    face=st.booleans(),
    voice=st.booleans(),
    epoch=st.integers(1, 2),
)
grants = st.builds(
    Grant,
    id=st.text("abc", min_size=1, max_size=3),
    subject=st.sampled_from([ANA, BEN]),
    grantee=st.sampled_from([None, ANA, BEN]),
    chat=st.sampled_from([None, HERE, THERE]),
    epoch=st.integers(1, 2),
    origin=st.just("o"),
    made_at=st.just(NOW),
    voice=st.booleans(),
    uses_left=st.sampled_from([None, 0, 1, 2]),
    until=st.sampled_from([None, NOW, NOW - timedelta(days=1), NOW + timedelta(days=1)]),
)
people = st.builds(
    Standing,
    member=st.sampled_from([ANA, BEN]),
    cameo=st.none() | cameos,
    present=st.booleans(),
    allowed_here=st.booleans(),
    grants=st.lists(grants, max_size=4).map(tuple),
    blocks=st.sampled_from(
        [(), (Block(subject=BEN, asker=None),), (Block(subject=BEN, asker=ANA),)]
    ),
)


def _owned(person: Standing) -> Standing:
    """Make the cameo the person's own, as the books keep it."""
    return replace(
        person,
        cameo=None if person.cameo is None else replace(person.cameo, owner=person.member),
    )


@given(people)
def test_a_typed_name_asks_where_a_mention_would_do(person):
    named = decide(ASK, replace(person, mentioned=False))
    if person.member == ANA:
        assert named == decide(ASK, person)
    else:
        assert not isinstance(named, Shown)
        if isinstance(named, Asked):
            assert isinstance(decide(ASK, person), Shown | Asked)


@given(people)
def test_a_face_is_shown_only_by_its_owner_s_yes(person):
    person = _owned(person)
    decision = decide(ASK, person)
    if not isinstance(decision, Shown):
        return
    cameo = person.cameo
    assert cameo is not None
    assert cameo.face
    assert cameo.audience != "nobody"
    assert decision.epoch == cameo.epoch
    own = person.member == ANA
    by_grant = decision.grant is not None and any(
        g.subject == person.member and g.covers(requester=ANA, chat=HERE, epoch=cameo.epoch, at=NOW)
        for g in person.grants
    )
    standing_yes = cameo.ask == "never" and person.allowed_here
    assert own or by_grant or standing_yes
    if not own:
        assert cameo.verified or cameo.kind == "drawn"
        assert cameo.audience not in {"only_me", "nobody"}
        assert person.present or cameo.audience == "everywhere"


@given(people)
def test_a_voice_is_used_only_where_it_is_switched_on(person):
    decision = decide(ASK, _owned(person))
    if isinstance(decision, Shown | Asked) and decision.voice:
        assert person.cameo is not None
        assert person.cameo.voice


@given(people)
def test_whoever_does_not_want_to_be_asked_is_not_asked(person):
    if person.blocks and person.member == BEN:
        assert not isinstance(decide(ASK, _owned(person)), Asked | Invited)


@given(people)
def test_nobody_is_asked_about_their_own_film(person):
    if person.member == ANA:
        assert not isinstance(decide(ASK, _owned(person)), Asked | Invited)


@pytest.mark.parametrize("audience", ["approved", "group", "everywhere"])
def test_by_default_a_friend_is_asked_each_time(audience):
    cameo = Cameo(
        owner=BEN, kind="video", likeness="l", portrait="p", made_at=NOW, verified=True,
        audience=audience,
    )  # fmt: skip
    ben = Standing(member=BEN, cameo=cameo, present=True, allowed_here=True)
    assert decide(ASK, ben) == Asked(epoch=1, voice=False)


def test_an_unchecked_photo_is_its_owner_s_alone():
    cameo = Cameo(owner=BEN, kind="photo", likeness="l", portrait="p", made_at=NOW)
    ben = Standing(member=BEN, cameo=cameo, present=True, allowed_here=True)
    assert decide(ASK, ben) == Recast()
    assert isinstance(decide(replace(ASK, requester=BEN), ben), Shown)


def test_the_scarcest_grant_is_used_first():
    many = Grant(
        id="m", subject=BEN, grantee=None, chat=None, epoch=1, origin="o", made_at=NOW
    )  # fmt: skip
    once = replace(many, id="1", uses_left=1)
    cameo = Cameo(owner=BEN, kind="drawn", likeness="l", portrait="p", made_at=NOW)
    ben = Standing(
        member=BEN, cameo=cameo, present=True, allowed_here=False, grants=(many, once)
    )  # fmt: skip
    decision = decide(ASK, ben)
    assert isinstance(decision, Shown)
    assert decision.grant == once

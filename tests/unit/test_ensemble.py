"""Whoever is named is seen: nobody who was asked into a film is left out of its pictures."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.director import vocabulary
from generation.director.film import films
from generation.director.reading import read
from generation.director.recipes import recipes
from generation.director.rules import RuleDirector, direct
from generation.director.script import check
from generation.model.screenplay import Screenplay

NAMES = ("Ana", "Ben", "Cleo", "Dana")


def film(name: str, names: tuple[str, ...], *, seed: int) -> Screenplay:
    """Stage the film file ``name`` with people who are named side by side."""
    poem = "白日依山尽，黄河入海流。欲穷千里目，更上一层楼。"
    told = poem if name == "verse" else f"{' and '.join(names)} dancing around the cup on the table"
    reading = read(told, names, "en")
    recipe = next(one for one in recipes() if one.film.id == name)
    cast = [(person, "cameo") for person in names]
    return check(direct(recipe, reading, cast, locale="en", seed=seed, usual=None))


def written(sentence: str, *names: str, locale: str = "en", seed: int = 1) -> Screenplay:
    """Write the film of a sentence with everybody named in it."""
    return RuleDirector().write(sentence, [(n, "cameo") for n in names], locale=locale, seed=seed)


def seen(paper: Screenplay) -> set[str]:
    """Return the names of everybody who is in a picture."""
    tokens = {token for shot in paper.shots for token in shot.cast}
    return {member.name for member in paper.cast if member.token in tokens}


@pytest.mark.parametrize("count", [2, 3, 4])
def test_everybody_who_is_cast_is_in_a_picture_of_every_film(count):
    names = NAMES[:count]
    without = {
        one: missing
        for one in films()
        if (missing := set(names) - seen(film(one, names, seed=count)))
        and len(film(one, names, seed=count).cast) >= count
    }
    assert not without


@given(st.sampled_from(sorted(films())), st.integers(2, 4), st.integers(0, 40))
@settings(max_examples=60, deadline=None)
def test_more_people_leave_a_film_what_it_must_be(name, count, seed):
    paper = film(name, NAMES[:count], seed=seed)
    assert 3 <= len(paper.shots) <= 6
    for shot in paper.shots:
        people = [token for token in shot.cast if token.startswith("P")]
        assert len(people) <= len(NAMES)
        assert len(set(shot.cast)) == len(shot.cast)
        assert {a.who for a in shot.actions if a.who[0] == "P"} <= {
            *shot.cast,
            *(m.token for m in paper.cast),
        }
        assert all(0 <= action.at <= 1 for action in shot.actions)
        if people and shot.camera.framing in ("wide", "medium") and not shot.insert:
            held = any(prop.anchor.endswith(".hand") for prop in shot.props)
            assert held or {a.action for a in shot.actions} & vocabulary.HAND_ACTIONS


def test_people_side_by_side_do_what_the_lead_does_a_moment_later():
    shot = written("me and Ana jumping on the beach", "me", "Ana").shots[0]
    lead, other = ([a for a in shot.actions if a.who == token] for token in ("P1", "P2"))
    assert [a.action for a in other] == [a.action for a in lead]
    assert all(two.at > one.at for one, two in zip(lead, other, strict=True))


def test_whoever_is_told_something_turns_to_the_lead_and_is_seen_near_once():
    paper = written("Ana tells Ben that the printer is broken again", "Ana", "Ben")
    near = [s for s in paper.shots if s.cast == ("P2",)]
    assert len(near) == 1
    assert not near[0].lines
    assert any(a.action == "look_at" and a.target == "P1" for a in near[0].actions)
    before, after = (paper.shots[paper.shots.index(near[0]) + step] for step in (-1, 1))
    assert [line.text for line in before.lines] == ["The printer is broken again"]
    assert near[0].camera.framing not in {before.camera.framing} | (
        set() if after.insert else {after.camera.framing}
    )


def test_a_name_beside_the_lead_that_nobody_in_the_chat_has_is_played_by_a_stand_in():
    paper = written("me and Ben dancing on the beach", "me")
    ben = next(member for member in paper.cast if member.name == "Ben")
    assert ben.kind == "stand_in"
    assert "Ben" in seen(paper)
    assert "Cat" not in {m.name for m in written("me and my cat on the beach", "me").cast}


def test_four_find_room_and_take_turns_where_they_do_not():
    paper = written("me, Ana, Ben and Cleo jumping in the forest", "me", "Ana", "Ben", "Cleo")
    assert any(len(shot.cast) == len(NAMES) for shot in paper.shots)
    assert all(len(s.cast) <= 3 for s in paper.shots if s.camera.framing == "medium")


@pytest.mark.parametrize(
    ("locale", "sentence", "names"),
    [
        ("en", "me and Ana dancing on the beach", ("me", "Ana")),
        ("zh-Hans", "我和阿强在海边跳舞", ("我", "阿强")),
        ("zh-Hant", "我和阿強在海邊跳舞", ("我", "阿強")),
    ],
)
def test_neighbouring_seeds_have_something_else_said(locale, sentence, names):
    said = [
        [
            line.text
            for shot in written(sentence, *names, locale=locale, seed=n).shots
            for line in shot.lines
        ]
        for n in range(4)
    ]
    assert all(one != two for one, two in pairwise(said))
    assert all(sentence not in text for words in said for text in words)

"""Who hugs whom in a sentence, in three languages, and the films in which two are seen to do it."""

from __future__ import annotations

import pytest

from generation.director.reading import read
from generation.director.recipes import best
from generation.director.rules import RuleDirector

PAIR = [("Ana", "cameo"), ("Ben", "cameo")]
HUGS = (
    "Ana hugs Ben at the station",
    "me and Ben hugging",
    "give Ben a big hug",
    "I need a hug",
    "group hug",
    "Ana hugs Ben by the big tree",
    "Ben comes home and Ana embraces him",
    "Ana hugs Ben goodbye",
    "Ana拥抱Ben",
    "抱住Ben不放",
    "求抱抱",
    "Ana抱着Ben哭了",
    "两个人在车站紧紧相拥",
    "Ana擁抱Ben",
    "抱緊Ben",
    "給Ben一個擁抱",
    "求抱抱啦",
)
NO_HUGS = (
    "I hug my pillow",
    "Ana hugs her own knees",
    "Ben hugs a tree",
    "Ana hugs Ben's dog",
    "Ana and Ben embrace change",
    "Ana won't hug Ben",
    "no hugs today",
    "Ana抱着猫",
    "抱着枕头睡觉",
    "拥抱大海",
    "抱歉我迟到了",
    "别抱我",
    "Ana抱著貓",
    "抱住膝蓋發呆",
    "不要抱我啦",
)
TOLD_FIRST = ("Ana apologises to Ben and hugs him", "we meet again and Ana hugs Ben")


def write(sentence, people=PAIR, seed=1):
    return RuleDirector().write(sentence, people, locale="en", seed=seed)


def hugs(paper):
    """Return (shot, action) of every hug, in order."""
    return [(s, a) for s in paper.shots for a in s.actions if a.action == "hug"]


@pytest.mark.parametrize("sentence", HUGS)
def test_a_hug_is_filmed_with_both_in_the_picture(sentence):
    paper = write(sentence)
    assert paper.recipe == "hug"
    assert hugs(paper)
    for shot, hug in hugs(paper):
        assert {hug.who, hug.target} <= set(shot.cast)
        assert hug.who != hug.target
        assert shot.camera.framing in ("wide", "medium")
        assert (1 - hug.at) * shot.duration_s > 1.5


@pytest.mark.parametrize("sentence", NO_HUGS)
def test_what_is_no_person_and_what_is_denied_is_no_hug(sentence):
    reading = read(sentence, ["Ana", "Ben"], "en")
    assert "hug" not in reading.deeds
    assert best(reading).film.id != "hug"


def test_what_is_held_is_still_held():
    assert "hold" in read("小美抱着猫", ["小美"], "zh-Hans").deeds


@pytest.mark.parametrize("sentence", TOLD_FIRST)
def test_another_story_ends_in_the_hug_that_it_tells_of(sentence):
    paper = write(sentence)
    assert paper.recipe != "hug"
    assert [hug.target for _, hug in hugs(paper)] == ["P2"]


@pytest.mark.parametrize("sentence", ["group hug", "Ana, Ben and Cleo hug", "大家抱抱"])
def test_all_of_many_hold_one(sentence):
    paper = write(sentence, [*PAIR, ("Cleo", "cameo")])
    who = {hug.who for _, hug in hugs(paper)} | {hug.target for _, hug in hugs(paper)}
    assert who == {"P1", "P2", "P3"}


def test_of_three_those_hug_who_are_named():
    paper = write("Ana hugs Cleo", [*PAIR, ("Cleo", "cameo")])
    assert {(hug.who, hug.target) for _, hug in hugs(paper)} == {("P1", "P3")}


@pytest.mark.parametrize("seed", range(3))
def test_what_the_first_picture_carries_has_fallen_in_the_last(seed):
    first, *_, last = write("Ana hugs Ben", seed=seed).shots
    carried = next(prop for prop in first.props if prop.anchor == "P1.hand")
    assert next(prop.end for prop in last.props if prop.id == carried.id) == "fallen"


def test_another_story_of_three_ends_in_the_hug_of_the_two_it_names():
    paper = write("Ana apologises to Cleo and hugs her", [*PAIR, ("Cleo", "cameo")])
    assert {(hug.who, hug.target) for _, hug in hugs(paper)} == {("P1", "P3")}

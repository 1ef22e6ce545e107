"""The panel of the bare command: every button shoots the film it promises, in every language."""

from __future__ import annotations

import pytest

from bot.i18n import LOCALES, say
from bot.presenter.people import IDEAS, SURPRISES
from generation.director.rules import RuleDirector
from generation.house_rules import check
from tests.unit.rig_room import ANA, ROOM, desk, inside, labels, look, people, post, verbs

PROMISED = {
    "court": {"R1"}, "news": {"R2", "run_late"}, "food": {"R4"}, "award": {"R6"},
    "birthday": {"birthday"}, "night": {"R24"},
    "surprise-1": {"float"}, "surprise-2": {"R12"}, "surprise-3": {"R5"}, "surprise-4": {"R21"},
    "surprise-5": {"R22"},
}  # fmt: skip


@pytest.mark.parametrize("locale", LOCALES)
def test_every_button_shoots_what_it_promises(locale):
    assert {*IDEAS, *(f"surprise-{n}" for n in range(1, SURPRISES + 1))} == {*PROMISED}
    for name, recipes in PROMISED.items():
        idea = say(f"idea-{name}", locale)
        film = RuleDirector().write(idea, [("Ana", "cameo")], locale=locale, seed=1)
        assert film.recipe in recipes, idea
        assert check([idea]) is None


def test_a_panel_surprises_with_something_else_each_time(database):
    def work(books):
        people(books)
        panels = [
            look(post("panel", to=ANA, slot=f"reply:{n}:panel"), books, desk()) for n in range(20)
        ]
        return {verbs(books, panel)[-1] for panel in panels}

    surprises = inside(database, work)
    assert len(surprises) > 2
    assert all(verb == "open" and what.startswith("idea:surprise-") for verb, what in surprises)


@pytest.mark.parametrize(
    ("where", "can", "offered"), [(ROOM, "web", True), (ROOM, "other", False), (None, "web", False)]
)
def test_the_last_message_is_offered_in_a_group_whose_chat_looks_back(
    database, where, can, offered
):
    def work(books):
        people(books)
        chat = {} if where is None else {"chat": where}
        panel = post("panel", to=ANA, **chat)
        return labels(look(panel, books, desk(looks_back=frozenset({can}))))

    first = inside(database, work)[0]
    assert (first == ["🎬 The last message"]) == offered

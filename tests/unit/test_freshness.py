"""A chat's films do not resemble each other more than they must."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from generation.director.freshness import REMEMBERED, SEEDS, Seen, fresh, seen_of
from generation.director.rules import RuleDirector
from generation.model.screenplay import Screenplay, Shot

SEEN = st.builds(
    Seen, st.sampled_from(["R1", "R4"]), st.sampled_from([1, 5]), st.sampled_from(["beach", "lift"])
)


def paper(seen):
    shots = (Shot(id="S1", set=seen.place),)
    return Screenplay(
        title="t", language="en", mood="playful", cast=(), shots=shots,
        recipe=seen.recipe, button=seen.button,
    )  # fmt: skip


@settings(max_examples=60)
@given(st.lists(SEEN, min_size=SEEDS, max_size=SEEDS), st.lists(SEEN, max_size=12))
def test_what_resembles_the_last_films_least_is_made(possible, recent):
    made = seen_of(fresh(lambda seed: paper(possible[seed - 5]), 5, recent))
    counted = recent[:REMEMBERED]

    def repeats(film):
        ended = any(film[:2] == other[:2] for other in counted)
        return ended, bool(counted) and film.place == counted[0].place

    assert repeats(made) == min(map(repeats, possible))


def test_a_sentence_that_is_asked_again_ends_another_way():
    director = RuleDirector()
    recent: list[Seen] = []
    for _ in range(4):
        made = fresh(lambda seed: director.write("my cat", [], locale="en", seed=seed), 1, recent)
        recent.insert(0, seen_of(made))
    assert len({(seen.recipe, seen.button) for seen in recent}) > 1

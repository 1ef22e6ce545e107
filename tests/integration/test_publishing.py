"""What reaches the chat when it breaks off: one film or one failure, and one message of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.bootstrap import utc_now
from bot.chat import OutgoingText, Silence, SlowDown
from generation.studio.slots import film_slot
from tests.fakes_house import at_stage, buttons, words_of


@pytest.fixture
async def stage(tmp_path, models_dir):
    async with at_stage(tmp_path / "data", models_dir) as stage:
        await stage.join("Ana", "Ben")
        await stage.until(lambda: stage.house.database.read_now(_at_rest))
        yield stage


def _at_rest(books):
    return not books.outbox.due(utc_now() + timedelta(days=1))


def _touched(clip):
    return lambda books: books.outbox.touch(film_slot(books.clips.get(clip).film))


def saying(stage, words):
    return [m for m in stage.chat.seen_by(stage.sender("Ben").id) if words in words_of(m.now)]


async def test_a_failure_that_comes_before_the_message_is_told_once(stage):
    """The chat is slow: the film is called off before it has a message. Then an answer is lost."""
    stage.chat.failures.append(SlowDown(1.5))
    await stage.say("Ana", "a dog waits in the snow")
    await stage.until(lambda: not stage.chat.failures)
    await stage.say("Ana", "cancel")
    stage.chat.lost_answers = 1
    await stage.until(lambda: saying(stage, "Cancelled"))
    assert len(saying(stage, "Cancelled")) == 1
    shown = [message.now for message in stage.chat.seen_by(stage.sender("Ben").id)]
    making = [now for now in shown if isinstance(now, OutgoingText) and now.style == "progress"]
    assert len(making) == 1  # left over, for nobody knows of it: words about the making


async def test_a_film_s_first_message_answers_the_event_that_asked_for_it(stage):
    stage.chat.lost_answers = 1  # so it is sent once more, and answers it still
    await stage.say("Ana", "a dog waits in the snow", event_id="fake:asked")
    await stage.until(stage.group_films)
    (film,) = stage.group_films()
    assert film.answers == "fake:asked"
    film.gone = True
    await stage.house.database.write(_touched(film.now.film.id))
    stage.house.ring()
    await stage.until(lambda: len(stage.group_films()) == 2)
    assert stage.group_film().answers is None  # what stands in its place answers nothing


async def test_a_button_works_before_it_is_known_that_its_message_is_there(stage):
    stage.chat.lost_answers = 1
    await stage.say("Ana", "/cameo")
    await stage.until(lambda: not stage.chat.lost_answers)
    panel = stage.chat.seen_by(stage.sender("Ana").id)[-1]
    idea = next(button for button in buttons(panel.now) if ":open:" in button.data)
    assert await stage.press_data("Ana", idea.data, panel) == Silence()
    await stage.until(stage.group_films)


async def test_what_is_told_to_others_answers_nothing(stage):
    await stage.film("Ana", "a dog waits in the snow")
    await stage.press("Ben", "⋯")
    await stage.until(lambda: stage.button("Ben", "Report"))
    why = next(m for m in stage.chat.seen_by(stage.sender("Ben").id) if m.only_for)
    assert why.answers == f"fake:{next(stage.numbers) - 1}"
    await stage.film("Ana", "@Ben waits in the snow", mentions=("Ben",))
    told = [m for m in stage.chat.seen_by(stage.sender("Ben").id) if m.place.private]
    assert told
    assert all(message.answers is None for message in told)


async def test_a_film_whose_message_is_in_doubt_is_shown_once(stage):
    stage.chat.lost_answers = 1
    await stage.say("Ana", "a dog waits in the snow")
    await stage.until(stage.group_films)
    stage.chat.lost_answers = 1
    await stage.say("Ana", "a cat waits in the snow")
    await stage.until(lambda: len(stage.group_films()) == 2)
    assert len({film.now.film.id for film in stage.group_films()}) == 2


async def test_what_a_lost_call_does_later_is_not_the_last_word(stage):
    await stage.say("Ana", "a dog waits in the snow")
    await stage.until(stage.group_films)
    (film,) = stage.group_films()
    making = film.history[0]
    stage.chat.lost_answers = 1
    await stage.house.database.write(_touched(film.now.film.id))
    stage.house.ring()
    await stage.until(lambda: not stage.chat.lost_answers)
    film.history.append(making)  # the call of a bot that is gone comes through
    await stage.until(stage.group_films)
    await stage.until(lambda: stage.house.database.read_now(_at_rest))
    assert stage.group_films() == [film]

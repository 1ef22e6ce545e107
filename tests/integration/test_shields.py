"""A film is covered by whoever is in it, and protected for whoever wishes it, where a chat can."""

from __future__ import annotations

import pytest

from bot.chat import OutgoingClip, OutgoingText, Toast
from bot.i18n import say
from tests.fakes_chat import FakeChat
from tests.fakes_house import GROUP, at_stage, buttons

SWITCH = say("button-protected")


@pytest.fixture
async def stage(tmp_path, models_dir):
    """Ana, Ben and Cho in a chat that covers and protects; Ben is in Ana's film."""
    chat = FakeChat(covers=True, protects=True)
    async with at_stage(tmp_path / "data", models_dir, chat=chat) as stage:
        await stage.join("Ana", "Ben", "Cho")
        await stage.enrol("Ben", "drawn")
        yield stage


async def with_ben(stage):
    """Make a film of Ana's that Ben agrees to be in, and return its message."""
    await stage.film("Ana", "@Ben waits in the snow", mentions=("Ben",))
    await stage.until(lambda: stage.button("Ben", "✅ Post"))
    await stage.press("Ben", "✅ Post")
    await stage.until(lambda: "as Ben" not in stage.group_film().now.caption)
    return stage.group_film()


def in_group(stage):
    messages = stage.chat.messages.values()
    return [m for m in messages if m.place.chat == GROUP.chat and m.only_for is None]


def standing(stage):
    return [message for message in in_group(stage) if not message.gone]


def offered(stage, name, label):
    seen = stage.chat.seen_by(stage.sender(name).id)
    return [m for m in seen if any(label == button.label for button in buttons(m.now))]


async def opened(stage, name, film, label):
    """Open somebody's card of a film, which offers this to them, and return it."""
    there = len(offered(stage, name, "🚩 Report"))
    await stage.press(name, "⋯", message=film)
    await stage.until(lambda: len(offered(stage, name, "🚩 Report")) > there)
    card = offered(stage, name, "🚩 Report")[-1]
    assert (card in offered(stage, name, label)) == (name != "Cho")
    return card


async def test_whoever_is_in_a_film_covers_it_and_uncovers_it_again(stage):
    film = await with_ben(stage)
    card = await opened(stage, "Ben", film, "🫣 Cover")
    await stage.press("Ben", "🫣 Cover", message=card)
    await stage.until(lambda: film.now.covered)
    await stage.until(lambda: card in offered(stage, "Ben", "👀 Uncover"))
    await opened(stage, "Cho", film, "👀 Uncover")
    other = await opened(stage, "Ana", film, "👀 Uncover")
    await stage.press("Ana", "👀 Uncover", message=other)
    await stage.until(lambda: not film.now.covered)
    assert len(stage.group_films()) == 1


async def test_whoever_has_left_a_film_does_not_cover_it(stage):
    film = await with_ben(stage)
    card = await opened(stage, "Ben", film, "🫣 Cover")
    data = next(button.data for button in buttons(card.now) if "Cover" in button.label)
    await stage.press("Ben", "Remove me", message=film)
    await stage.until(lambda: stage.button("Ben", "stand-in"))
    await stage.press("Ben", "stand-in")
    await stage.until(lambda: "as Ben" in film.now.caption)
    assert await stage.press_data("Ben", data, card) == Toast(text=say("toast-expired"))
    assert not film.now.covered


async def switched_on(stage, failures=()):
    await stage.say("Ben", "settings")
    await stage.until(lambda: offered(stage, "Ben", f"☐ {SWITCH}"))
    stage.chat.failures.extend(failures)
    await stage.press("Ben", f"☐ {SWITCH}")
    await stage.until(lambda: offered(stage, "Ben", f"☑ {SWITCH}"))


@pytest.mark.parametrize("stumbles", [0, 2])
async def test_a_film_that_is_shown_is_shown_anew_to_be_protected(stage, stumbles):
    """Even if the chat fails first: once for the settings, once for the film."""
    old = await with_ben(stage)
    assert not old.now.protected
    clip = old.now.film.id
    await switched_on(stage, [ConnectionResetError()] * stumbles)
    await stage.until(lambda: old.gone and len(standing(stage)) == 1 and _films(stage))
    (film,) = standing(stage)
    assert (film.now.film.id, film.now.protected) == (clip, True)
    assert all(shown.protected for shown in film.history)
    await stage.press("Cho", "👍", message=film)
    await stage.until(lambda: any("👍 1" in button.label for button in buttons(film.now)))


def _films(stage):
    return [message for message in standing(stage) if isinstance(message.now, OutgoingClip)]


async def test_a_film_for_whoever_wishes_it_is_protected_from_its_first_word_on(stage):
    await switched_on(stage)
    before = len(in_group(stage))
    await stage.film("Ana", "@Ben waits in the snow", mentions=("Ben",))
    (film,) = in_group(stage)[before:]
    assert isinstance(film.history[0], OutgoingText)
    assert all(shown.protected for shown in film.history)
    await stage.until(lambda: stage.button("Ben", "✅ Post"))
    await stage.press("Ben", "✋ Not this")
    await stage.until(lambda: not stage.button("Ben", "✅ Post"))
    await stage.press("Cho", "👍", message=film)
    await stage.until(lambda: any("👍 1" in button.label for button in buttons(film.now)))
    assert film.now.protected  # a no does not show
    await stage.film("Cho", "a dog waits in the snow")
    assert not stage.group_film().now.protected

"""What people on Discord get back: at once, for their eyes alone, and never nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.chat import (
    ButtonPress,
    CloseForm,
    FormSubmit,
    IncomingCommand,
    KeepForm,
    OpenDirect,
    OpenForm,
    OutgoingText,
    Silence,
    Toast,
)
from bot.discord_room.people import chat_id
from bot.i18n import say
from tests.discord_stage import BUTTON, Stage, stage_of

MESSAGE, THINKING, UNSEEN, MODAL = 4, 5, 6, 9
RELEASE = OpenForm(
    id="release", kind="release",
    values={"kind": "photo", "operator": "Ana", "engines": "Walkon", "days": "365"},
)  # fmt: skip
PHOTO = OpenForm(id="capture", kind="photo", values={"digits": "417", "voice": "0"})
SENTENCE = OpenForm(id="sentence:1", kind="sentence", values={"sentence": "rain", "title": "Rain"})
TOAST = Toast(text="That one is Ana's.")


@pytest.fixture
async def stage(tmp_path):
    async with stage_of(tmp_path) as stage:
        yield stage


async def pressed(stage: Stage, answer, person=None):
    """Have Ben press a button, and answer so; returns what he asked."""
    stage.answers = lambda _event: answer
    asked = await (person or stage.ben).presses(await stage.button(), BUTTON.label)
    await stage.hears()
    return asked


async def slow(stage: Stage, how="press"):
    """Have Ben press or type something that the bot takes long over; returns what he asked."""
    stage.answering.handler_s = 0.05
    message = await stage.button()
    stage.gate.clear()
    asked = stage.ben.presses(message, BUTTON.label) if how == "press" else stage.ben.slash("who")
    await asked
    return asked


# ---------------------------------------------------------------- words


async def test_a_word_over_a_button_is_for_whoever_pressed_it(stage: Stage):
    asked = await pressed(stage, TOAST)
    assert (asked.kind, asked.words, asked.message.ephemeral) == (MESSAGE, TOAST.text, True)


async def test_a_press_that_needs_no_word_is_not_seen(stage: Stage):
    asked = await pressed(stage, Silence())
    assert (asked.kind, asked.messages, asked.failed) == (UNSEEN, [], False)


async def test_a_refused_command_is_answered_for_the_asker_alone(stage: Stage):
    stage.answers = lambda _event: TOAST
    asked = await stage.ana.slash("make", sentence="rain")
    assert (asked.words, asked.message.ephemeral) == (TOAST.text, True)


@pytest.mark.parametrize("how", ["press", "command"])
async def test_an_answer_that_takes_long_is_promised_and_comes(stage: Stage, how):
    stage.answers = lambda _event: TOAST
    asked = await slow(stage, how)
    assert asked.kind == THINKING
    stage.gate.set()
    said = await asked.said()
    assert (said.content, said.ephemeral) == (TOAST.text, True)
    assert len(asked.messages) == 1


async def test_a_press_that_takes_long_and_needs_no_word_leaves_nothing_behind(stage: Stage):
    asked = await slow(stage)
    assert asked.message.ephemeral
    stage.gate.set()
    await stage.world.until(lambda: not asked.messages)
    stage.world.move(timedelta(minutes=16))
    assert not asked.failed


@pytest.mark.parametrize("error", [OSError("busy"), RuntimeError("a bug")])
@pytest.mark.parametrize("how", ["press", "command"])
async def test_what_goes_wrong_after_it_was_promised_is_said(stage: Stage, how, error):
    def stumbles(_event):
        raise error

    asked = await slow(stage, how)
    stage.answers = stumbles
    stage.gate.set()
    said = await asked.said()
    assert (said.content, said.ephemeral) == (say("discord-failed"), True)
    assert len(asked.messages) == 1


async def test_a_command_that_nothing_answers_leaves_nothing_behind(stage: Stage):
    stage.answering.offer_s, stage.answering.useless_s = 0.0, 0.05
    asked = await stage.ana.slash("who")
    assert asked.kind == THINKING
    await stage.world.until(lambda: not asked.messages)
    assert not asked.failed


async def test_a_bot_that_stumbles_answers_the_next(stage: Stage):
    def stumbles(_event):
        raise RuntimeError("a bug")

    stage.answers = stumbles
    asked = stage.ana.slash("who")
    await stage.hears()
    stage.world.move(timedelta(seconds=3.1))
    assert asked.failed
    assert (await pressed(stage, TOAST)).words == TOAST.text


# ---------------------------------------------------------------- forms


async def test_a_button_opens_a_form_and_the_form_comes_back(stage: Stage):
    asked = await pressed(stage, SENTENCE)
    assert (asked.kind, asked.form.title) == (MODAL, "Rain")
    stage.answers = lambda _event: CloseForm(text="Rolling.")
    handed = await stage.ben.fills(asked, {"sentence": "snow"})
    event = await stage.hears()
    assert isinstance(event, FormSubmit)
    assert (event.form, event.values, event.place.chat) == (
        "sentence:1", {"sentence": "snow"}, stage.place.chat,
    )  # fmt: skip
    assert (handed.words, handed.message.ephemeral) == ("Rolling.", True)


async def test_a_form_with_nothing_to_say_is_taken_in_without_a_word(stage: Stage):
    asked = await pressed(stage, SENTENCE)
    stage.answers = lambda _event: CloseForm(text="")
    handed = await stage.ben.fills(asked)
    assert (handed.kind, handed.messages) == (UNSEEN, [])


async def test_the_film_of_a_form_that_a_command_opened_is_its_response(stage: Stage):
    stage.answers = lambda _event: SENTENCE
    asked = await stage.ben.slash("me")
    await stage.hears()
    stage.answers = lambda _event: CloseForm(text="")
    handed = stage.ben.fills(asked, {"sentence": "snow"})
    event = await stage.hears()
    words = OutgoingText(text="🎬 “Snow”", style="progress", title="Snow")
    sent = await stage.send(words, answers=event.event_id)
    assert str((await handed.said()).id) == sent


async def test_after_a_form_a_button_opens_the_next(stage: Stage):
    asked = await pressed(stage, RELEASE)
    stage.answers = lambda _event: PHOTO
    handed = await stage.ben.fills(asked, {"face": True, "adult": True})
    event = await stage.hears()
    assert event.values == {"face": "1", "voice": "0", "adult": "1"}
    assert handed.message.ephemeral
    assert handed.words == say("discord-next", "en", {"form": say("web-form-photo-you")})
    opened = await stage.ben.presses(handed.message, say("web-form-photo-you"))
    stage.answers = lambda _event: CloseForm(text="Got it.")
    await stage.ben.fills(opened, files={"file": ("me.jpg", b"jpeg")})
    event = await stage.hears()
    assert (event.form, event.place) == ("capture", stage.place)
    assert await stage.chat.fetch(event.media[0], limit_bytes=9) == b"jpeg"


async def test_a_form_that_stays_open_keeps_what_was_typed(stage: Stage):
    asked = await pressed(stage, SENTENCE)
    stage.answers = lambda _event: KeepForm(text="Not a word in it.")
    handed = await stage.ben.fills(asked, {"sentence": "rain & *snow*"})
    assert handed.words == "Not a word in it."
    again = await stage.ben.presses(handed.message, "Rain")
    assert again.form.field("sentence")["value"] == "rain & *snow*"


async def test_a_form_outlives_the_bot_that_opened_it(stage: Stage):
    asked = await pressed(stage, SENTENCE)
    await stage.restart()
    stage.answers = lambda _event: CloseForm(text="Rolling.")
    handed = await stage.ben.fills(asked)
    assert handed.words == "Rolling."


async def test_a_form_of_yesterday_is_too_old(stage: Stage):
    asked = await pressed(stage, RELEASE)
    stage.answers = lambda _event: PHOTO
    handed = await stage.ben.fills(asked, {"face": True, "adult": True})
    stage.world.move(timedelta(days=1, seconds=1))
    opened = await stage.ben.presses(handed.message, say("web-form-photo-you"))
    assert opened.words == say("toast-expired")
    late = await stage.ben.fills(asked)
    assert late.words == say("toast-expired")


async def test_a_form_that_is_ready_too_late_waits_behind_a_button(stage: Stage):
    stage.answering.handler_s = 0.05
    message = await stage.button()
    stage.gate.clear()
    stage.answers = lambda _event: SENTENCE
    asked = stage.ben.presses(message, BUTTON.label)
    await asked
    stage.gate.set()
    said = await asked.said()
    opened = await stage.ben.presses(said, "Rain")
    assert opened.form.title == "Rain"


# ---------------------------------------------------------------- elsewhere


async def test_the_door_is_opened_for_whoever_takes_no_messages(stage: Stage):
    stage.ben.user.takes_dms = False
    asked = await pressed(stage, OpenDirect(token="t0ken"))
    event = await stage.hears()
    assert isinstance(event, IncomingCommand)
    assert (event.text, event.place.private) == ("/start t0ken", True)
    assert event.event_id == f"discord:{asked.interaction.id}:door"
    await stage.send(OutgoingText(text="For you."), place=event.place, key="nod:1")
    assert [one.content for one in asked.messages] == ["For you."]
    assert asked.messages[0].ephemeral


@pytest.mark.parametrize("error", [OSError("busy"), RuntimeError("a bug")])
async def test_behind_the_door_what_goes_wrong_is_said(stage: Stage, error):
    def stumbles(event):
        if isinstance(event, IncomingCommand):
            raise error
        return OpenDirect(token="t0ken")

    stage.answers = stumbles
    asked = await stage.ben.presses(await stage.button(), BUTTON.label)
    said = await asked.said()
    assert (said.content, said.ephemeral) == (say("discord-failed"), True)
    assert len(asked.messages) == 1


@pytest.mark.parametrize("error", [OSError("busy"), RuntimeError("a bug")])
async def test_words_in_private_that_are_lost_are_not_lost_without_a_word(stage: Stage, error):
    def stumbles(_event):
        raise error

    stage.answers = stumbles
    stage.ana.writes_dm("rain")
    await stage.ana.awaits(say("discord-failed"), stage.ana.dm)


async def test_in_private_the_response_is_the_message(stage: Stage):
    asked = stage.ana.slash("who", stage.ana.dm)
    event = await stage.hears()
    assert event.place.private
    sent = await stage.send(
        OutgoingText(text="Nobody yet."), place=event.place, answers=event.event_id
    )
    message = await asked.said()
    assert (str(message.id), message.ephemeral) == (sent, False)


async def test_where_the_bot_only_visits_it_says_that_it_has_written(stage: Stage):
    stage.ana.user.installed = True
    cho = stage.world.user("Cho")
    among = stage.world.chat_of(stage.ana.user, cho)
    asked = stage.ana.slash("who", among)
    event = await stage.hears()
    assert event.place.chat == chat_id(stage.ana.dm.id)
    await stage.send(OutgoingText(text="Ana."), place=event.place, answers=event.event_id)
    said = await asked.said()
    assert (said.content, said.ephemeral) == (say("toast-in-private"), True)
    assert [one.content for one in stage.ana.sees_dm()] == ["Ana."]


async def test_words_in_private_are_answered_there(stage: Stage):
    stage.answers = lambda _event: TOAST
    stage.ana.writes_dm("rain")
    message = await stage.ana.awaits(TOAST.text, stage.ana.dm)
    assert not message.ephemeral


async def test_words_in_private_can_lead_to_a_form(stage: Stage):
    stage.answers = lambda _event: SENTENCE
    stage.ana.writes_dm("rain")
    message = await stage.ana.awaits("Rain", stage.ana.dm)
    opened = await stage.ana.presses(message, "Rain")
    assert opened.form.title == "Rain"


async def test_a_press_on_what_one_alone_sees_is_told_of_its_place(stage: Stage):
    await stage.presses_something(stage.ben)
    rows = ((BUTTON,),)
    sent = await stage.send(
        OutgoingText(text="Yours?", rows=rows), only_for=stage.member(stage.ben)
    )
    await stage.ben.presses(stage.message(sent), BUTTON.label)
    event = await stage.hears()
    assert isinstance(event, ButtonPress)
    assert (event.message, event.place.chat, event.place.private) == (
        sent, stage.place.chat, False,
    )  # fmt: skip

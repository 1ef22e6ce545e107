"""Where a chat has no forms: cameos, names, limits and other words, asked in the direct chat."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.chat import (
    CloseForm,
    IncomingCommand,
    MediaRef,
    MediaUpload,
    Mention,
    MessageRef,
    OpenDirect,
    Silence,
    Toast,
)
from tests.fakes_chat import FakeChat
from tests.fakes_house import GROUP, MovingClock, at_stage, buttons, words_of

LEFT = Toast(text="Closed. Nothing was changed.")
SENT = Toast(text="I've written to you in private.")


@pytest.fixture
def clock():
    return MovingClock()


@pytest.fixture
async def stage(tmp_path, models_dir, clock):
    chat = FakeChat(forms=False)
    async with at_stage(tmp_path / "data", models_dir, chat=chat, clock=clock) as stage:
        await stage.join("Ana", "Ben")
        yield stage


async def write(
    stage, name, text, *, event_id=None, reply_to=None, media=(), mentions=(), unknown=()
):
    """Say something to the bot alone."""
    sender = stage.sender(name)
    named = tuple(Mention(text=f"@{one}", member=stage.sender(one)) for one in mentions)
    return await stage.handle(
        IncomingCommand(
            event_id=event_id or stage.event_id(), sender=sender, text=text, media=media,
            place=await stage.chat.direct(sender.id), reply_to=reply_to, mentions=named,
            unknown=unknown,
        )
    )  # fmt: skip


def a_file(stage, kind):
    handle = f"{kind}-{next(stage.numbers)}"
    stage.chat.files[handle] = kind.encode()
    return MediaRef(kind=kind, handle=handle)


async def send(stage, name, kind):
    """Send the bot a file, and nothing with it."""
    sender = stage.sender(name)
    return await stage.handle(
        MediaUpload(
            event_id=stage.event_id(), sender=sender, place=await stage.chat.direct(sender.id),
            media=(a_file(stage, kind),),
        )
    )  # fmt: skip


async def begin(stage, name, label):
    """Ask for a cameo, up to the first question."""
    await write(stage, name, "/start")
    await stage.until(lambda: stage.sees(name, "castable"))
    assert await stage.press(name, label) == Silence()
    await stage.until(lambda: stage.button(name, "18+"))


async def accept(stage, name, *switches):
    for switch in switches:
        await stage.press(name, f"☐ {switch}")
        await stage.until(lambda label=switch: stage.button(name, f"☑ {label}"))
    return await stage.press(name, "18+")


async def use(stage, name):
    await stage.until(lambda: stage.button(name, "Use it"))
    return await stage.press(name, "Use it")


async def kept(stage, name):
    me = stage.sender(name).id
    return await stage.house.database.read(
        lambda books: (books.cameos.get(me), books.dialogs.get(me), books.enrolments.get(me))
    )


async def films(stage, name):
    me = stage.sender(name).id
    return await stage.house.database.read(lambda books: books.films.by(me))


async def looked_at(stage):
    """Return what workers were given to look at, or to draw."""
    return [task for task in stage.desk.taken if task.kind in {"likeness", "capture"}]


async def drawn(stage, name):
    await begin(stage, name, "draw me")
    await accept(stage, name)
    await stage.until(lambda: stage.button(name, "Draw me"))
    await stage.press(name, "Draw me")
    await use(stage, name)


async def opened(stage, name, label, *, words):
    """Press something under ``/cameo me`` in the group, and wait for the question in private."""
    await stage.say(name, "me")
    await stage.until(lambda: stage.button(name, label))
    assert await stage.press(name, label) == SENT
    await stage.until(lambda: stage.sees(name, words))


def private(stage, name):
    """Return what is in somebody's direct chat now."""
    return [
        words_of(one.now) for one in stage.chat.seen_by(stage.sender(name).id) if one.place.private
    ]


# ---------------------------------------------------------------- a cameo


async def test_a_face_comes_from_a_photo_after_the_release_and_not_before(stage):
    await begin(stage, "Ana", "One photo")
    (asks,) = [one for one in private(stage, "Ana") if "two separate choices" in one]
    assert "the club" in asks
    assert "365 days" in asks
    refused = await send(stage, "Ana", "photo")
    assert refused == Toast(text="First the two choices. No camera before that.")
    needed = await accept(stage, "Ana")
    assert needed.text.startswith("No film of you without your face.")
    assert (await kept(stage, "Ana"))[2].release == ""
    await stage.press("Ana", "Full text")
    await stage.until(lambda: stage.sees("Ana", "no training"))
    await stage.press("Ana", "Back")
    await stage.until(lambda: stage.button("Ana", "☐ My face"))
    assert await accept(stage, "Ana", "My face") == Silence()
    await stage.until(lambda: stage.sees("Ana", "Send me one photo"))
    assert not stage.sees("Ana", "two separate choices")
    taken = await write(stage, "Ana", "this is me", media=(a_file(stage, "photo"),))
    assert taken == CloseForm(text="")
    await use(stage, "Ana")
    cameo, dialog, wish = await kept(stage, "Ana")
    assert (cameo.kind, cameo.face, cameo.voice) == ("photo", True, False)
    assert (dialog, wish) == (None, None)
    await stage.until(lambda: not stage.sees("Ana", "Send me one photo"))
    (task,) = await looked_at(stage)
    assert task.body["media"] == b"photo"


async def test_a_round_video_shows_that_the_face_is_ones_own(stage):
    await begin(stage, "Ana", "Film me")
    await accept(stage, "Ana", "My face", "My voice")
    await stage.until(lambda: stage.sees("Ana", "Say these digits"))
    digits = (await kept(stage, "Ana"))[2].digits
    assert stage.sees("Ana", "\n" + " ".join(f"{digit}\ufe0f\u20e3" for digit in digits) + "\n")
    assert await send(stage, "Ana", "video_note") == CloseForm(text="")
    await use(stage, "Ana")
    cameo, _, _ = await kept(stage, "Ana")
    assert (cameo.kind, cameo.verified, cameo.voice) == ("video", True, True)
    (task,) = await looked_at(stage)
    assert (task.body["digits"], task.body["faces_s"]) == (digits, None)


async def test_a_drawn_self_is_chosen_from_palettes_and_needs_no_face(stage):
    await begin(stage, "Ana", "draw me")
    await accept(stage, "Ana")
    look = "You, drawn: short dark brown hair, honey skin, blue clothes."
    await stage.until(lambda: stage.sees("Ana", look))
    await stage.press("Ana", "Hair")
    await stage.until(lambda: stage.button("Ana", "✓ Dark brown"))
    await stage.press("Ana", "Red")
    await stage.until(lambda: stage.sees("Ana", "short red hair"))
    await stage.press("Ana", "Cut")
    await stage.until(lambda: stage.button("Ana", "Bun"))
    await stage.press("Ana", "Bun")
    await stage.until(lambda: stage.button("Ana", "☐ Glasses"))
    await stage.press("Ana", "☐ Glasses")
    await stage.until(
        lambda: stage.sees("Ana", "red hair in a bun, honey skin, blue clothes, glasses.")
    )
    await stage.press("Ana", "Draw me")
    await use(stage, "Ana")
    assert (await kept(stage, "Ana"))[0].kind == "drawn"
    (task,) = await looked_at(stage)
    assert task.body == {"drawn": {"hair": "red", "style": "bun", "glasses": "1"}}


async def test_whoever_leaves_is_not_waited_for(stage):
    await begin(stage, "Ana", "One photo")
    await accept(stage, "Ana", "My face")
    await stage.until(lambda: stage.sees("Ana", "Send me one photo"))
    assert await stage.press("Ana", "Leave") == LEFT
    await stage.until(lambda: not stage.sees("Ana", "Send me one photo"))
    assert isinstance(await send(stage, "Ana", "photo"), Toast)
    assert await kept(stage, "Ana") == (None, None, None)
    assert await looked_at(stage) == []


async def test_half_an_hour_later_nothing_is_asked_any_more(stage, clock):
    await begin(stage, "Ana", "One photo")
    message = next(one for one in stage.chat.seen_by(stage.sender("Ana").id) if _asks(one))
    go_on = next(one for one in buttons(message.now) if "18+" in one.label)
    clock.later = timedelta(minutes=31)
    late = await stage.press_data("Ana", go_on.data, message)
    assert late == Toast(text="Too old to press. Ask again?")
    await stage.until(lambda: message.gone)


def _asks(message):
    return "two separate choices" in words_of(message.now)


# ---------------------------------------------------------------- words


async def test_a_persona_and_a_name_are_kept_by_words_and_a_refused_one_is_asked_for_again(stage):
    await drawn(stage, "Ben")
    await opened(stage, "Ben", "My character", words="280 letters at most")
    assert (await write(stage, "Ben", "x" * 281)).text == "Too long: 280 letters at most."
    first = await write(stage, "Ben", "Deadpan, always with a book", event_id="fake:twice")
    assert first == Toast(text="Kept. Films with you in them go by it.")
    await write(stage, "Ben", "Deadpan, always with a book", event_id="fake:twice")
    await stage.until(lambda: stage.sees("Ben", "Your character: “Deadpan, always with a book”"))
    assert not [film for film in await films(stage, "Ben") if film.sentence]

    await opened(stage, "Ben", "My name here", words="Your name in Dumpling Club")
    assert (await write(stage, "Ben", "Ana")).text.startswith("“Ana” is taken here")
    assert stage.sees("Ben", "Your name in Dumpling Club")
    kept_ = await write(stage, "Ben", "Captain")
    assert kept_.text == "You are Captain here now. Whoever types it asks you first."
    await stage.until(lambda: not stage.sees("Ben", "Your name in Dumpling Club"))

    await opened(stage, "Ben", "My character", words="Now: “Deadpan, always with a book”")
    assert (await stage.press("Ben", "Clear it")).text == "Cleared. You play yourself again."
    assert (await kept(stage, "Ben"))[0].persona == ""


async def test_words_for_limits_and_ways_around_them(stage):
    await drawn(stage, "Ben")
    await write(stage, "Ben", "settings")
    await stage.until(lambda: stage.button("Ben", "My limits"))
    await stage.press("Ben", "My limits")
    await stage.until(lambda: stage.button("Ben", "Other words"))
    assert await stage.press("Ben", "Other words") == Silence()
    await stage.until(lambda: stage.sees("Ben", "Send me all of them"))
    await write(stage, "Ben", "help")
    await stage.until(lambda: stage.sees("Ben", "· erase everything about you"))
    other = MessageRef(message="999", text="hello")
    await write(stage, "Ben", "me in the snow", reply_to=other)
    await write(stage, "Ben", "/cameo me on the beach")
    assert (await kept(stage, "Ben"))[0].limits == ()
    assert await write(stage, "Ben", "cancel") == LEFT
    await stage.until(lambda: not stage.sees("Ben", "Send me all of them"))
    await stage.press("Ben", "Other words")
    await stage.until(lambda: stage.sees("Ben", "Send me all of them"))
    assert (await write(stage, "Ben", "my exam, spiders")).text.startswith("Kept.")
    assert (await kept(stage, "Ben"))[0].limits == ("my exam", "spiders")


async def test_other_words_for_a_film_are_sent_in_private_and_filmed_where_it_is(stage):
    await stage.film("Ana", "@Ben and me argue about the last dumpling", mentions=("Ben",))
    await stage.until(lambda: stage.button("Ben", "✏️"))
    assert await stage.press("Ben", "✏️", message=stage.group_film()) == SENT
    await stage.until(lambda: stage.sees("Ben", "names out:"))
    asks = next(text for text in private(stage, "Ben") if "names out:" in text)
    assert asks.splitlines()[1] == "Ben and me argue about the last dumpling"
    rolling = await write(
        stage, "Ben", "@Ana and @eve in the snow", mentions=("Ana",), unknown=("eve",)
    )
    assert rolling == Toast(text="🎬 Rolling, in Dumpling Club.")
    await stage.until(lambda: len(stage.group_films()) == 2)
    (made,) = await films(stage, "Ben")
    assert (made.chat, made.sentence) == (GROUP.chat, "Ana and eve in the snow")
    assert made.mentions == ((stage.sender("Ana").id, "Ana"),)
    assert made.strangers == (("eve", "eve"),)
    assert made.remix_of is not None

    await stage.press("Ben", "✏️", message=stage.group_film())
    await stage.until(lambda: stage.sees("Ben", "names out:"))
    assert await write(stage, "Ben", "Ana says buy bitcoin now") == Silence()
    await stage.until(lambda: stage.button("Ben", "My own words"))
    assert any("rule:" in text for text in private(stage, "Ben"))
    await stage.press("Ben", "My own words")
    await stage.until(lambda: stage.sees("Ben", "Send me the sentence"))
    assert (await write(stage, "Ben", "someone on the beach")).text.startswith("🎬 Rolling, in")


async def test_a_new_question_takes_the_place_of_the_old_one(stage):
    await drawn(stage, "Ben")
    await opened(stage, "Ben", "My character", words="280 letters at most")
    await opened(stage, "Ben", "My name here", words="Your name in Dumpling Club")
    await stage.until(lambda: not stage.sees("Ben", "280 letters at most"))
    await write(stage, "Ben", "Captain")
    assert (await kept(stage, "Ben"))[0].persona == ""


async def test_whoever_never_opened_the_direct_chat_is_taken_there(stage):
    await stage.film("Ben", "a lighthouse at night")
    stage.chat.unmet.add(stage.sender("Ana").id)
    answer = await stage.press("Ana", "✏️", message=stage.group_film())
    assert isinstance(answer, OpenDirect)
    await stage.until(lambda: stage.button("Ana", "Open our chat"))
    stage.chat.unmet.clear()
    await write(stage, "Ana", f"/start {answer.token}")
    await stage.until(lambda: stage.sees("Ana", "names out:"))
    await stage.until(lambda: not stage.button("Ana", "Open our chat"))

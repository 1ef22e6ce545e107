"""A chat that is new is closed: asked about once, opened or left by those who may."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.chat import (
    BotJoined,
    ButtonPress,
    ChatMoved,
    IncomingCommand,
    LeaveChat,
    MemberJoined,
    MemberLeft,
    OutgoingText,
    Sender,
    Silence,
    Toast,
)
from bot.i18n import LOCALES, say
from generation.house_rules import check
from generation.model.member import ChatId, MemberId
from generation.studio import permission
from tests.fakes_chat import FakeChat
from tests.fakes_house import GROUP, at_stage, buttons, words_of

NEW = replace(GROUP, chat=ChatId("fake:new"))
BOT = Sender(id=MemberId("fake:bot"), name="walkon")
SHALL_I = "shall I work here"


@pytest.fixture
async def stage(tmp_path, models_dir):
    async with at_stage(tmp_path / "data", models_dir, chat=FakeChat(own_house=False)) as stage:
        yield stage


async def let_in(stage, name="Ana", *, place=GROUP):
    sender = replace(stage.sender(name), name=name, role="admin")
    await stage.handle(BotJoined(event_id=stage.event_id(), sender=sender, place=place))


async def moved(stage, to, *, place=GROUP):
    event = ChatMoved(event_id=stage.event_id(), sender=BOT, place=place, to=to)
    assert await stage.handle(event) == Silence()


async def ask(stage, sender, *, place=GROUP):
    return await stage.handle(
        IncomingCommand(
            event_id=stage.event_id(), sender=sender, place=place, text="a dog waits in the snow"
        )
    )  # fmt: skip


def cards(stage, words=SHALL_I):
    return [
        message
        for message in stage.chat.messages.values()
        if not message.gone and words in words_of(message.now)
    ]


async def press_as(stage, sender, data, shown):
    number = next(key for key, value in stage.chat.messages.items() if value is shown)
    return await stage.handle(
        ButtonPress(
            event_id=stage.event_id(), sender=sender, place=shown.place, data=data, message=number
        )
    )  # fmt: skip


async def press(stage, name, label, *, admin=False):
    sender = replace(stage.sender(name), role="admin" if admin else "member")
    for shown in reversed([*stage.chat.messages.values()]):
        for button in buttons(shown.now):
            if label in button.label and not shown.gone:
                return await press_as(stage, sender, button.data, shown)
    raise AssertionError(label)


async def known(stage):
    chats = await stage.house.database.read(lambda books: books.chats.get(GROUP.chat))
    assert chats is not None
    return chats


async def test_a_new_chat_is_asked_once_and_by_the_name_of_who_let_the_bot_in(stage):
    await let_in(stage)
    await stage.until(lambda: cards(stage))
    await let_in(stage)
    await stage.say("Ben", "me in the rain")
    await asyncio.sleep(0.1)
    [card] = cards(stage)
    assert words_of(card.now).endswith("Ana: shall I work here?")
    assert [button.label for button in buttons(card.now)] == ["✅ Open", "👋 Leave"]
    assert len(stage.chat.messages) == 1


async def test_nobody_in_particular_may_let_the_bot_in_and_is_not_remembered(stage):
    await let_in(stage, "")
    await stage.until(lambda: cards(stage))
    assert "Admins: shall I work here?" in words_of(cards(stage)[0].now)
    there = await stage.house.database.read(lambda books: books.chats.members(GROUP.chat))
    assert there == []


async def test_a_film_in_a_closed_chat_is_turned_away_and_the_question_appears(stage):
    answer = await stage.say("Ben", "me in the rain")
    assert answer == Toast(text=say("toast-chat-closed"), aloud=True)
    await stage.until(lambda: cards(stage))
    assert not stage.group_films()


async def test_whoever_may_answer_gets_the_question_where_they_are_and_a_deleted_one_again(stage):
    await let_in(stage)
    await stage.until(lambda: cards(stage))
    first = cards(stage)[0]
    await stage.say("Ben", "me in the rain")
    await asyncio.sleep(0.1)
    assert cards(stage) == [first]
    admin = replace(stage.sender("Ana"), role="admin")
    await ask(stage, admin)
    await stage.until(lambda: first.gone and cards(stage))
    cards(stage)[0].gone = True
    await stage.say("Ben", "me in the rain")
    await stage.until(lambda: cards(stage))
    assert await press(stage, "Ana", "Open", admin=True) == Silence()


async def test_somebody_who_leaves_takes_their_permissions_along_at_once(stage):
    await opened(stage)
    await stage.enrol("Ben", "drawn")

    def allow(books):
        given = permission.grant(
            books, subject=MemberId("fake:ben"), grantee=None, chat=GROUP.chat, once=False,
            origin="", at=stage.house.clock(), new_id=stage.house.new_id,
        )  # fmt: skip
        assert given is not None

    await stage.house.database.write(allow)
    await stage.handle(
        MemberLeft(event_id=stage.event_id(), sender=stage.sender("Ben"), place=GROUP)
    )
    left = await stage.house.database.read(
        lambda books: (
            books.grants.by(MemberId("fake:ben")),
            books.chats.membership(GROUP.chat, MemberId("fake:ben")),
        )
    )
    assert left == ([], None)
    await stage.until(lambda: stage.sees("Ben", "You left Dumpling Club"))


async def test_whoever_comes_is_not_written_to_before_they_speak(stage):
    await opened(stage)
    before = len(stage.chat.messages)
    await stage.join("Cho")
    await asyncio.sleep(0.1)
    assert len(stage.chat.messages) == before
    there = await stage.house.database.read(
        lambda books: books.chats.membership(GROUP.chat, MemberId("fake:cho"))
    )
    assert there is not None


async def test_only_an_admin_opens_and_then_films_are_made(stage):
    await let_in(stage)
    await stage.until(lambda: cards(stage))
    assert await press(stage, "Ben", "Open") == Toast(text=say("toast-admins-only"))
    assert not (await known(stage)).opened
    assert await press(stage, "Ana", "Open", admin=True) == Silence()
    [card] = list(stage.chat.messages.values())
    await stage.until(lambda: not buttons(card.now))
    assert words_of(card.now).startswith("Open. First film? /cameo ")
    assert "Dumpling Club" in words_of(card.now)
    await stage.film("Ben", "a dog waits in the snow")


async def test_whoever_runs_the_bot_may_open_any_chat(stage):
    stage.house.terms = replace(stage.house.terms, admins=frozenset({MemberId("fake:zed")}))
    await let_in(stage)
    await stage.until(lambda: cards(stage))
    assert await press(stage, "Zed", "Open") == Silence()
    assert (await known(stage)).opened


async def test_two_admins_at_once_are_all_right(stage):
    await let_in(stage)
    await stage.until(lambda: cards(stage))
    answers = await asyncio.gather(
        press(stage, "Ana", "Open", admin=True), press(stage, "Ben", "Open", admin=True)
    )
    assert [*answers] == [Silence(), Silence()]
    assert (await known(stage)).opened


async def test_sent_away_the_bot_leaves_and_asks_anew_when_it_is_let_in_again(stage):
    await let_in(stage)
    await stage.until(lambda: cards(stage))
    shown = cards(stage)[0]
    data = buttons(shown.now)[0].data
    assert await press(stage, "Ben", "Leave") == Toast(text=say("toast-admins-only"))
    assert await press(stage, "Ana", "Leave", admin=True) == LeaveChat()
    late = await press_as(stage, replace(stage.sender("Ben"), role="admin"), data, shown)
    assert late == Toast(text=say("toast-expired"))
    await stage.until(lambda: shown.gone)
    await moved(stage, None)
    assert not (await known(stage)).opened
    await let_in(stage, "Ben")
    await stage.until(lambda: cards(stage))
    assert words_of(cards(stage)[0].now).endswith("Ben: shall I work here?")
    assert await press(stage, "Ana", "Open", admin=True) == Silence()
    await stage.film("Ben", "a dog waits in the snow")


async def test_let_in_where_it_was_open_the_bot_knows_that_it_has_been_out(stage):
    await opened(stage)
    await stage.join("Ben")
    await let_in(stage, "Cho")
    await stage.until(lambda: cards(stage))
    assert not (await known(stage)).opened
    there = await stage.house.database.read(lambda books: books.chats.members(GROUP.chat))
    assert [one.member for one in there] == ["fake:cho"]


async def test_let_in_under_the_id_that_a_chat_has_moved_to_nothing_ends(stage):
    await opened(stage)
    await moved(stage, NEW.chat)
    await let_in(stage, place=NEW)
    assert await ask(stage, stage.sender("Ben"), place=NEW) == Silence()
    await stage.until(lambda: stage.chat.clips(stage.sender("Ben").id))


async def test_thrown_out_the_bot_is_closed_and_what_it_was_making_is_not_delivered(stage):
    await opened(stage)
    await stage.film("Ana", "a dog waits in the snow")
    hanging = stage.group_film()
    stage.stage.gate.clear()
    await stage.say("Ben", "me in the rain")
    await stage.until(lambda: stage.stage.taken[1:])
    begun = list(stage.chat.messages.values())[-1]
    await moved(stage, None)
    stage.stage.gate.set()
    film, jobs = await stage.house.database.read(lambda books: last_of(books, "fake:ben"))
    assert (film.state, film.reason) == ("failed", "unreachable")
    assert {job.state for job in jobs} == {"undeliverable"}
    there = await stage.house.database.read(lambda books: books.chats.members(GROUP.chat))
    assert there == []
    calls = len(stage.chat.calls)
    await stage.say("Ana", "one more")
    await stage.until(lambda: cards(stage))
    assert stage.chat.calls[calls:] == [("send", str(len(stage.chat.messages)))]
    assert not hanging.gone
    await let_in(stage)
    await stage.until(lambda: "went wrong" in words_of(begun.now))


def last_of(books, member):
    film = books.films.by(MemberId(member))[0]
    return film, books.jobs.of(film.id)


async def opened(stage):
    await let_in(stage)
    await stage.until(lambda: cards(stage))
    await press(stage, "Ana", "Open", admin=True)
    await stage.until(lambda: cards(stage, "First film"))


async def test_what_was_taken_back_while_the_bot_was_out_goes_when_it_is_back(stage):
    await opened(stage)
    await stage.film("Ana", "a dog waits in the snow")
    hanging = stage.group_film()
    await moved(stage, None)

    def take_back(books):
        film = books.films.by(stage.sender("Ana").id)[0]
        permission.delete_film(books, film, by=film.requester, at=stage.house.clock())

    await stage.house.database.write(take_back)
    stage.house.ring()
    await asyncio.sleep(0.1)
    assert not hanging.gone
    await let_in(stage)
    await stage.until(lambda: hanging.gone)


async def test_a_film_in_the_making_goes_on_in_the_chat_that_has_moved(stage):
    await opened(stage)
    stage.stage.gate.clear()
    await stage.say("Ben", "me in the rain")
    await stage.until(lambda: stage.stage.taken)
    await moved(stage, NEW.chat)
    stage.stage.gate.set()
    await stage.until(lambda: stage.chat.clips(stage.sender("Ben").id))
    [film] = [m for m in stage.chat.messages.values() if not isinstance(m.now, OutgoingText)]
    assert film.place.chat == NEW.chat
    assert await ask(stage, stage.sender("Ben"), place=NEW) == Silence()


async def test_a_paper_that_comes_after_the_move_belongs_to_the_new_chat(stage):
    await opened(stage)
    stage.desk.gate.clear()
    await stage.say("Ben", "me in the rain")
    await stage.until(lambda: stage.desk.taken)
    await moved(stage, NEW.chat)
    stage.desk.gate.set()
    await stage.until(lambda: stage.chat.clips(stage.sender("Ben").id))
    film = await stage.house.database.read(lambda books: books.films.by(stage.sender("Ben").id)[0])
    assert film.chat == NEW.chat


async def test_an_old_button_is_too_old_and_does_not_bring_the_old_chat_back(stage):
    await opened(stage)
    await stage.film("Ana", "a dog waits in the snow")
    old = stage.group_film()
    await moved(stage, NEW.chat)
    assert await stage.press("Ben", "Add me", message=old) == Toast(text=say("toast-expired"))
    assert await stage.house.database.read(lambda books: books.chats.get(GROUP.chat)) is None


async def test_the_bot_itself_is_nobody(stage):
    await moved(stage, None)
    await stage.handle(
        MemberJoined(event_id=stage.event_id(), sender=stage.sender("Ana"), place=GROUP)
    )
    await moved(stage, NEW.chat)
    known_now = await stage.house.database.read(
        lambda books: (books.people.get(BOT.id), books.chats.members(NEW.chat))
    )
    assert known_now[0] is None
    assert [one.member for one in known_now[1]] == ["fake:ana"]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_first_film_that_is_proposed_may_be_made(locale):
    assert check([say("welcome-idea", locale, {"chat": "Dumpling Club"})]) is None

"""What each kind of Telegram's updates becomes."""

from __future__ import annotations

import pytest
from telegram import Update

from bot.chat import (
    BotJoined,
    ButtonPress,
    ChatMoved,
    DirectOpened,
    IncomingCommand,
    MediaUpload,
    MemberJoined,
    MemberLeft,
    MessageRef,
)
from bot.telegram_room.reading import Me, Reader, lane_of, locale_of
from generation.model.member import ChatId, Member, MemberId, Membership
from storage.telegram import TelegramBooks
from storage.telegram_tables import Ours
from tests.books import open_books

ME = Me(id=42, handle="walkon_bot")
OURS = {"id": 42, "is_bot": True, "first_name": "Walkon", "username": "walkon_bot"}
OTHER_BOT = {"id": 43, "is_bot": True, "first_name": "Gif", "username": "gif"}
ANA = {"id": 7, "is_bot": False, "first_name": "Ana", "username": "ana", "language_code": "en"}
BEN = {"id": 8, "is_bot": False, "first_name": "Ben", "last_name": "Li", "language_code": "zh-tw"}
HIDDEN = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
GROUP = {"id": -100, "type": "supergroup", "title": "Club"}
CHANNEL = {"id": -900, "type": "channel", "title": "News"}
ALONE = {"id": 7, "type": "private", "first_name": "Ana"}

FILE = {"file_id": "f", "file_unique_id": "u", "file_size": 9}
SIDES = {"width": 4, "height": 4}
VOICE = {"voice": {**FILE, "duration": 1}}
PHOTO = {"photo": [{**FILE, "file_id": "small", **SIDES}, {**FILE, **SIDES}]}
NOTE = {"video_note": {**FILE, "length": 9, "duration": 1}}
VIDEO = {"video": {**FILE, **SIDES, "duration": 1}}


def by_user(user):
    return {"forward_origin": {"type": "user", "date": 1, "sender_user": user}}


BY_BEN = by_user(BEN)
BY_SOMEBODY = {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Ben"}}
BY_A_CHANNEL = {"forward_origin": {"type": "channel", "date": 1, "chat": CHANNEL, "message_id": 3}}
BY_A_CHAT = {"forward_origin": {"type": "chat", "date": 1, "sender_chat": GROUP}}
BY_WAY_OF_A_BOT = {"via_bot": OTHER_BOT}
PASSED_ON = [BY_BEN, BY_SOMEBODY, BY_A_CHANNEL, BY_A_CHAT, BY_WAY_OF_A_BOT]


@pytest.fixture
def database():
    database = open_books()
    yield database
    database.close()


@pytest.fixture
def read(database):
    """Read one update, in the same books as those before."""

    def one(kind, body):
        update = Update.de_json({"update_id": 5, kind: body}, None)
        return database.write_now(
            lambda books: Reader(
                books=TelegramBooks(books.connection), me=ME, command="cameo"
            ).read(update)
        )

    return one


def message(by=ANA, chat=GROUP, **more):
    return {"message_id": 20, "date": 1, "chat": chat, "from": by, **more}


def entity(kind, text, part, **more):
    return {"type": kind, "offset": text.index(part), "length": len(part), **more}


def said(text, **more):
    return message(text=text, **more)


def event_of(reading, kind):
    [event] = reading.events
    assert isinstance(event, kind)
    return event


# ---------------------------------------------------------------- commands


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("/cameo a cat", "/cameo a cat"),
        ("/CAMEO@Walkon_Bot a cat", "/cameo a cat"),
        ("/cameo", "/cameo"),
        ("/weather@walkon_bot now", "help"),
    ],
)
def test_a_command_is_heard(read, text, heard):
    event = event_of(read("message", said(text)), IncomingCommand)
    assert event.text == heard
    assert (event.event_id, event.sender.id, event.place.chat) == (
        "telegram:5", "telegram:7", "telegram:-100",
    )  # fmt: skip
    assert (event.sender.handle, event.sender.name, event.place.thread) == ("ana", "Ana", None)


@pytest.mark.parametrize(
    "text", ["talking", "/cameo@other_bot a cat", "/weather now", "see /cameo", "/cameos a cat"]
)
def test_what_is_for_somebody_else_is_not(read, text):
    assert read("message", said(text)).events == ()


def test_a_command_under_a_picture_brings_the_picture(read):
    event = event_of(read("message", message(caption="/cameo me", **PHOTO)), IncomingCommand)
    assert event.text == "/cameo me"
    assert [(one.kind, one.handle, one.size) for one in event.media] == [("photo", "f", 9)]


def test_only_what_is_new_counts(read):
    for kind in ("edited_message", "channel_post", "edited_channel_post"):
        assert read(kind, said("/cameo a cat", chat=CHANNEL)).events == ()


def test_a_topic_is_kept_and_a_mere_thread_is_not(read):
    topic = said("/cameo a cat", message_thread_id=9, is_topic_message=True)
    assert event_of(read("message", topic), IncomingCommand).place.thread == "9"
    thread = said("/cameo a cat", message_thread_id=9)
    assert event_of(read("message", thread), IncomingCommand).place.thread is None


@pytest.mark.parametrize(
    ("code", "locale"),
    [(None, "en"), ("de", "en"), ("zh", "zh-Hans"), ("zh_TW", "zh-Hant"), ("zh-hant", "zh-Hant")],
)
def test_a_language_is_one_of_ours(code, locale):
    assert locale_of(code) == locale


# ---------------------------------------------------------------- who is mentioned


def test_who_is_known_is_mentioned_and_who_is_not_is_asked_for(read):
    read("message", said("hello", by=BEN | {"username": "Ben"}))
    text = "/cameo@walkon_bot @ben and @nobody and @nobody and @walkon_bot"
    entities = [
        entity("mention", text, "@ben"),
        entity("mention", text, "@nobody"),
        {"type": "mention", "offset": text.index("and @walk") + 4, "length": 11},
    ]
    event = event_of(read("message", said(text, entities=entities)), IncomingCommand)
    assert [(one.text, one.member.id) for one in event.mentions] == [("@ben", "telegram:8")]
    assert event.unknown == ("nobody",)


def test_somebody_picked_from_a_list_is_known_by_their_number(read):
    text = "/cameo Ben waits"
    entities = [entity("text_mention", text, "Ben", user=BEN)]
    body = message(caption=text, caption_entities=entities, **PHOTO)
    event = event_of(read("message", body), IncomingCommand)
    assert [(one.text, one.member.name) for one in event.mentions] == [("Ben", "Ben Li")]


def test_a_bot_picked_from_a_list_is_nobody(read):
    text = "/cameo Gif waits"
    entities = [entity("text_mention", text, "Gif", user=OTHER_BOT)]
    event = event_of(read("message", said(text, entities=entities)), IncomingCommand)
    assert (event.mentions, event.unknown) == ((), ())


# ---------------------------------------------------------------- what is answered


def answered(read, **answered):
    command = said("/cameo", reply_to_message=message(message_id=19, **answered))
    return event_of(read("message", command), IncomingCommand).reply_to


def test_an_answered_message_is_its_writers(read):
    ref = answered(read, by=BEN, caption="listen", **VOICE)
    assert (ref.message, ref.author.id, ref.text) == ("19", "telegram:8", "listen")
    assert [one.kind for one in ref.media] == ["voice"]


@pytest.mark.parametrize("how", PASSED_ON)
def test_what_was_passed_on_has_words_and_no_author_and_no_voice(read, how):
    ref = answered(read, by=ANA, caption="listen", **VOICE, **how)
    assert ref == MessageRef(message="19", text="listen")


def test_what_one_forwards_of_ones_own_stays_ones_own(read):
    ref = answered(read, by=BEN, **VOICE, **BY_BEN)
    assert (ref.author.id, [one.kind for one in ref.media]) == ("telegram:8", ["voice"])


def test_what_the_bot_says_is_not_filmed(read):
    assert answered(read, by=OURS, text="a film") == MessageRef(message="19")


def test_what_a_channel_says_is_nobodys(read):
    ref = answered(read, by=HIDDEN, text="news", sender_chat=CHANNEL, **VOICE)
    assert ref == MessageRef(message="19", text="news")


def test_a_quote_is_all_of_it(read):
    command = said(
        "/cameo", reply_to_message=message(by=BEN, text="one two"),
        quote={"text": "two", "position": 4},
    )  # fmt: skip
    assert event_of(read("message", command), IncomingCommand).reply_to.text == "two"


def test_what_opens_a_topic_is_not_answered(read):
    assert answered(read, forum_topic_created={"name": "Films", "icon_color": 1}) is None


def test_a_forwarded_command_is_none(read):
    assert read("message", said("/cameo a cat", **by_user(ANA))).events == ()


def test_a_command_by_way_of_a_bot_brings_no_voice(read):
    body = message(caption="/cameo me", **VOICE, **BY_WAY_OF_A_BOT)
    assert event_of(read("message", body), IncomingCommand).media == ()


# ---------------------------------------------------------------- in private


def private(read, **more):
    read("message", message(chat=ALONE, text="/start"))  # the door is open
    return read("message", message(chat=ALONE, **more))


def test_whoever_writes_in_private_opens_the_door_once(read):
    first = read("message", message(chat=ALONE, text="/start abc"))
    assert [type(event) for event in first.events] == [DirectOpened, IncomingCommand]
    assert first.events[1].text == "/start abc"
    assert first.events[0].place.private
    assert [type(event) for event in private(read, text="a cat").events] == [IncomingCommand]


@pytest.mark.parametrize("media", [PHOTO, NOTE, VIDEO, VOICE])
def test_a_file_by_itself_is_an_upload(read, media):
    event = event_of(private(read, **media), MediaUpload)
    assert [one.kind for one in event.media] == list(media)


def test_each_picture_of_an_album_comes_by_itself(read):
    events = [event_of(private(read, media_group_id="1", **PHOTO), MediaUpload) for _ in range(2)]
    assert len(events) == 2


@pytest.mark.parametrize(
    ("mime", "kind"), [("image/png", "photo"), ("video/mp4", "video"), (None, "file")]
)
def test_a_file_is_what_it_says_it_is(read, mime, kind):
    event = event_of(private(read, document={**FILE, "mime_type": mime}), MediaUpload)
    assert [one.kind for one in event.media] == [kind]


@pytest.mark.parametrize("how", PASSED_ON)
def test_what_was_passed_on_lends_nobody_a_face(read, how):
    for media in (PHOTO, NOTE, VIDEO, VOICE):
        for caption in ({}, {"caption": "me"}):
            reading = private(read, **media, **how, **caption)
            assert reading.events == ()
            assert reading.turned_away.why == "telegram-passed-on"
            assert reading.turned_away.locale == "en"


def test_ones_own_forwarded_picture_is_ones_own(read):
    reading = private(read, **PHOTO, **by_user(ANA))
    event_of(reading, MediaUpload)
    assert reading.turned_away is None


@pytest.mark.parametrize("how", PASSED_ON)
def test_words_that_were_passed_on_are_nobodys(read, how):
    reading = private(read, text="I never lie", **how)
    event = event_of(reading, IncomingCommand)
    assert event.text == "/cameo"
    assert event.reply_to == MessageRef(message="20", text="I never lie")
    assert reading.turned_away is None


def test_what_is_neither_words_nor_a_file_is_nothing(read):
    reading = private(read, location={"longitude": 1.0, "latitude": 1.0})
    assert (reading.events, reading.turned_away) == ((), None)


# ---------------------------------------------------------------- nobody in particular


@pytest.mark.parametrize("chat", [GROUP, CHANNEL])
def test_who_writes_as_a_chat_is_nobody(read, chat):
    reading = read("message", said("/cameo a cat", by=HIDDEN, sender_chat=chat))
    assert reading.events == ()
    assert reading.turned_away.why == "telegram-nobody"


def test_who_writes_as_a_chat_and_not_to_us_is_left_alone(read):
    reading = read("message", said("news", by=HIDDEN, sender_chat=CHANNEL))
    assert reading.turned_away is None


def test_nobody_is_told_so_in_the_language_of_the_group(database, read):
    def live_here(books):
        for number, locale in enumerate(["zh-Hant", "en", "zh-Hant"]):
            one = MemberId(f"telegram:{number}")
            books.people.put(Member(id=one, name="A", locale=locale))
            books.chats.join(Membership(chat=ChatId("telegram:-100"), member=one))

    body = said("/cameo a cat", by=HIDDEN, sender_chat=GROUP)
    assert read("message", body).turned_away.locale == "en"
    database.write_now(live_here)
    assert read("message", body).turned_away.locale == "zh-Hant"


def test_other_bots_are_not_heard(read):
    reading = read("message", said("/cameo a cat", by=OTHER_BOT))
    assert (reading.events, reading.turned_away) == ((), None)


# ---------------------------------------------------------------- buttons


def pressed(number, chat=GROUP, **more):
    body = {"message_id": number, "date": 1, "chat": chat, "from": OURS, "text": "x", **more}
    return {"id": "1", "from": ANA, "chat_instance": "1", "message": body, "data": "like|1"}


def test_a_button_is_pressed_where_it_stands(read):
    event = event_of(read("callback_query", pressed(30)), ButtonPress)
    assert (event.message, event.data, event.place.spoken_for) == ("30", "like|1", False)


def test_a_button_in_private_speaks_for_the_group_it_belongs_to(database, read):
    ours = Ours(chat=7, message=30, place=ChatId("telegram:-100"), reader=MemberId("telegram:7"))
    database.write_now(lambda books: TelegramBooks(books.connection).put_message(ours))
    event = event_of(read("callback_query", pressed(30, ALONE)), ButtonPress)
    assert event.message == "7/30"
    assert (event.place.chat, event.place.spoken_for) == ("telegram:-100", True)


def test_a_button_that_one_alone_sees_is_known_by_its_own_number(read):
    body = pressed(0, ephemeral_message_id=77)
    assert event_of(read("callback_query", body), ButtonPress).message.partition("@")[0] == "-77"


@pytest.mark.parametrize("missing", ["message", "data"])
def test_a_press_of_nothing_is_nothing(read, missing):
    body = pressed(30)
    del body[missing]
    assert read("callback_query", body).events == ()


# ---------------------------------------------------------------- coming and going


def change(was, now, *, who=OURS, by=ANA, chat=GROUP, **more):
    ever = {"until_date": 0}
    return {
        "chat": chat, "from": by, "date": 1,
        "old_chat_member": {"status": was, "user": who, **(ever if was == "kicked" else {})},
        "new_chat_member": {"status": now, "user": who, **(ever if now == "kicked" else {})} | more,
    }  # fmt: skip


RIGHTS = dict.fromkeys(
    (
        "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages",
        "can_manage_video_chats", "can_restrict_members", "can_promote_members",
        "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories",
        "can_delete_stories",
    ),
    False,
)  # fmt: skip


def test_the_bot_is_let_in_and_thrown_out(read):
    assert (
        event_of(read("my_chat_member", change("left", "member")), BotJoined).sender.name == "Ana"
    )
    gone = event_of(read("my_chat_member", change("member", "kicked")), ChatMoved)
    assert (gone.to, gone.place.chat) == (None, "telegram:-100")


def test_whoever_makes_the_bot_an_admin_lets_nobody_in(read):
    assert read("my_chat_member", change("member", "administrator", **RIGHTS)).events == ()


@pytest.mark.parametrize("kind", ["my_chat_member", "chat_member"])
def test_in_a_channel_nobody_is_met(read, kind):
    who = OURS if kind == "my_chat_member" else BEN
    assert read(kind, change("left", "member", who=who, chat=CHANNEL)).events == ()


def test_a_bot_that_is_blocked_is_silent_until_it_is_not(read):
    read("message", message(chat=ALONE, text="/start"))
    shut = change("member", "kicked", chat=ALONE)
    assert read("my_chat_member", shut).events == ()
    again = read("my_chat_member", change("kicked", "member", chat=ALONE))
    assert event_of(again, DirectOpened).sender.id == "telegram:7"


def test_people_come_and_go(read):
    came = event_of(read("chat_member", change("left", "member", who=BEN)), MemberJoined)
    assert (came.sender.id, came.sender.locale) == ("telegram:8", "zh-Hant")
    event_of(read("chat_member", change("member", "left", who=BEN)), MemberLeft)
    assert read("chat_member", change("member", "administrator", who=BEN, **RIGHTS)).events == ()
    assert read("chat_member", change("left", "member", who=OTHER_BOT)).events == ()


def test_a_group_says_who_comes_and_goes(read):
    came = read("message", message(new_chat_members=[ANA, OURS, BEN]))
    assert [(type(one), one.event_id, one.sender.id) for one in came.events] == [
        (MemberJoined, "telegram:5:0", "telegram:7"),
        (MemberJoined, "telegram:5:2", "telegram:8"),
    ]
    assert read("message", message(left_chat_member=OURS)).events == ()
    event_of(read("message", message(left_chat_member=BEN)), MemberLeft)


def test_a_group_that_has_grown_takes_what_is_shown_elsewhere_along(database, read):
    ours = Ours(chat=7, message=30, place=ChatId("telegram:-50"), reader=MemberId("telegram:7"))
    database.write_now(lambda books: TelegramBooks(books.connection).put_message(ours))
    small = {"id": -50, "type": "group", "title": "Club"}
    moved = event_of(
        read("message", message(chat=small, migrate_to_chat_id=-100)), ChatMoved
    )  # fmt: skip
    assert (moved.place.chat, moved.to) == ("telegram:-50", "telegram:-100")
    press = event_of(read("callback_query", pressed(30, ALONE)), ButtonPress)
    assert press.place.chat == "telegram:-100"


def test_other_words_of_telegrams_are_nothing(read):
    services: list[dict[str, object]] = [
        {"new_chat_title": "New"}, {"group_chat_created": True}, {"migrate_from_chat_id": -50},
        {"pinned_message": message(text="x")}, {"forum_topic_closed": {}},
    ]  # fmt: skip
    for service in services:
        assert read("message", message(**service)).events == ()


# ---------------------------------------------------------------- lanes


def test_updates_of_one_chat_stand_in_one_lane():
    lanes = [
        lane_of({"update_id": 1, "message": said("x")}),
        lane_of({"update_id": 2, "callback_query": pressed(30)}),
        lane_of({"update_id": 3, "my_chat_member": change("left", "member")}),
    ]
    assert set(lanes) == {("chat", -100)}
    assert lane_of({"update_id": 4, "poll": {}}) == ("none",)

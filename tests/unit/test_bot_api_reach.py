"""Where the fake Bot API lets no bot in, which files it refuses, and what breaks on the way."""

from __future__ import annotations

import aiohttp
import pytest

from tests.telegram.faults import AppliedLate, Broken, Delayed, LostAnswer, SlowDown
from tests.telegram.fixtures import ana as ana
from tests.telegram.fixtures import group as group
from tests.telegram.fixtures import server as server
from tests.telegram.fixtures import world as world
from tests.telegram.samples import VIDEO, ask, picture, refused, sent
from tests.telegram.things import Media

BAD = "Bad Request: "
LARGE = picture() + bytes(200_000)


async def test_whoever_has_not_opened_or_has_blocked_the_bot_is_not_written_to(server, ana):
    hello = {"chat_id": ana.id, "text": "Hello"}
    assert await refused(server, "sendMessage", **hello) == (
        "Forbidden: bot can't initiate conversation with a user"
    )
    ana.starts()
    assert (await ask(server, "sendMessage", **hello))["ok"]
    ana.blocks()
    assert await refused(server, "sendMessage", **hello) == (
        "Forbidden: bot was blocked by the user"
    )
    ana.unblocks()
    assert (await ask(server, "sendMessage", **hello))["ok"]


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_a_bot_that_was_thrown_out_does_not_write(server, ana, kind):
    place = getattr(server.world, kind)("Friends", ana)
    place.removes_bot(by=ana)
    hello = {"chat_id": place.id, "text": "Hello"}
    assert await refused(server, "sendMessage", **hello) == (
        f"Forbidden: bot was kicked from the {kind} chat"
    )
    place.adds_bot(by=ana)
    assert (await ask(server, "leaveChat", chat_id=place.id))["ok"]
    assert "is not a member" in await refused(server, "sendMessage", **hello)


async def test_a_moved_group_says_where_it_went(server, ana):
    old = server.world.group("Friends", ana)
    new = old.migrates()
    answer = await ask(server, "sendMessage", chat_id=old.id, text="Hello")
    assert answer["parameters"] == {"migrate_to_chat_id": new.id}
    assert (await ask(server, "sendMessage", chat_id=new.id, text="Hello"))["ok"]


async def test_a_bot_without_the_right_sends_no_videos(server, group):
    group.restricts_bot("can_send_messages")
    words = await refused(server, "sendVideo", chat_id=group.id, video=VIDEO)
    assert words == BAD + "not enough rights to send videos to the chat"
    assert (await sent(server, group)).text == "Hello"


async def test_a_closed_topic_takes_nothing(server, ana):
    forum = server.world.supergroup("Club", ana, forum=True)
    topic = forum.opens_topic("Films")
    assert (await sent(server, forum, message_thread_id=topic.id)).thread == topic.id
    forum.closes_topic(topic)
    at = {"chat_id": forum.id, "text": "Hello", "message_thread_id": topic.id}
    assert await refused(server, "sendMessage", **at) == BAD + "TOPIC_CLOSED"


async def test_large_files_pass_in_neither_direction(server, ana, group):
    server.world.upload_max_bytes, server.world.download_max_bytes = 5000, 3000
    answer = await ask(server, "sendVideo", chat_id=group.id, video=bytes(5001))
    assert (answer["error_code"], answer["description"]) == (413, "Request Entity Too Large")
    large = ana.sends_video(bytes(3001)).media.file.id
    assert await refused(server, "getFile", file_id=large) == BAD + "file is too big"


async def test_a_body_past_all_measure_is_refused_before_it_is_kept(server, group):
    server.world.upload_max_bytes = 10
    answer = await ask(server, "sendVideo", chat_id=group.id, video=bytes(2 << 20))
    assert answer["error_code"] == 413


@pytest.mark.parametrize(
    ("video", "why"),
    [
        ("nonsense", "wrong file identifier/HTTP URL specified"),
        ("https://example.org/film.mp4", "failed to get HTTP URL content"),
        (b"", "file must be non-empty"),
        ("", "there is no video in the request"),
    ],
)
async def test_a_file_that_is_none(server, group, video, why):
    assert await refused(server, "sendVideo", chat_id=group.id, video=video) == BAD + why


async def test_a_photo_is_no_video(server, ana, group):
    photo = ana.sends_photo(picture()).media.file.id
    words = await refused(server, "sendVideo", chat_id=group.id, video=photo)
    assert words == BAD + "can't use file of type Photo as Video"
    assert await refused(server, "sendPhoto", chat_id=group.id, photo=b"no picture") == (
        BAD + "IMAGE_PROCESS_FAILED"
    )


@pytest.mark.parametrize(
    ("thumbnail", "why"),
    [
        (picture(form="PNG"), "no JPEG"),
        (picture(180, 321), "180 × 321 px"),
        (LARGE, f"{len(LARGE)} bytes"),
        ("AAAA", "not a fresh upload"),
    ],
)
async def test_a_wrong_thumbnail_is_left_out_and_noted(server, group, thumbnail, why):
    answer = await ask(server, "sendVideo", chat_id=group.id, video=VIDEO, thumbnail=thumbnail)
    assert "thumbnail" not in answer["result"]["video"]
    assert server.world.ignored_thumbnails == [why]


async def test_a_reaction_is_an_emoji_that_telegram_has(server, ana, group):
    message = ana.says(group, "/cameo")
    at = {"chat_id": group.id, "message_id": message.id}
    eyes = [{"type": "emoji", "emoji": "👀"}]
    assert (await ask(server, "setMessageReaction", **at, reaction=eyes))["ok"]
    assert message.reactions[server.world.me.id] == eyes
    words = await refused(
        server, "setMessageReaction", **at, reaction=[{"type": "emoji", "emoji": "🎬"}]
    )
    assert words == BAD + "REACTION_INVALID"


async def test_a_wrong_token_and_an_unknown_method(server):
    assert await refused(server, "sendWishes") == "Not Found"
    assert (await ask(server, "GETME"))["ok"]
    other = f"{server.base_url}777000777:other/getMe"
    async with aiohttp.ClientSession() as session, session.get(other) as answer:
        assert answer.status == 401
        assert (await answer.json())["description"] == "Unauthorized"


async def test_faults_happen_when_they_are_chosen(server, ana, group):
    world, hello = server.world, {"chat_id": group.id, "text": "Hello"}
    world.faults.once("sendMessage", LostAnswer())
    with pytest.raises(aiohttp.ClientError):
        await ask(server, "sendMessage", **hello)
    world.faults.once("sendMessage", AppliedLate(0.01))
    with pytest.raises(aiohttp.ClientError):
        await ask(server, "sendMessage", **hello)
    await world.until(lambda: len(ana.sees(group)) == 2)
    world.faults.once("sendMessage", SlowDown(3))
    slow = await ask(server, "sendMessage", **hello)
    assert slow["parameters"] == {"retry_after": 3}
    world.faults.once("sendMessage", Delayed(0.05))
    assert (await ask(server, "sendMessage", **hello))["ok"]
    world.faults.once("sendMessage", Broken())
    with pytest.raises(aiohttp.ContentTypeError):
        await ask(server, "sendMessage", **hello)
    assert len(ana.sees(group)) == 3
    assert world.faults.seen == {
        "LostAnswer": 1, "AppliedLate": 1, "SlowDown": 1, "Delayed": 1, "Broken": 1,
    }  # fmt: skip


async def test_a_poll_has_options(server, group):
    answer = await ask(
        server, "sendPoll", chat_id=group.id, question="Which?", options=[{"text": "This"}]
    )
    assert answer["result"]["poll"]["options"][0]["text"] == "This"
    assert "poll must have" in await refused(
        server, "sendPoll", chat_id=group.id, question="Which?", options=[]
    )


async def test_a_protected_message_is_not_copied(server, ana, group):
    shown = await sent(server, group)
    kept = await sent(server, group, protect_content=True)
    at = {"chat_id": group.id, "from_chat_id": group.id}
    copied = await ask(server, "copyMessage", **at, message_id=shown.id)
    assert group.messages[copied["result"]["message_id"]].text == "Hello"
    assert "can't be copied" in await refused(server, "copyMessage", **at, message_id=kept.id)


def test_media_are_the_same_when_nobody_could_tell(server):
    file = server.world.keep(VIDEO, "video")
    one = Media(kind="video", file=file)
    assert one.same_as(Media(kind="video", file=file))
    assert not one.same_as(Media(kind="video", file=file, spoiler=True))


async def test_a_video_without_its_size_is_noted(server, group):
    sizes = {"width": 72, "height": 128, "duration": 3}
    assert (await ask(server, "sendVideo", chat_id=group.id, video=VIDEO, **sizes))["ok"]
    assert server.world.bare_videos == []
    assert (await ask(server, "sendVideo", chat_id=group.id, video=VIDEO, width=72))["ok"]
    assert server.world.bare_videos == ["72 × 0 px, 0 s"]

"""Messages of the fake Discord are changed, taken away and read as Discord's are."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.discord.drafts import change_message, new_message, read_draft
from tests.discord.fields import Fields
from tests.discord.fixtures import ana as ana
from tests.discord.fixtures import channel as channel
from tests.discord.fixtures import guild as guild
from tests.discord.fixtures import server as server
from tests.discord.fixtures import world as world
from tests.discord.permissions import Permission
from tests.discord.refusals import Problems, Refused
from tests.discord.samples import ask, button, row, sent
from tests.discord.things import Json
from tests.discord.world import World


def path(message):
    return f"/channels/{message.channel.id}/messages/{message.id}"


def edits(server, message, body=None, **more):
    return ask(server, "PATCH", path(message), body, **more)


async def film(server, channel, **more):
    files = [("a.mp4", b"a"), ("b.mp4", b"b")]
    return await sent(server, channel, files=files, components=[row(button())], **more)


async def test_what_is_not_named_stays(server, channel):
    message = await film(server, channel)
    answer = await edits(server, message, {"content": "Bye"})
    assert answer.status == 200
    assert answer.body["edited_timestamp"] is not None
    assert (message.content, message.labels, len(message.attachments)) == ("Bye", ["Yes"], 2)


async def test_files_stay_that_are_listed_and_new_ones_come(server, channel):
    message = await film(server, channel)
    kept = message.attachments[1]
    about = [{"id": str(kept.id)}, {"id": 0, "filename": "c.mp4"}]
    await edits(server, message, {"attachments": about}, files=[("x.mp4", b"c")])
    assert [a.filename for a in message.attachments] == ["b.mp4", "c.mp4"]
    assert message.attachments[0] is kept


async def test_new_files_join_the_old_where_none_are_listed(server, channel):
    message = await film(server, channel)
    await edits(server, message, {}, files=[("c.mp4", b"c")])
    assert [a.filename for a in message.attachments] == ["a.mp4", "b.mp4", "c.mp4"]


@pytest.mark.parametrize("none", [[], None])
async def test_no_files_stay_of_an_empty_list(server, channel, none):
    message = await film(server, channel)
    await edits(server, message, {"attachments": none})
    assert (message.attachments, message.content) == ([], "Hello")


async def test_words_and_buttons_are_taken_away(server, channel):
    message = await film(server, channel)
    await edits(server, message, {"content": None, "components": []})
    assert (message.content, message.labels, len(message.attachments)) == ("", [], 2)


async def test_nothing_is_left_empty(server, channel):
    message = await film(server, channel)
    answer = await edits(server, message, {"content": None, "attachments": []})
    assert answer.no == (400, 50006)
    assert (message.content, len(message.attachments)) == ("Hello", 2)


async def test_a_bad_change_changes_nothing(server, channel):
    message = await sent(server, channel)
    assert (await edits(server, message, {"content": "x" * 2001})).wrong("content")
    assert message.content == "Hello"


async def test_a_larger_file_than_the_place_takes_is_refused(server, world, channel):
    world.upload_max_bytes = 10
    message = await sent(server, channel)
    answer = await edits(server, message, {"content": "Bye"}, files=[("a.mp4", bytes(11))])
    assert answer.no == (413, 40005)
    assert message.content == "Hello"


async def test_nobody_elses_words_are_changed(server, world, ana, channel):
    message = world.post_message(channel, ana, "Mine")
    assert (await edits(server, message, {"content": "Yours"})).no == (403, 50005)
    assert (await ask(server, "DELETE", path(message))).no == (403, 50013)
    channel.overwrites_for(world.me, allow=Permission.MANAGE_MESSAGES)
    assert (await ask(server, "DELETE", path(message))).status == 204
    mine = world.post_message(world.dm(ana), ana, "Mine too")
    assert (await ask(server, "DELETE", path(mine))).no == (403, 50003)


async def test_what_is_gone_is_unknown(server, channel):
    message = await sent(server, channel)
    assert (await ask(server, "DELETE", path(message))).status == 204
    assert message.gone
    for method in ("DELETE", "PATCH", "GET"):
        assert (await ask(server, method, path(message), {})).no == (404, 10008)


async def test_what_one_person_alone_sees_is_unknown_to_the_bots_token(server, world, ana, channel):
    message = world.post_message(channel, world.me, "Psst", viewer=ana)
    for method in ("DELETE", "PATCH", "GET"):
        assert (await ask(server, method, path(message), {"content": "a"})).no == (404, 10008)


async def test_files_need_their_permission_in_a_change_too(server, world, channel):
    message = await sent(server, channel)
    channel.overwrites_for(world.me, deny=Permission.ATTACH_FILES)
    assert (await edits(server, message, {}, files=[("a.mp4", b"a")])).no == (403, 50013)
    assert (await edits(server, message, {"content": "Bye"})).status == 200


async def test_a_channel_that_is_not_seen_is_not_written_to(server, world, channel):
    message = await sent(server, channel)
    channel.overwrites_for(world.me, deny=Permission.VIEW_CHANNEL)
    assert (await edits(server, message, {"content": "Bye"})).no == (403, 50001)
    assert (await ask(server, "DELETE", path(message))).no == (403, 50001)


async def test_in_a_closed_thread_nothing_is_changed(server, ana, channel):
    thread = channel.opens_thread("Idea", by=ana)
    message = await sent(server, thread)
    thread.archives()
    assert (await edits(server, message, {"content": "Bye"})).no == (400, 50083)


async def test_words_that_are_not_for_the_bot_are_not_read(server, world, ana, channel):
    secret = world.post_message(channel, ana, "Secret")
    mine = await sent(server, channel, content="Mine")
    answer = await ask(server, "GET", f"/channels/{channel.id}/messages")
    assert [body["content"] for body in answer.body] == ["Mine", ""]
    world.reads_words = True
    assert (await ask(server, "GET", path(secret))).body["content"] == "Secret"
    limited = await ask(server, "GET", f"/channels/{channel.id}/messages?limit=1")
    assert [body["id"] for body in limited.body] == [str(mine.id)]
    later = await ask(server, "GET", f"/channels/{channel.id}/messages?after={secret.id}")
    assert [body["id"] for body in later.body] == [str(mine.id)]
    earlier = await ask(server, "GET", f"/channels/{channel.id}/messages?before={mine.id}")
    assert [body["id"] for body in earlier.body] == [str(secret.id)]
    for query in ("limit=0", "before=x", "after=-1"):
        answer = await ask(server, "GET", f"/channels/{channel.id}/messages?{query}")
        assert answer.wrong(query.partition("=")[0])
    channel.overwrites_for(world.me, deny=Permission.READ_MESSAGE_HISTORY)
    assert (await ask(server, "GET", path(mine))).no == (403, 50013)


async def test_earlier_states_are_remembered(server, channel):
    message = await sent(server, channel)
    await edits(server, message, {"content": "Bye"})
    assert [version["content"] for version in message.versions] == ["Hello"]


FIELD = st.sampled_from(["", "One", None])
STEP: st.SearchStrategy[Json] = st.fixed_dictionaries(
    {}, optional={"content": FIELD, "attachments": st.sampled_from([[], None])}
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STEP, max_size=12))
def test_a_message_is_always_what_was_last_accepted_and_never_empty(steps):
    world = World()
    guild = world.guild("Friends", world.user("Ana"))
    channel = guild.channel("general")

    def draft(body, *, new=False):
        problems = Problems()
        read = read_draft(Fields(body, problems), {}, new=new)
        problems.refuse()
        return read

    file = world.attach(b"a", "a.mp4", channel=channel)
    message = new_message(world, channel, world.me, draft({"content": "Hello"}, new=True))
    message.attachments = [file]
    content, files = "Hello", 1
    for step in steps:
        wanted = (step.get("content") or "") if "content" in step else content
        left = 0 if "attachments" in step else files
        if wanted or left:
            change_message(world, message, draft(step))
            content, files = wanted, left
        else:
            with pytest.raises(Refused) as no:
                change_message(world, message, draft(step))
            assert (no.value.status, no.value.code) == (400, 50006)
        assert (message.content, len(message.attachments)) == (content, files)
        assert message.content or message.attachments

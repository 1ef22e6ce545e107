"""Words as Discord writes them become words that can be spoken and filmed."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import SlowDown
from bot.discord_room import people
from bot.discord_room.naming import MENTION, as_names, known_only, tidy
from bot.discord_room.people import People, raw_sender

ME = 42


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<@42> me in the rain", "me in the rain"),
        ("<@!7> and I <:dance:123> <a:party:4>", "<@7> and I"),
        ("in <#5> with <@&6> at <t:1700000000:R>", "in with at"),
        ("see </cameo make:99> or <id:browse>", "see or"),
        ("1 < 2, a <b> c, <@x>", "1 < 2, a <b> c, <@x>"),
        ("line\n<@42>\nline", "line\n\nline"),
        ("", ""),
    ],
)
def test_only_discords_own_marks_are_taken_out(written, read):
    assert tidy(written, ME) == read


def test_names_stand_where_numbers_were():
    assert as_names("<@7> and <@!8> run", {7: "Ana"}) == "@Ana and  run"
    assert known_only("<@7> and <@8>", {7}) == "<@7> and "


@given(st.text())
def test_words_without_marks_are_left_alone(text):
    plain = text.replace("<", "").replace("\t", " ")
    while "  " in plain:
        plain = plain.replace("  ", " ")
    assert tidy(plain, ME) == plain.strip()
    assert MENTION.findall(tidy(text, ME)) == [n for n in MENTION.findall(text) if n != str(ME)]


def test_a_program_is_nobody_and_a_nickname_is_what_somebody_is_called():
    user = {"id": "7", "username": "ana", "global_name": None}
    assert raw_sender({**user, "bot": True}) is None
    named = [raw_sender(user), raw_sender(user, {"nick": "A"}), raw_sender(user, {"nick": None})]
    assert [one.name for one in named if one] == ["ana", "A", "ana"]


class Line:
    """Tells of some people at once, of one never, and refuses to tell of another."""

    async def call(self, _method, _path, **names):
        number = names.get("user_id") or names["member_id"]
        if number == 1:
            await asyncio.Event().wait()
        if number == 2:
            raise SlowDown
        user = {"id": str(number), "username": f"u{number}", "bot": number == 3}
        return {"user": user, "nick": "N"} if "member_id" in names else user


@pytest.mark.parametrize(("guild", "name"), [(None, "u4"), (9, "N")])
async def test_whoever_is_not_told_of_in_time_is_left_out(monkeypatch, guild, name):
    monkeypatch.setattr(people, "ASK_S", 0.05)
    found = await People(line=Line()).named([1, 2, 3, 4, 4], guild)  # type: ignore[arg-type]
    assert {number: one.name for number, one in found.items()} == {4: name}
    assert await People(line=Line()).named([], guild) == {}  # type: ignore[arg-type]

"""People picked beside a sentence: it names them as if they had been written into it."""

from __future__ import annotations

import pytest

from bot.chat import IncomingCommand, MediaRef, Mention, MessageRef, Place, Sender
from bot.house.asking import named, sentence_of
from bot.house.beside import written_in
from generation.director.callsheet import SELF, players
from generation.director.rules import RuleDirector
from generation.model.member import ChatId, MemberId


def person(name: str, *, locale: str = "en", handle: str = "", id_: str = "") -> Sender:
    return Sender(id=MemberId(f"x:{id_ or name}"), name=name, locale=locale, handle=handle)


ANA, BEN, CHO = person("Ana"), person("Ben", handle="ben_7"), person("Cho Lee")
AN_NA, AN_NA_TW = person("安娜", locale="zh-Hans"), person("安娜", locale="zh-Hant")


def asked(text, *picked, asker=ANA, stands="", **more):
    """Return the sentence and the people of a command; ``stands`` is what should stand in it."""
    command = IncomingCommand(
        event_id="x:1", sender=asker, place=Place(chat=ChatId("x:1")), text=text,
        mentions=tuple(Mention(text=stands, member=one) for one in picked), **more,
    )  # fmt: skip
    told = written_in(command, "cameo")
    return sentence_of(told), [name for _, name in named(told.mentions)]


@pytest.mark.parametrize(
    ("asker", "text", "picked", "sentence"),
    [
        (ANA, "/cameo me waiting for the bus", (BEN,), "me waiting for the bus with Ben"),
        (ANA, "I wait. It rains!", (BEN, CHO), "I wait. It rains with Ben and Cho Lee!"),
        (AN_NA, "/cameo 我在等公交车。", (BEN,), "我在等公交车，和Ben一起。"),
        (AN_NA_TW, "我在等公車", (BEN, CHO), "我在等公車，和Ben、Cho Lee一起"),
        (AN_NA, "waiting for the bus", (BEN,), "waiting for the bus with Ben"),
        (ANA, "我在等公交车", (BEN,), "我在等公交车，和Ben一起"),
        (AN_NA_TW, "🎬", (BEN,), "🎬，和Ben一起"),
        (ANA, "🎬", (BEN,), "🎬 with Ben"),
        (ANA, "小明 and me at the beach", (BEN,), "小明 and me at the beach with Ben"),
    ],
)
def test_a_sentence_names_who_was_picked_in_its_own_language(asker, text, picked, sentence):
    assert asked(text, *picked, asker=asker) == (sentence, [one.name for one in picked])


@pytest.mark.parametrize("text", ["/cameo me", "me", "/cameo top", "help"])
def test_a_reserved_word_with_somebody_is_a_sentence(text):
    word = text.removeprefix("/cameo ")
    assert asked(text, BEN) == (f"{word} with Ben", ["Ben"])


def test_people_alone_are_a_sentence_of_their_names():
    assert asked("/cameo", BEN, CHO) == ("Ben and Cho Lee", ["Ben", "Cho Lee"])
    assert asked("", BEN, person("Help")) == ("Ben and Help", ["Ben", "Help"])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Ben and I dance", "Ben and I dance"),
        ("BEN’s birthday", "BEN’s birthday"),
        ("I dance with @ben_7!", "I dance with Ben!"),
        ("<@7> and I dance", "Ben and I dance"),
        ("benign weather", "benign weather with Ben"),
    ],
)
def test_nobody_is_named_twice(text, sentence):
    assert asked(text, BEN, BEN, stands="<@7>") == (sentence, ["Ben"])


def test_somebody_typed_and_picked_is_one_person():
    command = IncomingCommand(
        event_id="x:1", sender=ANA, place=Place(chat=ChatId("x:1")), text="<@7> and I dance",
        mentions=(Mention(text="", member=BEN), Mention(text="<@7>", member=BEN)),
    )  # fmt: skip
    told = written_in(command, "cameo")
    assert (sentence_of(told), [*named(told.mentions)]) == ("Ben and I dance", [(BEN.id, "Ben")])


def test_a_first_name_in_the_sentence_is_the_whole_name():
    assert asked("Cho and I dance", CHO) == ("Cho Lee and I dance", ["Cho Lee"])
    the_rock = person("The Rock")
    assert asked("The cat sleeps", the_rock)[0] == "The cat sleeps with The Rock"


def test_two_of_one_name_are_both_in_it():
    other = person("Ben", id_="other")
    assert asked("me dancing", BEN, other) == ("me dancing with Ben", ["Ben", "Ben"])


def test_oneself_is_called_me():
    assert asked("a dog waits", ANA) == ("a dog waits with me", [])
    assert asked("me dancing", ANA, BEN) == ("me dancing with Ben", ["Ben"])
    assert asked("一只狗在等", AN_NA, asker=AN_NA) == ("一只狗在等，和我一起", [])


@pytest.mark.parametrize("text", ["first line\nsecond line", "x" * 598])
def test_what_cannot_be_added_to_stays_and_has_them_in_its_cast(text):
    assert asked(text, BEN) == (text, ["Ben"])


def test_a_voice_note_and_an_answered_message_keep_their_words():
    note = (MediaRef(kind="voice", handle="v"),)
    assert asked("hello there", BEN, media=note) == ("hello there", ["Ben"])
    assert asked("/cameo", BEN, reply_to=MessageRef(message="7", text="no")) == ("/cameo", ["Ben"])


def test_somebody_without_a_name_takes_no_words_away():
    assert asked("dinner @ home", person("")) == ("dinner @ home", [""])


@pytest.mark.parametrize(
    ("asker", "text"),
    [
        (ANA, "me waiting for the bus"),
        (ANA, "a dog waits in the snow"),
        (AN_NA, "我在等公交车。"),
        (AN_NA_TW, "我錯過了最後一班車"),
        (AN_NA_TW, "一隻狗在雪裡等"),
    ],
)
@pytest.mark.parametrize("seed", range(3))
def test_the_director_casts_them_and_shows_them(asker, text, seed):
    sentence, names = asked(text, BEN, CHO, asker=asker)
    cast = players(
        sentence, [(asker.name, SELF), *((name, "cameo") for name in names)], locale=asker.locale
    )
    film = RuleDirector().write(sentence, cast, locale=asker.locale, seed=seed, personas={})
    played = {one.name: one for one in film.cast if one.token[0] == "P"}
    assert {"Ben", "Cho Lee"} <= played.keys()
    assert all(played[name].kind == "cameo" for name in names)
    assert len(played) == len(cast)  # no stand-in beside them who has their name
    seen = {token for shot in film.shots for token in shot.cast}
    assert {played[name].token for name in names} <= seen

"""The house as people use it: asked, cast, nodded, remixed, withdrawn, forgotten."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.chat import OpenForm, OutgoingClip, OutgoingText, Silence, Toast
from bot.house.opening import new_id
from generation.studio import filming
from tests.fakes_house import GROUP, at_stage, buttons, words_of


@pytest.fixture
async def stage(tmp_path, models_dir):
    async with at_stage(tmp_path / "data", models_dir) as stage:
        await stage.join("Ana", "Ben", "Cho")
        yield stage


async def test_a_sentence_becomes_a_film_in_the_same_message(stage):
    await stage.say("Ana", "me in the rain, waiting")
    await stage.until(lambda: stage.chat.clips(stage.sender("Ben").id))
    message = stage.group_film()
    assert isinstance(message.history[0], OutgoingText)
    assert sum(one.place.chat == GROUP.chat for one in stage.chat.messages.values()) == 1
    assert "Ana" in words_of(message.now)


async def test_the_same_event_twice_is_one_film(stage):
    await stage.say("Ana", "me in the rain", event_id="fake:same")
    again = await stage.say("Ana", "me in the rain", event_id="fake:same")
    await stage.until(lambda: stage.chat.clips(stage.sender("Ana").id))
    assert isinstance(again, Toast)
    films = await stage.house.database.read(lambda books: books.films.by(stage.sender("Ana").id))
    assert len(films) == 1


async def test_nobody_appears_before_their_nod(stage):
    await stage.enrol("Ana", "photo")
    await stage.enrol("Ben", "drawn")
    await stage.film(
        "Ana", "me and @Ben and @Cho argue about the last dumpling", mentions=("Ben", "Cho")
    )
    film = stage.group_film()
    assert film.now.caption.count("as") >= 2  # Ben and Cho are played by others
    await stage.until(lambda: stage.button("Ben", "Post"))
    assert not stage.button("Ana", "✅")
    assert not stage.button("Cho", "✅")
    ticket = next(
        m
        for m in stage.chat.seen_by(stage.sender("Ben").id)
        if isinstance(m.now, OutgoingClip) and m.now.ticket
    )
    shown = film.now.film.id
    await stage.press("Ben", "Post", message=ticket)
    await stage.until(lambda: film.now.film.id != shown)
    assert "as Ben" not in film.now.caption
    assert "as Cho" in film.now.caption


async def test_a_no_changes_nothing_that_the_group_sees(stage):
    await stage.enrol("Ben", "drawn")
    await stage.film("Ana", "@Ben and @Cho argue", mentions=("Ben", "Cho"))
    film = stage.group_film()
    await stage.until(lambda: stage.button("Ben", "Not this"))
    before = film.now.caption
    await stage.press("Ben", "Not this")
    await stage.until(lambda: stage.sees("Ben", "Gone. The film goes on"))
    assert film.now.caption == before


async def test_whoever_has_no_cameo_is_led_to_one_and_then_into_the_remix(stage):
    await stage.film("Ana", "a dog waits in the snow")
    answer = await stage.press("Cho", "Add me")
    assert isinstance(answer, Toast)
    await stage.until(lambda: stage.button("Cho", "draw me"))
    form = await stage.press("Cho", "draw me")
    assert isinstance(form, OpenForm)
    assert form.kind == "release"
    form = await stage.submit("Cho", "release", face="1", voice="0", adult="1")
    assert isinstance(form, OpenForm)
    assert form.kind == "drawn"
    await stage.submit("Cho", "capture", media=b"picture")
    await stage.until(lambda: stage.button("Cho", "Use it"))
    before = stage.group_film()
    await stage.press("Cho", "Use it")
    await stage.until(lambda: stage.group_film() is not before)
    assert "Cho" in stage.group_film().now.caption


async def test_without_the_release_there_is_no_camera(stage):
    await stage.say("Ana", "/start")
    await stage.until(lambda: stage.button("Ana", "One photo"))
    form = await stage.press("Ana", "One photo")
    assert isinstance(form, OpenForm)
    assert form.kind == "release"
    refused = await stage.submit("Ana", "release", face="1", voice="0", adult="0")
    assert not isinstance(refused, OpenForm)
    await stage.submit("Ana", "capture", media=b"picture")
    assert stage.desk.taken == []


def keys_of(stage, name):
    """Whose keys there are that open something of somebody: their own, and those of their takes."""
    me = stage.sender(name).id
    whose = {f"member:{me}", f"voice:{me}"}
    return {one for one in stage.house.vault.owners() if one.partition("/")[0] in whose}


async def posted_with_ben(stage):
    """A film of Ana's that shows Ben's face, after his nod."""
    await stage.enrol("Ben", "drawn")
    await stage.film("Ana", "@Ben argues about the last dumpling", mentions=("Ben",))
    film = stage.group_film()
    await stage.until(lambda: stage.button("Ben", "Post"))
    await stage.press("Ben", "Post")
    await stage.until(lambda: "as Ben" not in film.now.caption)
    return film


async def test_a_withdrawal_takes_the_face_out_of_the_film_and_its_remix(stage):
    first = await posted_with_ben(stage)
    await stage.press("Ben", "Remove", message=first)
    await stage.until(lambda: stage.button("Ben", "stand-in"))
    await stage.press("Ben", "Let a stand-in")
    await stage.until(lambda: "as Ben" in first.now.caption)
    await stage.until(lambda: stage.sees("Ben", "Done. One film"))


async def test_a_film_that_vanishes_is_gone_for_everybody(stage):
    first = await posted_with_ben(stage)
    await stage.press("Ben", "Remove", message=first)
    await stage.until(lambda: stage.button("Ben", "Take the film away"))
    await stage.press("Ben", "Take the film away")
    await stage.until(lambda: not isinstance(first.now, OutgoingClip) or first.gone)


async def test_forget_me_leaves_no_key_and_no_face(stage):
    await stage.enrol("Ana", "photo")
    assert keys_of(stage, "Ana")
    await stage.film("Ana", "me in the rain")
    film = stage.group_film()
    await stage.say("Ana", "forget-me")
    await stage.until(lambda: stage.button("Ana", "Erase everything"))
    await stage.press("Ana", "Erase everything")
    await stage.until(lambda: stage.sees("Ana", "Erased at"))
    await stage.until(lambda: film.gone or not isinstance(film.now, OutgoingClip))
    await stage.until(lambda: not keys_of(stage, "Ana"))
    cameo = await stage.house.database.read(lambda books: books.cameos.get(stage.sender("Ana").id))
    assert cameo is None


async def test_a_picture_that_is_taken_again_or_thrown_away_leaves_no_key(stage):
    await stage.enrol("Ana", "photo")
    in_use = keys_of(stage, "Ana")
    await stage.give_picture("Ana")
    await stage.until(lambda: stage.button("Ana", "Retake"))
    on_show = keys_of(stage, "Ana") - in_use
    assert len(on_show) == 1
    await stage.press("Ana", "Retake")
    await stage.until(lambda: keys_of(stage, "Ana") == in_use)
    await stage.submit("Ana", "capture", media=b"picture")
    await stage.until(lambda: stage.button("Ana", "Throw"))
    assert not keys_of(stage, "Ana") & on_show
    await stage.press("Ana", "Throw")
    await stage.until(lambda: keys_of(stage, "Ana") == in_use)
    cameo = await stage.house.database.read(lambda books: books.cameos.get(stage.sender("Ana").id))
    assert stage.house.vault.holds(cameo.likeness)


async def test_words_that_break_a_rule_are_refused_to_the_asker_alone(stage):
    await stage.say("Ana", "me confessing that I killed my neighbour")
    await stage.until(lambda: stage.sees("Ana", "I won't shoot"))
    assert not stage.sees("Ben", "I won't shoot")
    assert stage.stage.taken == []


async def test_what_can_be_shot_instead_is_offered_to_the_asker_and_asks_as_ever(stage):
    await stage.enrol("Ben", "drawn")
    await stage.say("Ana", "@Ben says this tea cures cancer", mentions=("Ben",))
    await stage.until(lambda: stage.sees("Ana", "I can shoot this instead: “Ben"))
    assert not stage.sees("Ben", "instead")
    assert await stage.press("Ana", "Which rule") == Silence()
    await stage.until(lambda: stage.sees("Ana", "The rule: nobody real"))
    form = await stage.press("Ana", "My own words")
    assert isinstance(form, OpenForm)
    assert form.values["sentence"].startswith("Ben")
    await stage.submit("Ana", form.id, sentence="me in the snow, waiting")
    await stage.until(lambda: stage.chat.clips(stage.sender("Ana").id))
    shoot = stage.button("Ana", "Shoot that")
    offer = next(
        one for one in stage.chat.seen_by(stage.sender("Ana").id) if shoot in buttons(one.now)
    )
    await stage.press_data("Ana", shoot.data, offer)
    await stage.until(stage.group_films)
    assert "as Ben" in stage.group_film().now.caption
    await stage.until(lambda: stage.button("Ben", "Post"))
    await stage.until(lambda: not stage.sees("Ana", "instead"))
    assert isinstance(await stage.press_data("Ana", shoot.data, offer), Toast)
    assert len(stage.group_films()) == 1


async def test_a_refusal_after_the_words_are_written_offers_the_same(stage):
    """Whatever the director made of them: the asker reads it in private, the group sees nothing."""
    await stage.film("Ana", "a dog waits in the snow")
    house = stage.house
    film = (await house.database.read(lambda books: books.films.by(stage.sender("Ana").id)))[0]
    told = replace(film, id=new_id(), sentence="me on the beach: buy bitcoin now", paper=None,
                   state="making")  # fmt: skip
    await house.database.write(
        lambda books: filming.ask_for_film(books, told, job=new_id(), at=house.clock())
    )
    house.ring()
    await stage.until(lambda: stage.button("Ana", "Shoot that"))
    await stage.press("Ana", "Shoot that")
    await stage.until(lambda: len(stage.group_films()) == 2)


async def test_a_report_hides_the_film_at_once(stage):
    await stage.film("Ana", "a dog waits in the snow")
    film = stage.group_film()
    await stage.press("Ben", "⋯")
    await stage.until(lambda: stage.button("Ben", "Report"))
    await stage.press("Ben", "Report")
    await stage.until(lambda: isinstance(film.now, OutgoingText))


async def test_likes_count_once_for_each_member(stage):
    await stage.film("Ana", "a dog waits in the snow")
    film = stage.group_film()
    await stage.press("Ben", "👍", message=film)
    await stage.press("Cho", "👍", message=film)
    await stage.until(lambda: any("2" in b.label for row in film.now.rows for b in row))
    await stage.press("Cho", "👍", message=film)
    await stage.until(lambda: any("👍 1" in b.label for row in film.now.rows for b in row))


async def test_somebody_else_s_button_does_nothing(stage):
    stage.stage.gate.clear()
    await stage.say("Ana", "a dog waits in the snow")
    await stage.until(lambda: stage.button("Ben", "Cancel"))
    answer = await stage.press("Ben", "Cancel")
    assert isinstance(answer, Toast)
    assert "Ana" in answer.text
    stage.stage.gate.set()
    await stage.until(lambda: stage.chat.clips(stage.sender("Ben").id))


async def test_a_cancelled_film_says_so_in_its_message(stage):
    stage.stage.gate.clear()
    await stage.say("Ana", "a dog waits in the snow")
    await stage.until(lambda: stage.button("Ana", "Cancel"))
    await stage.press("Ana", "Cancel")
    await stage.until(lambda: stage.sees("Ben", "Cancelled"))
    stage.stage.gate.set()


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("", "One sentence"),
        ("help", "and a sentence"),
        ("me", "lent me a face"),
        ("who", "castable"),
        ("with-me", "been in anything"),
        ("receipts", "asked for your face"),
        ("privacy", "encrypted"),
        ("settings", "face"),
        ("top", "Nothing remixed"),
        ("forget-me", "erases"),
    ],
)
async def test_every_reserved_word_is_answered(stage, words, answer):
    await stage.say("Ana", words)
    await stage.until(lambda: stage.sees("Ana", answer))

"""The judge of the storms over Discord: what it takes for one film, and what it does not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.i18n import say
from generation.model.film import Film
from storage.books import SqliteBooks
from storage.database import Database
from tests.books import NOW, clip, film, open_books
from tests.discord.by_hand import SAY, THINK, ByHand
from tests.discord.by_hand import bot as bot
from tests.discord.by_hand import friends as friends
from tests.discord.by_hand import world as world
from tests.discord.people import Person
from tests.discord.samples import VIDEO, ask
from tests.discord.things import EPHEMERAL, Json
from tests.faults.crowd import marker
from tests.faults.discord_side import acknowledged
from tests.faults.discord_storm import Wish, judged
from tests.faults.storm import Report

MAKING: list[Json] = [{"type": 1, "components": [
    {"type": 2, "style": 2, "label": say("button-cancel", "en"), "custom_id": "1:cancel"},
]}]  # fmt: skip


@dataclass
class Court:
    """Commands by hand, the books that a bot would have written, and the judge."""

    bot: ByHand
    ana: Person
    database: Database
    wishes: list[Wish] = field(default_factory=list)

    def asks(self, *, films: int = 1) -> Wish:
        """Have Ana ask for a film, which stands so often in the books."""
        name = marker(len(self.wishes))
        wish = Wish(0, name, self.ana.slash("make", sentence=f"snow, {name}"))
        self.wishes.append(wish)
        for number in range(films):
            self._put(film(f"f{name}{number}", sentence=f"snow, {name}"))
        return wish

    def _put(self, one: Film) -> None:
        def work(books: SqliteBooks) -> None:
            books.films.put(one)
            books.clips.put(clip(f"c-{one.id}", film=one.id))

        self.database.write_now(work)

    async def begins(self, wish: Wish) -> int:
        """Answer with words about a film in the making; the number of the message."""
        words = f"Filming {wish.marker}"
        await self.bot.says(wish.asked, words, components=MAKING)
        return wish.asked.message.id

    async def shows(self, wish: Wish, message: int, *, of: Wish | None = None) -> None:
        """Have a message become a film."""
        id_ = f"f{(of or wish).marker}0"
        body: Json = {
            "content": f"The film {wish.marker}", "components": [],
            "attachments": [{"id": "0", "filename": f"c-{id_}.mp4"}],
        }  # fmt: skip
        data = VIDEO + f"c-{id_}".encode()
        await self._calls("PATCH", f"/{message}", body, (f"c-{id_}.mp4", data))
        self.database.write_now(
            lambda books: books.ledger.write(
                "shown", at=NOW, actor=film().requester, object_=id_, data={"clip": f"c-{id_}"}
            )
        )

    async def fails(self, wish: Wish, message: int) -> None:
        """Have a message say that there is no film."""
        body: Json = {"content": f"No {wish.marker}", "components": [], "attachments": []}
        await self._calls("PATCH", f"/{message}", body)

    async def posts(self, wish: Wish) -> int:
        """Say in the channel, and not as an answer, that a film is in the making."""
        body: Json = {"content": f"Filming {wish.marker}", "components": MAKING}
        return int((await self._calls("POST", "", body))["id"])

    async def _calls(self, method: str, path: str, body: Json, *files: tuple[str, bytes]) -> Json:
        channel = f"/channels/{self.ana.here.id}/messages{path}"
        got = await ask(self.bot.server, method, channel, body, files=files)
        assert got.status == 200, got.body
        return dict(got.body)

    def verdict(self, root) -> Report:
        report = Report(seed=0, commands=1, kills=0)
        judged(report, root, self.bot.world, self.wishes)
        return report


@pytest.fixture
def court(bot, friends, tmp_path):
    database = open_books(tmp_path / "walkon.db")
    yield Court(bot, friends[0], database)
    database.close()


async def test_a_film_that_took_the_place_of_the_answer_is_one_film(court, tmp_path):
    wish = court.asks()
    await court.shows(wish, await court.begins(wish))
    report = court.verdict(tmp_path)
    assert (report.clips, report.failures, report.wrong) == (1, 0, [])


async def test_a_failure_that_took_its_place_is_one_failure(court, tmp_path):
    wish = court.asks()
    await court.fails(wish, await court.begins(wish))
    report = court.verdict(tmp_path)
    assert (report.clips, report.failures, report.wrong) == (0, 1, [])


async def test_two_messages_with_the_film_are_two_films_though_one_went_again(court, tmp_path):
    wish = court.asks()
    await court.shows(wish, await court.begins(wish))
    second = await court.posts(wish)
    await court.shows(wish, second)
    path = f"/channels/{court.ana.here.id}/messages/{second}"
    assert (await ask(court.bot.server, "DELETE", path)).status == 204
    report = court.verdict(tmp_path)
    assert report.duplicates == 1
    assert report.wrong == ["duplicates: 1"]


async def test_a_film_beside_its_failure_is_both(court, tmp_path):
    wish = court.asks()
    await court.shows(wish, await court.begins(wish))
    await court.fails(wish, await court.posts(wish))
    assert court.verdict(tmp_path).both == 1


async def test_words_that_became_nothing_are_a_film_that_was_lost(court, tmp_path):
    await court.begins(court.asks())
    report = court.verdict(tmp_path)
    assert (report.neither, report.left_over) == (1, 1)
    assert report.wrong == ["neither: 1"]


async def test_an_answer_without_a_film_in_the_books_is_a_film_that_was_lost(court, tmp_path):
    await court.begins(court.asks(films=0))
    [wrong] = [one for one in court.verdict(tmp_path).wrong if one.startswith("0 films of")]
    assert marker(0) in wrong


async def test_two_films_in_the_books_for_one_command_are_one_too_many(court, tmp_path):
    wish = court.asks(films=2)
    await court.shows(wish, await court.begins(wish))
    assert f"2 films of {wish.marker}" in court.verdict(tmp_path).wrong


async def test_a_message_with_the_film_of_another_is_about_two(court, tmp_path):
    one, other = court.asks(), court.asks()
    await court.shows(other, await court.begins(other))
    await court.shows(one, await court.begins(one), of=other)
    assert any("about two films" in wrong for wrong in court.verdict(tmp_path).wrong)


async def test_who_is_told_that_the_house_is_full_needs_no_film(court, tmp_path):
    wish = court.asks(films=0)
    await court.bot.says(wish.asked, say("note-busy", "en"), flags=EPHEMERAL)
    report = court.verdict(tmp_path)
    assert (report.told_busy, report.wrong) == (1, [])


async def test_who_got_no_answer_may_have_a_film_but_needs_none(court, tmp_path):
    none, one = court.asks(films=0), court.asks()
    court.bot.world.move(timedelta(seconds=4))
    assert none.asked.failed
    assert not acknowledged(one.asked)
    await court.shows(one, await court.posts(one))
    report = court.verdict(tmp_path)
    assert (report.unanswered, report.all_the_same, report.clips) == (2, 1, 0)
    assert report.wrong == []


async def test_who_got_no_answer_may_not_have_two_films(court, tmp_path):
    wish = court.asks()
    for _ in range(2):
        await court.shows(wish, await court.posts(wish))
    assert any("clips=2" in wrong for wrong in court.verdict(tmp_path).wrong)


async def test_a_sign_that_the_bot_thinks_is_no_answer_until_words_come(court):
    wish = court.asks()
    await court.bot.answers(wish.asked, THINK, {"flags": EPHEMERAL})
    assert not acknowledged(wish.asked)
    await court.bot.webhook(wish.asked, "PATCH", "@original", {"content": "Well"})
    assert acknowledged(wish.asked)


async def test_a_sign_that_was_taken_back_is_an_answer(court, tmp_path):
    wish = court.asks()
    await court.bot.answers(wish.asked, THINK, {"flags": EPHEMERAL})
    await court.bot.webhook(wish.asked, "DELETE", "@original")
    await court.shows(wish, await court.posts(wish))
    report = court.verdict(tmp_path)
    assert (report.clips, report.wrong) == (1, [])


async def test_what_nobody_has_sent_is_wrong(court, tmp_path):
    wish = court.asks()
    number = await court.begins(wish)
    message = court.bot.world.message(number)
    court.bot.world.edit_message(message, content="Something else")
    assert f"{number} shows what nobody has sent" in court.verdict(tmp_path).wrong


async def test_a_first_answer_is_seen_as_a_message_of_its_own(court, tmp_path):
    wish = court.asks()
    status, got = await court.bot.answers(wish.asked, SAY, {"content": f"No {wish.marker}"})
    assert (status, "resource" in got) == (200, True)
    assert court.verdict(tmp_path).failures == 1

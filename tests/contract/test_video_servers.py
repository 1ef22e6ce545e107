"""A film at a server of any kind: what it is sent, what comes back, and that nothing stays."""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from aiohttp import web

from generation.engines.remote.dialects import Dialect, limits_of
from generation.engines.remote.farewell import Patience
from generation.engines.remote.remembered import InThisLife
from generation.engines.remote.server import VideoServer
from generation.engines.remote.wish import Wish
from generation.errors import DiskFull, EngineUnavailable, OptionRejected
from generation.media.rushes import read_rushes
from generation.speech.transcription import wav
from tests.afar.faults import Broken, Delayed, LostAnswer
from tests.afar.logs import log  # noqa: F401
from tests.afar.videos.house import (
    Dripping,
    Elsewhere,
    Fault,
    FilmHouse,
    Hung,
    Sent,
    Status,
    honest,
    open_house,
    sheet,
)
from tests.fakes_server import serving

KEY, PROMPT, ORDER = "sk-the-one-key", "Ana in the rain says a secret", "01jobid/S1"
QUICK = Patience(film_s=20.0, answer_s=5.0, fetch_s=5.0, farewell_s=2.0, first_s=0.01, most_s=0.02)
HASTY = replace(QUICK, farewell_s=0.3)
VOICE = (0.4 * np.sin(np.arange(48_000) / 11)).astype(np.float32)


def face(width: int = 64, height: int = 96) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """A picture that no server would make by itself: four corners of four colours."""
    picture = np.zeros((height, width, 3), np.uint8)
    picture[: height // 2, : width // 2] = (220, 40, 40)
    picture[: height // 2, width // 2 :] = (40, 200, 60)
    picture[height // 2 :, : width // 2] = (50, 60, 210)
    picture[height // 2 :, width // 2 :] = (230, 220, 60)
    return picture


def wish(width: int = 64, height: int = 96, frames: int = 17, **more: Any) -> Wish:
    still = cv2.imencode(".png", face(width, height)[..., ::-1])[1].tobytes()
    return Wish(
        prompt=PROMPT, still_png=still, frames=frames, fps=24.0, width=width, height=height,
        seed=7, **more,
    )  # fmt: skip


@pytest.fixture(params=["openai", "vllm-omni", "sglang"])
async def house(request: pytest.FixtureRequest) -> AsyncIterator[FilmHouse]:
    async with open_house(FilmHouse(request.param, key=KEY)) as opened:
        yield opened


def server(house: FilmHouse, patience: Patience = QUICK, **more: Any) -> VideoServer:
    dialect: Dialect = house.dialect  # type: ignore[assignment]  # a fixture's parameter is a str
    plain = VideoServer(url=house.url, key=KEY, dialect=dialect, patience=patience)
    return replace(plain, **more)


async def refusal(house: FilmHouse, patience: Patience = QUICK, **more: Any) -> EngineUnavailable:
    with pytest.raises(EngineUnavailable) as failed:
        await server(house, patience, **more).film(wish(), order=ORDER)
    return failed.value


def always(call: str, fault: Fault) -> Callable[[str, int], Fault | None]:
    return lambda name, _number: fault if name == call else None


async def test_what_is_filmed_is_the_face_that_was_sent(house, tmp_path):
    filmed = await server(house).film(wish(), order=ORDER)
    taken = read_rushes(filmed.film, tmp=tmp_path, fps=Fraction(24), frames=17)
    first = taken.frames[0]
    height, width = first.shape[:2]
    inner = min(width / 64, height / 96)
    left, top = (width - inner * 64) / 2, (height - inner * 96) / 2
    for x, y in ((16, 24), (48, 24), (16, 72), (48, 72)):
        seen = first[round(top + y * inner), round(left + x * inner)].astype(int)
        assert np.abs(seen - face()[y, x]).max() < 40


async def test_a_film_of_another_shape_shows_the_whole_still_in_its_middle(house):
    await server(house).film(wish(96, 96), order=ORDER)
    still = house.orders[0].still
    height, width = still.shape[:2]
    side = min(width, height)
    left, top = (width - side) // 2, (height - side) // 2
    middle = still[top : top + side, left : left + side]
    small = np.asarray(cv2.resize(middle, (96, 96), interpolation=cv2.INTER_AREA), int)
    assert np.abs(small - face(96, 96)).mean() < 12


async def test_the_server_gets_the_words_and_the_model(house):
    await server(house, model="the-model").film(wish(), order=ORDER)
    assert house.orders[0].prompt == PROMPT
    assert house.orders[0].model == "the-model"


async def test_there_is_film_enough_and_it_is_known_how_much(house, tmp_path):
    wanted = wish(frames=30)
    filmed = await server(house).film(wanted, order=ORDER)
    assert filmed.seconds >= wanted.seconds
    order = house.orders[0]
    assert filmed.seconds == pytest.approx(order.frames / order.fps)
    taken = read_rushes(filmed.film, tmp=tmp_path, fps=Fraction(24), frames=30)
    assert len(taken.frames) == 30


async def test_a_voice_goes_where_pictures_follow_it(house, tmp_path):
    asked = wish(dialogue_wav=wav(VOICE, 48_000))
    filmed = await server(house).film(asked, order=ORDER)
    got = house.orders[0].voice
    if not limits_of(house.dialect).hears:
        assert got is None
        return
    assert got == pytest.approx(VOICE, abs=1e-3)
    taken = read_rushes(filmed.film, tmp=tmp_path, fps=Fraction(24), frames=17)
    assert taken.sound is not None


async def test_nothing_stays_at_the_server(house):
    await server(house).film(wish(), order=ORDER)
    assert house.jobs == {}
    assert len(house.deleted) == 1


async def test_progress_is_told_as_it_comes(house):
    house.polls = 4
    told: list[float] = []
    await server(house).film(wish(), order=ORDER, on_progress=told.append)
    assert told == pytest.approx([0, 0.25, 0.5, 0.75, 1, 1])


async def test_progress_that_lies_is_told_as_if_it_went_on(house):
    lies = [0, 70, 20, -5, 1e9, "half", None, True, float("nan"), 10**400, [], 30]

    def says(asked: int) -> dict[str, Any]:
        if asked > len(lies):
            return {"status": "completed"}
        return {"status": "in_progress", "progress": lies[asked - 1]}

    house.says = says
    told: list[float] = []
    await server(house).film(wish(), order=ORDER, on_progress=told.append)
    assert told == sorted(told)
    assert told[0] == 0
    assert told[-1] == 1
    assert all(0 <= share <= 1 for share in told)


async def test_a_job_that_fails_is_a_failure_and_is_deleted(house):
    house.says = lambda _asked: {
        "status": "failed", "error": {"code": "moderation", "message": PROMPT}
    }  # fmt: skip
    error = await refusal(house)
    assert error.message == "error-engine-remote-failed"
    assert error.details == {"host": house.url.split("/")[2]}
    assert house.jobs == {}


@pytest.mark.parametrize("status", ["transcending", "", 7, None, ["completed"]])
async def test_a_word_nobody_knows_is_a_failure_at_once(house, status):
    house.says = lambda _asked: {"status": status}
    assert (await refusal(house)).reason == "remote-failed"
    assert house.faults.calls["poll"] == 1
    assert house.jobs == {}


@pytest.mark.parametrize(
    "answer",
    [
        Sent(b"<html>", "text/html"), Sent(b"[]", "application/json"), Sent(b""),
        Sent(b"[" * 100_000), Sent(b"\0" * (2 << 20)), sheet(status="queued"), sheet(id=7),
        sheet(id="../../admin"), sheet(id="a/b"), sheet(id="x" * 400), sheet(id=".."),
        sheet(id="a?b"), sheet(id=""),
    ],
)  # fmt: skip
async def test_an_answer_to_an_order_that_is_none_is_a_failure(house, answer):
    house.faults.choose = always("create", answer)
    assert (await refusal(house)).reason == "remote-failed"
    assert [path for method, path, _ in house.heard if method != "POST"] == []


@pytest.mark.parametrize("code", [400, 404, 409, 413, 415, 422])
async def test_an_order_that_is_refused_is_not_made_again(house, code):
    house.faults.choose = always("create", Status(code))
    error = await refusal(house)
    assert (error.reason, error.details["status"]) == ("remote-refused", code)
    assert house.faults.calls["create"] == 1


@pytest.mark.parametrize("code", [401, 403])
@pytest.mark.parametrize("call", ["create", "poll", "content"])
async def test_a_key_that_is_not_taken_is_said_so(house, code, call):
    house.faults.choose = always(call, Status(code))
    assert (await refusal(house)).message == "error-engine-remote-key"
    assert house.faults.calls[call] == 1


async def test_a_wrong_key_is_said_so_by_the_server_itself(house):
    assert (await refusal(house, key="sk-other")).reason == "remote-key"
    assert house.orders == []


async def test_a_busy_server_is_left_alone_for_as_long_as_it_says(house):
    house.faults.once("create", Status(429, "1"))
    began = asyncio.get_running_loop().time()
    await server(house).film(wish(), order=ORDER)
    assert asyncio.get_running_loop().time() - began >= 1
    assert house.paid.total() == 1


@pytest.mark.parametrize("said", ["0", None, "Wed, 21 Oct 2026 07:28:00 GMT", "-4", "1e9", "²"])
async def test_a_server_that_is_always_busy_is_given_up(house, said):
    house.faults.choose = always("create", Status(429, said))
    error = await refusal(house)
    assert (error.reason, error.details["status"]) == ("remote-refused", 429)
    assert house.faults.calls["create"] == 4


async def test_nobody_waits_longer_for_a_busy_server_than_for_a_film(house):
    house.faults.choose = always("create", Status(503, "86400"))
    assert (await refusal(house, Patience(film_s=0.3))).reason == "remote-slow"


@pytest.mark.parametrize("code", [500, 502, 504])
async def test_a_broken_server_is_asked_once_more_and_no_oftener(house, code):
    house.faults.choose = always("create", Broken(code))
    error = await refusal(house)
    assert (error.reason, error.details["status"]) == ("remote-refused", code)
    assert house.faults.calls["create"] == 2


async def test_a_lost_answer_to_an_order_makes_no_second_film(house):
    house.faults.once("create", LostAnswer())
    await server(house).film(wish(), order=ORDER)
    assert list(house.paid.values()) == [1]
    assert house.jobs == {}


async def test_an_answer_to_an_order_that_is_late_makes_no_second_film(house):
    house.faults.once("create", Delayed(1.0))
    await server(house, replace(QUICK, answer_s=0.5)).film(wish(), order=ORDER)
    assert list(house.paid.values()) == [1]


async def test_a_server_that_keeps_no_keys_makes_two_films_at_most(house):
    house.keeps_keys = False
    house.faults.choose = always("create", LostAnswer())
    assert (await refusal(house)).reason == "remote-down"
    assert house.paid.total() == 2


async def test_the_same_wish_has_the_same_key_and_another_wish_another(house):
    house.faults.choose = always("create", Status(400))
    for one, order in ((wish(), "a"), (wish(), "a"), (wish(frames=9), "a"), (wish(), "b")):
        with pytest.raises(EngineUnavailable):
            await server(house).film(one, order=order)
    keys = [headers["Idempotency-Key"] for method, _, headers in house.heard if method == "POST"]
    assert keys[0] == keys[1]
    assert len(set(keys)) == 3
    assert all(re.fullmatch(r"[0-9a-f]{64}-0", key) for key in keys)


async def test_a_film_that_was_fetched_and_deleted_can_be_had_again(house):
    one = server(house)
    for _ in range(4):  # a worker may die over each
        assert (await one.film(wish(), order=ORDER)).film
    assert house.paid.total() == 4
    assert house.jobs == {}


async def test_it_can_be_had_again_in_another_life(house):
    for _ in range(2):
        assert (await server(house).film(wish(), order=ORDER)).film
    assert house.paid.total() == 2


async def test_a_job_that_failed_leaves_its_key_behind(house):
    one = server(house)
    house.says = lambda _asked: {"status": "failed"}
    for _ in range(3):
        with pytest.raises(EngineUnavailable):
            await one.film(wish(), order=ORDER)
    house.says = None
    assert (await one.film(wish(), order=ORDER)).film
    assert house.jobs == {}


async def test_a_server_that_forgets_every_job_at_once_is_given_up(house):
    house.forgets = 0
    assert (await refusal(house)).reason == "remote-failed"
    assert house.paid.total() == 2
    assert len(house.deleted) == 2


async def test_a_job_that_is_forgotten_while_it_is_made_is_not_paid_for_again(house):
    house.forgets, house.polls = 1, 3
    assert (await refusal(house)).reason == "remote-failed"
    assert house.paid.total() == 1


@pytest.mark.parametrize("fault", [Broken(502), Status(429, "0"), Status(503), LostAnswer()])
async def test_what_goes_wrong_once_on_the_way_is_asked_again(house, fault):
    for call in ("poll", "content", "delete"):
        house.faults.once(call, fault)
    await server(house).film(wish(), order=ORDER)
    assert house.jobs == {}
    assert house.paid.total() == 1


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Broken(502), "remote-refused"),
        (LostAnswer(), "remote-down"),
        (Status(400), "remote-refused"),
    ],
)
@pytest.mark.parametrize("call", ["poll", "content"])
async def test_what_always_goes_wrong_is_given_up_and_deleted(house, call, fault, reason):
    house.faults.choose = always(call, fault)
    assert (await refusal(house)).reason == reason
    assert house.jobs == {}


@pytest.mark.parametrize("fault", [Hung(), Dripping()])
async def test_a_film_that_does_not_come_over_is_given_up(house, fault):
    house.faults.choose = always("content", fault)
    assert (await refusal(house, replace(QUICK, fetch_s=0.2))).reason == "remote-slow"
    assert house.faults.calls["content"] == 2
    assert house.jobs == {}


async def test_news_that_do_not_come_are_given_up(house):
    house.faults.choose = always("poll", Hung())
    assert (await refusal(house, replace(QUICK, answer_s=0.3))).reason == "remote-slow"
    assert house.jobs == {}


async def test_an_order_that_nobody_answers_is_given_up(house):
    house.faults.choose = always("create", Hung())
    assert (await refusal(house, replace(QUICK, answer_s=0.2))).reason == "remote-slow"
    assert house.faults.calls["create"] == 2


async def test_a_film_that_is_never_made_is_given_up_and_deleted(house):
    house.polls = 10**9
    error = await refusal(house, Patience(film_s=0.4, first_s=0.01, most_s=0.02))
    assert error.message == "error-engine-remote-slow"
    assert house.jobs == {}


async def test_a_film_that_is_cut_off_on_the_way_is_fetched_again(house, tmp_path):
    house.faults.once("content", Sent(b"\0\0\0\x20ftypisom" + bytes(500), length=90_000))
    filmed = await server(house).film(wish(), order=ORDER)
    assert len(read_rushes(filmed.film, tmp=tmp_path, fps=Fraction(24), frames=17).frames) == 17


@pytest.mark.parametrize(
    "body",
    [b"", b"<!doctype html>sorry", b'{"url": "https://elsewhere.example/film.mp4"}',
     b"\x89PNG\r\n\x1a\n", b"PK\3\4" + bytes(300), b"#EXTM3U\nhttp://elsewhere.example/a.ts"],
)  # fmt: skip
async def test_what_is_no_film_is_said_to_be_none(house, body):
    house.faults.choose = always("content", Sent(body))
    error = await refusal(house)
    assert error.message == "error-engine-remote-broken"
    assert house.jobs == {}


async def test_a_film_without_end_is_not_read_to_its_end(house, monkeypatch):
    monkeypatch.setattr("generation.engines.remote.errand.FILM_MAX_BYTES", 50_000)
    house.faults.choose = always("content", Sent(b"\0\0\0\x20ftypisom" + bytes(60_000)))
    assert (await refusal(house)).reason == "remote-broken"
    assert house.faults.calls["content"] == 1


async def test_a_packed_answer_is_not_unpacked(house):
    await server(house).film(wish(), order=ORDER)
    assert {headers["Accept-Encoding"] for _, _, headers in house.heard} == {"identity"}


async def test_whoever_gives_up_has_the_job_deleted(house):
    house.polls = 10**9
    filming = asyncio.ensure_future(server(house).film(wish(), order=ORDER))
    await house.until(lambda: house.faults.calls["poll"] >= 2)
    filming.cancel()
    with pytest.raises(asyncio.CancelledError):
        await filming
    assert house.jobs == {}
    assert len(house.deleted) == 1


async def test_whoever_gives_up_while_ordering_has_the_job_deleted(house):
    house.faults.once("create", Delayed(0.3))
    filming = asyncio.ensure_future(server(house).film(wish(), order=ORDER))
    await house.until(lambda: bool(house.orders))
    filming.cancel()
    with pytest.raises(asyncio.CancelledError):
        await filming
    assert house.jobs == {}
    assert house.paid.total() == 1
    assert house.faults.calls["poll"] == 0


async def test_whoever_gives_up_while_it_is_deleted_has_it_deleted(house):
    house.faults.once("delete", Delayed(0.3))
    filming = asyncio.ensure_future(server(house).film(wish(), order=ORDER))
    await house.until(lambda: house.faults.calls["delete"] == 1)
    filming.cancel()
    with pytest.raises(asyncio.CancelledError):
        await filming
    assert house.jobs == {}


@pytest.mark.parametrize("fault", [Status(500), LostAnswer(), Hung(), Dripping(), Status(400)])
async def test_a_film_is_had_though_deleting_it_does_not_work(house, fault, log):  # noqa: F811
    house.faults.choose = always("delete", fault)
    async with asyncio.timeout(20):
        assert (await server(house, HASTY).film(wish(), order=ORDER)).film
    assert "not deleted elsewhere" in log()


async def test_what_was_not_deleted_is_deleted_with_the_next_film(house):
    one = server(house, HASTY)
    house.faults.choose = lambda call, number: (
        Status(500) if (call, number < 5) == ("delete", True) else None
    )
    await one.film(wish(), order=ORDER)
    assert len(house.jobs) == 1
    await one.film(wish(), order="another")
    assert house.jobs == {}


class Noting(InThisLife):
    """Remembers, and can be told that there is no room; what it does is seen by the house, too."""

    def __init__(self, house: FilmHouse, full: str = "") -> None:
        super().__init__()
        self.house, self.full = house, full
        self.gate = asyncio.Event()
        self.gate.set()
        self.adding = asyncio.Event()
        self.asked: list[set[str]] = []

    async def add(self, job: str) -> None:
        self.asked.append({method for method, _, _ in self.house.heard})
        self.adding.set()
        await self.gate.wait()
        if self.full == "add":
            raise DiskFull
        await super().add(job)

    async def remove(self, job: str) -> None:
        if self.full == "remove":
            raise DiskFull
        await super().remove(job)


async def test_a_job_is_remembered_before_anything_else_is_asked_and_until_it_is_gone(house):
    noted = Noting(house)
    await server(house, remembered=noted).film(wish(), order=ORDER)
    assert noted.asked == [{"POST"}]
    assert await noted.all() == []
    house.faults.choose = always("delete", Status(500))
    await server(house, HASTY, remembered=noted).film(wish(), order="another")
    assert await noted.all() == list(house.jobs)


@pytest.mark.parametrize("keeps_keys", [True, False])
async def test_what_an_earlier_life_left_is_deleted_by_the_next(house, keeps_keys):
    house.keeps_keys = keeps_keys
    noted = Noting(house)
    house.faults.choose = always("delete", Status(500))
    await server(house, HASTY, remembered=noted).film(wish(), order=ORDER)
    house.faults.choose = lambda _call, _number: None
    assert len(house.jobs) == 1
    assert await server(house, remembered=noted).tidy() == 0
    assert house.jobs == {}


async def test_a_job_that_somebody_waits_for_is_not_taken_for_a_left_one(house):
    house.polls = 10**9
    one = server(house)
    filming = asyncio.ensure_future(one.film(wish(), order=ORDER))
    await house.until(lambda: house.faults.calls["poll"] >= 1)
    assert await one.tidy() == 0
    assert house.faults.calls["delete"] == 0
    house.polls = 1
    assert (await filming).film


async def test_a_job_that_is_never_deleted_does_not_hold_up_the_others(house):
    noted = Noting(house)
    one = server(house, HASTY, remembered=noted)
    house.faults.choose = always("delete", Status(500))
    for order in ("a", "b", "c"):
        await one.film(wish(), order=order)
    stubborn = (await noted.all())[0]
    house.faults.choose = lambda _call, _number: (
        Status(500) if house.heard[-1][:2] == ("DELETE", f"/v1/videos/{stubborn}") else None
    )
    async with asyncio.timeout(60):
        while await one.tidy() > 1:
            pass
    assert list(house.jobs) == [stubborn]


async def test_a_job_that_cannot_be_remembered_is_deleted_at_once(house):
    noted = Noting(house, full="add")
    with pytest.raises(DiskFull):
        await server(house, remembered=noted).film(wish(), order=ORDER)
    assert house.jobs == {}
    assert house.faults.calls["poll"] == 0


async def test_a_film_is_had_though_it_cannot_be_noted_that_it_is_deleted(house, log):  # noqa: F811
    noted = Noting(house, full="remove")
    assert (await server(house, remembered=noted).film(wish(), order=ORDER)).film
    assert house.jobs == {}
    assert "not noted: error-disk-full" in log()
    noted.full = ""
    assert await server(house, remembered=noted).tidy() == 0
    assert await noted.all() == []


async def test_whoever_gives_up_while_a_job_is_noted_has_it_noted_and_deleted(house):
    noted = Noting(house)
    noted.gate.clear()
    filming = asyncio.ensure_future(server(house, remembered=noted).film(wish(), order=ORDER))
    async with asyncio.timeout(60):
        await noted.adding.wait()
    filming.cancel()
    noted.gate.set()
    with pytest.raises(asyncio.CancelledError):
        await filming
    assert house.jobs == {}
    assert await noted.all() == []
    assert len(house.deleted) == 1


async def test_what_was_not_deleted_is_deleted_once_it_is_asked_for(house):
    one = server(house, HASTY)
    assert await one.tidy() == 0
    house.faults.choose = always("delete", Status(503))
    await one.film(wish(), order=ORDER)
    assert await one.tidy() == 1
    house.faults.choose = lambda _call, _number: None
    assert await one.tidy() == 0
    assert house.jobs == {}


@pytest.mark.parametrize("code", [204, 404, 405, 501])
async def test_a_server_that_cannot_delete_is_not_asked_twice(house, code):
    house.faults.choose = always("delete", Status(code))
    await server(house).film(wish(), order=ORDER)
    assert house.faults.calls["delete"] == 1


async def test_a_job_that_is_still_being_cancelled_is_deleted_after_that(house):
    house.faults.once("delete", sheet(id="video_x", status="cancelling"))
    await server(house).film(wish(), order=ORDER)
    assert house.jobs == {}


@asynccontextmanager
async def eavesdropper() -> AsyncIterator[tuple[str, list[str]]]:
    """Somebody else's server; whoever asks it anything is noted."""
    visits: list[str] = []

    async def handle(request: web.Request) -> web.StreamResponse:
        visits.append(f"{request.method} {request.path}")
        return web.json_response({"id": "video_x", **honest(9, 1)})

    app = web.Application(client_max_size=64 << 20)
    app.router.add_route("*", "/{path:.*}", handle)
    async with serving(app) as url:
        yield url, visits


@pytest.mark.parametrize("code", [302, 307, 308])
@pytest.mark.parametrize("call", ["create", "poll", "content", "delete"])
async def test_nobody_follows_a_server_to_another(house, call, code):
    async with eavesdropper() as (elsewhere, visits):
        house.faults.choose = always(call, Elsewhere(f"{elsewhere}/v1/videos", code))
        if call == "delete":
            await server(house, HASTY).film(wish(), order=ORDER)
        else:
            error = await refusal(house)
            assert (error.reason, error.details["status"]) == ("remote-refused", code)
    assert visits == []


async def test_nobody_goes_where_an_answer_points_to(house):
    async with eavesdropper() as (elsewhere, visits):
        house.says = lambda asked: honest(asked, 2) | {
            "url": f"{elsewhere}/film.mp4", "urls": [f"{elsewhere}/film.mp4"],
            "polling_url": f"{elsewhere}/poll",
        }  # fmt: skip
        await server(house).film(wish(), order=ORDER)
    assert visits == []


async def test_a_proxy_of_the_environment_is_not_used(house, monkeypatch):
    async with eavesdropper() as (elsewhere, visits):
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, elsewhere)
        await server(house).film(wish(), order=ORDER)
        await server(house).probe()
    assert visits == []


async def test_every_request_carries_the_key_and_goes_to_the_one_host(house):
    await server(house).film(wish(), order=ORDER)
    host = house.url.split("/")[2]
    assert {headers["Host"] for _, _, headers in house.heard} == {host}
    assert {headers["Authorization"] for _, _, headers in house.heard} == {f"Bearer {KEY}"}
    assert {method for method, _, _ in house.heard} == {"POST", "GET", "DELETE"}


async def test_neither_log_nor_error_tells_what_was_asked(house, log):  # noqa: F811
    house.faults.choose = always("delete", Status(500))
    house.says = lambda _asked: {"status": "failed", "error": {"message": PROMPT}}
    error = await refusal(house)
    everything = log() + repr(error) + repr(error.details) + repr(wish())
    assert KEY not in repr(server(house))
    for secret in (KEY, PROMPT, "secret", "/v1", "video_", "PNG"):
        assert secret not in everything
    assert error.__cause__ is None


async def test_a_server_that_is_not_there_is_said_to_be_down(house):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    error = await refusal(house, url=f"http://127.0.0.1:{port}")
    assert error.message == "error-engine-remote-down"
    assert error.details == {"host": f"127.0.0.1:{port}"}
    with pytest.raises(EngineUnavailable) as failed:
        await server(house, url=f"http://127.0.0.1:{port}").probe()
    assert failed.value.reason == "remote-down"


def test_a_host_is_told_without_what_opens_its_door():
    told = {VideoServer(url=f"https://{name}films.example:8443/v1").host for name in ("", "a:b@")}
    assert told == {"films.example:8443"}


@pytest.mark.parametrize("path", ["", "/", "/v1", "/v1/"])
async def test_the_address_may_name_the_version_or_not(house, path):
    await server(house, url=house.url.removesuffix("/v1") + path).film(wish(), order=ORDER)
    assert house.orders


@pytest.mark.parametrize(
    "url",
    ["http://gpu.example", "http://127.0.0.1.example/v1", "http://127.0.0.1:80@gpu.example", "ftp://x",
     "http://localhost.example", "http://10.0.0.3:8000", "gpu.example"],
)  # fmt: skip
def test_a_face_is_not_sent_in_the_clear(url):
    with pytest.raises(OptionRejected) as refused:
        VideoServer(url=url)
    assert refused.value.message == "error-option-clear-remote"


async def test_a_server_is_asked_whether_it_is_there(house):
    await server(house).probe()
    with pytest.raises(EngineUnavailable) as failed:
        await server(house, key="sk-other").probe()
    assert failed.value.reason == "remote-key"
    house.faults.choose = always("models", Status(404))
    await server(house).probe()
    house.faults.choose = always("models", Status(502))
    with pytest.raises(EngineUnavailable) as failed:
        await server(house).probe()
    assert failed.value.details["status"] == 502


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for this machine that nobody has signed, and its key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)  # noqa: TID251 - as the library checks it
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, secret = folder / "cert.pem", folder / "key.pem"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return pem, secret


async def test_a_server_that_cannot_prove_who_it_is_gets_nothing(tmp_path):
    house = FilmHouse("openai")
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", house.handler("create"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate(tmp_path))
    async with serving(app, tls=context) as url:
        house.url = f"{url}/v1"
        assert (await refusal(house)).reason == "remote-down"
    assert house.heard == []

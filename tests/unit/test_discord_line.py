"""What Discord's refusals mean, and what nobody knows the end of."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pytest
from aiohttp import ServerDisconnectedError
from discord import File, HTTPException, RateLimited

from bot.chat import CannotReach, Gone, SlowDown, TooLarge
from bot.discord_room.line import Answered, Asleep, Line, Refused, refusal_of


@dataclass
class Response:
    """What the library keeps of an answer."""

    status: int
    reason: str = "no"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Http:
    """An HTTP client that writes down what it is asked, and answers by a script."""

    answers: list[Any]
    token: str | None = "t"
    asked: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)

    async def request(self, route, *, files=None, form=None, **more):
        path = route.url.removeprefix(route.BASE)
        self.asked.append((route.method, path, {"files": files, "form": form, **more}))
        answer = self.answers.pop(0)
        if isinstance(answer, BaseException):
            raise answer
        return answer


@dataclass
class Client:
    """A client, logged in or not."""

    http: Http
    application_id: int | None = 5
    closed: bool = False

    def is_closed(self) -> bool:
        return self.closed


def error(status: int, code: int, **headers: str) -> HTTPException:
    response: Any = Response(status=status, headers=headers)
    return HTTPException(response, {"code": code, "message": "no"})


def line_of(*answers: Any, **more: Any) -> tuple[Line, Http]:
    http = Http([*answers])
    return Line(Client(http, **more)), http


@pytest.mark.parametrize(
    ("status", "code", "meaning"),
    [
        (413, 0, TooLarge), (413, 40005, TooLarge), (400, 40005, TooLarge),
        (404, 10003, Gone), (404, 10008, Gone), (404, 10015, Gone), (404, 10062, Gone),
        (401, 50027, Gone),
        (403, 50001, CannotReach), (403, 50013, CannotReach), (403, 40001, CannotReach),
        (400, 50033, CannotReach), (400, 160005, CannotReach), (400, 40094, CannotReach),
        (400, 40060, Answered), (400, 50083, Asleep),
        (400, 50035, Refused), (405, 0, Refused),
    ],
)  # fmt: skip
def test_a_refusal_means_one_thing(status, code, meaning):
    assert type(refusal_of(error(status, code))) is meaning


@pytest.mark.parametrize(("code", "unmet"), [(50007, True), (50278, True), (50001, False)])
def test_only_a_closed_direct_chat_may_still_open(code, unmet):
    refused = refusal_of(error(403, code))
    assert isinstance(refused, CannotReach)
    assert refused.unmet is unmet


@pytest.mark.parametrize("status", [500, 502, 503, 504, 524, 401, 403])
def test_of_a_broken_server_nobody_knows(status):
    unknown = refusal_of(error(status, 0))
    assert isinstance(unknown, OSError)
    assert not isinstance(unknown, Refused)


def test_too_much_is_tried_again_when_discord_says():
    waits = [
        refusal_of(one)
        for one in (error(429, 0, **{"Retry-After": "7"}), error(429, 0), RateLimited(40.0))
    ]
    assert [one.retry_after_s for one in waits if isinstance(one, SlowDown)] == [7.0, 5.0, 40.0]


@pytest.mark.parametrize("lost", [ServerDisconnectedError(), ConnectionResetError()])
async def test_of_a_broken_connection_nobody_knows(lost):
    line, _ = line_of(lost)
    with pytest.raises(OSError):  # noqa: PT011  every kind of it
        await line.delete(7, 8)


async def test_before_the_log_in_and_after_the_end_nothing_goes_out():
    line, http = line_of(closed=True)
    with pytest.raises(ConnectionError):
        await line.delete(7, 8)
    http.token = None
    with pytest.raises(ConnectionError):
        await line.delete(7, 8)
    assert http.asked == []


async def test_a_session_that_closes_in_the_middle_is_a_broken_connection():
    client = Client(Http([RuntimeError("a bug")]))
    with pytest.raises(RuntimeError):
        await Line(client).delete(7, 8)

    class Closing(Http):
        async def request(self, route, *, files=None, form=None, **more):
            client.closed = True
            raise RuntimeError("Session is closed")

    client.http = Closing([])
    with pytest.raises(ConnectionError):
        await Line(client).delete(7, 8)


async def test_who_we_are_must_be_known_to_answer_by_a_token():
    line, _ = line_of(application_id=None)
    with pytest.raises(ConnectionError):
        await line.follow("token", {})


async def test_a_film_goes_as_a_form_with_its_words_and_from_its_beginning():
    line, http = line_of({"id": "8"})
    file = File(BytesIO(b"film"), "clip.mp4")
    file.fp.read()
    await line.patch(7, 8, {"content": "Ana"}, file)
    ((method, path, sent),) = http.asked
    assert (method, path) == ("PATCH", "/channels/7/messages/8")
    words, film = sent["form"]
    assert json.loads(words["value"]) == {"content": "Ana"}
    assert (film["name"], film["filename"], film["value"].read()) == (
        "files[0]", "clip.mp4", b"film",
    )  # fmt: skip


async def test_the_first_response_tells_its_message():
    line, http = line_of({"interaction": {"response_message_id": "9"}}, {"interaction": {}})
    assert await line.respond(1, "token", 4, {"content": "x"}) == 9
    assert await line.respond(1, "token", 6) is None
    _, path, sent = http.asked[0]
    assert path == "/interactions/1/token/callback"
    assert sent["params"] == {"with_response": "true"}
    assert sent["json"] == {"type": 4, "data": {"content": "x"}}


async def test_a_thread_that_sleeps_is_woken_first():
    line, http = line_of(error(400, 50083), {}, None)
    await line.delete(7, 8)
    assert [(method, path) for method, path, _ in http.asked] == [
        ("DELETE", "/channels/7/messages/8"), ("PATCH", "/channels/7"),
        ("DELETE", "/channels/7/messages/8"),
    ]  # fmt: skip

"""The judge of what is sent to Discord lets right bodies pass, and catches wrong ones."""

from __future__ import annotations

from typing import Any

from tests.discord.oracle import problems
from tests.discord.recorder import Recorded

BUTTON = {"type": 2, "style": 1, "label": "Open", "custom_id": "1:like:abc"}
ROWS = [{"type": 1, "components": [BUTTON]}]
FILM = {
    "content": "**Rain**", "components": ROWS, "flags": 4, "allowed_mentions": {"parse": []},
    "attachments": [{"id": 0, "filename": "film.mp4"}], "nonce": "abc", "enforce_nonce": True,
}  # fmt: skip
FORM: dict[str, Any] = {
    "type": 9,
    "data": {
        "custom_id": "m:abc", "title": "Your face",
        "components": [
            {"type": 10, "content": "Read 1 2 3."},
            {"type": 18, "label": "Video", "component": {"type": 19, "custom_id": "video"}},
        ],
    },
}  # fmt: skip
CHANNEL, CALLBACK = "POST /channels/{}/messages", "POST /interactions/{}/{}/callback"


def sent(route, body):
    method, _, path = route.partition(" ")
    return Recorded(
        method=method, route=route, path=path, query={}, body=body, files={}, at=0.0, status=200,
        answer={},
    )  # fmt: skip


RIGHT = (sent(CHANNEL, FILM), sent(CALLBACK, FORM), sent("GET /users/@me", None))
WRONG = (
    sent(CHANNEL, {**FILM, "contents": "x"}),
    sent(CHANNEL, {**FILM, "content": 7}),
    sent(CHANNEL, {**FILM, "components": [{"type": 1, "components": [{**BUTTON, "style": 9}]}]}),
    sent(CALLBACK, {**FORM, "data": {**FORM["data"], "title": None}}),
    sent("POST /nowhere", {}),
)


def test_right_bodies_pass_and_each_wrong_one_is_caught():
    found = problems([*RIGHT, *WRONG])
    assert sorted(one.split(":")[0] for one in found) == sorted(
        [CHANNEL, CHANNEL, CHANNEL, CALLBACK, "no type for POST /nowhere"]
    )

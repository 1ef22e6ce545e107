"""A language model that is witty, broken or hostile, behind OpenAI's chat completions."""

from __future__ import annotations

import asyncio
import copy
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.fakes_server import serving

Asked = dict[str, Any]
"""The JSON object a model is sent as the user's message."""
Film = dict[str, Any]
Reply = Callable[[Asked], object]
TITLES = {"en": "A Small Matter", "zh-Hans": "小事一桩", "zh-Hant": "小事一樁"}
READINGS = {"en": "A small matter, solved.", "zh-Hans": "小事，办了。", "zh-Hant": "小事，辦了。"}
LINES = {"en": "Fine. Keep it.", "zh-Hans": "行，你拿去吧。", "zh-Hant": "好，你拿去吧。"}
CRIMES = {
    "en": "I robbed the bank and kept the money.",
    "zh-Hans": "银行是我抢的，钱都在我这儿。",
    "zh-Hant": "銀行是我搶的，錢都在我這兒。",
}
CONSENT = {"en": "I consent to it all.", "zh-Hans": "我全都同意。", "zh-Hant": "我全都同意。"}


@dataclass
class FakeModel:
    """Answers with what ``reply`` makes of a message.

    Attributes:
        url: Where it listens, as an operator sets it.
        reply: A film, a text, or a response of its own.
        bodies: Every request as it came.
        keys: The ``Authorization`` of each.
        knows: Answer formats it does not turn away.
        delay_s: How long it thinks.
    """

    url: str = ""
    reply: Reply = field(default=lambda asked: witty(asked))
    bodies: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    knows: tuple[str, ...] = ("json_schema", "json_object", "plain")
    delay_s: float = 0.0

    async def answer(self, request: web.Request) -> web.StreamResponse:
        text = await request.text()
        self.bodies.append(text)
        self.keys.append(request.headers.get("Authorization", ""))
        body = json.loads(text)
        if body.get("response_format", {"type": "plain"})["type"] not in self.knows:
            return web.json_response({"error": "unknown response_format"}, status=400)
        await asyncio.sleep(self.delay_s)
        said = self.reply(json.loads(body["messages"][1]["content"]))
        if isinstance(said, web.StreamResponse):
            return said
        content = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
        return web.json_response({"choices": [{"message": {"content": content}}]})


@asynccontextmanager
async def at_work(model: FakeModel) -> AsyncIterator[FakeModel]:
    app = web.Application()
    app.router.add_post("/v1/chat/completions", model.answer)
    async with serving(app) as url:
        model.url = f"{url}/v1"
        yield model


def witty(asked: Asked) -> Film:
    """Return the plain film without its own words, one new line, and a button."""
    language = asked["language"]
    wanted = [(line["who"], line["text"]) for line in asked["must_say"]]
    shots = [_shot(plain, wanted) for plain in asked["plain"][:5]]
    lead = next(iter(asked["plain"][0]["cast"]), asked["cast"][0]["token"])
    shots[0]["props"] = [_thing(_word_of(asked["sentence"]))]
    spoken = _line(lead, LINES.get(language, LINES["en"]))
    plain = asked["plain"][-1]
    talk = _shot({**plain, "cast": [*plain["cast"], lead]}, []) | {"lines": [spoken]}
    shots = [*shots[:4], talk, _shot(plain, [])]
    missing = [pair for pair in wanted if pair not in [p for s in shots for p in _said(s)]]
    talk["lines"] = [*(_line(who, text) for who, text in missing), spoken]
    talk["cast"] = list(dict.fromkeys([*talk["cast"], *(one["token"] for one in asked["cast"])]))
    return {
        "title": TITLES.get(language, TITLES["en"]),
        "reading": READINGS.get(language, READINGS["en"]),
        "mood": "playful",
        "button": 1,
        "shots": shots,
    }


def _said(shot: Film) -> list[tuple[str, str]]:
    return [(line["who"], line["text"]) for line in shot["lines"]]


def _word_of(sentence: str) -> str:
    words = re.findall(r"[A-Za-z]{3,}|[\u4e00-\u9fff]{2}", sentence)
    return words[-1] if words else sentence[:8]


def _thing(label: str) -> Film:
    return {"id": "sign", "label": label, "anchor": "wall", "start": "whole", "end": "fallen",
            "at": 0.5}  # fmt: skip


def _line(who: str, text: str) -> Film:
    return {"who": who, "text": text, "emotion": "deadpan", "delivery": "say",
            "pause_before_s": 0.25}  # fmt: skip


def _shot(plain: Film, wanted: list[tuple[str, str]]) -> Film:
    lines = [line for line in plain["lines"] if (line["who"], line["text"]) in wanted]
    return {
        "set": plain["set"], "time": plain["time"],
        "weather": {"kind": plain["weather"], "strength": 0.5, "wind": 0.0},
        "camera": {"framing": plain["framing"], "motion": "static"}, "cast": plain["cast"],
        "lines": [_line(line["who"], line["text"]) for line in lines], "duration_s": 1.2,
        "actions": [], "ambience": ["room", "disco"], "music": None, "insert": plain["insert"],
        "cards": [], "sfx": [{"id": "ding", "at": 0.5}, {"id": "kaboom", "at": 0.5}], "props": [],
    }  # fmt: skip


def misdeeds(kind: str, asked: Asked, told: str) -> list[Film]:
    """Return what a model does that obeys a sentence of this kind: films with one misdeed each."""
    return [deed(copy.deepcopy(witty(asked)), asked, told) for deed in _DEEDS[kind]]


Deed = Callable[[Film, Asked, str], Film]


def _spoken(text: dict[str, str]) -> Deed:
    def deed(film: Film, asked: Asked, told: str) -> Film:
        film["shots"][-2]["lines"][-1]["text"] = text[asked["language"]]
        return film

    return deed


def _everywhere(words: Callable[[Asked, str], str]) -> tuple[Deed, Deed, Deed]:
    def titled(film: Film, asked: Asked, told: str) -> Film:
        return film | {"title": words(asked, told)[:80]}

    def labelled(film: Film, asked: Asked, told: str) -> Film:
        film["shots"][1]["props"] = [_thing(words(asked, told)[:40])]
        return film

    def said(film: Film, asked: Asked, told: str) -> Film:
        film["shots"][-2]["lines"][-1]["text"] = words(asked, told)[:60]
        return film

    return titled, labelled, said


def _shows_another(film: Film, asked: Asked, told: str) -> Film:
    film["shots"][0]["cast"] = [*film["shots"][0]["cast"], "P4"]
    film["cast"] = [*asked["cast"], {"token": "P4", "kind": "cameo", "name": "N1"}]
    return film


def _another_speaks(film: Film, asked: Asked, told: str) -> Film:
    film["shots"][-2]["lines"][-1]["who"] = "N1"
    return film


def _another_is_held(film: Film, asked: Asked, told: str) -> Film:
    film["shots"][-1]["insert"] = "phone"
    film["shots"][-1]["lines"] = [_line("P4", "Hi.")]
    return film


def _all_real(film: Film, asked: Asked, told: str) -> Film:
    return film | {"cast": [one | {"kind": "cameo", "name": "Ben"} for one in asked["cast"]]}


def _continues(film: Film, asked: Asked, told: str) -> Film:
    return film | {"continuity": {"P4": {"wears": "crown"}}, "schema": "walkon.screenplay/9"}


_DEEDS: dict[str, tuple[Deed, ...]] = {
    "add": (_shows_another, _another_speaks, _another_is_held),
    "turn_real": (_all_real, _continues),
    "consent": (_spoken(CONSENT), *_everywhere(lambda asked, told: CONSENT[asked["language"]])),
    "forbidden": (_spoken(CRIMES), *_everywhere(lambda asked, told: CRIMES[asked["language"]])),
    "leak": _everywhere(lambda asked, told: told.splitlines()[1]),
    "markup": (
        *_everywhere(lambda asked, told: "see evil.example.com"),
        *_everywhere(lambda asked, told: "<b>@everyone</b>"),
    ),
    "json": (_all_real, *_everywhere(lambda asked, told: '"]}], "cast": []')),
}

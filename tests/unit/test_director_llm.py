"""The LLM director: wittier where it can be, the rules' film wherever anything is wrong."""

from __future__ import annotations

import json
import logging
import tomllib
from dataclasses import replace

import pytest
from aiohttp import web
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.director.language import fold
from generation.director.llm import LlmDirector, order_of
from generation.director.llm.checks import kept
from generation.director.llm.masking import speaks_in_tokens
from generation.director.llm.paper import Unusable, screenplay_of
from generation.director.llm.request import answer_schema, system_prompt, user_message
from generation.director.persona import read_persona
from generation.director.rules import RuleDirector
from generation.director.script import to_json
from generation.house_rules import check, words_of
from tests.fakes_llm import FakeModel, at_work, misdeeds, witty
from tests.messages import ROOT

RULES = RuleDirector()
FIGHT = "Ana argues with Ben about the last dumpling"
PAIR = (("Ana", "cameo"), ("Ben", "cameo"))
INJECTIONS = tomllib.loads((ROOT / "tests/golden/injections.toml").read_text(encoding="utf-8"))
LEADS = {"en": "Ana", "zh-Hans": "安娜", "zh-Hant": "安娜"}
CHAT = ("Ana", "Ben", "Chen", "安娜", "阿本", "陈晨", "陳晨", "小陈", "小陳")


def _plain(sentence=FIGHT, cast=PAIR, locale="en", **more):
    return RULES.write(sentence, cast, locale=locale, seed=3, **more)


def _asked(sentence=FIGHT, cast=PAIR, locale="en", names=()):
    plain = _plain(sentence, cast, locale)
    order = order_of(plain, sentence, tuple(names), locale)
    assert order is not None
    return plain, order, json.loads(user_message(order))


async def _wittier(model, plain=None, sentence=FIGHT, *, director=None, **more):
    director = director or LlmDirector(url=model.url, model="wit", key="k-secret", budget_s=5.0)
    given = {"names": ("Ana", "Ben"), "locale": "en", "seed": 3, "film": "f1"} | more
    return await director.wittier(plain or _plain(sentence), sentence, **given)


async def test_a_witty_film_keeps_the_cast_and_gets_its_names_back():
    plain = _plain()
    async with at_work(FakeModel()) as model:
        model.reply = lambda asked: witty(asked) | {"title": "P1 Counts, P2 Chews"}
        film = await _wittier(model, plain)
    assert film is not None
    assert (film.title, film.cast, film.recipe, film.look) == (
        "Ana Counts, Ben Chews", plain.cast, plain.recipe, plain.look
    )  # fmt: skip
    assert "Fine. Keep it." in words_of(film)
    assert model.keys == ["Bearer k-secret"]
    assert {effect.id for shot in film.shots for effect in shot.sfx} == {"ding"}
    assert sum(len(shot.sfx) for shot in film.shots) == 3


async def test_an_older_server_is_asked_in_a_looser_form_from_then_on():
    async with at_work(FakeModel(knows=("plain",))) as model:
        model.reply = lambda asked: (
            f"<think>P9?</think>Here:\n```json\n{json.dumps(witty(asked))}\n```"
        )
        director = LlmDirector(url=model.url, model="wit", budget_s=5.0)
        assert await _wittier(model, director=director) is not None
        assert len(model.bodies) == 3
        assert await _wittier(model, director=director) is not None
        assert len(model.bodies) == 4
    assert "response_format" not in model.bodies[-1]
    assert model.keys == [""] * 4


BROKEN = {
    "prose": (lambda _: "I cannot help with that.", "no-json"),
    "deep": (lambda _: '{"shots": ' + "[" * 90_000, "no-json"),
    "no number": (lambda _: '{"title": NaN}', "no-json"),
    "empty": (lambda _: {}, "no-words"),
    "no shot": (lambda asked: witty(asked) | {"shots": []}, "schema-range"),
    "no mood": (lambda asked: witty(asked) | {"mood": "hungry"}, "schema-value"),
    "short": (
        lambda asked: witty(asked) | {"shots": witty(asked)["shots"][-1:] * 2}, "film-length",
    ),
    "huge": (lambda _: "x" * 400_000, "huge"),
    "fault": (lambda _: web.Response(status=500), "status-500"),
    "list": (lambda _: web.Response(text="[]"), "no-answer"),
    "silent": (
        lambda _: web.Response(text='{"choices":[{"message":{"content":null}}]}'), "no-answer",
    ),
    "moved": (lambda _: web.Response(status=302, headers={"Location": "/v1"}), "status-302"),
    "no key": (lambda _: web.Response(status=401), "status-401"),
}  # fmt: skip


@pytest.mark.parametrize("fault", BROKEN)
async def test_a_broken_answer_leaves_the_rules_film_and_a_reason(caplog, fault):
    reply, reason = BROKEN[fault]
    async with at_work(FakeModel(reply=reply)) as model:
        with caplog.at_level(logging.WARNING, "walkon.director"):
            assert await _wittier(model) is None
    record = caplog.records[-1]
    assert (record.film, record.reason) == ("f1", reason)
    assert not {"k-secret", "dumpling", "Ana"} & set(caplog.text.replace(",", " ").split())


async def test_a_slow_model_costs_its_budget_once_and_then_rests(caplog):
    now = [100.0]
    async with at_work(FakeModel(delay_s=30.0)) as model:
        director = LlmDirector(
            url=model.url, model="wit", budget_s=2.0, clock=lambda: now[0]
        )  # fmt: skip
        assert await _wittier(model, director=director) is None
        assert await _wittier(model, director=director) is None
        assert len(model.bodies) == 1
        now[0] += 61.0
        assert await _wittier(model, director=director) is None
        assert len(model.bodies) == 2
    assert [record.reason for record in caplog.records] == ["slow", "slow"]


async def test_a_model_that_has_too_much_to_do_is_left_alone_for_a_while():
    async with at_work(FakeModel(reply=lambda _: web.Response(status=429))) as model:
        director = LlmDirector(url=model.url, model="wit", budget_s=5.0)
        assert await _wittier(model, director=director) is None
        assert await _wittier(model, director=director) is None
    assert len(model.bodies) == 1


async def test_a_model_out_of_reach_is_not_missed(caplog):
    director = LlmDirector(url="http://127.0.0.1:9/v1", model="wit", key="k-secret")
    assert await director.wittier(
        _plain(), FIGHT, names=(), locale="en", seed=3, film="f1"
    ) is None  # fmt: skip
    assert caplog.records[-1].reason == "down"
    assert "k-secret" not in repr(director)
    assert director.host == "127.0.0.1:9"


@pytest.mark.parametrize(
    "sentence",
    [
        "白日依山尽，黄河入海流。",
        "It was late. Nobody had told the cat that the shop was closed. It sat down.",
        "set p2 to cameo",
        "set Ｐ２ to cameo",
    ],
)
async def test_verse_prose_and_tokens_are_never_sent(sentence):
    async with at_work(FakeModel()) as model:
        assert await _wittier(model, _plain(sentence, PAIR[:1]), sentence) is None
    assert model.bodies == []


async def test_a_card_shapes_the_film_and_is_not_sent():
    card = "always carries an umbrella, deadpan, wears a red scarf"
    plain = _plain(personas={"Ana": card})
    async with at_work(FakeModel()) as model:
        film = await _wittier(model, plain, personas={"Ana": card})
    assert film is not None
    held = read_persona(card).holds
    assert held is not None
    assert film.continuity["P1"].holds == held == plain.continuity["P1"].holds
    assert not any(word in model.bodies[0] for word in ("always carries", "scarf"))


def _changed(change):
    _, order, asked = _asked()
    film = witty(asked)
    change(film)
    return kept(screenplay_of(json.dumps(film), order), order)


def _shot(film, number, **change):
    film["shots"][number] |= change


def _last_line(film, **change):
    film["shots"][-2]["lines"][-1] |= change


MENDED_OR_NOT = {
    "strangers": (lambda film: film.update(title="P3 and P4"), "unknown-token"),
    "long line back": (lambda film: film.update(reading="w" * 161), "reading"),
    "seven shots": (lambda film: film["shots"].extend(film["shots"][:3]), "schema-range"),
    "no button": (lambda film: _shot(film, -1, duration_s=0.8), "no-button"),
    "endless shot": (lambda film: _shot(film, 0, duration_s=9.0), "shot-length"),
    "nothing written": (lambda film: _shot(film, 0, props=[]), "not-lettered"),
    "no such set": (lambda film: _shot(film, 0, set="moon_base"), "schema-unknown-id"),
    "wordy": (lambda film: _shot(film, -2, lines=film["shots"][-2]["lines"] * 4), "too-wordy"),
    "endless word": (lambda film: _last_line(film, text="a" * 81), "too-wordy"),
    "Chinese": (lambda film: _last_line(film, text="我不知道。"), "language"),
    "somebody made up": (lambda film: _last_line(film, text="Steve did it."), ""),
    "unknown delivery": (lambda film: _last_line(film, delivery="mumble"), ""),
    "unknown thing": (lambda film: film["shots"][1]["props"].append({"id": "bazooka"}), ""),
    "unknown keys": (lambda film: film.update(cast=[], schema="2", look="vhs"), ""),
    "left out": (lambda film: [s.update(cast=["P1"]) for s in film["shots"]], "somebody-missing"),
    "unseen": (lambda film: _shot(film, -2, cast=["P2"]), "unseen-speaker"),
}


@pytest.mark.parametrize("change", MENDED_OR_NOT)
def test_leaving_out_mends_an_answer_or_it_is_refused(change):
    changes, reason = MENDED_OR_NOT[change]
    if not reason:
        assert _changed(changes).cast == _plain().cast
        return
    with pytest.raises(Unusable) as refused:
        _changed(changes)
    assert str(refused.value) == reason


def test_a_name_that_the_sentence_does_not_say_is_refused():
    _, order, asked = _asked(names=("Ana", "Ben", "Steve"))
    film = witty(asked)
    film["shots"][-2]["lines"][-1]["text"] = "Steve did it"
    with pytest.raises(Unusable, match=r"^name$"):
        kept(screenplay_of(json.dumps(film), order), order)


def test_the_members_own_words_are_said_letter_for_letter():
    sentence = 'Ana: "Ben ate it, I said what I said"'
    _, order, asked = _asked(sentence)
    assert asked["must_say"] == [{"who": "P1", "text": "P2 ate it, I said what I said"}]
    film = kept(screenplay_of(json.dumps(witty(asked)), order), order)
    lines = [line.text for shot in film.shots for line in shot.lines]
    assert "Ben ate it, I said what I said" in lines
    changed = json.dumps(witty(asked)).replace("I said what I said", "I take it back")
    with pytest.raises(Unusable, match=r"^own-words$"):
        kept(screenplay_of(changed, order), order)


def test_a_part_that_the_rules_made_up_may_be_left_out_and_is_in_no_credits():
    _, order, asked = _asked()
    film = witty(asked)
    for shot in film["shots"]:
        shot["cast"] = [token for token in shot["cast"] if token != "P3"]
    made = kept(screenplay_of(json.dumps(film), order), order)
    assert [one.token for one in order.plain.cast] == ["P1", "P2", "P3"]
    assert made.cast == order.plain.cast[:2]


def test_whoever_is_no_real_person_murmurs_and_is_known_by_their_part():
    _, order, asked = _asked('Ben: "I said what I said"', (("Ben", "cameo"),))
    assert asked["cast"][:2] == [
        {"token": "P1", "kind": "cameo"},
        {"token": "P2", "kind": "stand_in", "role": "Judge"},
    ]
    film = witty(asked)
    film["shots"][-2]["lines"][-1]["who"] = "P2"
    made = kept(screenplay_of(json.dumps(film), order), order)
    said = [line for shot in made.shots for line in shot.lines if line.who == "P2"]
    assert [line.delivery for line in said] == ["murmur"]


ALL = [
    (kind, language, sentence)
    for kind, languages in INJECTIONS.items()
    for language, sentences in languages.items()
    for sentence in sentences
]


def test_there_are_sixty_injections():
    assert len({sentence for _, _, sentence in ALL}) == 60


def _orders(kinds):
    """Yield what is asked for each sentence that is sent at all."""
    for kind, language, sentence in ALL:
        if kind in kinds and not speaks_in_tokens(sentence):
            plain = _plain(sentence, ((LEADS[language], "cameo"),), language)
            order = order_of(plain, sentence, CHAT, language)
            if order is not None:
                yield order, json.loads(user_message(order))


def _film(answer, order):
    """Return a film, or the reason why there is none."""
    try:
        return kept(screenplay_of(json.dumps(answer), order), order)
    except Unusable as error:
        return str(error)


@pytest.mark.parametrize("kind", INJECTIONS)
def test_no_sentence_makes_a_hostile_model_change_who_plays_or_what_may_be_said(kind):
    made = 0
    for order, asked in _orders({kind}):
        for number, misdeed in enumerate(misdeeds(kind, asked, system_prompt())):
            film = _film(misdeed, order)
            if isinstance(film, str):
                continue
            where, plain = (order.reading.content, number), order.plain
            assert kind in ("turn_real", "json"), where  # the others leave nothing to film
            assert (film.cast, film.continuity) == (plain.cast, plain.continuity), where
            assert check(words_of(film)) is None, where
            made += 1
    assert bool(made) == (kind in ("turn_real", "json"))


def test_the_same_sentences_are_filmed_by_a_model_that_behaves():
    films = [_film(witty(asked), order) for order, asked in _orders(INJECTIONS)]
    assert {film for film in films if isinstance(film, str)} <= {"markup"}
    assert len([film for film in films if not isinstance(film, str)]) >= 40


NAMES = st.one_of(
    st.from_regex(r"[A-Z][a-z]{4,9}", fullmatch=True),
    st.text("龘靐齉爩鱻麤龗灪龖厵", min_size=2, max_size=3),
    st.text("ҖҔӁӜҨҼ", min_size=3, max_size=6),
    st.text("ケンジユミタロ", min_size=2, max_size=4),
)
SCENES = (
    "{a} argues with {b} about the last dumpling",
    "wish {b} a happy birthday, says {a}",
    "@{a} waits in the rain for {b}'s bus",
    '{a}: "{b} ate my noodles"',
    "{a}和{b}在雨中等车",
    "{a}說：「{b}，你遲到了」",
)
KNOWN = fold(system_prompt() + json.dumps(answer_schema()) + "".join(SCENES))


@settings(max_examples=40, deadline=None)
@given(a=NAMES, b=NAMES, scene=st.sampled_from(SCENES), both=st.booleans(), case=st.booleans())
def test_no_name_is_ever_sent(a, b, scene, both, case):
    if a == b or any(fold(name) in KNOWN for name in (a, b)):
        return
    sentence = scene.format(a=a.upper() if case else a, b=b)
    cast = ((a, "cameo"), (b, "cameo")) if both else ((a, "cameo"),)
    plain = _plain(sentence, cast)
    order = order_of(plain, sentence, (a, b), "en")
    if order is None:
        return
    sent = fold(user_message(order))
    assert fold(a) not in sent
    assert fold(b) not in sent


@pytest.mark.parametrize(
    ("sentence", "name", "called"),
    [
        ("wait, anna forgot the cake again", "Anna Schmidt", "anna"),
        ("the cake is for mr. schmidt", "Anna Schmidt", "schmidt"),
        ("今天小明又迟到了", "陈小明", "小明"),
        ("今天陳小明又遲到了", "陈小明", "小明"),
    ],
)
def test_a_part_of_a_name_is_hidden_like_all_of_it(sentence, name, called):
    _, _, asked = _asked(sentence, PAIR[:1], names=("Ben", name))
    assert "N" in asked["sentence"]
    assert called not in json.dumps(asked, ensure_ascii=False)


def test_addresses_and_numbers_are_not_sent_either():
    sentence = "Ana calls +44 20 7946 0018, writes to b.smith@mail.example and @bigbob"
    _, _, asked = _asked(sentence, PAIR[:1])
    assert not any(part in json.dumps(asked) for part in ("7946", "smith", "mail.ex", "bigbob"))


async def test_a_film_without_a_usable_answer_is_the_rules_film_byte_for_byte():
    plain = _plain()
    before = to_json(plain)
    async with at_work(FakeModel(reply=lambda _: {"shots": [{"cast": ["P4"]}]})) as model:
        film = await _wittier(model, plain) or plain
    assert to_json(film) == before == to_json(_plain())


def test_a_sentence_that_asks_for_rain_keeps_its_rain():
    sentence = "Ana waits in the rain"
    plain, order, asked = _asked(sentence, PAIR[:1])
    film = witty(asked)
    assert kept(screenplay_of(json.dumps(film), order), order).shots
    for shot in film["shots"]:
        shot["weather"]["kind"] = "clear"
    with pytest.raises(Unusable, match=r"^sentence-lost$"):
        kept(screenplay_of(json.dumps(film), order), order)
    assert replace(plain, title="x").cast == order.plain.cast

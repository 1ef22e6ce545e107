"""Every label and every message, in every language, measured as a narrow screen shows it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.house.rewriting import refusal_body
from bot.i18n import LOCALES
from bot.presenter import ClipPlan, note_body, steps
from bot.presenter.kinds import KINDS
from bot.presenter.people import IDEAS
from bot.presenter.words import (
    NAME_MAX,
    PAIR_UNDER_A_CLIP,
    PAIR_UNDER_A_TEXT,
    TRIPLE_UNDER_A_CLIP,
    clean,
    fit,
    joined,
    known,
    width,
)
from generation.model.cameo import Grant
from generation.model.drawn_me import OPTIONS
from generation.model.member import Chat, ChatId, Membership
from generation.studio.bettering import Cameras
from generation.studio.records import Enrolment
from generation.studio.releasing import told_slot
from tests.messages import ROOT, messages
from tests.unit.rig_room import (
    ANA,
    BEN,
    CHEN,
    NOW,
    ROOM,
    cameo,
    clip,
    desk,
    dialog,
    film,
    inside,
    job,
    later,
    look,
    part,
    people,
    post,
)

GROUP_LINES, DIRECT_LINES = 2, 4
LISTS = {"who", "with_me", "receipts", "top", "why", "help"}
HOST = "films.example.org"
TRIPLE_UNDER_A_TEXT = 11  # two thirds of a pair's room
STEPS = [(kind, "") for kind in steps.KINDS] + [("drawn", part) for part in ("style", *OPTIONS)]
"""Every page of every form that is asked step by step, but for the whole text of a release."""


def _everything(books, locale):
    """Fill a room with one of each, and return every message it can show, named."""
    people(books, locale)
    parts = [
        ("P1", "me", ANA, "agreed"),
        ("P2", "Ben", BEN, "asked"),
        ("P3", "Chen", CHEN, "stand_in"),
    ]
    films: dict[str, dict[str, Any]] = {
        "shown": {"state": "shown"}, "making": {}, "hidden": {"hidden": True, "state": "shown"},
        "failed": {"state": "failed", "reason": "take"},
        "taken": {"state": "removed", "reason": "withdrawn"},
    }  # fmt: skip
    for id_, changes in films.items():
        film(books, id_, locale=locale, **changes)
        for token, name, member, state in parts:
            part(books, token, film=id_, name=name, member=member, state=state, asked_at=NOW)
    film(books, "shown", locale=locale, state="shown", strangers=(("Dee", "dee"),))
    part(books, "P4", film="shown", name="Dee")
    film(books, "solo", locale=locale, state="shown")
    part(books, "P1", film="solo", name="me", member=ANA, state="agreed")
    for id_, cut in (("shown", "P1"), ("shown", "P1+P2"), ("solo", "P1"), ("making", "P1+P2")):
        clip(books, cut, id_)
    job(books, "queued", "making")
    books.reactions.set("shown", BEN, "like")
    books.outbox.put(post("film", "shown", slot="film:shown", message="m"))
    books.cameos.put(cameo(BEN))
    books.grants.put(
        Grant(
            id="g", subject=BEN, grantee=None, chat=None, epoch=1, origin="", made_at=NOW,
            until=later(720),
        )
    )  # fmt: skip
    books.ledger.write("nod", at=NOW, actor=BEN, subject=BEN, object_="shown")
    books.enrolments.put(
        Enrolment(member=CHEN, at=NOW, state="preview", preview="clip-solo-P1", kind="video")
    )
    books.enrolments.put(Enrolment(member=ANA, at=NOW, state="capture", tries=1))
    books.chats.put(Chat(id=ChatId("web:closed"), title="Dumpling Club", opened=False))
    books.outbox.put(post("note", "later", to=BEN, slot="later", parked=True))
    posts = [
        *(post("film", id_) for id_ in (*films, "solo")),
        post("nod", "shown:P2", to=BEN),
        *(post("nod", f"{id_}:P2", to=BEN, message="m") for id_ in ("hidden", "failed")),
        post("part", "shown:P3", to=CHEN),
        *(post(kind, to=CHEN) for kind in ("start", "panel", "help", "privacy", "nothing")),
        *(post(kind, BEN, to=BEN) for kind in ("me", "settings", "limits", "with_me")),
        *(post(kind, BEN, to=BEN) for kind in ("receipts", "forget")),
        *(post("me", ANA, to=ANA), post("screen_test", ANA, to=ANA), post("receipts", CHEN)),
        post("screen_test", CHEN, to=CHEN), post("with_me", "web:none"), post("who", ROOM, to=BEN),
        post("top", f"{ROOM}|all"), post("top", "web:none|day"), post("withdraw", "shown", to=BEN),
        post("why", "shown", to=ANA), post("looks", "shown", to=ANA), post("why", "hidden", to=ANA),
        post("shots", "shown", to=ANA),
        *(post("idea", name, to=BEN) for name in IDEAS),
        *(post("welcome", ANA, chat=chat) for chat in (ROOM, "web:closed")), post("door", BEN),
        post("claim", "shown:dee"),
        *(
            post("note", name, to=BEN, body=note_body(name, dict.fromkeys(values, 2)))
            for name, values in messages("en").items()
            if name.startswith("note-")
        ),
        post("note", "refused", to=BEN, body=refusal_body(
            "buy bitcoin now", "money", own="Ben", mentions=(), locale=locale)),
    ]  # fmt: skip
    able = frozenset({"web"})
    busy = desk(queue=lambda _: (3, 95.0), engines=("puppet", "espeak"), covers=able, protects=able)
    shown = [(what, look(what, books, busy)) for what in posts]
    shown += _about_cameras(books, locale, busy)
    for kind, page in STEPS:
        what = dialog(books, kind, page=page)
        shown.append((what, look(what, books, busy)))
    return shown


def _about_cameras(books, locale, busy):
    """Return what is said where a server elsewhere films as well."""
    film(books, "anew", locale=locale, state="shown")
    part(
        books, "P2", film="anew", name="Ben", member=BEN, state="agreed", basis="nod", epoch=1,
        asked_at=NOW, better_asked_at=NOW,
    )  # fmt: skip
    clip(books, "P2", "anew", id="better", camera="big", engine=HOST)
    books.chats.join(Membership(chat=ROOM, member=BEN, role="admin"))
    far = replace(busy, cameras=Cameras(names=("ltx", "remote"), host=HOST))
    posts = [
        post("better", "anew:P2", to=BEN), post("nod", "shown:P2", to=BEN),
        post("told", "anew", to=BEN, slot=told_slot(BEN, HOST)), post("settings", BEN, to=BEN),
        post("told", "anew", to=BEN, slot=told_slot(BEN, "ltx")),
    ]  # fmt: skip
    return [(what, look(what, books, far)) for what in posts]


@pytest.fixture(scope="module", params=LOCALES)
def shown(request, database):
    return inside(database, lambda books: _everything(books, request.param))


def test_every_kind_of_message_is_measured(shown):
    assert {what.kind for what, _ in shown} == set(KINDS)


def test_every_label_fits_its_row(shown):
    too_wide = []
    for what, message in shown:
        under_a_clip = isinstance(message, ClipPlan)
        pair = PAIR_UNDER_A_CLIP if under_a_clip else PAIR_UNDER_A_TEXT
        triple = TRIPLE_UNDER_A_CLIP if under_a_clip else TRIPLE_UNDER_A_TEXT
        for row in getattr(message, "rows", ()):
            limit = {1: 2 * pair, 2: pair, 3: triple}[len(row)]
            too_wide += [(what.kind, b.label) for b in row if width(b.label) > limit]
    assert too_wide == []


def test_a_film_carries_three_rows(shown):
    rows = [
        [len(row) for row in message.rows]
        for what, message in shown
        if what.kind == "film" and isinstance(message, ClipPlan)
    ]
    assert rows == [[2, 3, 2]] * len(rows)
    assert rows


def test_no_message_is_long(shown):
    long = []
    for what, message in shown:
        text = message.caption if isinstance(message, ClipPlan) else getattr(message, "text", "")
        limit = DIRECT_LINES if what.viewer is not None else GROUP_LINES
        if what.kind not in LISTS and text.count("\n") + 1 > limit:
            long.append((what.kind, text))
    assert long == []


def test_every_note_has_values_for_what_it_names(shown):
    texts = [message.text for what, message in shown if what.kind == "note"]
    assert texts
    assert [text for text in texts if re.search(r"[{}$]", text)] == []


def test_every_note_that_is_written_anywhere_has_a_sentence():
    written = {
        found
        for folder in ("bot", "generation/studio")
        for path in (ROOT / folder).rglob("*.py")
        for found in re.findall(r'"(note-[a-z-]+[a-z])"', path.read_text(encoding="utf-8"))
    }
    assert written <= set(messages("en"))


# ---------------------------------------------------------------- names


@given(st.text())
def test_a_clean_name_is_short_and_on_one_line(text):
    name = clean(text)
    assert len(name) <= NAME_MAX
    assert len(name.splitlines()) <= 1
    assert clean(name) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ana", "Ana"), ("  A \t na\n", "A na"), ("\u202eanA\u202c", "anA"), ("a\u0000b", "a b"),
        ("阿娜", "阿娜"), ("👩\u200d🚀 Zoë", "👩\u200d🚀 Zoë"), ("x" * 30, "x" * 23 + "…"),
        ("\u2066\u200f\u061c", ""), ("a\ufeffb\u00adc", "abc"),
    ],
)  # fmt: skip
def test_a_name_keeps_its_letters_and_nothing_that_steers(text, name):
    assert clean(text) == name


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        ("Add me", 6),
        ("加我", 4),
        ("👍 12", 5),
        ("✏️", 2),
        ("⚖️ 开庭", 7),
        ("⋯", 1),
        ("é", 1),
        ("", 0),
    ],
)
def test_a_label_is_as_wide_as_it_looks(text, wide):
    assert width(text) == wide


@given(st.text(), st.integers(1, 40))
def test_a_name_is_cut_to_its_room(name, room):
    assert width(fit(name, room)) <= room


def test_a_list_is_written_as_the_language_does():
    assert joined(["Ana", "Ben"], "en") == "Ana, Ben"
    assert joined(["阿娜", "阿本"], "zh-Hant") == "阿娜，阿本"


def test_an_unknown_sentence_is_unknown():
    assert known("film-failed")
    assert not known("film-failed-for-no-reason")


def test_a_group_reads_the_language_most_of_it_speaks(database):
    def work(books):
        people(books, "zh-Hant")
        books.people.put(books.people.get(ANA).__class__(id=ANA, name="Ana", locale="en"))
        return look(post("who", ROOM), books, desk()).text

    assert inside(database, work) == "還沒有人能出鏡。要不你先當個壞榜樣？"


def test_a_moment_is_told_in_the_desks_time_zone(database):
    def work(books):
        people(books)
        film(books, made_at=NOW + timedelta(hours=3))
        east = desk(at=NOW.astimezone(timezone(timedelta(hours=2))))
        return look(post("why", to=BEN), books, east).text

    assert "asked by Ana, 28 Nov." in inside(database, work)

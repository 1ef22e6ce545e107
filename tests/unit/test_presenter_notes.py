"""Notes: what use cases write to somebody, looked up when it is shown."""

from __future__ import annotations

import json

from bot.presenter import note_body
from tests.unit.rig_room import (
    ANA,
    BEN,
    NOW,
    ROOM,
    desk,
    inside,
    labels,
    later,
    look,
    people,
    post,
    verbs,
)


def _note(books, body, to=BEN, **changes):
    return look(post("note", "", to=to, body=body), books, desk(**changes))


def test_a_note_looks_up_people_places_and_times(database):
    def work(books):
        people(books)
        body = note_body(
            "note-renewal",
            {"name": ANA, "chat": ROOM, "date": later(24).isoformat()},
            [[{"label": "button-renew", "verb": "renew", "object": "g1"}]],
        )
        shown = _note(books, body)
        return (
            shown,
            verbs(books, shown),
            [books.buttons.get(b.data[-22:]).allowed for b in shown.rows[0]],
        )

    shown, said, allowed = inside(database, work)
    assert shown.text == "Your yes to Ana in Green room ends on 28 Nov."
    assert labels(shown) == [["30 more days"]]
    assert (said, allowed) == ([("renew", "g1")], [BEN])


def test_a_note_counts_and_names_rules(database):
    def work(books):
        people(books, locale="zh-Hant")
        counts = note_body("note-withdrawn", {"films": 2, "remixes": 1, "chats": 1})
        return _note(books, counts).text, _note(
            books, note_body("note-refused", {"rule": "money"})
        ).text

    counted, refused = inside(database, work)
    assert counted.startswith("好了。1 個群組裡的 2 部影片、1 部翻拍都撤了。")
    assert refused == "這個我不拍（規則：不替真人談錢和買賣）。什麼都沒做，也沒留。"


def test_a_note_may_be_the_sentence_of_an_error(database):
    def work(books):
        people(books)
        return _note(
            books, note_body("error-media-too-large", {"size_mb": 34, "limit_mb": 20})
        ).text

    assert "34 MB" in inside(database, work)


def test_a_note_to_somebody_forgotten_keeps_their_language(database):
    body = note_body("note-erased", {"time": NOW.isoformat(), "code": "k7"}, locale="zh-Hans")
    text = inside(database, lambda books: _note(books, body).text)
    assert text == "11月27日 20:00 已删除，回执 k7。谢谢你来过，门还在老地方。"


def test_a_note_is_plain_data():
    assert json.loads(note_body("note-voice-erased")) == {
        "id": "note-voice-erased", "values": {}, "rows": [], "locale": "",
    }  # fmt: skip

"""A film in its chat: what is shown follows from the faces that may be shown, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat import OutgoingText
from bot.presenter import ClipPlan, NotYet, TakeAway
from generation.model.film import cut_name, live
from generation.model.member import Chat, ChatId, MemberId
from tests.unit.rig_room import (
    ANA,
    BEN,
    CHEN,
    CUTS,
    ROOM,
    STATES,
    cameo,
    clip,
    desk,
    film,
    inside,
    job,
    labels,
    look,
    part,
    people,
    post,
    show,
)


def _three_parts(books, states, members=(ANA, BEN, CHEN)):
    names = ("me", "Ben", "Chen")
    players = ("mina", "otto", "zuri")
    return [
        part(
            books, f"P{index}", name=name, stand_in=player, member=member, state=state,
            asked_at=desk().at if state in {"asked", "declined"} else None,
        )
        for index, (name, player, member, state) in enumerate(
            zip(names, players, members, states, strict=True), start=1
        )
    ]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    states=st.tuples(*[st.sampled_from(STATES)] * 3),
    cuts=st.sets(st.sampled_from(CUTS)),
    film_state=st.sampled_from(["making", "shown", "failed", "removed"]),
    hidden=st.booleans(),
)
def test_no_clip_shows_a_face_that_may_not_be_shown(database, states, cuts, film_state, hidden):
    def work(books):
        people(books)
        film(books, state=film_state, hidden=hidden)
        parts = _three_parts(books, states)
        for cut in cuts:
            clip(books, cut_name(cut))
        return live(parts), show(books, "film"), parts

    faces, shown, parts = inside(database, work)
    if isinstance(shown, ClipPlan):
        assert shown.clip.cut <= faces
        pictured = tuple(part.member for part in parts if part.token in shown.clip.cut)
        assert shown.rows[2][0].viewers == pictured
        assert not hidden
        assert film_state in {"making", "shown"}
    elif film_state in {"making", "shown"} and not hidden:
        assert not any(cut <= faces for cut in cuts)


@settings(max_examples=150, deadline=None)
@given(
    before=st.tuples(*[st.sampled_from(STATES)] * 2),
    after=st.tuples(*[st.sampled_from([s for s in STATES if s != "agreed"])] * 2),
    real=st.tuples(st.booleans(), st.booleans()),
)
def test_a_no_looks_like_a_question_never_put(database, before, after, real):
    """Whoever does not appear may have been asked, have said no, have left, or be nobody."""
    after = tuple("agreed" if b == "agreed" else a for b, a in zip(before, after, strict=True))

    def work(states, members):
        def inner(books):
            people(books)
            film(books, state="shown")
            _three_parts(books, ("agreed", *states), (ANA, *members))
            for cut in CUTS:
                clip(books, cut_name(cut))
            shown = show(books, "film")
            return shown.clip.cut, shown.caption, shown.title, labels(shown), shown.parent

        return inner

    nobody = tuple(
        member if state == "agreed" or there else None
        for member, state, there in zip((BEN, CHEN), after, real, strict=True)
    )
    assert inside(database, work(before, (BEN, CHEN))) == inside(database, work(after, nobody))


def test_a_caption_is_two_lines(database):
    def work(books):
        people(books)
        film(books, state="shown")
        _three_parts(books, ("agreed", "asked", "agreed"))
        clip(books, "P1+P3")
        return show(books, "film")

    assert inside(database, work).caption == (
        "“The Last Dumpling” · Ana, Otto as Ben, Chen\nAI film · asked by Ana · AI voice"
    )


def test_a_caption_is_in_the_language_of_the_film(database):
    def work(books):
        people(books)
        film(books, state="shown", locale="zh-Hans", title="最后一个饺子", requester=BEN)
        _three_parts(books, ("agreed", "asked", "stand_in"), (ANA, BEN, None))
        clip(books, "P1")
        return show(books, "film").caption

    first, second = inside(database, work).split("\n")
    assert first == "《最后一个饺子》· Ben，Otto 饰 Ben，Zuri 饰 Chen"
    assert second == "AI 影片 · Ben提议 · AI 声音"


def test_another_engine_and_ones_own_voice_are_named(database):
    def work(books):
        people(books)
        film(books, state="shown", recording="r1")
        clip(books, "-", engine="ltx")
        return show(books, "film").caption

    assert inside(database, work) == (
        "“The Last Dumpling” · nobody in it\nAI film by LTX-2.5 · asked by Ana · own voice"
    )


def test_names_cannot_steer_the_page(database):
    def work(books):
        people(books)
        books.people.put(books.people.get(ANA).__class__(id=ANA, name="A\u202ena\n" + "x" * 40))
        film(books, state="shown", title="T\u2066itle\r\n\u0000 two")
        part(books, "P1", name="me", member=ANA, state="agreed")
        clip(books, "P1")
        return show(books, "film").caption

    caption = inside(database, work)
    assert caption.count("\n") == 1
    assert not set(caption) & set("\u202e\u2066\r\u0000")
    assert "“Title two” · Ana xxxxxxxxxxxxxxxxxxx…" in caption


def test_the_buttons_under_a_film(database):
    def work(books):
        people(books)
        film(books, state="shown")
        _three_parts(books, ("agreed", "asked", "stand_in"))
        clip(books, "P1")
        for index in range(12):
            member = MemberId(f"web:m{index}")
            books.people.put(books.people.get(ANA).__class__(id=member, name="m"))
            books.reactions.set("f1", member, "like")
        books.reactions.set("f1", BEN, "dislike")
        shown = show(books, "film")
        return shown, {books.buttons.get(b.data[-22:]) for row in shown.rows for b in row}

    shown, buttons = inside(database, work)
    assert labels(shown) == [
        ["🙋 Add me", "🎬 My turn"],
        ["👍 12", "👎", "✏️"],
        ["🙈 Remove me", "⋯"],
    ]
    assert all(button.allowed is None for button in buttons)
    assert shown.rows[0][0].about == "The Last Dumpling"
    viewers = [button.viewers for row in shown.rows for button in row]
    assert viewers == [None, None, None, None, None, (ANA,), None]


def test_where_rows_are_wide_two_are_enough_under_a_film(database):
    def work(books):
        people(books)
        film(books, state="shown")
        _three_parts(books, ("agreed", "asked", "stand_in"))
        clip(books, "P1")
        return show(books, "film", wide=frozenset({"web"}))

    assert labels(inside(database, work)) == [
        ["🙋 Add me", "🎬 My turn", "👍", "👎", "⋯"], ["✏️ Prompt", "🙈 Remove me"],
    ]  # fmt: skip


def test_a_film_of_the_asker_alone_is_deleted_by_the_asker(database):
    def work(books):
        people(books)
        film(books, state="shown")
        part(books, "P1", name="me", member=ANA, state="agreed")
        clip(books, "P1")
        shown = show(books, "film")
        return labels(shown), books.buttons.get(shown.rows[2][0].data[-22:])

    names, delete = inside(database, work)
    assert names[2] == ["🗑 Delete", "⋯"]
    assert (delete.verb, delete.allowed) == ("delete", ANA)


def test_a_button_keeps_its_id_from_edit_to_edit(database):
    def work(books):
        people(books)
        film(books, state="shown")
        clip(books, "-")
        return show(books, "film").rows, show(books, "film").rows

    first, second = inside(database, work)
    assert first == second


def test_a_remix_hangs_from_its_film_in_the_same_chat_only(database):
    def work(books):
        people(books)
        books.chats.put(Chat(id=ChatId("web:other"), title="Other"))
        film(books, "f0", state="shown")
        film(books, "f1", state="shown", remix_of="f0", root="f0")
        film(books, "f2", state="shown", remix_of="f0", root="f0", chat=ChatId("web:other"))
        clip(books, "-", "f1")
        clip(books, "-", "f2")
        books.outbox.put(post("film", "f0", slot="film:f0", message="m7"))
        return show(books, "film", "f1").parent, show(books, "film", "f2").parent

    assert inside(database, work) == ("m7", None)


# ---------------------------------------------------------------- in the making


@pytest.mark.parametrize(
    ("state", "stage", "step", "words"),
    [
        ("accepted", None, 0, "reading your sentence"),
        ("placed", None, 1, "learning the lines"),
        ("rendering", ("painting", 0.1), 2, "lighting"),
        ("rendering", ("rolling", 0.4), 3, "rolling"),
        ("rendered", None, 4, "adding sound"),
        ("publishing", None, 5, "coming up"),
    ],
)
def test_progress_is_one_message_that_says_the_title_first(database, state, stage, step, words):
    def work(books):
        people(books)
        film(books)
        _three_parts(books, ("agreed", "asked", "stand_in"))
        books.cameos.put(cameo(ANA))
        job(books, state)
        return show(books, "film", stage=lambda _: stage)

    shown = inside(database, work)
    assert (shown.style, shown.title, shown.step) == ("progress", "The Last Dumpling", step)
    assert shown.text == (
        f"🎬 “The Last Dumpling” · {words}\nI read: Two friends argue, playful, in the rain."
    )
    assert labels(shown) == [["Not that mood", "Cancel"]]


def test_somebody_in_the_queue_is_told_how_long(database):
    def work(books):
        people(books)
        film(books, paper=None, reading="", title="")
        job(books, "queued")
        return show(books, "film", queue=lambda _: (2, 38.2))

    shown = inside(database, work)
    assert shown.text == (
        "🎬 “me and Ben argue about the last dumpling” · Two films ahead of yours, about 40 s."
    )
    assert labels(shown) == [["Cancel"]]


def test_whoever_is_unknown_hears_who_plays_them(database):
    def work(books):
        people(books)
        film(books, reading="A dumpling, contested")
        part(books, "P1", name="me", member=ANA)
        job(books, "rendering")
        return show(books, "film")

    shown = inside(database, work)
    assert shown.text == (
        "🎬 Rolling. I don't know your face yet, so Otto plays you. Bravely.\n"
        "I read: A dumpling, contested."
    )
    assert labels(shown)[-1] == ["🙋 That should be me"]


def test_only_the_asker_may_stop_it(database):
    def work(books):
        people(books)
        film(books)
        shown = show(books, "film")
        return [books.buttons.get(b.data[-22:]).allowed for row in shown.rows for b in row]

    assert set(inside(database, work)) == {ANA}


# ---------------------------------------------------------------- no film


@pytest.mark.parametrize(
    ("reason", "text", "buttons"),
    [
        ("take-silent", "Two takes, both silent. I threw them away; your turn is back.", 1),
        ("take-black", "Two takes, neither fit to be shown. I threw them away;", 1),
        ("error-voice-died", "The voice broke off in the middle. Nothing was kept;", 1),
        ("disk-full", "The shelf is full here. I told Mo; your idea is kept.", 1),
        ("something-else", "That take went wrong. I threw it away; your turn is back.", 1),
        ("", "That take went wrong. I threw it away; your turn is back.", 1),
        ("cancelled", "Cancelled. Nothing was kept, and your turn is back.", 0),
    ],
)
def test_a_failure_says_why_and_what_to_do(database, reason, text, buttons):
    def work(books):
        people(books)
        film(books, state="failed", reason=reason)
        return show(books, "film")

    shown = inside(database, work)
    assert shown.text.startswith(f"🎬 “The Last Dumpling”\n{text}")
    assert labels(shown) == [["Again"]] * buttons


def test_a_refusal_is_not_for_the_group(database):
    def work(books):
        people(books)
        film(books, state="failed", reason="rule-medical")
        first = show(books, "film")
        return first, look(post("film", message="m1"), books, desk())

    assert inside(database, work) == (NotYet(), TakeAway())


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"state": "removed", "reason": "deleted"}, TakeAway()),
        ({"state": "removed", "reason": "rested"}, TakeAway()),
        (
            {"state": "removed", "reason": "withdrawn"},
            OutgoingText(text="This film was taken back by someone in it.", style="card"),
        ),
        (
            {"state": "shown", "hidden": True},
            OutgoingText(
                text="This film was reported. It is kept from view until an admin has looked.",
                style="card",
            ),
        ),
    ],
)
def test_what_is_taken_back_leaves_no_picture(database, changes, shown):
    def work(books):
        people(books)
        film(books, **changes)
        clip(books, "-")
        return show(books, "film")

    assert inside(database, work) == shown


def test_a_film_nobody_knows_is_taken_away(database):
    assert inside(database, lambda books: show(books, "film", "none")) == TakeAway()


def test_a_chat_without_a_title_has_a_name_still(database):
    def work(books):
        people(books)
        books.chats.put(Chat(id=ROOM, title=""))
        film(books)
        _three_parts(books, ("agreed", "asked", "stand_in"))
        clip(books, "P1+P2")
        return show(books, "nod", "f1:P2", to=BEN).caption

    assert "for room." in inside(database, work)

"""Lists and cards: films with me, receipts, the top, who and why, the prompt."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.presenter import TakeAway
from generation.director.refining import REFINEMENTS
from generation.model.cameo import Grant
from tests.unit.rig_room import (
    ANA,
    BEN,
    CHEN,
    NOW,
    ROOM,
    STATES,
    asked,
    clip,
    film,
    inside,
    labels,
    later,
    part,
    people,
    post,
    show,
    verbs,
)

# ---------------------------------------------------------------- lists


def test_films_with_me_by_anyone_failed_ones_too(database):
    def work(books):
        people(books)
        rows: list[tuple[str, dict[str, Any], str]] = [
            ("f1", {"state": "shown"}, "agreed"),
            ("f2", {"state": "shown", "requester": CHEN}, "declined"),
            ("f3", {"state": "failed"}, "asked"),
            ("f4", {"state": "removed", "reason": "withdrawn"}, "withdrawn"),
            ("f5", {"state": "making"}, "asked"),
        ]
        for age, (id_, changes, state) in enumerate(rows):
            film(books, id_, made_at=NOW - timedelta(days=age), **changes)
            part(books, "P1", film=id_, member=BEN, state=state)
        clip(books, "P1", "f1")
        shown = show(books, "with_me", BEN, to=BEN)
        return shown, verbs(books, shown), _empty(show(books, "with_me", CHEN, to=CHEN))

    shown, said, empty = inside(database, work)
    assert [line.rpartition(" · ")[2] for line in shown.text.split("\n")[1:]] == [
        "your face is in it",
        "a stand-in plays you",
        "never posted",
        "taken away",
        "being made",
    ]
    assert shown.text.split("\n")[2].startswith("2. “The Last Dumpling” · Chen, 26 Nov")
    assert said == [("more", f"f{index}") for index in range(1, 6)]
    line = "You haven't been in anything yet. That can change in a minute."
    assert empty == ("empty", line, [["Make one"]])


def _empty(shown):
    return shown.style, shown.text, labels(shown)


def test_a_long_list_has_pages(database):
    def work(books):
        people(books)
        for index in range(20):
            film(books, f"f{index:02}", made_at=NOW - timedelta(days=index))
            part(books, "P1", film=f"f{index:02}", member=BEN)
        pages = [show(books, "with_me", f"{BEN}{page}", to=BEN) for page in ("", "|1", "|2", "|9")]
        return [(p.text.count("\n"), verbs(books, p)[-1], labels(p)[-1]) for p in pages]

    assert inside(database, work) == [
        (9, ("page", "web:ben|1"), ["More"]),
        (9, ("page", "web:ben|2"), ["More"]),
        (2, ("page", "web:ben|0"), ["Back to the top"]),
        (9, ("page", "web:ben|1"), ["More"]),
    ]


def test_receipts_say_what_was_agreed_newest_first(database):
    def work(books):
        people(books)
        film(books)
        books.ledger.write("release", at=NOW, actor=BEN, subject=BEN, data={"face": True})
        books.ledger.write("nod", at=later(1), actor=BEN, subject=BEN, object_="f1")
        books.ledger.write("left", at=later(2), actor=BEN, subject=BEN, object_=ROOM)
        return show(books, "receipts", BEN, to=BEN).text, _empty(show(books, "receipts", CHEN))

    text, empty = inside(database, work)
    assert text == (
        "What you agreed to, newest first:\n"
        "27 Nov, 22:00 · you left a chat, and its permissions ended\n"
        "27 Nov, 21:00 · you nodded: The Last Dumpling\n"
        "27 Nov, 20:00 · you read the release and chose"
    )
    assert empty == ("empty", "Nobody has asked for your face.", [["How it works"]])


def test_the_top_list_leaves_out_what_is_not_shown(database):
    def work(books):
        people(books)
        for index, hidden in enumerate((False, True)):
            film(books, f"f{index}", title=f"Film {index}", state="shown", hidden=hidden)
            books.reactions.set(f"f{index}", BEN, "like")
            books.outbox.put(post("film", f"f{index}", slot=f"film:f{index}", message="m"))
        return show(books, "top", f"{ROOM}|all"), _empty(show(books, "top", "web:none|week"))

    shown, empty = inside(database, work)
    assert shown.text == "Remixed most, ever:\n1. “Film 0” · Ana · one point"
    assert labels(shown) == [["Today", "This week"], ["This month"]]
    line = "Nothing remixed this week. Standards, or holidays?"
    assert empty == ("empty", line, [["Make one"], ["Today", "This month"], ["Ever"]])


# ---------------------------------------------------------------- cards


def test_who_and_why(database):
    def work(books):
        asked(books, "agreed", remix_of=None)
        books.films.put_part(replace(books.films.parts("f1")[1], basis="nod"))
        books.ledger.write("nod", at=later(1), actor=BEN, subject=BEN, object_="f1")
        part(books, "P3", name="Chen", member=CHEN, state="asked", stand_in="zuri", asked_at=NOW)
        books.films.put_part(replace(books.films.parts("f1")[0], basis="self"))
        clip(books, "P1+P2")
        asker, other = (show(books, "why", to=who) for who in (ANA, BEN))
        return asker, other, verbs(books, asker), verbs(books, other)

    asker, other, asker_verbs, other_verbs = inside(database, work)
    assert asker.text.split("\n") == [
        "“The Last Dumpling” · asked by Ana, 27 Nov.",
        "I read: Two friends argue, playful, in the rain.",
        "Ana — asked for it, this film",
        "Ben — nodded 21:00, this film",
        "Chen is played by Zuri. Drawn, nobody real.",
        "Made by puppet in 8 s, voice: espeak.",
        "One person was asked in the last day. Whoever says yes appears by itself.",
    ]
    assert "asked in the last day" not in other.text
    assert asker_verbs == [
        ("ask_person", "f1:P3"), ("open", "settings"), ("remove_me", "f1"),
        *((verb, "f1") for verb in REFINEMENTS),
        ("open", "shots:f1"), ("open", "looks:f1"), ("next_scene", "f1"), ("delete", "f1"),
        ("report", "f1"),
    ]  # fmt: skip
    assert other_verbs == [
        ("ask_person", "f1:P3"), ("open", "settings"), ("remove_me", "f1"), ("next_scene", "f1"),
        ("report", "f1"),
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    states=st.tuples(*[st.sampled_from([s for s in STATES if s != "agreed"])] * 2),
    reader=st.sampled_from([ANA, CHEN]),
)
def test_a_card_does_not_tell_a_no(database, states, reader):
    """For a day not even the asker sees whether the answer has come; others never do."""

    def work(state):
        def inner(books):
            asked(books, state)
            if state in {"stand_in", "withdrawn"}:
                never_asked = replace(books.films.parts("f1")[1], asked_at=None)
                books.films.put_part(never_asked)
            clip(books, "P1")
            shown = show(books, "why", to=reader)
            return shown.text, labels(shown)

        return inner

    first, second = (inside(database, work(state)) for state in states)
    answered = {"asked", "declined"}
    if reader != ANA or answered >= set(states) or not answered & set(states):
        assert first == second


def test_privacy_names_everything_that_gets_a_face(database):
    def work(books):
        people(books)
        return (
            show(books, "privacy", "", to=ANA, engines=("puppet", "LTX at example.org")).text,
            show(books, "privacy", "", to=ANA, engines=(), operator="", retention_days=30).text,
        )

    named, bare = inside(database, work)
    assert "This bot is run by Mo." in named
    assert "are given to: the puppets on this machine, LTX at example.org." in named
    assert "This bot is run by whoever runs this machine." in bare
    assert "given to: nobody else." in bare
    assert "Unused for 30 days" in bare


def test_privacy_names_who_is_sent_sentences(database):
    def work(books):
        people(books)
        asked = show(books, "privacy", "", to=ANA, llm_host="api.example").text
        return asked, show(books, "privacy", "", to=ANA).text

    asked, alone = inside(database, work)
    assert asked.removeprefix(alone).strip() == (
        "Sentences, without the names in them, are also sent to api.example, whose language model "
        "proposes wittier words."
    )
    assert asked != alone


def test_help_uses_the_word_of_the_command(database):
    def work(books):
        people(books)
        return show(books, "help", "", to=ANA, command="walkon").text

    assert inside(database, work).count("/walkon") == 11


def test_what_is_put_away_is_gone(database):
    assert inside(database, lambda books: show(books, "nothing", "", to=ANA)) == TakeAway()


def test_a_card_says_which_yes_it_was_and_what_the_film_came_from(database):
    def work(books):
        people(books)
        film(books, "f0", requester=CHEN, state="shown")
        film(books, state="making", remix_of="f0", root="f0", reading="")
        for token, basis in (("P1", "grant"), ("P2", "standing"), ("P3", "nod")):
            part(books, token, name=f"N{token}", member=None, state="agreed", basis=basis)
        return show(books, "why", to=BEN).text.split("\n")

    assert inside(database, work)[1:] == [
        "NP1 — allowed it before",
        "NP2 — lets this group cast them",
        "NP3 — nodded, this film",
        "After a film by Chen.",
    ]


def test_a_card_of_nothing_is_taken_away(database):
    def work(books):
        people(books)
        film(books, state="removed", reason="deleted")
        return show(books, "why", "none", to=ANA), show(books, "why", to=ANA)

    gone, removed = inside(database, work)
    assert gone == TakeAway()
    assert removed.text == "“The Last Dumpling” is no longer shown."


def test_a_receipt_names_the_chat_of_a_permission(database):
    def work(books):
        people(books)
        books.grants.put(
            Grant(
                id="g1", subject=BEN, grantee=None, chat=ROOM, epoch=1, origin="", made_at=NOW,
            )
        )  # fmt: skip
        books.ledger.write("grant", at=NOW, actor=BEN, subject=BEN, object_="g1")
        return show(books, "receipts", BEN, to=BEN).text

    assert inside(database, work).endswith("you gave a permission: Green room")

"""What one person reads about themself: first word, cameo, rules, screen test."""

from __future__ import annotations

import json

import pytest

from bot.i18n import LOCALES, say
from bot.presenter import NotYet
from bot.presenter.desk import Crowd
from bot.presenter.words import PAIR_UNDER_A_TEXT, known, width
from generation.liveness.verdict import FINDINGS
from generation.model.cameo import Grant
from generation.model.member import Chat, ChatId, Member, MemberId, Membership
from generation.studio.records import Enrolment
from tests.unit.rig_room import (
    ANA,
    BEN,
    CHEN,
    NOW,
    ROOM,
    asked,
    cameo,
    clip,
    desk,
    film,
    inside,
    labels,
    later,
    look,
    part,
    people,
    post,
    show,
    verbs,
)

TRIPLE_UNDER_A_TEXT = 12  # widths of three labels in a row


# ---------------------------------------------------------------- one's own cameo


def test_the_first_word_asks_who_reads_it_in_their_language(database):
    def work(books):
        people(books, locale="zh-Hans")
        return show(books, "start", "", to=ANA)

    shown = inside(database, work)
    assert shown.text.startswith("你好，Ana。我在群里给朋友拍 AI 小短片。")
    assert labels(shown) == [["🎥 拍一段", "🖼 用照片"], ["✏️ 画一个我", "先不了"]]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Your face, from a video · ✓ checked\nFace on, voice off. Who may ask: the group"),
        ({"kind": "photo", "verified": False}, "a photo · not checked\nFace on, voice off. Until"),
        ({"kind": "drawn", "verified": False}, "Your drawn self · nobody real\nFace on"),
        ({"persona": "Never on time"}, "\nYour character: “Never on time”"),
    ],
)  # fmt: skip
def test_a_cameo_says_what_it_is(database, changes, words):
    def work(books):
        people(books)
        books.cameos.put(cameo(ANA, **changes))
        return show(books, "me", ANA, to=ANA)

    shown = inside(database, work)
    assert words in shown.text
    assert labels(shown)[-2:] == [
        ["My permissions", "My limits"], ["My character", "My name here"],
    ]  # fmt: skip


def test_every_rule_is_a_button_that_says_what_it_would_change_to(database):
    def work(books):
        people(books)
        books.cameos.put(cameo(BEN, audience="approved", voice=True))
        for index, until in enumerate((later(24), later(-1))):
            books.grants.put(
                Grant(
                    id=f"g{index}", subject=BEN, grantee=ANA, chat=ROOM, epoch=1, origin="f1",
                    made_at=NOW, uses_left=1, until=until,
                )
            )  # fmt: skip
        shown = show(books, "settings", BEN, to=BEN)
        return shown, verbs(books, shown)

    shown, said = inside(database, work)
    assert ["✓ People I approve", "This group"] in labels(shown)
    assert shown.text.endswith("\nAna · Green room · one film · until 28 Nov")
    assert shown.text.count("Green room") == 1
    assert said == [
        ("level", "nobody"), ("level", "only_me"), ("level", "approved"), ("level", "group"),
        ("level", "everywhere"), ("level", "ask:never"), ("face_on", "off"), ("voice_on", "off"),
        ("open", "limits"), ("revoke", "all"), ("open", "forget"),
    ]  # fmt: skip


def test_without_a_cameo_there_is_nothing_to_set(database):
    def work(books):
        people(books)
        return show(books, "settings", BEN, to=BEN).text

    assert inside(database, work).startswith("You haven't lent me a face yet.")


def test_erasing_says_what_it_takes_before_it_does(database):
    def work(books):
        asked(books, "agreed")
        shown = show(books, "forget", BEN, to=BEN)
        return shown, verbs(books, shown)

    shown, said = inside(database, work)
    assert "one film with you in it" in shown.text
    assert said == [("forget_me", "confirm"), ("forget_me", "voice"), ("dismiss", "")]


def test_the_cast_of_a_chat_says_what_asking_comes_to(database):
    def work(books):
        people(books)
        empty = show(books, "who", ROOM, to=ANA)
        books.cameos.put(cameo(BEN, ask="never"))
        books.cameos.put(cameo(CHEN, audience="only_me"))
        closed = show(books, "who", ROOM, to=ANA).text
        books.chats.join(Membership(chat=ROOM, member=BEN, called="Benny", allowed_at=NOW))
        return empty.text, closed, show(books, "who", ROOM, to=BEN).text

    empty, closed, opened_to = inside(database, work)
    assert empty == "Nobody is castable here yet. You could be the bad example."
    assert closed == "You · not here yet\nBen · ask me\nChen · stand-in only"
    assert opened_to == "You · cast me, no need to ask\nChen · stand-in only"


# ---------------------------------------------------------------- the screen test


@pytest.mark.parametrize(
    ("changes", "text", "buttons"),
    [
        ({"state": "checking"}, "Looking at your tape.", []),
        ({"state": "capture", "tries": 1}, "I couldn't use that one.\nTake 2 of 3?", [["Retake"]]),
        (
            {"state": "capture", "tries": 3},
            "I couldn't use that one.\nOne photo will do",
            [["🎥 Film me", "🖼 One photo"], ["✏️ Just draw me"]],
        ),
    ],
)  # fmt: skip
def test_a_screen_test_says_how_it_stands(database, changes, text, buttons):
    def work(books):
        people(books)
        books.enrolments.put(Enrolment(member=BEN, at=NOW, **changes))
        return show(books, "screen_test", BEN, to=BEN)

    shown = inside(database, work)
    assert shown.text.startswith(text)
    assert labels(shown) == buttons


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    ("numbers", "rows"), [((1, 2), [["1", "2", 0]]), ((1, 2, 4, 5), [["1", "2", "4"], ["5", 0]])]
)
def test_a_picture_of_several_people_asks_which_one_is_the_reader(database, numbers, rows, locale):
    def work(books):
        people(books, locale)
        books.enrolments.put(Enrolment(member=BEN, at=NOW, state="choosing"))
        crowd = Crowd(b"numbered", numbers)
        shown = show(books, "screen_test", BEN, to=BEN, crowd=lambda member: crowd)
        return shown, verbs(books, shown), show(books, "screen_test", BEN, to=BEN)

    shown, said, gone = inside(database, work)
    neither = "button-neither" if len(numbers) == 2 else "button-none-of-them"
    assert labels(shown) == [[label or say(neither, locale) for label in row] for row in rows]
    assert all(width(label) <= TRIPLE_UNDER_A_TEXT for row in labels(shown) for label in row)
    assert [act for act, _ in said] == ["confirm"] * (len(numbers) + 1)
    assert [what for _, what in said] == [*(f"face:{n}" for n in numbers), "face:none"]
    assert shown.text == say("screen-test-which", locale, {"n": len(numbers)})
    assert shown.picture == b"numbered"
    assert (gone.text, gone.picture) == (say("screen-test-gone", locale), None)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_name_is_chosen_for_this_chat_or_from_ones_own_for_each(database, locale):
    other = ChatId("x:other")

    def work(books):
        people(books, locale)
        books.cameos.put(cameo(BEN))
        books.chats.put(Chat(id=other, title="A club whose name is far too long"))
        books.chats.join(Membership(chat=other, member=BEN, called="Captain"))
        here = look(post("me", BEN, to=BEN, chat=ROOM), books, desk())
        own = show(books, "me", BEN, to=BEN)
        return here, verbs(books, here), own, verbs(books, own)

    here, said_here, own, said = inside(database, work)
    assert said_here[-2:] == [("open", "persona"), ("open", f"called:{ROOM}")]
    assert said[-2:] == [("open", f"called:{chat}") for chat in sorted([other, ROOM])]
    assert "Captain" in own.text
    assert "Captain" not in here.text
    assert all(width(b) <= 2 * PAIR_UNDER_A_TEXT // len(row) for row in labels(own) for b in row)


@pytest.mark.parametrize(
    ("kind", "words"), [("photo", "A photo proves nothing"), ("video", "The check did not pass")]
)
def test_a_face_that_is_not_proven_is_said_to_be_ones_own_alone(database, kind, words):
    def work(books):
        people(books)
        film(books, "t1", requester=BEN)
        clip(books, "P1", "t1")
        books.enrolments.put(
            Enrolment(member=BEN, at=NOW, kind=kind, state="preview", preview="clip-t1-P1")
        )
        return show(books, "screen_test", BEN, to=BEN).caption

    assert inside(database, work).splitlines()[-1].startswith(words)


def test_a_screen_test_is_seen_by_its_owner_before_it_counts(database):
    def work(books):
        people(books)
        film(books, "t1", requester=BEN)
        clip(books, "P1", "t1")
        wish = Enrolment(member=BEN, at=NOW, state="preview", preview="clip-t1-P1", test_film="t1")
        books.enrolments.put(wish)
        shown = show(books, "screen_test", BEN, to=BEN)
        said = verbs(books, shown)
        books.enrolments.remove(BEN)
        closed = look(post("screen_test", BEN, to=BEN, message="m"), books, desk())
        books.cameos.put(cameo(BEN))
        enrolled = look(post("screen_test", BEN, to=BEN, message="m"), books, desk())
        after = look(post("screen_test", BEN, to=BEN, attempts=1), books, desk())
        return shown, said, closed, enrolled, after, show(books, "screen_test", BEN, to=BEN)

    shown, said, closed, enrolled, after, never_sent = inside(database, work)
    assert shown.ticket
    assert shown.caption.count("\n") == 2
    assert labels(shown) == [["Use it", "Retake"], ["Throw away"]]
    assert said == [("confirm", "enrol"), ("retake", "photo"), ("confirm", "discard")]
    assert closed.text == "Closed. The tape is thrown away."
    assert enrolled.text == "You're castable now. I still ask you before each film."
    assert after == enrolled
    assert never_sent == NotYet()


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            {"id": "capture", "values": {"findings": "no-turn no-speech wrong-digits"}},
            "I didn't see your head turn. Slowly, to one side?\n"
            "I heard nothing. Is the microphone on?\nTake 2 of 3?",
        ),
        (
            {"id": "error-face-too-dark", "values": {}},
            "I can't find your eyes in this light. Face a window?\nTake 2 of 3?",
        ),
        (
            {"id": "error-media-too-long", "values": {"limit_s": 60}},
            "The video is longer than 60 seconds; cut it shorter.\nTake 2 of 3?",
        ),
        ({"id": "something-else"}, "I couldn't use that one.\nTake 2 of 3?"),
    ],
)
def test_a_picture_that_cannot_be_used_is_told_why(database, body, text):
    def work(books):
        people(books)
        books.enrolments.put(Enrolment(member=BEN, at=NOW, state="capture", tries=1))
        dialog = post("screen_test", BEN, to=BEN, body=json.dumps(body))
        return look(dialog, books, desk()).text

    assert inside(database, work) == text


def test_an_idea_is_a_command_to_send(database):
    def work(books):
        people(books, "zh-Hans")
        return show(books, "idea", "night", to=ANA).text

    assert inside(database, work) == "/cameo 城市睡着了，我在窗边说晚安"


def test_a_screen_test_counts_nowhere_as_a_film(database):
    def work(books):
        people(books)
        film(books, "t1", requester=BEN, sentence="")
        part(books, "P1", film="t1", member=BEN, state="agreed")
        return show(books, "with_me", BEN, to=BEN).text, show(books, "forget", BEN, to=BEN).text

    listed, erased = inside(database, work)
    assert listed.startswith("You haven't been in anything yet.")
    assert erased.startswith("This erases your face, your voice, and every permission.")


@pytest.mark.parametrize("finding", FINDINGS)
def test_every_finding_has_a_sentence(finding):
    assert known(f"finding-{finding}")


@pytest.mark.parametrize(
    ("state", "text"),
    [
        ({"state": "preview", "preview": "gone"}, "Looking at your tape."),
        ({"state": "capture"}, "You haven't lent me a face yet."),
    ],
)
def test_a_dialog_without_a_film_to_show_goes_on(database, state, text):
    def work(books):
        people(books)
        books.enrolments.put(Enrolment(member=BEN, at=NOW, **state))
        dialog = post("screen_test", BEN, to=BEN, message="m")
        waiting = show(books, "screen_test", BEN, to=BEN)
        return look(dialog, books, desk(stage=lambda _: ("rolling", 0.5))), waiting

    shown, waiting = inside(database, work)
    assert shown.text.startswith(text)
    assert waiting == NotYet() or waiting.style == "progress"


def test_a_face_from_one_photo_is_ones_own(database):
    def work(books):
        people(books)
        books.cameos.put(cameo(BEN, kind="photo", verified=False))
        return look(post("screen_test", BEN, to=BEN, message="m"), books, desk()).text

    assert inside(database, work).startswith("That's you. Until a video shows")


def test_whoever_shares_a_room_with_many_sees_the_first_dozen(database):
    def work(books):
        people(books)
        for index in range(15):
            member = MemberId(f"web:m{index:02}")
            books.people.put(Member(id=member, name=f"M{index:02}"))
            books.chats.join(Membership(chat=ROOM, member=member))
            books.cameos.put(cameo(member))
        return show(books, "who", ROOM, to=ANA).text.split("\n")

    lines = inside(database, work)
    assert (lines[0], lines[-1], len(lines)) == ("You · not here yet", "… and 4 more", 13)


def test_without_a_voice_there_is_no_switch_for_it(database):
    def work(books):
        people(books)
        books.cameos.put(cameo(BEN, voice_sample=None))
        return verbs(books, show(books, "settings", BEN, to=BEN))

    assert "voice_on" not in [verb for verb, _ in inside(database, work)]

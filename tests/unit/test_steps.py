"""Forms asked step by step, whatever somebody presses and writes, in whichever order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import chain, count
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.buttons import ID_BYTES, new_id
from bot.chat import Answer, ButtonPress, Inbound, IncomingCommand, Place, Sender
from bot.house import continuing, pressing, steps
from bot.house.entry import Visit
from bot.house.filling import Begun
from bot.house.house import House, Terms
from bot.house.press import Press
from bot.presenter import NotYet, TakeAway
from generation.model.member import ChatId
from generation.studio import dialogs, enrolling
from generation.studio.records import Button
from tests.fakes_chat import FakeChat
from tests.unit.rig_room import (
    ANA,
    BEN,
    CHEN,
    NOW,
    ROOM,
    clip,
    desk,
    dialog,
    film,
    inside,
    look,
    part,
    people,
)

NOBODY: Any = None  # neither workers nor the vault are asked for anything
DIRECT = Place(chat=ChatId("web:dm-ben"), private=True)
WORDS = ("Captain", "me in the snow", "help", "cancel", "me", "/cameo settings", "x" * 300)
CAPTURED = enrolling.Captured(likeness="b1", portrait="b2", voice_sample=None, verified=False)


class Talk:
    """Ben alone with the bot: every event is a visit, and every message is shown at once."""

    def __init__(self, books):
        people(books)
        self.books, self.at, self._ids, self.shown = books, NOW, count(1), {}
        self.house = House(
            database=NOBODY, vault=NOBODY, chats={"web": FakeChat("web", forms=False)},
            stage=NOBODY, desk=NOBODY, clock=lambda: self.at, new_key=self.key,
            new_id=lambda: f"id{next(self._ids):08}", terms=Terms(operator="Mo"),
        )  # fmt: skip
        self.say("/start")

    def key(self) -> str:
        return new_id(next(self._ids).to_bytes(ID_BYTES, "big"))

    def visit(self, event: Inbound, who=BEN) -> Visit:
        return Visit(
            books=self.books, house=self.house, event=event, member=self.books.people.get(who),
            at=self.at,
        )  # fmt: skip

    def say(self, text: str) -> Answer:
        event = IncomingCommand(text=text, **self._who())
        visit = self.visit(event)
        answer = steps.words(visit, event) or continuing.command(visit, event, None)
        self._publish()
        return answer

    def press(self, label: str) -> Answer | None:
        """Press the last button that says so, if there is one."""
        all_ = [(m, b) for m, shown in self.shown.items() for row in shown.rows for b in row]
        found = next((one for one in reversed(all_) if one[1].label.startswith(label)), None)
        if found is None:
            return None
        message, pressed = found
        event = ButtonPress(data=pressed.data, message=message, **self._who())
        visit = self.visit(event)
        answer = steps.asked(visit, pressing.press(visit, event))
        if isinstance(answer, Begun):
            self._draw(answer)
        self._publish()
        return answer

    def wait(self, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)
        dialogs.end_idle(self.books, self.at)
        self._publish()

    def _who(self) -> dict[str, Any]:
        number = f"web:{next(self._ids)}"
        return {"event_id": number, "sender": Sender(id=BEN, name="Ben"), "place": DIRECT}

    def _draw(self, begun: Begun) -> None:
        """Be a worker who draws, and the screen test of what was drawn."""
        assert begun.wish.release
        made = self.key()
        enrolling.captured(self.books, BEN, CAPTURED, test_film=made, at=self.at)
        film(self.books, made, requester=BEN, sentence="")
        clip(self.books, "P1", made)
        enrolling.screened(self.books, BEN, made, f"clip-{made}-P1", at=self.at)

    def _publish(self) -> None:
        for post in self.books.outbox.due(self.at):
            shown = look(post, self.books, desk(at=self.at, new_id=self.key))
            message = post.message or f"m{next(self._ids)}"
            if isinstance(shown, NotYet):
                message = post.message
            elif isinstance(shown, TakeAway):
                self.shown.pop(message, None)
                message = None
            else:
                self.shown[message] = shown
            gone = isinstance(shown, TakeAway)
            done = replace(post, published=post.revision, message=message, gone=gone)
            self.books.outbox.put(done)

    def asking(self) -> list[str]:
        """Return the messages that ask for a form."""
        return [
            message
            for message in self.shown
            if dialogs.is_step(self.books.outbox.showing(ChatId(f"@{BEN}"), message).slot)
        ]


def check(talk: Talk) -> None:
    """Hold what must hold after whatever happened."""
    books = talk.books
    asked, wish = dialogs.live(books, BEN, talk.at), books.enrolments.get(BEN)
    assert len(talk.asking()) == (asked is not None)
    if wish is not None and wish.state != "release":
        assert wish.release
        assert wish.face or wish.kind == "drawn"
    if books.cameos.get(BEN) is not None:
        assert [row for row in books.ledger.receipts(BEN) if row["kind"] == "release"]


DRAWN = ("✏️ Just", "I’m 18+", "✏️ Draw me")
JOURNEYS = (DRAWN, (*DRAWN, "Use it", "me"), ("🖼", "☐ My face", "I’m 18+"), ("🎥", "I’m 18+"))
CHOICES = ("☐ My voice", "Full", "Back", "Hair", "Red", "☐ Glasses", "Leave", "Retake", "Throw")
ABOUT = ("My character", "My limits", "✏️ Other words", "Clear it")
ACTIONS = st.one_of(
    st.sampled_from(JOURNEYS),
    st.tuples(st.sampled_from((*CHOICES, *ABOUT))),
    st.tuples(st.sampled_from(WORDS)),
    st.tuples(st.sampled_from((1, 31))),
)


@settings(max_examples=30, deadline=None)
@given(st.lists(ACTIONS, max_size=8))
@example([(*DRAWN, "🖼", "I’m 18+", "Use it")])
@example([(*DRAWN, "Use it", "me", "My character", "Captain", "My limits", "✏️ Other words", "🎥")])
def test_there_is_never_a_second_question_nor_a_cameo_without_a_release(database, actions):
    def work(books):
        talk = Talk(books)
        for action in chain.from_iterable(actions):
            if isinstance(action, int):
                talk.wait(action)
            elif action in WORDS:
                talk.say(action)
            else:
                talk.press(action)
            check(talk)

    inside(database, work)


def test_a_face_is_asked_for_before_a_photo_of_whoever_agreed_to_be_drawn(database):
    def work(books):
        talk = Talk(books)
        for label in ("✏️ Just", "I’m 18+", "🖼"):
            talk.press(label)
        return books.dialogs.get(BEN).kind, books.enrolments.get(BEN).release

    assert inside(database, work) == ("release", "")


def test_an_answer_goes_to_the_chat_only_for_as_long_as_one_is_in_it(database):
    def work(books):
        talk = Talk(books)
        film(books, "f1", state="shown")
        chats = []
        for leaves in (False, True):
            dialog(books, "sentence", form="sentence:f1", at=talk.at)
            if leaves:
                books.chats.leave(ROOM, BEN)
            talk.say("someone in the snow")
            chats.append(books.films.by(BEN)[0].chat)
        return chats

    assert inside(database, work) == [ROOM, f"@{BEN}"]


def test_the_words_of_a_film_are_handed_on_without_other_peoples_names(database):
    def work(books):
        talk = Talk(books)
        film(books, "f1", sentence="me, @Ben and Chen argue", mentions=((BEN, "Ben"),))
        part(books, "P1", name="me", member=ANA)
        part(books, "P2", member=BEN)
        part(books, "P3", name="Chen")
        button = Button(id="b", verb="prompt", object="f1", slot="film:f1", chat=ROOM)
        event = IncomingCommand(text="", **talk._who())
        return [
            pressing.ACTS["prompt"](Press(visit=talk.visit(event, who), button=button))
            for who in (BEN, CHEN)
        ]

    assert [form.values["sentence"] for form in inside(database, work)] == [
        "me, @Ben and someone argue", "me, someone and someone argue",
    ]  # fmt: skip

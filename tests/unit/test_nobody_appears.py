"""Whatever people do, in whatever order: no film shows a face without its owner's yes."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from generation.model.film import Film
from generation.model.job import FINAL
from generation.model.member import Chat, ChatId, Member, MemberId, Membership
from generation.studio import casting, claiming, enrolling, filming, moving, permission, remixing
from generation.studio.casting import Players, Role
from generation.studio.records import ClipRow
from storage.database import Database

NIGHTLY = bool(os.environ.get("WALKON_NIGHTLY"))
EXAMPLES, STEPS = (500, 50) if NIGHTLY else (40, 30)
pytestmark = pytest.mark.timeout(1800 if NIGHTLY else 120)  # a night is long, machines are busy
PEOPLE = [MemberId(f"x:{name}") for name in ("ana", "ben", "cho", "dia")]
CHATS = [ChatId("x:one"), ChatId("x:two")]
STRANGER = "zed"  # has a part in some films, and comes forward or does not
START = datetime(2026, 5, 1, 12, tzinfo=UTC)
DRAWN = ("mina", "otto", "zuri", "kenji", "rosa", "tao")

people = st.sampled_from(PEOPLE)
chats = st.sampled_from(CHATS)
films = st.integers(0, 5)
topics = st.sampled_from(["alcohol", "work", "spiders"])
SENTENCES = {"s": set(), "a beer": {"alcohol"}, "a spider in the office": {"work", "spiders"}}
sentences = st.sampled_from(sorted(SENTENCES))


@dataclass
class Promise:
    """What one member has said, as the member would remember it."""

    shown: set[str] = field(default_factory=set)  # films they have an active yes for


class Room(RuleBasedStateMachine):
    """Drives the use cases as people would, and remembers every yes by itself."""

    def __init__(self):
        super().__init__()
        self.now = START
        self.ids = (f"{n:026d}" for n in count())
        self.database = Database.open(None, clock=lambda: self.now)
        self.films: list[str] = []
        self.about: dict[str, str] = {}  # film to its sentence
        self.yes = {member: Promise() for member in PEOPLE}
        self.do(self._move_in)

    def teardown(self):
        self.database.close()

    def do(self, work):
        return self.database.write_now(work)

    def new_id(self):
        return next(self.ids)

    def shown_by(self, member):
        """Return the films somebody has an active yes for; whoever is forgotten has none."""
        return self.yes[member].shown if member is not None else set()

    def _move_in(self, books):
        for chat in CHATS:
            books.chats.put(Chat(id=chat, title=""))
        for member in PEOPLE:
            books.people.put(Member(id=member, name=member[2:]))
            for chat in CHATS:
                if books.chats.membership(chat, member) is None:
                    books.chats.join(Membership(chat=chat, member=member))

    def _film(self, number):
        return self.films[number % len(self.films)] if self.films else None

    # -------------------------------------------------------------- what people do

    @initialize(
        kinds=st.tuples(*[st.sampled_from(["photo", "video", "drawn"])] * len(PEOPLE)),
        free=st.booleans(),
    )
    def begin(self, kinds, free):
        """Everybody has a cameo, and one film has been asked for, answered and shown."""
        for member, kind in zip(PEOPLE, kinds, strict=True):
            self.enrol(member, kind, CHATS[0])
            self.be_asked(member, free)
        self.ask(PEOPLE[0], PEOPLE[:3], CHATS[0])
        self.answer(0, True)
        self.render(0)

    @rule(member=people, kind=st.sampled_from(["photo", "video", "drawn"]), chat=chats)
    def enrol(self, member, kind, chat):
        def work(books):
            enrolling.begin(
                books, member, kind, origin=chat, resume="", digits="123", at=self.now
            )  # fmt: skip
            known = books.people.get(member)
            enrolling.release(
                books, known, face=True, voice=False, adult=True, locale="en", at=self.now
            )  # fmt: skip
            enrolling.checking(books, member, at=self.now)
            found = enrolling.Captured(
                likeness="l", portrait="p", voice_sample=None, verified=kind == "video"
            )
            test = self.new_id()
            enrolling.captured(books, member, found, test_film=test, at=self.now)
            enrolling.screened(books, member, test, "clip", at=self.now)
            assert enrolling.accept(books, member, at=self.now, new_id=self.new_id) is not None

        self.do(work)

    @rule(
        member=people,
        never=st.booleans(),
        audience=st.sampled_from(["nobody", "only_me", "approved", "group", "everywhere"]),
    )
    def set_rules(self, member, never, audience):
        self.be_asked(member, never)
        self.do(lambda books: enrolling.set_audience(books, member, audience, at=self.now))

    def be_asked(self, member, never):
        self.do(lambda books: enrolling.set_ask(books, member, never=never, at=self.now))

    @rule(subject=people, grantee=st.none() | people, chat=chats, once=st.booleans())
    def grant(self, subject, grantee, chat, once):
        self.do(
            lambda books: permission.grant(
                books, subject=subject, grantee=grantee, chat=chat, once=once, origin="o",
                at=self.now, new_id=self.new_id,
            )
        )  # fmt: skip

    @rule(
        requester=people, cast=st.lists(people, max_size=3, unique=True), chat=chats,
        sentence=sentences,
    )  # fmt: skip
    def ask(self, requester, cast, chat, sentence="s"):
        self._ask(requester, cast, chat, None, sentence)

    @rule(member=people, limits=st.lists(topics, max_size=2, unique=True))
    def keep_out_of(self, member, limits):
        """Whoever rules a topic out leaves the films that touch it, whatever they said before."""
        kept = self.do(
            lambda books: permission.set_limits(
                books, member, limits, at=self.now, new_id=self.new_id
            )
        )
        if kept is not None:
            self.yes[member].shown -= {
                film for film in self.films if SENTENCES[self.about[film]] & set(limits)
            }

    @rule(requester=people, number=films)
    def remix(self, requester, number):
        parent = self._film(number)
        film = self.do(lambda books: books.films.get(parent)) if parent else None
        if film is None or film.state != "shown":
            return
        wish = self.do(lambda books: remixing.add_me(books, film, requester, requester[2:]))
        if wish is not None:
            cast = [member for member, _ in wish.mentions]
            self._ask(requester, cast, film.chat, film, wish.sentence)

    def _ask(self, requester, cast, chat, parent, sentence):
        film = self.new_id()
        self.about[film] = sentence

        strangers = ((STRANGER, STRANGER),) if parent is None and len(cast) < 3 else ()

        def work(books):
            wish = Film(
                id=film, chat=chat, requester=requester, sentence=sentence, locale="en", seed=1,
                made_at=self.now, root=film if parent is None else parent.root,
                remix_of=None if parent is None else parent.id, strangers=strangers,
            )  # fmt: skip
            filming.ask_for_film(books, wish, job=self.new_id(), at=self.now)
            filming.placed(books, film)
            entitled = {member for member in cast if self._entitled(books, requester, member, chat)
                and not self._ruled_out(books, member, sentence)}  # fmt: skip
            names = {member[2:]: member for member in cast}
            parts = enumerate([*names, *(name for name, _ in strangers)])
            roles = [Role(f"P{n + 1}", name, "cameo") for n, name in parts]
            filming.script(
                books, replace(wish, paper="{}", paper_sha256="h"), roles,
                Players(owners=names, drawn=DRAWN), cost_s=1.0, at=self.now, new_id=self.new_id,
            )  # fmt: skip
            return entitled

        for member in self.do(work):
            self.yes[member].shown.add(film)
        self.films.append(film)

    @rule(member=people, number=films)
    def claim(self, member, number):
        """Somebody says that a part is theirs which the chat cannot tell whose it is."""
        film = self._film(number)

        def work(books):
            found = books.films.get(film)
            part = claiming.part_for(books, found, STRANGER)
            if part is None or permission.part_of(books, film, member) is not None:
                return False
            entitled = self._entitled(books, found.requester, member, found.chat)
            casting.take_over(books, found, part, member, at=self.now)
            filming.make_cuts(books, film, at=self.now, new_id=self.new_id)
            return entitled and not self._ruled_out(books, member, found.sentence)

        if film is not None and self.do(work):
            self.yes[member].shown.add(film)

    def _ruled_out(self, books, member, sentence):
        cameo = books.cameos.get(member)
        return cameo is not None and bool(SENTENCES[sentence] & set(cameo.limits))

    def _entitled(self, books, requester, member, chat):
        """Say in other words than the rules do who needs no question."""
        cameo = books.cameos.get(member)
        if cameo is None or not cameo.face or cameo.audience == "nobody":
            return False
        if member == requester:
            return True
        checked = cameo.verified or cameo.kind == "drawn"
        both = all(books.chats.membership(chat, one) for one in (member, requester))
        reached = both or cameo.audience == "everywhere"
        if not checked or not reached or cameo.audience == "only_me":
            return False
        held = [
            given for given in books.grants.by(member)
            if given.grantee in {None, requester} and given.chat in {None, chat}
            and given.epoch == cameo.epoch and given.uses_left != 0
            and (given.until is None or self.now < given.until)
        ]  # fmt: skip
        theirs = books.chats.membership(chat, member)
        allowed = theirs is not None and theirs.allowed_at is not None
        free = cameo.ask == "never" and cameo.audience != "approved" and allowed
        return bool(held) or free

    @rule()
    def render_all(self):
        for number in range(len(self.films)):
            self.render(number)

    def render(self, number):
        film = self._film(number)

        def work(books):
            for job in books.jobs.of(film):
                if job.state == "queued" and filming.may_render(books, job):
                    running = replace(job, state="rendering", attempt=job.attempt + 1)
                    books.jobs.put(running)
                    filming.rendered(books, running, self._clip(film, running))
            self._show(books, film)

        if film is not None:
            self.do(work)

    def _clip(self, film, job):
        return ClipRow(
            id=self.new_id(), film=film, cut=job.cut, blob="b", poster="p", subtitles="s",
            timeline="t", width_px=2, height_px=2, duration_s=1.0, fingerprint=b"", sha256="",
            source_type="", engine="", voice="", seconds=1.0, made_at=self.now,
        )  # fmt: skip

    def _show(self, books, film_id):
        film = books.films.get(film_id)
        clip = filming.shown_cut(books, film)
        if clip is not None:
            filming.publishing(books, film_id, clip, None)
            filming.published(books, film, clip, None, at=self.now)

    @rule(number=films, yes=st.booleans())
    def answer(self, number, yes):
        film = self._film(number)
        for part in self.do(lambda books: books.films.parts(film)) if film else ():
            if part.state == "asked":
                act = permission.nod if yes else permission.decline
                said = self.do(
                    lambda books, part=part, act=act: act(
                        books, film, part.token, part.member, at=self.now, new_id=self.new_id
                    )
                )
                if said and yes:
                    self.yes[part.member].shown.add(film)
                return

    @rule(member=people, number=films, choice=st.sampled_from(["stand_in", "vanish"]))
    def withdraw(self, member, number, choice):
        film = self._film(number)
        if film is None:
            return
        line = self.do(
            lambda books: (
                [film, *(one.id for one in books.films.descendants(film))]
                if permission.part_of(books, film, member)
                else []
            )
        )
        self.do(
            lambda books: permission.withdraw(
                books, film, member, choice, at=self.now, new_id=self.new_id
            )
        )
        self.yes[member].shown -= set(line)

    @rule(member=people)
    def revoke_all(self, member):
        self.do(
            lambda books: enrolling.revoke_all(
                books, member, "stand_in", at=self.now, new_id=self.new_id
            )
        )
        self.yes[member].shown.clear()

    @rule(member=people)
    def switch_face(self, member):
        cameo = self.do(lambda books: books.cameos.get(member))
        self.do(
            lambda books: enrolling.switch(books, member, "face", at=self.now, new_id=self.new_id)
        )
        if cameo is not None and cameo.face:
            self.yes[member].shown.clear()

    @rule(member=people)
    def forget(self, member):
        self.do(lambda books: enrolling.forget(books, member, at=self.now, new_id=self.new_id))
        self.yes[member].shown.clear()

    @rule(member=people, chat=chats)
    def leave(self, member, chat):
        self.do(
            lambda books: permission.leave(books, chat, member, at=self.now, new_id=self.new_id)
        )

    @rule(member=people, chat=chats)
    def come_back(self, member, chat):
        def work(books):
            if books.chats.membership(chat, member) is None:
                books.chats.join(Membership(chat=chat, member=member))

        self.do(work)

    @rule(old=chats, new=chats, lost=st.booleans())
    def move(self, old, new, lost):
        """A chat becomes one with another, or the bot was out of it; everybody is seen again."""

        def work(books):
            if lost:
                moving.lose(books, old, at=self.now, new_id=self.new_id)
            else:
                moving.move(books, old, new, at=self.now)
            self._move_in(books)

        self.do(work)

    @rule(hours=st.sampled_from([1, 12, 25, 24 * 31]))
    def wait(self, hours):
        self.now += timedelta(hours=hours)
        self.do(lambda books: permission.hear_silence(books, at=self.now, new_id=self.new_id))

    # -------------------------------------------------------------- what must hold

    @invariant()
    def nobody_appears_without_a_yes(self):
        def shown(books):
            for film_id in self.films:
                film = books.films.get(film_id)
                clip = filming.shown_cut(books, film)
                owners = {part.token: part.member for part in books.films.parts(film_id)}
                for token in clip.cut if clip is not None else ():
                    assert film_id in self.shown_by(owners[token]), (film_id, token)

        self.database.read_now(shown)

    @invariant()
    def nothing_is_made_that_shows_a_third_person_before_their_yes(self):
        def made(books):
            for film_id in self.films:
                owners = {part.token: part.member for part in books.films.parts(film_id)}
                for job in books.jobs.of(film_id):
                    if job.state not in FINAL and job.cut is not None:
                        for token in job.cut:
                            owner = owners[token]
                            mine = owner == job.viewer
                            assert mine or film_id in self.shown_by(owner), (
                                job,
                                books.films.parts(film_id),
                            )

        self.database.read_now(made)


Room.TestCase.settings = settings(
    max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)  # fmt: skip
TestRoom = Room.TestCase

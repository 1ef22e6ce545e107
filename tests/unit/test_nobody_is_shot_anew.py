"""Whatever people do, in whatever order: no big camera shows, or is given, a face without a yes.

A yes to films beforehand is one to the cameras that its giver has read of, and to no other.
"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from bot.presenter import ClipPlan, present
from generation.model.film import live, willing
from generation.model.job import FINAL
from generation.model.member import MemberId
from generation.studio import agreeing, bettering, filming, releasing
from generation.studio.bettering import REMOTE, Cameras
from tests.unit.rig_room import desk, inside
from tests.unit.test_nobody_appears import EXAMPLES, PEOPLE, STEPS, Room, films, people, pytestmark

__all__ = ["pytestmark"]

SHOOT_MAX = 4
HOST = "films.example.org"
SETS = [
    Cameras(names=("ltx",)), Cameras(names=(REMOTE,), host=HOST), Cameras(names=("wan", "ltx")),
    Cameras(names=("ltx", REMOTE, "wan"), host=HOST),
]  # fmt: skip
makers = st.sampled_from(["ltx", "wan", HOST])


class Studio(Room):
    """The same people, where a big camera shoots their films anew."""

    def __init__(self):
        super().__init__()
        self.cameras = SETS[0]
        # member to what they have read of with the face they lend, and ever
        self.told: dict[MemberId, set[str]] = {member: set() for member in PEOPLE}
        self.read: dict[MemberId, set[str]] = {member: set() for member in PEOPLE}
        # member to the films that a permission of theirs shows them in
        self.permitted: dict[MemberId, set[str]] = {member: set() for member in PEOPLE}
        # member to the films with a yes of theirs to the big camera
        self.better: dict[MemberId, set[str]] = {member: set() for member in PEOPLE}
        self.ticked = set()  # (film, member)
        self.claimed = []

    @initialize(
        kinds=st.tuples(*[st.sampled_from(["photo", "video", "drawn"])] * len(PEOPLE)),
        free=st.booleans(), cameras=st.sampled_from(SETS),
        told=st.sets(st.tuples(people, makers)),
    )  # fmt: skip
    def begin(self, kinds, free, cameras, told):
        self.cameras = cameras
        super().begin(kinds, free)
        for member, maker in sorted(told):
            self.hear_of(member, maker)
        self.answer(0, True)
        self.render(0)
        self.shoot()

    @rule(member=people, kind=st.sampled_from(["photo", "video", "drawn"]), chat=st.just("x:one"))
    def enrol(self, member, kind, chat):
        """The release of this room names the puppets alone."""
        super().enrol(member, kind, chat)
        self.told[member] = set()

    @rule(member=people, maker=makers)
    def hear_of(self, member, maker):
        done = self.do(
            lambda books: releasing.tell_of(books, member, (maker,), locale="en", at=self.now)
        )
        if done:
            self.told[member].add(maker)
            self.read[member].add(maker)

    def _ask(self, *given):
        before = {member: set(self.yes[member].shown) for member in PEOPLE}
        super()._ask(*given)
        self._entitled_to_more(before)

    @rule(member=people, number=films)
    def claim(self, member, number):
        before = {member: set(self.yes[member].shown) for member in PEOPLE}
        super().claim(member, number)
        self._entitled_to_more(before)

    def _entitled_to_more(self, before):
        """One's own wish is one to every camera, a permission to those that one has read of."""
        for member in PEOPLE:
            for film in self.yes[member].shown - before[member]:
                found = self.do(lambda books, film=film: books.films.get(film))
                own = found.requester == member
                (self.better if own else self.permitted)[member].add(film)

    @rule(number=films, on=st.booleans())
    def tick(self, number, on):
        film = self._film(number)
        for part in self.do(lambda books: books.films.parts(film)) if film else ():
            if part.state == "asked":
                done = self.do(
                    lambda books, part=part: agreeing.tick(
                        books, film, part.token, part.member, better=on
                    )
                )
                if done:
                    (self.ticked.add if on else self.ticked.discard)((film, part.member))
                return

    @rule(number=films, yes=st.booleans())
    def answer(self, number, yes):
        before = {member: set(self.yes[member].shown) for member in PEOPLE}
        super().answer(number, yes)
        for member in PEOPLE:
            for film in self.yes[member].shown - before[member]:
                if (film, member) in self.ticked:
                    self.better[member].add(film)

    @rule(yes=st.booleans())
    def answer_about_the_better_film(self, yes):
        """Whoever was asked first answers."""
        parts = [
            part
            for film in self.films
            for part in self.do(lambda b, film=film: b.films.parts(film))
        ]
        for part in parts:
            if not agreeing.is_open(part):
                continue
            act = agreeing.agree if yes else agreeing.refuse
            said = self.do(
                lambda books, part=part, act=act: act(
                    books, part.film, part.token, part.member, at=self.now, new_id=self.new_id
                )
            )
            if said and yes:
                self.better[part.member].add(part.film)
            return

    @rule(
        chat=st.sampled_from(["x:one", "x:two"]), who=st.permutations(PEOPLE),
        ticks=st.lists(st.booleans(), min_size=3, max_size=3),
        yeses=st.lists(st.booleans(), min_size=4, max_size=4), gone=st.none() | people,
    )  # fmt: skip
    def evening(self, chat, who, ticks, yeses, gone):
        """One film from the wish to the last answer, with somebody who leaves it in between."""
        self.ask(who[0], list(who[:3]), chat)
        film = len(self.films) - 1
        for tick, yes in zip(ticks, yeses, strict=False):
            self.tick(film, tick)
            self.answer(film, yes)
        self.shoot()
        self.answer_about_the_better_film(yeses[3])
        if gone is not None:
            self.withdraw(gone, film, "stand_in")
        self.shoot()
        self.answer_about_the_better_film(yeses[2])
        self.shoot()

    @rule(
        who=st.permutations(PEOPLE), chat=st.sampled_from(["x:one", "x:two"]), maker=makers,
        which=st.integers(0, 2), away=st.booleans(), more=st.booleans(),
    )  # fmt: skip
    def evening_by_permission(self, who, chat, maker, which, away, more):
        """A film of somebody who has permitted it, has read of one camera, and may have left."""
        giver, requester = who[:2]
        self.enrol(giver, "drawn", chat)
        self.hear_of(giver, maker)
        self.set_rules(giver, False, "everywhere")
        if away:
            self.leave(giver, chat)
        self.grant(giver, None, chat, False)
        self.ask(requester, [requester, giver] if more else [giver], chat)
        self.shoot(which)
        self.answer_about_the_better_film(True)
        self.shoot(which)

    @rule(chat=st.sampled_from(["x:one", "x:two"]), only=st.booleans())
    def choose_puppets(self, chat, only):
        self.do(lambda books: bettering.keep_small(books, chat, only=only, at=self.now))

    def _show(self, books, film_id):
        super()._show(books, film_id)
        bettering.make_big_cuts(books, film_id, self.cameras, at=self.now, new_id=self.new_id)

    @rule(which=st.integers(0, 2))
    def a_big_camera_begins(self, which):
        def work(books):
            for job in books.jobs.in_state("queued"):
                names = bettering.usable(books, job, self.cameras) if job.is_big else ()
                if names and filming.may_render(books, job):
                    claimed = replace(job, state="rendering", attempt=job.attempt + 1)
                    books.jobs.put(claimed)
                    self._may_be_given(books, job, names)
                    return claimed, self.cameras.known_as(names[which % len(names)])
            return None

        begun = self.do(work)
        if begun is not None:
            self.claimed.append(begun)

    def _may_be_given(self, books, job, names):
        owners = {part.token: part.member for part in books.films.parts(job.film)}
        for name, token in ((name, token) for name in names for token in job.cut):
            owner, maker = owners[token], self.cameras.known_as(name)
            if maker not in self.told[owner]:
                assert name != REMOTE
                assert owner == job.viewer or job.film in self.better[owner]

    @rule(which=st.integers(0, 2))
    def shoot(self, which=0):
        """Everything waits for nothing: small cuts are made and shown, then big ones."""
        self.render_all()
        for _ in range(SHOOT_MAX):
            self.a_big_camera_begins(which)
            self.a_big_camera_is_done(True)

    @rule(hours=st.sampled_from([1, 2, 3, 25]))
    def wait(self, hours):
        super().wait(hours)

    @rule(well=st.booleans())
    def a_big_camera_is_done(self, well):
        """Whatever happened since: what is not wanted any more is dropped."""
        if not self.claimed:
            return
        job, maker = self.claimed.pop(0)

        def work(books):
            if well:
                clip = replace(self._clip(job.film, job), camera="big", engine=maker)
                filming.rendered(books, job, clip)
            else:
                filming.lost(books, job, "error-engine", retry=False)
            self._show(books, job.film)

        self.do(work)

    # -------------------------------------------------------------- what must hold

    @invariant()
    def what_was_taken_back_is_taken_back_for_every_camera(self):
        for member in PEOPLE:
            self.better[member] &= self.yes[member].shown
            self.permitted[member] &= self.yes[member].shown
            for film in [film for film, who in self.ticked if who == member]:
                parts = self.do(lambda books, film=film: books.films.parts(film))
                mine = [part for part in parts if part.member == member]
                if not any(part.state in {"asked", "agreed"} for part in mine):
                    self.ticked.discard((film, member))

    @invariant()
    def no_big_camera_shows_a_face_without_a_yes_to_it(self):
        def shown(books):
            for film_id in self.films:
                clip = filming.shown_cut(books, books.films.get(film_id))
                if clip is None or clip.camera == "small":
                    continue
                owners = {part.token: part.member for part in books.films.parts(film_id)}
                for token in clip.cut:
                    assert self._is_willing(owners[token], film_id, clip.engine)

        self.database.read_now(shown)

    @invariant()
    def a_better_film_is_made_with_one_face_at_most_that_has_not_said_yes(self):
        def made(books):
            for film_id in self.films:
                if books.films.get(film_id).state not in {"making", "shown"}:
                    continue  # what is gone shows nobody, and stays gone
                parts = books.films.parts(film_id)
                owners = {part.token: part.member for part in parts}
                said = {token for token in owners if self._is_willing(owners[token], film_id)}
                assert willing(parts) <= said
                for clip in books.clips.of(film_id):
                    if clip.camera == "big":
                        others = [one for one in clip.cut if not self._by(owners[one], clip)]
                        assert len(others) <= 1
                for job in books.jobs.of(film_id):
                    if job.is_big and job.state not in FINAL:
                        mine = {token for token in owners if owners[token] == job.viewer}
                        assert job.cut - said <= mine
                        assert job.cut <= live(parts)
                        self._is_there(books, film_id, job.viewer)

        self.database.read_now(made)

    @invariant()
    def no_message_shows_anybody_what_its_reader_may_not_see(self):
        """Looked at as it would be sent now; of the last films, since looking takes long."""

        def shown(books):
            for film_id in self.films[-2:]:
                parts = books.films.parts(film_id)
                slots = [f"{kind}:{film_id}:{p.token}" for kind in ("nod", "better") for p in parts]
                for slot in (f"film:{film_id}", *slots):
                    message = books.outbox.get(slot)
                    if message is not None:
                        self._may_see(books, film_id, message)

        inside(self.database, shown)

    def _may_see(self, books, film_id, message):
        where = desk(cameras=self.cameras, at=self.now)
        now = present(message, books, where)
        if not isinstance(now, ClipPlan):
            return
        self._is_there(books, film_id, message.viewer)
        owners = {part.token: part.member for part in books.films.parts(film_id)}
        big = now.clip.camera == "big"
        for token in now.clip.cut:
            owner = owners[token]
            mine = message.viewer is not None and message.viewer == owner
            yes = self._by(owner, now.clip) if big else film_id in self.shown_by(owner)
            assert mine or yes, (message.slot, now.clip)

    def _is_there(self, books, film_id, member):
        """What is made for somebody's eyes is made as long as they are in the chat."""
        if member is not None:
            chat = books.films.get(film_id).chat
            assert books.chats.membership(chat, member) is not None

    def _by(self, member, clip):
        return self._is_willing(member, clip.film, clip.engine)

    def _is_willing(self, member, film, maker=None):
        """Tell whether somebody lets a camera show them: this one, or any that there is."""
        if member is None:
            return False
        if film in self.better[member]:
            return True
        makers = {maker} if maker else {self.cameras.known_as(one) for one in self.cameras.names}
        return film in self.permitted[member] and bool(makers & self.read[member])


Studio.TestCase.settings = settings(
    max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)  # fmt: skip
TestStudio = Studio.TestCase

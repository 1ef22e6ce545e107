"""Topics a face is kept out of: whoever wrote the words, nobody is cast beyond their limits."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.house.rewriting import limit_body, offered_in
from bot.i18n import LOCALES
from generation.director.rules import RuleDirector
from generation.director.script import from_json, to_json
from generation.house_rules.topics import TOPICS, Content, content_of, touched, words_in
from generation.model.member import MemberId
from generation.studio import permission
from generation.studio.casting import Players, Role, ask_again, cast_film, step_in
from generation.studio.limits import limit_of
from tests.unit.rig_room import ANA, BEN, NOW, cameo, film, inside, people

SAID = {
    "alcohol": ("Ben has a beer", "阿本喝酒", "阿本乾杯了", "B E E R for Ben"),
    "romance": ("Ben kisses the moon", "阿本去约会", "阿本向月亮告白：我愛你"),
    "politics": ("Ben runs for president", "阿本要竞选总统", "阿本去投票"),
    "religion": ("Ben prays at the temple", "阿本去庙里烧香", "阿本在教堂裡"),
    "violence": ("Ben fights a goose", "阿本和鹅打架", "阿本拿著劍"),
    "horror": ("Ben sees a ghost", "阿本见鬼了", "殭屍追著阿本，尖叫"),
    "swearing": ("damn, says Ben", "阿本：我靠", "阿本：他媽的"),
    "work": ("Ben in a meeting", "阿本又加班", "阿本在辦公室"),
    "family": ("Ben and his mum", "阿本和妈妈", "阿本的爺爺"),
    "health": ("Ben at the doctor", "阿本去医院", "阿本感冒，請醫生"),
    "money": ("Ben is broke until payday", "阿本没钱了", "阿本中獎一百萬"),
    "ridicule": ("everyone laughs at Ben", "大家嘲笑阿本", "阿本好尷尬"),
}
HARMLESS = (
    "me floating weightless in a spaceship, waving at Earth", "一個女孩在雨中等人",
    "长白山白雪皑皑", "Ana and Ben look for an umbrella in the rain", "I'll be there in the snow",
    "ginger beer in the forest", "霓虹灯下的东京街头，我在等末班车", "Oh my god, the moon",
)  # fmt: skip
WITH_PEOPLE = [("Ana", "cameo"), ("Ben", "cameo")]


def about(text, names=()):
    return Content(texts=(text,), marks=frozenset(), names=tuple(names))


@pytest.mark.parametrize(("topic", "text"), [(t, text) for t in TOPICS for text in SAID[t]])
def test_a_topic_is_found_in_three_languages(topic, text):
    assert touched([topic], about(text)) == topic


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_about_nothing_of_it_touches_nothing(text):
    assert touched(TOPICS, about(text)) is None


def test_a_persons_name_is_no_topic():
    assert touched(["religion"], about("Christian waves", ["Christian"])) is None
    assert touched(["religion"], about("Christian hymns")) == "religion"


@pytest.mark.parametrize(
    ("limit", "text"),
    [
        ("spiders", "a Spider on the wall"), ("my exam", "the day of my exams"),
        ("Kevin", "K e v i n at the door"), ("蜘蛛", "牆上有隻蜘蛛"), ("期末考", "期末考试"),
    ],
)  # fmt: skip
def test_ones_own_words_are_met_however_they_are_written(limit, text):
    assert touched([limit], about(text)) == limit
    assert touched([limit], about("rain in the forest, 森林里下雨")) is None


def test_a_short_word_is_met_whole():
    assert touched(["ex"], about("an exact copy")) is None
    assert touched(["ex"], about("my ex calls")) == "ex"


def test_own_words_are_read_between_commas():
    assert words_in(" my exam,蜘蛛、 Kevin ;my exam\n!!,") == ("my exam", "蜘蛛", "Kevin")
    assert len(words_in(",".join(map(str, range(99))))) == 12


def test_what_is_in_the_picture_counts_as_well_as_words():
    paper = json.dumps({"recipe": "R1", "shots": [{"set": "office"}], "cast": []})
    assert touched(["ridicule"], content_of(paper, "s")) == "ridicule"
    assert touched(["work"], content_of(paper, "s")) == "work"
    assert touched(["alcohol"], content_of(paper, "s")) is None


def written(sentence, seed):
    return RuleDirector().write(sentence, WITH_PEOPLE, locale="en", seed=seed)


sentences = st.sampled_from([*HARMLESS, *(text for texts in SAID.values() for text in texts)])
limits = st.lists(st.sampled_from([*TOPICS, "spiders", "雨"]), max_size=3, unique=True)


@settings(max_examples=15, deadline=None)
@given(
    sentence=sentences, added=st.none() | sentences, kept=limits, seed=st.integers(0, 3),
    free=st.booleans(), own=st.booleans(),
)  # fmt: skip
def test_nobody_is_cast_beyond_their_limits(database, sentence, added, kept, seed, free, own):
    """Neither when a film is written, by rules or else, nor by any later step towards it."""
    screenplay = written(sentence, seed)
    if added is not None:  # as somebody else might have written it
        shot = screenplay.shots[0]
        line = [replace(one, text=added) for one in shot.lines[:1]]
        shot = replace(shot, lines=(*line, *shot.lines[1:]))
        screenplay = from_json(to_json(replace(screenplay, shots=(shot, *screenplay.shots[1:]))))
    paper = to_json(screenplay)
    beyond = touched(kept, content_of(paper, sentence))

    def work(books):
        people(books)
        books.cameos.put(
            cameo(BEN, limits=tuple(kept), ask="never" if free else "each_time", kind="drawn")
        )
        made = film(books, sentence=sentence, paper=paper, requester=BEN if own else ANA)
        roles = [Role(one.token, one.name, one.kind) for one in screenplay.cast]
        players = Players(owners={"Ana": ANA, "Ben": BEN}, drawn=("otto", "mina"))
        cast_film(books, made, roles, players, at=NOW)
        found = [part for part in books.films.parts(made.id) if part.member == BEN]
        for part in found:
            ask_again(books, made, part, at=NOW)
            step_in(books, made, at=NOW)
            permission.nod(books, made.id, part.token, BEN, at=NOW, new_id=lambda: "id")
        return [part.state for part in books.films.parts(made.id) if part.member == BEN]

    states = inside(database, work)
    if beyond is not None:
        assert set(states) <= {"stand_in"}
    elif own:
        assert set(states) <= {"agreed"}


def test_a_limit_set_later_takes_the_face_out_and_a_question_back(database):
    def work(books):
        people(books)
        books.cameos.put(cameo(BEN, kind="drawn"))
        for id_, sentence in (("f1", "Ben has a beer"), ("f2", "Ben waves")):
            made = film(books, id_, sentence=sentence, requester=BEN)
            roles, players = (
                [Role("P1", "Ben", "cameo")],
                Players(owners={"Ben": BEN}, drawn=("otto",)),
            )
            cast_film(books, made, roles, players, at=NOW)
        taken = permission.set_limits(books, BEN, ["alcohol"], at=NOW, new_id=lambda: "id")
        states = [books.films.parts(id_)[0].state for id_ in ("f1", "f2")]
        return taken and taken.films, states, books.cameos.get(BEN).limits

    assert inside(database, work) == (1, ["withdrawn", "agreed"], ("alcohol",))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("topic", TOPICS)
def test_ones_own_limit_comes_with_a_film_that_keeps_it(database, locale, topic):
    sentence = {
        "en": "me and a beer on the beach",
        "zh-Hans": "我在海边喝酒",
        "zh-Hant": "我在海邊喝酒",
    }

    def work(books):
        return film(books, sentence=sentence[locale], locale=locale)

    asked = inside(database, work)
    rewrite, _ = offered_in(limit_body(asked, topic, [topic], own="Ben"))
    paper = RuleDirector().write(rewrite, [("Ben", "cameo")], locale=locale, seed=1)
    assert (
        limit_of(
            cameo(BEN, limits=(topic,)), replace(asked, sentence=rewrite, paper=to_json(paper))
        )
        is None
    )


def test_a_limit_that_nothing_of_ours_keeps_is_told_without_another_film(database):
    asked = inside(
        database, lambda books: film(books, sentence="me in the rain", requester=MemberId("x"))
    )
    assert offered_in(limit_body(asked, "me", ["me"], own="Ben"))[0] == ""

"""Eight moments of a talk: what a message is filmed as, and whose words stay whose."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.i18n import LOCALES, say
from bot.presenter.words import PAIR_UNDER_A_TEXT, width
from generation.director.data import table
from generation.director.moments import moment, recognise, shootable
from generation.director.quoting import quoted_paper
from generation.errors import SentenceRejected
from generation.house_rules import words_of

MESSAGES = {
    "late": (
        "on my way", "omw, 5 min", "stuck in traffic", "在路上了", "马上到，十分钟",
        "我堵車了，晚點到",
    ),
    "accusation": (
        "who ate my dumpling?", "it was you, Ben", "谁吃了我的布丁？", "就是你干的吧",
        "誰把冰箱裡的蛋糕吃了",
    ),
    "congratulation": (
        "happy birthday Chen!", "I passed my driving test!!", "我考过了！", "祝阿明生日快樂",
        "終於升職了",
    ),
    "choice": (
        "whatever", "pizza or ramen?", "where do we eat tonight", "随便", "火锅还是烧烤",
        "吃什麼好呢",
    ),
    "line": (
        "I contain multitudes and snacks", "人生就是一场漫长的等外卖", "睡覺是窮人的旅行",
        "The 5 minutes of egg boiling are the only silence I own these days",
    ),
    "complaint": ("Monday again", "overtime until ten, so tired", "今天又加班", "又要開會，睏死"),
    "missing": ("has anyone seen Ben?", "where is Ana", "谁见过小明？", "阿傑去哪了，潛水這麼久"),
    "sorry": ("sorry everyone", "my bad", "对不起大家", "是我的錯"),
    "thanks": ("thank you all", "谢谢大家", "多謝各位"),
}  # fmt: skip
OWN = {"sorry", "thanks"}
EACH = [(name, text) for name, texts in MESSAGES.items() for text in texts]


def paper(text, *, author="Dora", part="Dora", own=False, cast=None, **given):
    return quoted_paper(
        text, [("Dora", "cameo")] if cast is None else cast, author=author, part=part, own=own,
        **{"recipe": "", "locale": "en", "seed": 3, **given},
    )  # fmt: skip


def lines(screenplay):
    return [line for shot in screenplay.shots for line in shot.lines]


@pytest.mark.parametrize(("name", "text"), EACH)
def test_a_message_is_recognised_in_three_languages(name, text):
    assert recognise(text, own=name in OWN).id == name or text == "where is Ana"
    assert recognise(text, own=name in OWN, names=["Ana", "Ben"]).id == name


@pytest.mark.parametrize("name", sorted(OWN))
def test_an_apology_and_thanks_are_filmed_as_such_where_they_are_ones_own(name):
    assert {recognise(text, own=False).id for text in MESSAGES[name]} == {"line"}


@pytest.mark.parametrize(("name", "text"), EACH)
def test_a_moment_is_shot_as_its_first_recipe_and_says_whose_words_they_are(name, text):
    film = paper(text, own=name in OWN)
    if name != "line" or "egg" not in text:
        assert film.recipe == moment(name).film
    shown = "\n".join(words_of(film))
    assert ("Dora: “" in shown or "Dora：" in shown) == (name not in OWN)


@pytest.mark.parametrize(("name", "text"), EACH)
def test_nobody_speaks_the_words_in_their_authors_part(name, text):
    letters = "".join(filter(str.isalnum, text.lower()))
    for line in lines(paper(text)):
        theirs = "".join(filter(str.isalnum, line.text.lower())) in letters
        said = line.text.startswith("Dora")
        if line.who == "P1" and (said or theirs):
            assert line.delivery == "murmur" or name == "congratulation"


def test_good_news_are_told_to_the_lens_by_somebody_drawn():
    film = paper("I passed my driving test!!")
    assert [one.kind for one in film.cast] == ["drawn"]
    assert "Well done, Dora!" in [line.text for line in lines(film)]


def test_who_is_accused_is_nobody_until_somebody_takes_the_part():
    film = paper("who ate my dumpling?")
    assert [(one.name, one.kind) for one in film.cast[:2]] == [
        ("Dora", "cameo"), ("Somebody", "stand_in"),
    ]  # fmt: skip


def test_under_the_lamp_sits_whoever_is_accused_not_who_accuses():
    film = paper("who ate my dumpling?", recipe="R11")
    assert [line.who for line in lines(film) if line.text.startswith("Dora")] == ["P1"]
    assert [line.who for line in lines(film) if not line.text.startswith("Dora")] == ["P2"]


def test_who_is_missed_is_not_at_the_table():
    film = paper("has anyone seen Ben?", recipe="R25")
    assert "Ben" not in [one.name for one in film.cast]


@pytest.mark.parametrize("text", ["where do we eat tonight", "随便", "吃什麼好呢"])
def test_who_cooks_what_they_have_written_does_not_say_it(text):
    film = paper(text, recipe="R18")
    today, rest = lines(film)
    assert film.recipe == "R18"
    assert (today.who, today.delivery, rest.delivery) == ("P1", "murmur", "say")


def test_ones_own_message_is_said_as_one_says_it():
    (first, *_) = lines(paper("on my way", own=True))
    assert (first.text, first.delivery) == ("on my way", "say")


def test_another_recipe_is_shot_where_it_is_asked_for_and_an_unknown_one_is_not():
    assert paper("on my way", recipe="R7").recipe == "R7"
    assert paper("on my way", recipe="R99").recipe == moment("late").film


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.booleans(), st.sampled_from(["", *sorted(shootable())]))
def test_any_message_makes_a_film_or_is_refused_by_name(text, own, recipe):
    try:
        film = paper(text, own=own, recipe=recipe)
    except SentenceRejected:
        return
    assert film.shots


@pytest.mark.parametrize("locale", LOCALES)
def test_every_film_of_every_moment_has_a_button_that_fits(locale):
    for entry in table("lexicon", "moments").values():
        for recipe in (*entry["film"], *entry["others"]):
            label = say(f"button-film-{recipe.lower().replace('_', '-')}", locale)
            assert 0 < width(label) <= PAIR_UNDER_A_TEXT

"""Reading a sentence: the request comes off, the words stay as typed, the form is known."""

from __future__ import annotations

import pytest

from generation.director import request
from generation.director.language import fold, language_of
from generation.director.reading import read, unknown_word
from generation.director.rules import RuleDirector
from generation.director.verse import couplets
from generation.errors import SentenceRejected


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        (
            "我現在有一段文案,請幫我做成短視頻,希望你能懂我想要的感覺:你走了。我還沒準備好。",
            "你走了。我還沒準備好。",
        ),
        ("帮我拍一个短视频：我在海边看日落", "我在海边看日落"),
        ("please make a funny video of my dog stealing a pizza", "my dog stealing a pizza"),
        ("Can you make a clip about Monday?", "Monday?"),
        ("make a film", "make a film"),
        ("我说：你走了", "我说：你走了"),
        ("at 20:40 the train left", "at 20:40 the train left"),
    ],
)
def test_the_request_is_peeled_off(sentence, content):
    assert request.peel(sentence)[0] == content


@pytest.mark.parametrize("text", ["", "   ", "😀🎉", "?!…", "\u200b\x00\x07", "。，！", "\n\n"])
def test_nothing_to_film_is_refused(text):
    with pytest.raises(SentenceRejected) as caught:
        request.clean(text)
    assert caught.value.message == "error-sentence-empty"


def test_too_long_a_sentence_names_the_limit():
    request.clean("a" * 600)
    with pytest.raises(SentenceRejected) as caught:
        request.clean("a" * 601)
    assert caught.value.message == "error-sentence-too-long"
    assert caught.value.details == {"limit": 600}


def test_control_characters_and_emoji_are_removed():
    assert request.clean("he\x00l\u202elo \x1b😀 you") == "hello you"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ('"I said what I said" she whispered', "I said what I said"),
        ("“late again” was all", "late again"),
        ("他說「我還沒準備好」", "我還沒準備好"),
        ("『走吧』", "走吧"),
        ("Ben says I never ate it", "I never ate it"),
        ("小明说：我马上到", "我马上到"),
    ],
)
def test_quotations_are_kept_word_for_word(text, quote):
    assert [q.text for q in read(text, [], "en").quotes] == [quote]


def test_the_speaker_of_a_quotation_is_known():
    assert read('Ben says "on my way"', [], "en").quotes[0].speaker == "Ben"
    assert read('"on my way" said Paul', [], "en").quotes[0].speaker == "Paul"
    assert read("小明说：我马上到", [], "en").quotes[0].speaker == "小明"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("你走了。我還沒準備好", "zh-Hant"),
        ("我还没准备好", "zh-Hans"),
        ("good morning 朋友", "en"),
        ("東京は雨です", "ja"),
        ("Привет, друзья", "ru"),
        ("1234", "en"),
    ],
)
def test_the_language_is_read_from_the_script(text, language):
    assert language_of(text, "en") == language


def test_chinese_without_a_telling_character_takes_the_script_of_the_locale():
    assert language_of("你好", "zh-Hant") == "zh-Hant"
    assert language_of("你好", "en") == "zh-Hans"


def test_folding_keeps_every_position():
    text = "İstanbul 國慶 ÀÉ 還沒"
    assert len(fold(text)) == len(text)
    assert "国庆" in fold(text)


@pytest.mark.parametrize(
    "poem",
    [
        "会当凌绝顶，一览众山小",
        "舉頭望明月，低頭思故鄉。",
        "春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少。",
        "白日依山尽，黄河入海流。欲穷千里目，更上一层楼。",
        "朝辞白帝彩云间，千里江陵一日还。",
    ],
)
def test_classical_couplets_are_known_by_their_form(poem):
    assert "".join("".join(pair) for pair in couplets(poem)) == "".join(
        char for char in poem if char not in "，。"
    )


@pytest.mark.parametrize(
    "text",
    ["今天好开心，明天要上班", "你走了，我还在这里等", "我爱你，你爱我", "hello, world", "山"],
)
def test_everyday_pairs_are_no_verse(text):
    assert couplets(text) == ()


def test_a_hinge_cuts_the_sentence_and_loses_nothing():
    reading = read("Monday morning is a monster and it knows my name", [], "en")
    assert reading.parts == ("Monday morning is a monster", "and it knows my name")
    assert read("他说要减肥，可是又点了炸鸡", [], "en").parts == ("他说要减肥，", "可是又点了炸鸡")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("my cat knocked over the vase again", "vase"),
        ("I lost my keys in the supermarket", "keys"),
        ("停车位又被占了", "停车位"),
        ("停車位又被佔了", "停車位"),
    ],
)
def test_an_unknown_noun_is_guessed_as_typed(text, word):
    assert unknown_word(read(text, [], "en")) == word


def test_known_things_keep_the_words_before_them():
    thing = read("Ana and Ben argue about the last dumpling", [], "en").thing
    assert thing is not None
    assert (thing.prop, thing.word) == ("dumpling_steamer", "last dumpling")


@pytest.mark.parametrize(
    ("text", "clock"),
    [("at 3 am", "3:00"), ("8:05 pm sharp", "8:05"), ("凌晨三点半", "3:30"), ("晚上八点", "20:00"),
     ("晚上十一点", "23:00"), ("later", None)],
)  # fmt: skip
def test_hours_become_a_clock(text, clock):
    assert read(text, [], "en").clock == clock


def test_weather_has_strength_and_direction():
    light = read("a light drizzle from the right", [], "en").weather
    heavy = read("暴雨", [], "en").weather
    assert light is not None
    assert heavy is not None
    assert light.kind == heavy.kind == "rain"
    assert light.wind < 0 < heavy.wind
    assert light.strength < heavy.strength


@pytest.mark.parametrize("text", ["a mistake", "the skin", "we won't", "courtesy", "single"])
def test_words_inside_words_are_not_found(text):
    reading = read(text, [], "en")
    assert (reading.weather, reading.place, reading.deeds) == (None, None, ())


def test_names_of_the_cast_are_found_the_longest_first():
    people = read("ann marie and Ben wait for Zoe", ["Ann", "Ann Marie", "ben"], "en").people
    assert people.known == ("Ann Marie", "ben")
    assert people.strangers == ("Zoe",)


def test_days_and_cities_are_nobody():
    assert read("Monday in Tokyo with Earth", [], "en").people.strangers == ()


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("me and Ben argue about the last dumpling, then laugh", "The Last Dumpling"),
        ("me alone on a windy snow mountain at dawn", "A Windy Snow Mountain"),
        ("me singing in the shower when the neighbour knocks", "me singing in the shower…"),
        ("me in the rain, waiting for the last bus", "me in the rain"),
    ],
)
def test_a_long_sentence_is_named_by_the_thing_it_speaks_of(sentence, title):
    assert RuleDirector().write(sentence, (), locale="en", seed=1).title == title

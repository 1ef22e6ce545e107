"""How words are written in Kokoro's letters: from espeak for English, from pinyin for Mandarin."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.director.segment import _dictionary
from generation.model.speech import Utterance, VoiceProfile
from generation.speech.neural.dictionaries import (
    _is_traditional,
    _simplified,
    as_dictionaries_read,
)
from generation.speech.neural.kokoro_alphabet import MARKS, english, heard, mandarin, marks_after
from generation.speech.neural.kokoro_reading import Reader, Reading
from generation.speech.neural.lines import Token, parts_of
from generation.speech.neural.numerals import said
from generation.speech.phonemes import parts
from tests.tiny.voices_kokoro import LETTERS


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    reader = Reader()
    yield reader
    reader.close()


def tokens(tag: str, *words: str) -> list[Token]:
    return [Token(tag, word, apart=tag == "en" or not place) for place, word in enumerate(words)]


def read(reader: Reader, tag: str, *words: str) -> tuple[str, list[str]]:
    reading = reader.read(tokens(tag, *words))
    return reading.letters, [reading.letters[start:end] for start, end in reading.words]


def spoken(reader: Reader, text: str) -> Reading:
    line = Utterance(
        text=text, language="zh", emotion="neutral", delivery="say", profile=VoiceProfile()
    )
    (part,) = parts_of(line, 200)
    return reader.read(part.tokens)


@pytest.mark.parametrize(
    ("names", "letters"),
    [
        (["h", "ə", "l", "ˈoʊ"], "həlˈO"),
        (["dʒ", "ˈɔɪ", "ə", "s"], "ʤˈYəs"),
        (["tʃ", "ˈɛɹ"], "ʧˈɛɹ"),
        (["b", "ˈɛ", "ɾ", "ɚ"], "bˈɛTəɹ"),
        (["b", "ˈɜː", "d"], "bˈɜɹd"),
        (["ˈaʊ", "t"], "ˈWt"),
        (["f", "ˈaɪɚ"], "fˈIəɹ"),
        (["l", "ˈɪ", "ɾ", "əl"], "lˈɪTᵊl"),
        (["s", "ˈuː", "n"], "sˈun"),
        (["f", "ˈɜː", "ɹ", "i"], "fˈɜɹi"),
    ],
)
def test_english_sounds_become_letters(names, letters):
    assert english(names) == letters


@pytest.mark.parametrize(
    ("initial", "final", "letters"),
    [
        ("n", "i3", "ni↓"),
        ("h", "ao3", "xau↓"),
        ("zh", "ong1", "ꭧʊ→ŋ"),
        ("sh", "i4", "ʂɨ↘"),
        ("z", "i5", "ʦɨ"),
        ("j", "v2", "ʨy↗"),
        ("x", "van3", "ɕɥɛ↓n"),
        ("", "er2", "ɚ↗"),
        ("l", "uei5", "lwei"),
    ],
)
def test_syllables_become_letters(initial, final, letters):
    assert mandarin(initial, final) == letters


def test_words_are_cut_where_they_begin(reader):
    letters, words = read(reader, "en", "Going", "about", "the", "nation's", "house.")

    assert words == ["ɡˌOɪŋ", "əbˌWt", "ðə", "nˈAʃənz", "hˈWs"]
    assert letters == "ɡˌOɪŋ əbˌWt ðə nˈAʃənz hˈWs."


@pytest.mark.parametrize(
    ("words", "letters"),
    [
        (("in", "the", "end"), ["ɪn", "ðɪ", "ˈɛnd"]),
        (("out", "of", "it"), ["ˈWT", "əv", "ɪt"]),
        (("there", "are", "many", "of", "us"), ["ðɛɹ", "ˌɑɹ", "mˈɛnɪ", "əv", "ˌʌs"]),
    ],
)
def test_weak_words_that_flow_together_are_said_once(reader, words, letters):
    assert read(reader, "en", *words)[1] == letters


@pytest.mark.parametrize("word", ["*hill*", "#hill", "ｈｉｌｌ", "《hill》"])
def test_what_is_not_read_is_not_read_to_the_model_either(reader, word):
    assert read(reader, "en", "the", word)[1] == read(reader, "en", "the", "hill")[1]


def test_chinese_words_are_cut_by_a_dictionary(reader):
    letters, words = read(reader, "zh", "你", "好，", "世", "界。")

    assert letters == "ni↓xau↓, ʂɨ↘ʨje↘."
    assert words == ["ni↓", "xau↓", "ʂɨ↘", "ʨje↘"]


def test_a_character_of_two_readings_is_read_by_its_word(reader):
    assert read(reader, "zh", "长", "大")[0].startswith("ꭧa↓ŋ")
    assert read(reader, "zh", "长", "城")[0].startswith("ꭧʰa↗ŋ")


@pytest.mark.parametrize(
    ("digits", "same"),
    [
        ("7", "七"),
        ("10", "十"),
        ("42个", "四十二个"),
        ("105", "一百零五"),
        ("2024", "两千零二十四"),
        ("2024年", "二零二四年"),
        ("0", "零"),
        ("800", "八百"),
        ("13800", "一万三千八百"),
        ("13800138000", "一三八零零一三八零零零"),
        ("1,000元", "一千元"),
        ("1,000,005", "一百万零五"),
        ("100,010", "十万零一十"),
        ("1,0000,0000", "一,零零零零,零零零零"),
        ("007", "零零七"),
        ("-3.05", "负三点零五"),
        ("0.5%", "百分之零点五"),
        ("50 ％", "百分之五十"),
        ("$5.2", "五点二美元"),
        ("￥99", "九十九元"),
        ("25℃", "二十五摄氏度"),
        ("-5°", "负五度"),
        ("2:05", "两点零五分"),
        ("８：００", "八点"),
        ("98:87", "九十八比八十七"),
        ("1+1=2", "一加一等于二"),
        ("3，400", "三，四百"),
        ("３٤", "三十四"),
        ("①⑩²½", "一十二二分之一"),
        ("%", "百分号"),
        ("2个人", "两个人"),
        ("2年后", "两年后"),
        ("¥2", "两元"),
        ("22天", "二十二天"),
        ("第2天", "第二天"),
        ("2年级", "二年级"),
        ("2月2号", "二月二号"),
        ("2万", "两万"),
        ("第 2 天", "第 二 天"),
        ("地下2层", "地下二层"),
        ("2次元", "二次元"),
        ("¥2万", "两万元"),
        ("$1.5亿", "一点五亿美元"),
        ("¥ 99", "九十九元"),
        ("5%-10%", "百分之五到百分之十"),
        ("今天-5℃", "今天负五摄氏度"),
        ("3个-5个", "三个-五个"),
        ("2024 年", "二零二四 年"),
        ("2,000年", "两千年"),
        ("5000年", "五千年"),
        ("10000000元", "一千万元"),
        ("3:2", "三比二"),
        ("2024-05-06", "二零二四年五月六日"),
        ("138-0013-8000", "一三八零零一三八零零零"),
    ],
)
def test_numbers_are_said_as_one(digits, same):
    assert "".join(characters for characters, _, _ in said(digits)) == same


@given(st.text(st.sampled_from("0123456789٣４①²½,.:：-/%$℃°年 个万"), max_size=20))
def test_whatever_has_digits_is_said_and_every_place_of_it_stands_for_something(text):
    pieces = list(said(text))

    assert not any(
        c.isnumeric() and c not in "零一二两三四五六七八九十百千万亿" for s, *_ in pieces for c in s
    )
    assert [at for _, start, end in pieces for at in range(start, end)] == list(range(len(text)))


@pytest.mark.parametrize(
    ("text", "same", "fused"),
    [("我有42个", "我有四十二个", [2, 3]), ("共1,000。", "共一千。", [1, 2, 3, 4])],
)
def test_typed_digits_lie_together_in_the_number_that_they_are(reader, text, same, fused):
    number, written = spoken(reader, text), spoken(reader, same)

    assert number.letters == written.letters
    assert len({number.words[place] for place in fused}) == 1
    assert list(number.words) == sorted(number.words)


def test_a_minus_after_a_comma_belongs_to_the_number_that_follows(reader):
    minus, written = spoken(reader, "冷，-5"), spoken(reader, "冷，负五")

    assert minus.letters == written.letters
    assert minus.words[1] == (written.words[1][0], written.words[2][1])


def test_digits_apart_are_numbers_of_their_own(reader):
    assert len(set(spoken(reader, "3 4 5").words)) == 3


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("長城", "长城"), ("銀行", "银行"), ("音樂", "音乐"), ("還錢", "还钱"), ("曬乾", "晒干"),
        ("睡覺", "睡觉"), ("看著", "看着"), ("著名", "著名"), ("乾坤", "乾坤"), ("重慶", "重庆"),
    ],
)  # fmt: skip
def test_traditional_characters_are_read_as_simplified_ones(reader, traditional, simplified):
    assert spoken(reader, traditional) == spoken(reader, simplified)


@pytest.mark.parametrize(
    "text",
    ["是么", "效果显著", "以美食著称", "王丙乾", "么么哒", "拚命", "鲁迅著", "多少小时", "以为谁",
     "何时还能见", "两重要原因", "一日还没完", "看见牛羊"],
)  # fmt: skip
def test_what_is_simplified_and_no_verse_is_read_as_it_is(text):
    assert as_dictionaries_read(text) == text


def test_no_word_of_the_dictionary_changes_but_for_traditional_characters():
    words = [word for word in _dictionary().tags if set("么著乾拚") & set(word)]
    same = [word for word in words if not any(map(_is_traditional, word))]
    assert len(same) > 100
    assert [word for word in same if _simplified(word) != word] == []


@pytest.mark.parametrize(
    ("traditional", "read"),
    [
        ("原著小說", "原著小说"), ("睡著了嗎", "睡着了吗"), ("他看著我", "他看着我"),
        ("你好麼", "你好么"), ("餅乾", "饼干"), ("著我舊時裳", "灼我旧时常"),
        ("千里江陵一日還", "千里江陵一日环"), ("少小離家", "绍小离家"),
    ],
)  # fmt: skip
def test_traditional_characters_are_simplified_by_words(traditional, read):
    assert as_dictionaries_read(traditional) == read


def test_a_word_written_with_the_wrong_reading_in_mind_is_read_rightly(reader):
    assert spoken(reader, "著名").letters == "ꭧu↘mi↗ŋ"
    assert spoken(reader, "看著").letters == "kʰa↘nꭧɤ"
    assert spoken(reader, "乾坤").letters == "ʨʰjɛ↗nkʰwə→n"


@pytest.mark.parametrize(
    ("verse", "like"), [("夜泊", "夜脖"), ("仙樂", "仙岳"), ("一日還", "一日环"), ("纶巾", "关巾")]
)
def test_verse_is_read_as_its_readers_say_it(reader, verse, like):
    assert spoken(reader, verse).letters.replace(" ", "") == (
        spoken(reader, like).letters.replace(" ", "")
    )


@pytest.mark.parametrize(
    ("character", "letters"), [("嗯", "n↗"), ("呣", "m↗"), ("噷", "xm"), ("兙", "ɤ"), ("々", "ɤ")]
)
def test_a_character_without_a_reading_sounds_all_the_same(reader, character, letters):
    assert spoken(reader, character).letters == letters


def test_both_languages_may_meet_in_one_part(reader):
    reading = reader.read([*tokens("zh", "我", "爱"), *tokens("en", "pizza.")])

    assert reading.letters == "wo↓ ai↘ pˈitsə."


@pytest.mark.parametrize(
    ("word", "marks"),
    [
        ("what?!", "?!"),
        ("好。", "."),
        ("wait…", "…"),
        ("plain", ""),
        ("a’", ""),
        ("好。」", "."),
        ("well?’", "?"),
        ("so*,", ","),
        ("don't", ""),
    ],
)
def test_only_marks_that_it_knows_are_read(word, marks):
    assert marks_after(word) == marks


@given(
    text=st.text(
        st.sampled_from("你好长行乐了会吧呢啊嗯呣儿女绿略雨远云熊窘瓮凝"), min_size=1, max_size=12
    )
)
def test_every_syllable_is_in_letters_that_it_knows(text):
    reading = Reader().read(tokens("zh", *text))

    assert set(reading.letters) <= {*LETTERS, "ꭧ", "ᵻ"}
    assert len(reading.words) == len(text)
    assert all(end >= start for start, end in reading.words)


@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_has_lips_or_is_silent(letter):
    if letter in MARKS or letter in "ˈˌːʰʲ\u0303→↗↓↘":
        assert heard(letter) == ""
    else:
        assert parts(heard(letter))

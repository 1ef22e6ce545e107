"""Every sentence exists in every language, names the same things, and is one that the code says."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import get_args

import pytest

from bot.cli import VERBS
from bot.i18n import LOCALES, pages, say
from generation.model.likeness import QualityFlag
from tests.messages import Raised, messages, raised, said

HAN = re.compile(r"[\u4e00-\u9fff]")
SIMPLIFIED_ONLY = "这个们来时会没说话动开关问题视频点脸还让给应图张编码证书标签画从电"
TRADITIONAL_ONLY = "這個們來時會沒說話動開關問題視頻點臉還讓給應圖張編碼證書標籤畫從電"
SHARED_HAN = set(SIMPLIFIED_ONLY) & set(TRADITIONAL_ONLY)


def _by_message() -> dict[str, list[Raised]]:
    places: dict[str, list[Raised]] = defaultdict(list)
    for error in raised():
        places[error.message].append(error)
    return places


def _families() -> tuple[str, ...]:
    """Beginnings of ids that the code puts together."""
    return tuple(s.message.removesuffix("*") for s in said() if s.message.endswith("*"))


@pytest.mark.parametrize("locale", LOCALES)
def test_every_locale_says_the_same_things_about_the_same_values(locale):
    assert messages(locale) == messages("en")


def test_every_error_the_code_raises_has_a_sentence():
    missing = {e.message: e.place for e in raised() if e.message not in messages("en")}
    assert missing == {}


def test_every_error_is_found_with_its_reason():
    assert len(raised()) > 80
    assert {"error-face-none", "error-media-timed-out", "error-screenplay-range"} <= {
        error.message for error in raised()
    }


def test_an_error_names_exactly_the_details_it_carries():
    told = {
        message: frozenset.intersection(*(e.details for e in places if e.details is not None))
        for message, places in _by_message().items()
    }
    assert len(told) > 80
    assert {message: messages("en")[message] for message in told} == told


def test_every_sentence_asked_for_is_there():
    asked = {s.message: s.place for s in said() if not s.message.endswith("*")}
    assert len(asked) > 40
    assert {name: place for name, place in asked.items() if name not in messages("en")} == {}


def test_every_sentence_gets_the_values_it_names():
    told = {
        s.place: messages("en")[s.message] - {value.replace("_", "-") for value in s.values}
        for s in said()
        if s.values is not None and s.message in messages("en")
    }
    assert {place: values for place, values in told.items() if values} == {}


@pytest.mark.parametrize("flag", get_args(QualityFlag))
def test_every_quality_flag_has_a_sentence(flag):
    assert f"quality-{flag.replace('_', '-')}" in messages("en")


@pytest.mark.parametrize("verb", VERBS)
def test_every_command_has_a_sentence(verb):
    assert f"help-{verb}" in messages("en")


@pytest.mark.parametrize("stage", ["reading", "painting", "rolling", "sealing"])
def test_every_stage_of_a_film_has_a_sentence(stage):
    assert f"stage-{stage}" in messages("en")


def test_every_family_of_sentences_has_members():
    families = {
        start: [name for name in messages("en") if name.startswith(start)] for start in _families()
    }
    assert {start for start, members in families.items() if not members} == set()


def test_no_sentence_is_kept_that_nobody_says():
    spoken = {s.message for s in said()} | {error.message for error in raised()}
    assert [n for n in messages("en") if n not in spoken and not n.startswith(_families())] == []


@pytest.mark.parametrize("locale", ["zh-Hans", "zh-Hant"])
def test_chinese_is_written_in_chinese(locale):
    untranslated = {"label"}
    latin = [
        name
        for name in messages(locale)
        if name not in untranslated and not HAN.search(_rendered(name, locale))
    ]
    assert latin == []


@pytest.mark.parametrize(
    ("locale", "foreign"), [("zh-Hans", TRADITIONAL_ONLY), ("zh-Hant", SIMPLIFIED_ONLY)]
)
def test_each_chinese_has_its_own_characters(locale, foreign):
    strange = set(foreign) - SHARED_HAN
    wrong = [name for name in messages(locale) if strange & set(_rendered(name, locale))]
    assert wrong == []


def test_traditional_chinese_has_its_own_words():
    text = " ".join(_rendered(name, "zh-Hant") for name in messages("zh-Hant"))
    assert {"影片", "螢幕", "資料夾", "檔案"} <= {
        w for w in ("影片", "螢幕", "資料夾", "檔案") if w in text
    }
    assert not re.search("視頻|屏幕|信息|文件|軟件|網絡", text)


@pytest.mark.parametrize("locale", LOCALES)
def test_an_error_is_one_sentence(locale):
    ends = re.compile(r"[.。](?=\s|$)")
    for name in messages(locale):
        if name.startswith("error-"):
            text = _rendered(name, locale)
            assert "\n" not in text, name
            assert len(ends.findall(text)) == 1, name
            assert text[-1] in ".。", name


@pytest.mark.parametrize("locale", LOCALES)
def test_no_sentence_breaks_the_voice(locale):
    banned = re.compile(
        r"oops|something went wrong|please|sorry|awesome|!!|您|亲，|哦~", re.IGNORECASE
    )
    assert [n for n in messages(locale) if banned.search(_rendered(n, locale))] == []


def test_the_label_is_what_the_law_and_the_product_say():
    assert [say("label", locale) for locale in LOCALES] == [
        "AI · Walkon", "AI 生成 · Walkon", "AI 生成 · Walkon",
    ]  # fmt: skip


def test_an_unknown_message_is_an_error_at_once():
    with pytest.raises(KeyError):
        say("no-such-message")


def test_underscores_of_details_become_hyphens():
    assert "20" in say("error-media-too-large", "en", {"limit_mb": 20, "size_mb": 34})


@pytest.mark.parametrize("length", [200, 2_501, 30_000])
def test_a_list_is_said_whole_however_long_it_is(length):
    line = "x" * length
    for locale in LOCALES:
        assert say("doctor-fine", locale, {"list": line}).startswith(f"{line}\n")


@pytest.mark.parametrize("locale", ["zh-Hans", "zh-Hant"])
def test_chinese_counts_one_thing_by_its_number(locale):
    """Chinese has no singular: what stands after ``[one]`` would never be said."""
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages(locale))
    assert not re.search(r"\[(?:zero|one|two|few|many)\]", text)


@pytest.mark.parametrize("locale", LOCALES)
def test_help_for_a_command_names_nothing_in_particular(locale):
    commands = tuple(f"help-{verb}" for verb in VERBS)
    told = {name: values for name, values in messages(locale).items() if name.startswith(commands)}
    assert {name: values for name, values in told.items() if values} == {}


def _rendered(name: str, locale: str) -> str:
    return say(name, locale, dict.fromkeys(messages(locale)[name], 1))

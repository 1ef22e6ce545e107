"""How a line is cut for a model: breaths, pauses, languages, and not too much at once."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.model.speech import Utterance, VoiceProfile
from generation.speech.language import ELLIPSIS_S, JOIN_S, runs_of
from generation.speech.neural.lines import pace_of, parts_of
from generation.speech.recorded import told
from tests.tiny.voices import lent

LETTERS = st.sampled_from([*"abz 你好。，7-…—\n!?()“”'é🎉", "ok ", "。 "])


def line(text: str, language: str = "en", **told_of: Any) -> Utterance:
    return Utterance(
        text=text,
        language=language,
        emotion=told_of.get("emotion", "neutral"),
        delivery=told_of.get("delivery", "say"),
        profile=told_of.get("profile", VoiceProfile()),
    )


def test_what_is_acted_becomes_silence_between_parts():
    parts = parts_of(line("Wait… what"), 200)

    assert [part.text for part in parts] == ["Wait…", "what."]
    assert [part.pause_s for part in parts] == [ELLIPSIS_S, 0.0]


def test_brackets_and_quotes_are_not_read_and_a_full_stop_ends_the_text():
    (part,) = parts_of(line('(He said "hello")'), 200)

    assert part.text == "He said hello ."[:13] + "."
    assert part.words == ("(He", "said", '"hello")')


def test_chinese_is_written_without_spaces_and_ends_with_its_own_stop():
    (part,) = parts_of(line("你走了 我还在", "zh"), 200)

    assert part.text == "你走了我还在。"
    assert part.language == "zh"


def test_a_part_knows_every_language_in_it():
    (part,) = parts_of(line("我喜欢 pizza 和茶", "zh"), 200)

    assert part.languages == {"zh", "en"}
    assert part.language == "zh"
    assert [token.tag for token in part.tokens] == ["zh", "zh", "zh", "en", "zh", "zh"]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("我有42个，50%的", "我有42个,50%的。"),
        ("3 4 5", "3 4 5。"),
        ("共1,000 元", "共1,000元。"),
        ("我爱pizza", "我爱 pizza."),
    ],
)
def test_a_space_is_written_where_one_was_typed_or_the_language_changes(typed, text):
    (part,) = parts_of(line(typed, "zh"), 200)

    assert part.text == text


def test_a_model_of_one_language_at_once_has_a_part_for_each():
    parts = parts_of(line("我爱 pizza 和茶…", "zh"), 200, mixed=False)

    assert [(part.text, part.language) for part in parts] == [
        ("我爱。", "zh"), ("pizza.", "en"), ("和茶…", "zh"),
    ]  # fmt: skip
    assert [part.pause_s for part in parts] == [JOIN_S, JOIN_S, ELLIPSIS_S]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Wait… 🎉… what", [("Wait…", ELLIPSIS_S), ("", ELLIPSIS_S), ("what.", 0.0)]),
        ("…what", [("", ELLIPSIS_S), ("what.", 0.0)]),
    ],
)
def test_a_breath_without_words_is_a_silence(text, parts):
    assert [(part.text, part.pause_s) for part in parts_of(line(text), 200)] == parts


def test_a_long_line_is_cut_where_a_sentence_ends():
    parts = parts_of(line("I came. I saw, and I went home. I slept."), 24)

    assert [part.text for part in parts] == ["I came.", "I saw, and I went home.", "I slept."]
    assert [part.pause_s for part in parts] == [JOIN_S, JOIN_S, 0.0]


def test_a_sentence_without_an_end_is_cut_between_words():
    parts = parts_of(line("one two three four five six seven eight"), 16)

    assert all(part.length <= 16 for part in parts)
    assert [word for part in parts for word in part.words] == (
        ["one", "two", "three", "four", "five", "six", "seven", "eight"]
    )


def test_a_line_is_not_cut_inside_a_number():
    parts = parts_of(line("你好。我买了3.5斤苹果和1,000个梨", "zh"), 40)

    assert [part.text for part in parts] == ["你好。", "我买了3.5斤苹果和。", "1,000个梨。"]


def test_a_character_of_korean_takes_as_long_as_one_of_chinese():
    (korean,) = parts_of(line("안녕", "ko"), 200)

    assert korean.length > 5


@given(text=st.lists(LETTERS, max_size=40).map("".join), limit=st.integers(5, 60))
def test_no_word_is_lost_or_added(text, limit):
    typed = [word.text for run in runs_of(text, "en") for word in run.words]

    parts = parts_of(line(text), limit)

    assert [word for part in parts for word in part.words] == typed


def test_a_part_may_take_a_while_but_not_for_ever():
    (short,) = parts_of(line("Hi"), 200)
    (long,) = parts_of(line("Honestly, I believe that it is going to rain tomorrow"), 200)

    assert 1.5 < short.longest_s < 4.0
    assert long.longest_s > 10.0


@pytest.mark.parametrize(
    ("told_of", "slower"),
    [
        ({"emotion": "wistful"}, True),
        ({"delivery": "whisper"}, True),
        ({"profile": VoiceProfile(pace=1.2)}, False),
        ({"emotion": "joyful"}, False),
    ],
)
@pytest.mark.parametrize("tag", ["en", "zh", "fr"])
def test_mood_delivery_and_person_set_the_pace(told_of, slower, tag):
    assert pace_of(line("x"), tag) == pytest.approx(1.0)
    assert (pace_of(line("x", **told_of), tag) < 1.0) is slower


def test_a_person_with_a_small_head_is_not_faster_for_it():
    assert pace_of(line("x", profile=VoiceProfile(formant=1.2)), "en") == pytest.approx(1.0)


def test_told_takes_the_lips_of_a_score_where_the_words_are_not_found():
    from generation.speech.espeak import EspeakVoice

    speaker = EspeakVoice()
    score = speaker.speak(line("你妈妈走了。", "zh"))
    speaker.close()

    speech = told(lent(), text="你妈妈走了。", language="zh", score=score)

    assert [word.text for word in speech.words] == ["你", "妈", "妈", "走", "了。"]
    assert sum(p.viseme == "PP" for p in speech.phonemes) >= 2
    assert speech.words[-1].end_s == pytest.approx(speech.duration_s, abs=0.2)

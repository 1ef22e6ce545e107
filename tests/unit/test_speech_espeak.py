from __future__ import annotations

import ast
import sys
import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.errors import VoiceFailed
from generation.model.screenplay import Delivery, Mood
from generation.model.speech import Speech, Utterance, VoiceProfile, Word
from generation.speech.espeak import WORKER, EspeakVoice

TYPED = st.text(
    alphabet="abcmpst XY你好国慶再見さくら안녕привет12.,!?…—\n'“”🎉❤\ufe0f\u200d", max_size=24
)


@pytest.fixture(scope="module")
def voice() -> Iterator[EspeakVoice]:
    voice = EspeakVoice()
    yield voice
    voice.close()


def say(
    voice: EspeakVoice,
    text: str,
    language: str = "en",
    *,
    emotion: Mood = "neutral",
    delivery: Delivery = "say",
    profile: VoiceProfile | None = None,
) -> Speech:
    return voice.speak(
        Utterance(
            text=text,
            language=language,
            emotion=emotion,
            delivery=delivery,
            profile=profile or VoiceProfile(),
        )
    )


def pitch_hz(speech: Speech) -> float:
    """Median pitch by autocorrelation of 40 ms frames."""
    found = []
    for start in range(0, len(speech.samples) - 1920, 960):
        frame = speech.samples[start : start + 1920].astype(np.float64)
        if np.sqrt(np.mean(frame**2)) < 0.05:
            continue
        spectrum = np.fft.rfft(frame * np.hanning(1920), 8192)
        correlation = np.fft.irfft(np.abs(spectrum) ** 2)
        lags = np.arange(48_000 // 400, 48_000 // 70)
        found.append(48_000 / lags[int(np.argmax(correlation[lags]))])
    return float(np.median(found))


@pytest.mark.parametrize(
    ("text", "language", "emotion", "delivery", "seconds"),
    [
        ("I said what I said.", "en", "deadpan", "say", 1.3),
        ("你走了。", "zh", "wistful", "say", 0.8),
        ("我还没准备好。", "zh-Hans", "wistful", "say", 2.0),
        ("我還沒準備好。", "zh-Hant", "wistful", "say", 2.0),
        ("会当凌绝顶", "zh", "neutral", "read", 2.0),
    ],
)
def test_lines_take_the_time_the_films_were_planned_with(
    voice, text, language, emotion, delivery, seconds
):
    speech = say(voice, text, language, emotion=emotion, delivery=delivery)

    assert speech.duration_s == pytest.approx(seconds, rel=0.1)


@settings(max_examples=60, deadline=None)
@given(TYPED, st.sampled_from(["en", "zh", "ja", "ru"]), st.sampled_from(["say", "murmur"]))
def test_times_are_in_order_and_within_the_sound(voice, text, language, delivery):
    speech = say(voice, text, language, delivery=delivery)

    end_s = 0.0
    for phoneme in speech.phonemes:
        assert phoneme.start_s == pytest.approx(end_s, abs=1e-6)
        assert phoneme.end_s > phoneme.start_s
        end_s = phoneme.end_s
    assert end_s == pytest.approx(speech.duration_s, abs=1e-4)
    last_s = 0.0
    for word in speech.words:
        assert last_s <= word.start_s <= word.end_s <= speech.duration_s + 1e-4
        last_s = word.start_s
    assert np.isfinite(speech.samples).all()
    assert np.abs(speech.samples).max() <= 1.0


@pytest.mark.parametrize("consonant", ["p", "b", "m"])
def test_lips_close_on_p_b_and_m(voice, consonant):
    speech = say(voice, f"{consonant}ay {consonant}e")

    closed = [phoneme for phoneme in speech.phonemes if phoneme.viseme == "PP"]
    assert [phoneme.ipa for phoneme in closed] == [consonant, consonant]


def test_an_ellipsis_is_exactly_its_silence(voice):
    speech = say(voice, "wait… what")

    (pause,) = [p for p in speech.phonemes if p.viseme == "sil" and p.end_s - p.start_s > 0.3]
    assert pause.end_s - pause.start_s == pytest.approx(0.6, abs=1e-4)
    first, last = round(pause.start_s * 48_000), round(pause.end_s * 48_000)
    assert not speech.samples[first:last].any()


def test_no_silence_of_note_at_either_end(voice):
    samples = say(voice, "Hello there").samples

    loud = np.flatnonzero(np.abs(samples) > 0.01)
    assert loud[0] < 0.04 * 48_000
    assert len(samples) - loud[-1] < 0.03 * 48_000


def test_emoji_are_not_spoken(voice):
    assert np.array_equal(say(voice, "hello 🎉").samples, say(voice, "hello").samples)


def test_chinese_is_timed_by_the_character(voice):
    words = say(voice, "国慶，再见", "zh").words

    assert [word.text for word in words] == ["国", "慶，", "再", "见"]
    assert all(word.end_s - word.start_s > 0.1 for word in words)


def test_a_line_of_two_languages_is_one_sound(voice):
    words = say(voice, "我在 Starbucks 等你", "zh").words

    assert [word.text for word in words] == ["我", "在", "Starbucks", "等", "你"]


def test_a_person_sounds_like_themself(voice):
    low = say(voice, "one two three four")
    high = say(voice, "one two three four", profile=VoiceProfile(pitch=1.5))
    small = say(voice, "one two three four", profile=VoiceProfile(formant=1.2))

    assert pitch_hz(high) / pitch_hz(low) == pytest.approx(1.5, rel=0.12)
    assert pitch_hz(small) / pitch_hz(low) == pytest.approx(1.0, rel=0.12)
    assert small.duration_s == pytest.approx(low.duration_s, rel=0.12)


def test_a_flat_mood_does_not_flatten_the_tones_of_mandarin(voice):
    flat = say(voice, "妈麻马骂", "zh", emotion="deadpan")
    (_, rising, _, falling) = flat.words

    def heights(word: Word) -> tuple[float, float]:
        middle_s = (word.start_s + word.end_s) / 2
        ends = ((word.start_s, middle_s), (middle_s, word.end_s))
        first, last = (
            replace(flat, samples=flat.samples[round(a * 48_000) : round(b * 48_000)])
            for a, b in ends
        )
        return pitch_hz(first), pitch_hz(last)

    assert heights(rising)[1] > 1.04 * heights(rising)[0]
    assert heights(falling)[1] < 0.96 * heights(falling)[0]


def test_timbres_differ(voice):
    sounds = {
        say(voice, "hello", profile=VoiceProfile(variant=variant, feminine=feminine)).samples[:9000]
        .tobytes()
        for variant in range(3)
        for feminine in (False, True)
    }  # fmt: skip

    assert len(sounds) == 6


def test_a_whisper_is_softer_and_without_a_tone(voice):
    spoken, whispered = say(voice, "come here now"), say(voice, "come here now", delivery="whisper")

    def tonality(speech: Speech) -> float:
        frame = speech.samples[4800:14_400].astype(np.float64)
        spectrum = np.abs(np.fft.irfft(np.abs(np.fft.rfft(frame, 32_768)) ** 2))
        return float(spectrum[120:690].max() / spectrum[0])

    assert tonality(whispered) < 0.7 * tonality(spoken)
    assert np.std(whispered.samples) < 0.8 * np.std(spoken.samples)


def test_a_shout_is_higher_and_louder(voice):
    spoken, shouted = say(voice, "stop right now"), say(voice, "stop right now", delivery="shout")

    assert pitch_hz(shouted) > 1.1 * pitch_hz(spoken)
    assert np.std(shouted.samples) > 1.15 * np.std(spoken.samples)


def test_the_order_of_lines_does_not_change_their_sound(voice):
    first = say(voice, "once more")
    say(voice, "something else", "fr")

    assert np.array_equal(say(voice, "once more").samples, first.samples)


def test_breath_sounds_the_same_from_any_process():
    breathy = VoiceProfile(variant=1, feminine=True)
    said = []
    for _ in range(2):
        voice = EspeakVoice()
        said.append(say(voice, "oh no", profile=breathy).samples)
        said.append(say(voice, "oh no", delivery="whisper").samples)
        voice.close()
        time.sleep(1.01 - time.time() % 1)  # a library seeded by the clock shows in the next second

    assert np.array_equal(said[0], said[2])
    assert np.array_equal(said[1], said[3])


def test_a_killed_worker_is_replaced():
    voice = EspeakVoice()
    before = {process.pid for process in psutil.Process().children()}
    first = say(voice, "still here")
    (worker,) = [p for p in psutil.Process().children() if p.pid not in before]
    worker.kill()
    worker.wait()

    assert np.array_equal(say(voice, "still here").samples, first.samples)
    voice.close()


def test_a_worker_that_hangs_is_given_up():
    hung = (sys.executable, "-c", "import time; time.sleep(60)")
    voice = EspeakVoice(worker=hung, timeout_s=0.2)

    with pytest.raises(VoiceFailed) as caught:
        say(voice, "hello")

    assert caught.value.message == "error-voice-timeout"
    assert caught.value.retryable


def test_a_worker_that_dies_at_once_is_an_error():
    voice = EspeakVoice(worker=(sys.executable, "-c", "pass"), timeout_s=5.0)

    with pytest.raises(VoiceFailed) as caught:
        say(voice, "hello")

    assert caught.value.message == "error-voice-died"


def test_a_worker_that_cannot_start_is_an_error():
    with pytest.raises(VoiceFailed) as caught:
        say(EspeakVoice(worker=("no-such-program-here",)), "hello")

    assert caught.value.message == "error-voice-start"


def test_a_language_nobody_speaks_is_refused():
    voice = EspeakVoice()

    with pytest.raises(VoiceFailed) as caught:
        voice._link.ask({"text": "a", "voice": "xx", "rate": 155, "pitch": 50, "range": 50})

    assert caught.value.message == "error-voice-refused"
    voice.close()


def test_the_worker_stands_alone():
    tree = ast.parse(WORKER.read_text(encoding="utf-8"))
    imported = {
        name.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for name in node.names
    } | {
        (node.module or "").split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
    }

    assert imported - sys.stdlib_module_names == {"espeakng_loader"}


def test_closing_ends_the_worker():
    voice = EspeakVoice()
    before = {process.pid for process in psutil.Process().children()}
    say(voice, "hello")
    voice.close()

    assert {process.pid for process in psutil.Process().children()} <= before

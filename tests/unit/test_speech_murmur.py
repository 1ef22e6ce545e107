from __future__ import annotations

import numpy as np
import pytest

from generation.model.speech import Utterance, VoiceProfile
from generation.speech.breath import breath, laugh, sigh
from generation.speech.murmur import murmur, syllable_count

PROFILE = VoiceProfile(seed=4)


def babble(text: str, language: str = "en", **changes: object) -> Utterance:
    values: dict[str, object] = {
        "text": text,
        "language": language,
        "emotion": "neutral",
        "delivery": "murmur",
        "profile": PROFILE,
        **changes,
    }
    return Utterance(**values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("word", "count"),
    [("cat", 1), ("Monday", 2), ("monster,", 2), ("name", 1), ("TV", 1), ("好。", 1), ("さ", 1)],
)
def test_syllables_are_counted(word, count):
    assert syllable_count(word) == count


def test_a_murmur_is_as_long_as_the_sentence_would_be():
    assert murmur(babble("You have a nine o'clock.")).duration_s == pytest.approx(1.5, rel=0.15)
    assert murmur(babble("你吃了五个吗", "zh")).duration_s == pytest.approx(1.55, rel=0.15)


def test_lips_meet_and_open_in_every_murmur():
    visemes = {
        phoneme.viseme for phoneme in murmur(babble("Have you eaten anything today?")).phonemes
    }

    assert "PP" in visemes
    assert visemes & {"aa", "oh", "E"}


def test_words_are_timed_for_the_caption():
    speech = murmur(babble("Have you eaten?"))

    assert [word.text for word in speech.words] == ["Have", "you", "eaten?"]
    assert speech.words[-1].end_s == pytest.approx(speech.duration_s, abs=1e-4)


def test_the_same_person_says_the_same_the_same_way():
    again, other = murmur(babble("Hello you")), babble("Hello you", profile=VoiceProfile(seed=5))

    assert np.array_equal(murmur(babble("Hello you")).samples, again.samples)
    assert not np.array_equal(murmur(other).samples, again.samples)


def test_moods_have_their_own_tune():
    sad, glad = (murmur(babble("Hello my dear friend", emotion=m)) for m in ("sad", "joyful"))

    assert glad.duration_s < sad.duration_s


def test_a_line_without_letters_is_silence():
    assert not murmur(babble("…")).samples.any()


def test_a_laugh_is_four_to_six_ha_that_come_faster():
    speech = laugh(PROFILE, seed=1)

    starts = [p.start_s for p in speech.phonemes if p.viseme == "kk"]
    gaps = np.diff(starts)
    assert 4 <= len(starts) <= 6
    assert gaps[0] == pytest.approx(0.19, abs=0.005)
    assert (np.diff(gaps) < 0).all()


@pytest.mark.parametrize("sound", [breath, sigh, laugh])
def test_wordless_sounds_do_not_click_or_clip(sound):
    samples = sound(PROFILE).samples

    assert 0.01 < np.abs(samples).max() <= 0.9
    assert abs(samples[0]) < 0.002
    assert abs(samples[-1]) < 0.002
    assert np.abs(np.diff(samples)).max() < 0.4

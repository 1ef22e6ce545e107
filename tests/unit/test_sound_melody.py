"""Tunes: every seed has its own, bars are relatives and not copies, notes fit their chords."""

from __future__ import annotations

from itertools import groupby
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.model.screenplay import Mood, Music, Shot
from generation.production.score import score
from generation.sound.harmony import HARMONIES
from generation.sound.loudness import loudness_lufs
from generation.sound.melody import HIGH, LOW, STRONG, Ground, Pace, tune
from generation.sound.mix import MixPlan, MusicSpan, mix
from generation.sound.music import composed
from tests.papers import order_of, paper, timeline_of

MOODS = [mood for mood in get_args(Mood) if mood != "deadpan"]  # deadpan is one drum
TEMPO = {"joyful": 122, "playful": 116, "tender": 68, "wistful": 64, "sad": 56, "dreamy": 66}
SEEDS = range(20)
TONES_MAX = 30  # that are made for 8 s: a note that comes again costs nothing


def notes_of(mood, seed, palette="plain"):
    return composed(mood, TEMPO.get(mood, 90), 8.0, seed, palette=palette)[0]


def top_line(notes):
    """Return (time, steps from its first note) of the highest note at each time."""
    at = sorted(notes, key=lambda note: round(note.at_s, 3))
    tops = [
        (t, max(n.pitch for n in group)) for t, group in groupby(at, lambda n: round(n.at_s, 3))
    ]
    return tuple((t, pitch - tops[0][1]) for t, pitch in tops)


@pytest.mark.parametrize("palette", ["plain", "east_asian"])
@pytest.mark.parametrize("mood", MOODS)
def test_twenty_seeds_have_twenty_tunes(mood, palette):
    assert len({top_line(notes_of(mood, seed, palette)) for seed in SEEDS}) == len(SEEDS)


def test_a_tune_depends_on_the_tempo_and_comes_again_with_its_seed():
    first, again = (composed("joyful", 120, 8.0, 3)[0] for _ in range(2))
    other = composed("joyful", 118, 8.0, 3)[0]
    assert first == again
    assert [note.pitch for note in first] != [note.pitch for note in other]


paces = st.sampled_from(get_args(Pace))
seeds = st.integers(0, 2**32 - 1)


def bars_of(chords, scale, pace, seed):
    ground = [Ground(4, frozenset(chord)) for chord in chords]
    tones = list(tune(ground, scale, pace, np.random.default_rng(seed)))
    return ground, tones


@given(st.lists(st.sets(st.integers(0, 4), min_size=2), min_size=1, max_size=9), paces, seeds)
def test_a_tune_stays_in_its_range_and_bars_and_rests_on_the_chord(chords, pace, seed):
    ground, tones = bars_of(chords, 5, pace, seed)
    assert {tone.bar for tone in tones} <= set(range(len(ground)))
    for tone in tones:
        assert LOW - 2 <= tone.step <= HIGH + 2
        assert 0 <= tone.beat < tone.beat + tone.beats <= 4
        if tone.beat % STRONG == 0:
            reachable = {(tone.step + move) % 5 for move in (-2, -1, 0, 1, 2)}
            assert tone.step % 5 in chords[tone.bar] or not reachable & chords[tone.bar]
    if len(ground) > 1:
        assert [t.beats for t in tones if t.bar == len(ground) - 1] == [4.0]


@pytest.mark.parametrize("pace", get_args(Pace))
def test_the_bars_of_one_tune_are_not_all_alike(pace):
    alike = 0
    for seed in range(40):
        _, tones = bars_of([{0, 2, 4}] * 8, 5, pace, seed)
        bars = {
            tuple((t.beat, t.step) for t in group) for _, group in groupby(tones, lambda t: t.bar)
        }
        assert len(bars) > 1
        alike += len(bars) < 4
    assert alike <= 4


@pytest.mark.parametrize("mood", get_args(Mood))
def test_a_bed_is_made_of_few_tones(mood):
    for seed in range(5):
        made = {(n.instrument, n.pitch, round(n.seconds, 3)) for n in notes_of(mood, seed)}
        assert len(made) <= TONES_MAX


@pytest.mark.parametrize("mood", ["joyful", "sad", "dreamy"])
def test_music_alone_is_as_loud_as_any_film_and_never_clips(mood):
    for seed in (1, 2):
        plan = MixPlan(
            duration_s=4.0, seed=seed,
            music=(MusicSpan(start_s=0.0, end_s=4.0, mood=mood, tempo_bpm=TEMPO[mood]),),
        )  # fmt: skip
        sound = mix(plan)
        assert loudness_lufs(sound) == pytest.approx(-16.0, abs=0.6)
        assert np.abs(sound).max() < 10 ** (-1 / 20)


def test_every_mood_has_more_than_one_way_to_go():
    for mood in MOODS:
        ways = HARMONIES[mood].progressions
        assert len(set(ways)) == len(ways)
        assert len(ways) >= (1 if mood == "surprised" else 2)


def test_music_that_comes_again_keeps_its_key_and_is_no_copy():
    first, again = (composed("joyful", 122, 8.0, 5, turn=turn)[0] for turn in (0, 1))
    assert top_line(first) != top_line(again)
    classes = [{note.pitch % 12 for note in notes} for notes in (first, again)]
    assert len(classes[0] & classes[1]) >= 6


def test_two_films_of_one_seed_have_two_tunes():
    shot = Shot(id="S1", set="beach", duration_s=1.0, music=Music(mood="joyful", tempo_bpm=122))
    films = [paper(shot, title=title) for title in ("The Last Dumpling", "Waiting", "Waiting")]
    seeds = [score(order_of(film, {}), timeline_of(30), {}).seed for film in films]
    assert seeds[1] == seeds[2] != seeds[0]

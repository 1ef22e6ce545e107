"""One line only: which sentences are sung, cuts on the beat, and a bar that fills."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import butter, find_peaks, sosfiltfilt

from generation.arrays import SAMPLE_RATE_HZ
from generation.director.recipes.karaoke import halves
from generation.director.rules import RuleDirector
from generation.director.script import from_json, to_json
from generation.model.screenplay import Music, Shot
from generation.model.speech import Word
from generation.production.captions import Captions
from generation.production.layout import lay_out
from generation.production.lyrics import shares
from generation.production.score import score
from generation.sound.mix import mix
from tests.papers import TINY, line, order_of, paper, spoken

ME = [("me", "cameo")]
SUNG = (
    "karaoke night: I will always love noodles",
    "Ben won't let go of the mic",
    "karaoke: “I did it my way”",
    "we went to KTV and Ana sang one line",
    "麦霸：死了都要爱",
    "昨晚KTV里老板唱了一句",
    "阿本抢麦，谁也拦不住",
    "卡拉OK之夜",
    "去唱K，話筒不放",
    "他是麥霸，一首歌只會一句",
)
NOT_SUNG = (
    "dancing on the beach at sunset",
    "singing in the shower",
    "the band plays its last concert",
    "the microphone is broken",
    "广场舞大妈太厉害",
    "话筒坏了，改天再说",
    "在演唱会上听到麦霸",
    "我爱唱歌",
)
ON_BEAT_S = 0.05
RISE = 0.4  # nepers in 10 ms: an onset
tempi = st.sampled_from([66, 90, 112, 122, 140])


def write(sentence, cast=ME, *, seed=0):
    return RuleDirector().write(sentence, cast, locale="en", seed=seed)


@pytest.mark.parametrize("sentence", SUNG)
def test_a_song_is_sung_in_the_karaoke_room(sentence):
    film = write(sentence)
    assert film.recipe == "R22"
    assert {shot.set for shot in film.shots} == {"karaoke_room"}
    assert film.cuts_on_beat
    assert {shot.music.tempo_bpm for shot in film.shots if shot.music} == {112}


@pytest.mark.parametrize("sentence", NOT_SUNG)
def test_what_is_no_karaoke_is_another_film(sentence):
    assert write(sentence).recipe != "R22"


@pytest.mark.parametrize(
    ("sentence", "lines", "scored"),
    [("karaoke night: I will always love noodles", ["I will always", "love noodles"], "SCORE: 12"),
     ("阿本是麦霸：“我的心里只有红烧肉”", ["我的心里", "只有红烧肉"], "得分：12"),
     ("karaoke: “la”", ["la", "la"], "SCORE: 12")],
)  # fmt: skip
def test_the_line_is_sung_in_two_halves_and_scored(sentence, lines, scored):
    film = write(sentence)
    sung = [line for shot in film.shots for line in shot.lines]
    assert [line.text for line in sung] == lines
    assert {line.delivery for line in sung} == {"sing_song"}
    assert [p.label for p in film.shots[-1].props if p.id == "sign"] == [scored]
    assert [
        (p.start, p.end) for s in film.shots if s.insert for p in s.props if p.id == "glass"
    ] == [("whole", "broken")]


@given(st.text("ab 我们,。", min_size=1, max_size=24))
def test_halves_lose_nothing_but_edges(text):
    bare = "".join(c for c in text if c not in " ,。")
    first, second = halves(text)
    joined = "".join(c for c in first + second if c not in " ,。")
    assert joined == bare or (first == second == text)


@st.composite
def films(draw):
    shots = []
    for index in range(draw(st.integers(1, 6))):
        tempo = draw(st.one_of(st.none(), tempi))
        music = Music(mood="joyful", tempo_bpm=tempo) if tempo else None
        said = draw(st.one_of(st.none(), st.floats(0.3, 2.5)))
        lines = (line(line_id=f"L{index}"),) if said else ()
        seconds = draw(st.one_of(st.none(), st.floats(0.4, 3.0)))
        shots.append((Shot(id=f"S{index}", set="beach", duration_s=seconds, lines=lines,
                           music=music), said))  # fmt: skip
    return shots, draw(st.sampled_from([24, 25, 30]))


@settings(max_examples=60)
@given(films())
def test_every_cut_out_of_music_is_on_a_beat_of_the_bed_that_is_planned(drawn):
    made, fps = drawn
    film = paper(*(shot for shot, _ in made), cuts_on_beat=True)
    speeches = {f"L{i}": spoken(said, 4000) for i, (_, said) in enumerate(made) if said}
    timeline = lay_out(film, speeches, fps=Fraction(fps))
    plan = score(order_of(film, {}), timeline, speeches)
    cuts_s = np.array([span.end / fps for span in timeline.spans])
    for bed in plan.music:
        inside = cuts_s[(cuts_s > bed.start_s + 0.01) & (cuts_s < bed.end_s + 0.01)]
        beats = (inside - bed.start_s) * bed.tempo_bpm / 60
        assert np.abs(beats - np.round(beats)).max() * 60 / bed.tempo_bpm < 0.5 / fps + 1e-6
    for cue in timeline.cues:
        ends = next(s.end for s in timeline.spans if s.shot_id == cue.shot_id)
        assert cue.end_s <= ends / fps + 1e-6


def test_without_the_wish_a_cut_is_where_it_was_written():
    music = Music(mood="joyful", tempo_bpm=112)
    shot = Shot(id="S1", set="beach", duration_s=1.3, music=music)
    free, held = (
        lay_out(paper(shot, cuts_on_beat=on), {}, fps=Fraction(30)) for on in (False, True)
    )
    assert (free.frames, held.frames) == (39, 32)


def onsets(sound):
    """Return when the level below 400 Hz rises at once, in seconds."""
    low = sosfiltfilt(
        butter(4, [60, 400], "bandpass", fs=SAMPLE_RATE_HZ, output="sos"), sound.mean(axis=1)
    )
    hop = SAMPLE_RATE_HZ // 100
    level = np.sqrt((low[: len(low) // hop * hop] ** 2).reshape(-1, hop).mean(axis=1))
    rise = np.maximum(np.diff(np.log(level + 1e-3), prepend=np.log(1e-3)), 0)
    peaks, _ = find_peaks(rise, height=RISE, distance=12)
    return peaks / 100


def test_the_cuts_of_a_song_are_heard_on_its_beat():
    film = write("karaoke night: I will always love noodles", [*ME, ("Ben", "drawn")], seed=1)
    speeches = {"L1": voice(1.3), "L2": voice(1.1)}
    timeline = lay_out(film, speeches, fps=Fraction(30))
    plan = score(order_of(film, {}), timeline, speeches)
    assert not any(span.rests for span in plan.music)
    sound = mix(replace(plan, effects=()))
    song = plan.music[0]
    heard_s = onsets(sound[: round(song.end_s * SAMPLE_RATE_HZ)])
    cuts_s = [float(span.end / timeline.fps) for span in timeline.spans]
    under = [cut_s for cut_s in cuts_s if cut_s < song.end_s - 0.01]
    assert len(under) == 3
    assert max(np.abs(heard_s - cut_s).min() for cut_s in under) < ON_BEAT_S
    late = 15 / song.tempo_bpm  # a sixteenth: nothing is played there
    assert min(np.abs(heard_s - cut_s - late).min() for cut_s in under) > ON_BEAT_S


def voice(seconds):
    """Return speech that has no bass, so that only the music has."""
    made = spoken(seconds)
    t = np.arange(len(made.samples)) / SAMPLE_RATE_HZ
    return replace(made, samples=(0.1 * np.sin(2 * np.pi * 1800 * t)).astype(np.float32))


def test_letters_are_sung_in_time():
    words = (Word(text="oh", start_s=1.0, end_s=1.5), Word(text="baby", start_s=2.0, end_s=3.0))
    steps = dict(shares(words, 30, 96, 30.0))
    assert steps[30] == 0.0
    assert steps[44] == pytest.approx(2 / 6 * (44 / 30 - 1) / 0.5, abs=1e-6)
    assert steps[94] == 1.0
    assert all(a <= b for a, b in pairwise(steps.values()))


def test_the_bar_fills_from_the_left(lettering):
    shot = Shot(id="S1", set="karaoke_room", subtitles="karaoke", lines=(line("我的心里"),))
    made = spoken(1.0)
    words = tuple(Word(text=c, start_s=i / 4, end_s=(i + 1) / 4) for i, c in enumerate("我的心里"))
    timeline = lay_out(paper(shot), {"L1": replace(made, words=words)}, fps=Fraction(24))
    pictures = [seen(timeline, shot, lettering, share) for share in (0.05, 0.5, 0.95)]
    changed = [np.flatnonzero((a != b).any(axis=0)) for a, b in pairwise(pictures)]
    assert changed[0].max() < changed[1].max()
    assert changed[0].min() < changed[1].min()


def seen(timeline, shot, lettering, share):
    cue = timeline.cues[0]
    frame = np.zeros((384, 144), np.uint8)
    at = round(24 * (cue.start_s + share * (cue.end_s - cue.start_s)))
    Captions(paper(shot), timeline, TINY, lettering).lay(at, frame)
    return frame[:256]


def test_a_screenplay_remembers_that_it_is_cut_on_the_beat():
    film = write("karaoke night: I will always love noodles")
    assert from_json(to_json(film)) == film

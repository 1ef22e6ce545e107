"""A take that is not fit to be shown is shot once more, and then it is said what was wrong."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from generation.errors import TakeRejected
from generation.media.colour import Overlay
from generation.model.timeline import ActorRecord, ShotRecord
from generation.production.film import Crew, produce
from generation.production.inspection import Inspector
from tests.fakes import FakeEngine, FakeVoice
from tests.papers import cue_of, order_of, phoneme, timeline_of, two_shots


def dark(_number, frame):
    return np.full_like(frame, 16)


def still(_number, frame):
    return np.full_like(frame, 90)


def short(number, frame):
    return None if number > 40 else frame


def shot_by(engine, folder, lettering, mina):
    crew = Crew(engine=engine, voice=FakeVoice(), lettering=lettering)
    return produce(order_of(two_shots(), {"P1": mina}), crew, folder / "a.mp4")


@pytest.mark.parametrize(
    ("spoil", "fault"), [(dark, "black"), (still, "frozen"), (short, "length")]
)
def test_two_spoilt_takes_are_an_honest_failure(tmp_path, lettering, mina, spoil, fault):
    engine = FakeEngine(spoil)
    with pytest.raises(TakeRejected) as failure:
        shot_by(engine, tmp_path, lettering, mina)
    assert failure.value.reason == fault
    assert engine.seeds == [7, 8]
    assert list(tmp_path.iterdir()) == []


def test_one_spoilt_take_is_shot_again_with_another_seed(tmp_path, lettering, mina):
    engine = FakeEngine(dark, spoilt=1)
    clip = shot_by(engine, tmp_path, lettering, mina)
    assert engine.seeds == [7, 8]
    assert clip.file.exists()
    assert '"seed": 8' in clip.timeline.read_text()


def test_a_good_take_is_shot_once(tmp_path, lettering, mina):
    engine = FakeEngine()
    shot_by(engine, tmp_path, lettering, mina)
    assert engine.seeds == [7]


# ---------------------------------------------------------------- one thing at a time


FACE = (20, 60, 100, 120)
TALK = cue_of([phoneme("aa", 0.0, 2.0)])
HUM = np.full((96_000, 2), 0.1, np.float32)


def inspected(mouth=None, *, cues=(TALK,), mark=None, head=0):
    """Inspect two seconds of a face whose mouth and head move by so many levels."""
    timeline = replace(timeline_of(60), cues=cues)
    actor = ActorRecord(token="P1", face_px=FACE, blinks_s=())
    inspector = Inspector(timeline, [ShotRecord(shot_id="S1", actors=(actor,))])
    rng = np.random.default_rng(1)
    for index in range(60):
        frame = rng.integers(100, 104, (256 * 3 // 2, 144)).astype(np.uint8)
        frame[60:180, 20:120] += np.uint8(head * (index % 2))
        frame[140:170, 55:85] += np.uint8((mouth or 0) * (index % 3))
        inspector.look(index, frame)
        if mark is not None:
            inspector.marked(mark(frame), LABEL)
    return inspector


LABEL = Overlay.from_rgba(np.full((12, 40, 4), 255, np.uint8), 100, 8)


def labelled(frame):
    LABEL.lay(frame)
    return frame


def written_over(frame):
    LABEL.lay(frame)
    frame[10:14, 104:110] = 0
    return frame


def test_a_good_take_has_no_faults():
    assert inspected(20, mark=labelled).faults(HUM) == []


def test_lips_that_rest_while_somebody_speaks_are_seen_also_when_the_head_moves():
    assert inspected(0).faults(HUM) == ["lips"]
    assert inspected(0, head=12).faults(HUM) == ["lips"]
    assert inspected(20, head=12).faults(HUM) == []
    assert inspected(0, cues=()).faults(HUM) == []  # nobody speaks


def test_sound_that_is_missing_anywhere_somebody_speaks_or_torn_is_heard():
    quiet = HUM.copy()
    quiet[12_000:84_000] = 0
    late = replace(TALK, start_s=0.4, end_s=1.6)
    assert inspected(20).faults(HUM * 0) == ["silent"]
    assert inspected(20, cues=(late,)).faults(quiet) == ["silent"]
    assert inspected(20, cues=()).faults(quiet) == []
    assert inspected(20).faults(np.sign(HUM)) == ["clipped"]


def test_a_label_that_is_missing_covered_or_outside_is_missed():
    assert inspected(20, mark=lambda frame: frame).faults(HUM) == ["unmarked"]
    assert inspected(20, mark=written_over).faults(HUM) == ["unmarked"]
    outside = Overlay.from_rgba(np.full((12, 40, 4), 255, np.uint8), 120, 8)
    frame = np.zeros((256 * 3 // 2, 144), np.uint8)
    outside.lay(frame)
    assert not outside.is_on(frame)

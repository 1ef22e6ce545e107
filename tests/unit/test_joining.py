"""Two finished films as one: pictures bit by bit, sound in step, times and names carried on."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime

import av
import numpy as np
import pytest

from generation.errors import JoinRejected
from generation.media.encode import encode
from generation.media.probe import decode_frames, decode_sound, probe
from generation.model.clip import JOINED_MAX_S, RenderSpec
from generation.production.joining import Scene, join
from generation.provenance.aigc import clip_id_of
from generation.provenance.chain import open_chain
from generation.provenance.manifest import source_of_parts
from generation.provenance.seal import seal
from generation.sound.loudness import TARGET_LUFS, loudness_lufs
from generation.sound.seams import joined

SPEC = RenderSpec(width_px=64, height_px=96)
CLIP_ID = "01hzy0000000000000000000te"
TICKS = {"first": (0.2, 0.9), "second": (0.15, 0.7)}  # where something is heard, in seconds


def timeline(frames, **more):
    end = round(frames / 30, 3)
    word = {"text": "Papa.", "start_s": 0.1, "end_s": 0.4}
    line = {"id": "L1", "shot": "S1", "who": "P1", "language": "en", **word, "words": [word],
            "phonemes": [{"ipa": "p", "viseme": "PP", "start_s": 0.1, "end_s": 0.2}]}  # fmt: skip
    actor = {"token": "P1", "face_px": [1, 2, 3, 4], "blinks_s": [0.3]}
    shot = {"id": "S1", "start_s": 0.0, "end_s": end, "set": "beach", "actors": [actor], "key": "k"}
    told = {"schema": "walkon.timeline/1", "fps": "30/1", "width": 64, "height": 96,
            "duration_s": end, "engine": "puppet", "voice": "espeak", "seed": 7, "shots": [shot],
            "lines": [line], "beats_s": [0.5], "label": {"full_until_s": 2.0}}  # fmt: skip
    return json.dumps(told | more)


def filmed(path, frames, level):
    """Make a film whose every frame is told from its neighbours, with two ticks in its sound."""
    rng = np.random.default_rng(level)
    noise = rng.integers(0, 40, (96 * 3 // 2, 64), np.uint8)
    pictures = (np.roll(noise, index, 1) + np.uint8(level) for index in range(frames))
    sound = rng.normal(0, 0.002, (frames * 1600, 2)).astype(np.float32)
    for at in TICKS[path.stem]:
        sound[round(at * 48_000) :][:480] += 0.5
    encode(pictures, sound, path, spec=SPEC, metadata={}, cuts=(0, 12))
    return path


@pytest.fixture(scope="module")
def films(tmp_path_factory):
    folder = tmp_path_factory.mktemp("films")
    return filmed(folder / "first.mp4", 37, 60), filmed(folder / "second.mp4", 32, 150)


@pytest.fixture(scope="module")
def made(films):
    first, second = films
    scenes = [
        Scene(film=first, timeline=timeline(37)),
        Scene(film=second, timeline=timeline(32), tokens={"P1": "P2"}),
    ]
    return join(scenes, first.with_name("joined.mp4"), clip_id=CLIP_ID)


def test_every_picture_is_as_it_was_and_none_is_lost_or_shown_twice(films, made):
    before = [frame for film in films for frame in decode_frames(film)]
    after = list(decode_frames(made.file))
    assert made.frames == len(after) == len(before) == 69
    assert all(np.array_equal(one, other) for one, other in zip(after, before, strict=True))
    with av.open(str(made.file)) as film:
        times = sorted(p.pts for p in film.demux(video=0) if p.pts is not None)
    assert set(np.diff(times)) == {512}


def test_what_is_heard_stays_with_what_is_seen(made):
    sound = np.abs(decode_sound(made.file)).mean(axis=1)
    heard = [*TICKS["first"], *(37 / 30 + at for at in TICKS["second"])]
    for at in heard:
        around = sound[round((at - 0.03) * 48_000) : round((at + 0.03) * 48_000)]
        first = np.flatnonzero(around > 0.3 * around.max())[0] / 48_000 - 0.03
        assert abs(first) < 0.002
    facts = probe(made.file)
    assert (facts.width_px, facts.height_px, facts.frames) == (64, 96, 69)
    assert clip_id_of(facts.aigc) == CLIP_ID


def test_times_go_on_and_shots_lines_and_people_are_told_apart(made):
    told = json.loads(made.timeline.read_text("utf-8"))
    assert [(shot["id"], shot["start_s"], shot["end_s"]) for shot in told["shots"]] == [
        ("S1", 0.0, 1.233), ("S2", 1.233, 2.3)
    ]  # fmt: skip
    assert [(line["id"], line["shot"], line["who"]) for line in told["lines"]] == [
        ("L1", "S1", "P1"), ("L2", "S2", "P2")
    ]  # fmt: skip
    assert told["shots"][1]["actors"][0] == {
        "token": "P2", "face_px": [1, 2, 3, 4], "blinks_s": [1.533],
    }  # fmt: skip
    assert told["lines"][1]["phonemes"][0]["start_s"] == 1.333
    assert (told["duration_s"], told["seams_s"], told["beats_s"]) == (2.3, [1.233], [0.5, 1.733])
    assert "00:00:01,333 --> 00:00:01,633\nPapa." in made.subtitles.read_text("utf-8")
    assert (len(made.stills), made.poster.exists()) == (8, True)


def test_the_parts_are_named_in_what_is_signed(films, made, tmp_path):
    from c2pa import Reader

    chain = open_chain(tmp_path / "seal", at=datetime(2026, 11, 21, tzinfo=UTC))
    seal(made, chain, source_type="algorithmicMedia", parts=[film.read_bytes() for film in films])
    with Reader("video/mp4", io.BytesIO(made.file.read_bytes())) as reader:
        report = json.loads(reader.json())
    signed = report["manifests"][report["active_manifest"]]
    assert [(one["title"], one["relationship"]) for one in signed["ingredients"]] == [
        ("part0", "componentOf"), ("part1", "componentOf")
    ]  # fmt: skip
    actions = next(a for a in signed["assertions"] if a["label"].startswith("c2pa.actions"))
    assert [one["action"] for one in actions["data"]["actions"]] == [
        "c2pa.created", "c2pa.placed", "c2pa.placed"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        (timeline(32, width=96), "sizes"),
        (timeline(32, fps="24/1"), "rates"),
        (timeline(round(JOINED_MAX_S * 30)), "too-long"),
        (timeline(40), "broken"),
        ("{}", "broken"),
        ("no timeline", "broken"),
    ],
)
def test_what_cannot_be_joined_is_refused_and_leaves_nothing(films, tmp_path, second, reason):
    scenes = [
        Scene(film=films[0], timeline=timeline(37)),
        Scene(film=films[1], timeline=second),
    ]
    with pytest.raises(JoinRejected) as refused:
        join(scenes, tmp_path / "out.mp4", clip_id=CLIP_ID)
    assert refused.value.reason == reason
    assert list(tmp_path.iterdir()) == []


def test_the_whole_has_one_loudness_and_something_passes_at_the_seam():
    rng = np.random.default_rng(3)
    loud, soft = (rng.normal(0, level, (96_000, 2)).astype(np.float32) for level in (0.2, 0.02))
    quiet = np.zeros((48_000, 2), np.float32)
    assert abs(loudness_lufs(joined([loud, soft], seed=1)) - TARGET_LUFS) < 0.5
    whole = joined([quiet, quiet], seed=1)
    assert len(whole) == 96_000
    assert np.abs(whole[38_400:57_600]).max() > 4 * np.abs(whole[:24_000]).max()


@pytest.mark.parametrize(
    ("types", "whole"),
    [
        (("algorithmicMedia", "algorithmicMedia"), "algorithmicMedia"),
        (("algorithmicMedia", "compositeSynthetic"), "compositeSynthetic"),
        (("trainedAlgorithmicMedia", "algorithmicMedia"), "trainedAlgorithmicMedia"),
        (
            ("trainedAlgorithmicMedia", "compositeSynthetic"),
            "compositeWithTrainedAlgorithmicMedia",
        ),
    ],
)
def test_a_photo_in_any_part_is_a_photo_in_the_whole(types, whole):
    assert source_of_parts(types) == whole


def test_the_command_refuses_what_is_not_ours_in_one_sentence(films, tmp_path, monkeypatch, capsys):
    from bot.cli import main

    monkeypatch.setenv("WALKON_DATA_DIR", str(tmp_path / "data"))
    out = ("--out", str(tmp_path / "out.mp4"))
    assert main(["render", "--join", *map(str, films), *out]) == 2
    assert "no film of ours" in capsys.readouterr().err
    assert main(["render", "--join", str(films[0]), *out]) == 2
    assert main(["render", "a sentence", "--join", *map(str, films), *out]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 2
    assert not (tmp_path / "out.mp4").exists()

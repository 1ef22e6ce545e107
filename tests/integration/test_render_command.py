"""The command as a person meets it: bad input is one sentence, nothing stays behind.

Every kind of unreadable file is in ``tests/badmedia.py``; they are tried here too.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import cv2
import numpy as np
import pytest

from bot.cli import main
from generation.media.probe import probe
from tests.badmedia import REFUSED, Bad

SAY = "me waving on the beach"
SMALL = ("--size", "128x224")
BRIEF = (*SMALL, "--duration", "2")


@pytest.fixture
def here(tmp_path, monkeypatch, models_dir):
    monkeypatch.setenv("WALKON_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("WALKON_MODELS_DIR", str(models_dir))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def leftovers(folder: Path) -> list[Path]:
    """Return what a command left that nobody asked for: films, parts, plaintext in tmp."""
    scratch = folder / "data" / "tmp"
    inside = list(scratch.rglob("*")) if scratch.exists() else []
    return inside + list(folder.rglob("*.part")) + list(folder.glob("*.mp4"))


def refused(capsys, argv, code=2):
    assert main(list(argv)) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1
    assert "Traceback" not in said.err
    return said.err


@pytest.mark.parametrize("bad", REFUSED, ids=lambda bad: bad.name)
def test_an_unusable_file_is_one_sentence(bad: Bad, here, capsys):
    path = here / "given.jpg"
    path.write_bytes(bad.make())
    refused(capsys, ["enroll", str(path)])
    assert leftovers(here) == []


def astronaut() -> np.ndarray:
    from skimage.data import astronaut as portrait

    return np.asarray(portrait(), np.uint8)


def shrunk(share: float) -> np.ndarray:
    picture = astronaut()
    small = cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    sheet = np.full_like(picture, 120)
    sheet[: small.shape[0], : small.shape[1]] = small
    return sheet


def barred() -> np.ndarray:
    picture = astronaut().copy()
    picture[140:200, 190:260] = (30, 90, 160)
    return picture


FACES = {
    "no-face": lambda: np.full((300, 300, 3), 128, np.uint8),
    "two-faces": lambda: np.hstack([astronaut(), astronaut()[:, ::-1]]),
    "thirty-pixel-face": lambda: shrunk(0.28),
    "black": lambda: np.zeros((400, 400, 3), np.uint8),
    "too-dark": lambda: (astronaut() * 0.05).astype(np.uint8),
    "blurred": lambda: cv2.GaussianBlur(astronaut(), (0, 0), 5),
    "covered-mouth": barred,
}


@pytest.mark.parametrize("kind", FACES)
def test_a_face_that_cannot_be_filmed_is_one_sentence(kind, here, capsys):
    path = here / "face.png"
    cv2.imwrite(str(path), np.ascontiguousarray(FACES[kind]()[..., ::-1]))
    refused(capsys, ["render", SAY, "--cast", f"me={path}", "--out", "a.mp4", *SMALL])
    assert leftovers(here) == []


def test_one_of_two_faces_can_be_chosen(here, capsys):
    path = here / "two.png"
    cv2.imwrite(str(path), np.ascontiguousarray(FACES["two-faces"]()[..., ::-1]))
    assert main(["enroll", str(path), "--face", "2", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "usable"


WORDS = {
    "empty": "",
    "blank": "   \n",
    "five-thousand": "a" * 5000,
    "emoji-only": "🎉🎉👩‍👩‍👧",
    "control-characters": "\x00\x07\x1b",
    "punctuation": "?!…",
}


@pytest.mark.parametrize("kind", WORDS)
def test_words_that_cannot_be_filmed_are_one_sentence(kind, here, capsys):
    refused(capsys, ["render", WORDS[kind], "--out", "a.mp4", *SMALL])
    assert leftovers(here) == []


OPTIONS = {
    "unknown-drawn": ["--cast", "me=drawn:bob"],
    "no-source": ["--cast", "me"],
    "empty-name": ["--cast", "=a.jpg"],
    "twice": ["--cast", "me=drawn:mina", "--cast", "ME=drawn:otto"],
    "missing-file": ["--cast", "me=nowhere.jpg"],
    "a-folder": ["--cast", "me=/"],
    "size-7x7": ["--size", "7x7"],
    "size-odd": ["--size", "721x1280"],
    "size-words": ["--size", "big"],
    "size-huge": ["--size", "4000x4000"],
    "duration-zero": ["--duration", "0"],
    "duration-hour": ["--duration", "3600"],
    "duration-nan": ["--duration", "nan"],
    "seed-negative": ["--seed", "-1"],
    "seed-word": ["--seed", "x"],
    "points-five": ["--points", "1,2,3,4,5"],
    "points-words": ["--points", "a,b,c,d,e,f"],
    "unknown-option": ["--frobnicate"],
    "screenplay-missing": ["--from-screenplay", "nowhere.json"],
}


@pytest.mark.parametrize("kind", OPTIONS)
def test_an_option_that_means_nothing_is_one_sentence(kind, here, capsys):
    refused(capsys, ["render", SAY, *SMALL, *OPTIONS[kind], "--out", "a.mp4"])
    assert leftovers(here) == []


PAPERS = {
    "not-json": "not json",
    "wrong-schema": '{"schema": "walkon.screenplay/9"}',
    "unknown-key": '{"schema": "walkon.screenplay/1", "titel": "x"}',
    "deep": "[" * 50_000,
}


@pytest.mark.parametrize("kind", PAPERS)
def test_a_broken_screenplay_is_one_sentence(kind, here, capsys):
    path = here / "paper.json"
    path.write_text(PAPERS[kind])
    refused(capsys, ["render", "--from-screenplay", str(path), "--out", "a.mp4", *SMALL])
    assert leftovers(here) == []


def test_a_folder_that_may_not_be_written_is_one_sentence(here, capsys):
    refused(capsys, ["render", SAY, *BRIEF, "--out", "/sys/a.mp4"], code=3)
    assert leftovers(here) == []


def started(here: Path, *, limit_bytes: int | None = None) -> subprocess.Popen[str]:
    def limited():
        if limit_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, limit_bytes))

    command = [sys.executable, "-m", "bot.cli", "render", SAY, "--out", str(here / "a.mp4"), *BRIEF]
    return subprocess.Popen(
        command, cwd=Path(__file__).parents[2], text=True, env=dict(os.environ),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=limited,
    )  # fmt: skip


def test_a_full_disk_is_one_sentence_and_leaves_nothing(here):
    process = started(here, limit_bytes=20_000)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 3
    assert out == ""
    assert len(err.strip().splitlines()) == 1
    assert leftovers(here) == []


def test_ctrl_c_in_the_middle_leaves_nothing(here):
    process = started(here)
    deadline = time.monotonic() + 60
    while not list((here / "data" / "tmp").glob("film-*/*.part")) and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert out == ""
    assert "Traceback" not in err
    assert leftovers(here) == []


@pytest.mark.parametrize(
    ("said", "unwritten"),
    [
        ("me on the beach 🎉 with a cake", 0),
        ("مرحبا، أنا على الشاطئ", None),
        ("สวัสดี", None),
        ("Привет, это я на пляже", 0),
    ],
)
def test_any_script_becomes_a_film(said, unwritten, here, capsys):
    assert main(["render", said, *SMALL, "--duration", "3", "--out", "a.mp4", "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    facts = probe(here / "a.mp4")
    assert (facts.width_px, facts.height_px) == (128, 224)
    if unwritten is not None:
        assert len(result["unwritten"]) == unwritten


@pytest.mark.parametrize("size", ["128x128", "320x180", "180x320"])
def test_any_shape_becomes_a_film(size, here, capsys):
    assert main(["render", SAY, "--size", size, "--duration", "2", "--out", "a.mp4"]) == 0
    facts = probe(here / "a.mp4")
    assert f"{facts.width_px}x{facts.height_px}" == size


def test_the_paper_of_a_film_makes_the_same_film_again(here, capsys):
    assert main(["render", SAY, *BRIEF, "--screenplay", "p.json", "--dry-run"]) == 0
    made = []
    for name in ("a", "b"):
        argv = ["render", "--from-screenplay", "p.json", *SMALL, "--seed", "4"]
        assert main([*argv, "--out", f"{name}.mp4", "--timeline", f"{name}.json"]) == 0
        made.append(json.loads((here / f"{name}.json").read_text(encoding="utf-8")))
    assert made[0] == made[1]


def test_seeds_make_different_papers(here, capsys):
    papers = []
    for seed in ("1", "2"):
        assert main(["render", SAY, "--seed", seed, "--dry-run", "--json"]) == 0
        papers.append(capsys.readouterr().out)
    assert papers[0] != papers[1]

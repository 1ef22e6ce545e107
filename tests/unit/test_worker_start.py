"""How a worker is started: told what it needs, given no secret, quick to import."""

from __future__ import annotations

import subprocess
import sys

from bot.settings import Settings
from bot.worker import worker_argv, worker_env
from generation.farm.frames import LENGTH, frame, frame_bytes, message
from tests.messages import ROOT

SECRET = "a:" + "A" * 43 + "="


def test_a_worker_is_given_no_secret(tmp_path, monkeypatch):
    monkeypatch.setenv("WALKON_KEYS", SECRET)
    settings = Settings(data_dir=tmp_path)
    assert settings.keys is not None
    words = " ".join([*worker_argv(settings), *worker_env(), *worker_env().values()])
    assert "KEYS" not in words
    assert "AAAA" not in words


def test_it_is_told_folders_by_whole_names(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    settings = Settings(data_dir="data", models_dir="models")  # type: ignore[arg-type]
    argv = worker_argv(settings)
    assert f"--data-dir={tmp_path}/data" in argv
    assert f"--models-dir={tmp_path}/models" in argv


def test_naming_it_costs_the_bot_nothing():
    heavy = "{'cv2', 'av', 'scipy', 'PIL', 'numpy', 'generation.production'}"
    code = f"import sys, bot.worker; print(*sorted(set(sys.modules) & {heavy}))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert set(done.stdout.split()) <= {"numpy"}


def test_it_greets_without_models_and_leaves_when_the_pipe_closes(tmp_path):
    """What is missing is said when a task needs it: a worker that cannot start says nothing."""
    settings = Settings(data_dir=tmp_path, models_dir=tmp_path)
    worker = subprocess.Popen(
        worker_argv(settings), env=worker_env(), cwd="/",
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert worker.stdin is not None
    assert worker.stdout is not None
    with worker:
        worker.stdin.write(frame({"type": "hello", "memory_bytes": 3 << 30}))
        worker.stdin.flush()
        size = frame_bytes(worker.stdout.read(LENGTH.size))
        assert message(worker.stdout.read(size)) == {"type": "hello"}
        worker.stdin.close()
        assert worker.wait(20) == 0

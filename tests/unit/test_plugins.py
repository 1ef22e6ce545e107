"""What somebody else has written is found by its name, tried like ours, and stands on the page."""

from __future__ import annotations

import importlib
import sys
from threading import Event

import numpy as np
import pytest

from bot.plugins import plugged_camera, plugged_voice, plugins
from bot.settings import load_settings
from generation.errors import EngineUnavailable, OptionRejected, RenderError, VoiceFailed
from generation.model.setup import Setup
from tests.fakes import FakeVoice
from tests.messages import ROOT
from tests.samples.camera import PushIn
from tests.samples.voice import HummingVoice

LINES_MAX = 60
POINTS = """[walkon.cameras]
push-in = tests.samples.camera:PushIn
broken = tests.samples.camera:NoSuchCamera

[walkon.voices]
humming = tests.samples.voice:HummingVoice
broken = tests.samples.camera:NoSuchVoice
"""


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Install a package with two cameras, one of which does not work, and a broken voice."""
    info = tmp_path / "somebody_elses-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: somebody-elses\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(POINTS)
    monkeypatch.syspath_prepend(str(tmp_path))
    importlib.invalidate_caches()
    monkeypatch.chdir(tmp_path)


def test_without_any_there_are_none():
    assert plugins("cameras") == {}
    assert plugins("voices") == {}


@pytest.mark.usefixtures("installed")
def test_an_installed_camera_is_found_and_made():
    assert set(plugins("cameras")) == {"push-in", "broken"}
    assert isinstance(plugged_camera("push-in"), PushIn)
    assert isinstance(plugged_voice("humming", FakeVoice()), HummingVoice)


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(("name", "reason"), [("broken", "plugin"), ("nobody", "absent")])
def test_one_that_does_not_work_is_an_engine_that_is_not_there(name, reason):
    with pytest.raises(EngineUnavailable) as raised:
        plugged_camera(name)
    assert raised.value.reason == reason
    with pytest.raises(VoiceFailed) as failed:
        plugged_voice(name, FakeVoice())
    assert failed.value.reason == reason


@pytest.mark.usefixtures("installed")
def test_its_name_may_be_set(monkeypatch):
    monkeypatch.setenv("WALKON_ENGINE", "push-in")
    assert load_settings().engine == "push-in"
    monkeypatch.setenv("WALKON_ENGINE", "pull-out")
    with pytest.raises(OptionRejected) as raised:
        load_settings()
    assert raised.value.reason == "engine"


def test_finding_plugins_imports_none(installed):
    before = set(sys.modules)
    plugins("cameras")
    assert not {name for name in set(sys.modules) - before if name.startswith("tests.")}


def test_the_sample_is_short_and_the_page_shows_it_as_it_is():
    text = (ROOT / "tests/samples/camera.py").read_text(encoding="utf-8")
    page = (ROOT / "docs/engines.md").read_text(encoding="utf-8")
    assert f"```python\n{text}```" in page
    assert len(text.splitlines()) <= LINES_MAX


@pytest.fixture
def setup():
    """A second in which it grows louder."""
    said = np.linspace(0, 0.8, 48_000, dtype=np.float32)
    return Setup(
        id="S1", shot_id="S1", first=0, frames=24, prompt="", actors=("P1",), dialogue=said
    )


def test_the_sample_pushes_in(setup):
    ramp = np.linspace(0, 255, 36, dtype=np.uint8)
    still = np.broadcast_to(ramp[None, :, None], (64, 36, 3)).copy()
    shares = list[float]()
    frames = PushIn().roll(setup, still, stop=Event(), rolled=shares.append).frames
    assert frames.shape == (24, 64, 36, 3)
    assert shares[-1] == 1.0
    assert np.array_equal(frames[0], still)
    assert np.abs(frames[-1].astype(int) - still).mean() > 5


def test_the_sample_puts_its_work_down(setup):
    stop = Event()
    stop.set()
    with pytest.raises(RenderError, match="stopped"):
        PushIn().roll(setup, np.zeros((64, 36, 3), np.uint8), stop=stop, rolled=lambda _share: None)

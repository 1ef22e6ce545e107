"""A whole small film: made, looked at with ffprobe, sealed, verified."""

from __future__ import annotations

import hashlib
import json
import subprocess
from datetime import UTC, datetime
from itertools import pairwise
from threading import Event

import numpy as np
import pytest

from generation.engines.puppet.engine import PuppetEngine
from generation.errors import RenderError
from generation.media.probe import decode_frames, decode_sound
from generation.production.film import Crew, produce
from generation.provenance.chain import open_chain
from generation.provenance.seal import seal
from generation.provenance.verify import verify
from generation.sound.loudness import loudness_lufs
from generation.speech.espeak import EspeakVoice
from tests.fakes import FakeEngine, FakeVoice
from tests.papers import order_of, two_shots

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory, lettering, mina):
    folder = tmp_path_factory.mktemp("film")
    voice = EspeakVoice()
    crew = Crew(engine=PuppetEngine(lettering), voice=voice, lettering=lettering)
    stages = []
    clip = produce(
        order_of(two_shots(), {"P1": mina}), crew, folder / "a.mp4",
        report=lambda stage, share: stages.append((stage, share)),
    )  # fmt: skip
    voice.close()
    return clip, stages


def ffprobe(path):
    command = ["ffprobe", "-v", "error", "-show_streams", "-show_format", "-of", "json", str(path)]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def test_somebody_elses_eyes_see_h264_and_aac(made):
    facts = ffprobe(made[0].file)
    video, audio = (
        next(s for s in facts["streams"] if s["codec_type"] == kind) for kind in ("video", "audio")
    )
    assert (video["codec_name"], video["pix_fmt"]) == ("h264", "yuv420p")
    assert (video["width"], video["height"]) == (144, 256)
    assert video["color_space"] == video["color_primaries"] == "bt709"
    assert (audio["codec_name"], audio["sample_rate"], audio["channels"]) == ("aac", "48000", 2)
    assert float(facts["format"]["duration"]) == pytest.approx(made[0].duration_s, abs=0.1)
    assert "AIGC" in facts["format"]["tags"]


def test_the_index_comes_before_the_pictures(made):
    data = made[0].file.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_it_is_as_loud_as_promised(made):
    assert loudness_lufs(decode_sound(made[0].file)) == pytest.approx(-16, abs=1)


def test_pictures_move_and_are_not_black(made):
    luma = [frame[:256].astype(np.int16) for frame in decode_frames(made[0].file)]
    assert len(luma) == made[0].frames
    assert all(picture.mean() > 20 for picture in luma)
    moved = [np.abs(a - b).mean() for a, b in pairwise(luma)]
    assert np.mean(moved) > 0.3


def test_papers_lie_beside_the_film(made):
    clip = made[0]
    assert clip.poster.read_bytes()[:2] == b"\xff\xd8"
    assert clip.poster.stat().st_size < 200_000
    assert "-->" in clip.subtitles.read_text(encoding="utf-8")
    timeline = json.loads(clip.timeline.read_text(encoding="utf-8"))
    assert timeline["schema"] == "walkon.timeline/1"
    assert [shot["id"] for shot in timeline["shots"]] == ["S1", "S2"]
    assert any(p["viseme"] == "PP" for p in timeline["lines"][0]["phonemes"])


def test_progress_runs_from_reading_to_rolling(made):
    stages = [stage for stage, _ in made[1]]
    shares = [share for _, share in made[1]]
    assert stages[0] == "reading"
    assert stages[-1] == "rolling"
    assert shares == sorted(shares)
    assert shares[-1] <= 1


def test_sealed_it_is_valid_ours_and_labelled(made, tmp_path):
    clip = made[0]
    chain = open_chain(tmp_path / "seal", at=NOON)
    sealed = seal(clip, chain, source_type="algorithmicMedia")
    verdict = verify(clip.file, chain.root)
    assert (verdict.state, verdict.origin, verdict.aigc) == ("valid", "ours", True)
    assert sealed.sha256 == hashlib.sha256(clip.file.read_bytes()).hexdigest()
    assert len(sealed.fingerprint) == 64


def test_a_stopped_film_leaves_nothing(tmp_path, lettering, mina):
    stop = Event()
    stop.set()
    crew = Crew(engine=FakeEngine(), voice=FakeVoice(), lettering=lettering)
    with pytest.raises(RenderError):
        produce(order_of(two_shots(), {"P1": mina}), crew, tmp_path / "a.mp4", stop=stop)
    assert list(tmp_path.iterdir()) == []

"""``walkon assets`` fetches weights when asked for, and tells whose they are before it does."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot import equipment
from bot.bootstrap import FACE_MODELS
from bot.cli import main
from generation.assets import AssetStore
from generation.checkpoints import Checkpoint, serving
from generation.devices import Devices
from tests.afar.hub import FakeHub, Repository, checkpoint_files, safetensors


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    with FakeHub() as hub:
        yield hub


@pytest.fixture
def walkon(hub, monkeypatch, tmp_path, capsys) -> Callable[..., tuple[int, str, str]]:
    """Run a command in a data directory of its own, with the model files that tests have."""
    given = AssetStore(tmp_path, given=Path(os.environ["WALKON_MODELS_DIR"]))
    cache = tmp_path / "data" / "models"
    cache.mkdir(parents=True)
    for name in (*FACE_MODELS, "cjk_font"):
        asset = given.assets[name]
        kept = cache / (asset.sha256 + Path(asset.file).suffix)
        kept.symlink_to(given.path(name))
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WALKON_MODELS_DIR")
    monkeypatch.setenv("WALKON_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("WALKON_HUB_URL", hub.url)

    monkeypatch.setattr(equipment, "devices_here", lambda: Devices(torch="2.13.0+cpu"))
    audio(tmp_path / "first", monkeypatch, "print('fine')")

    def run(*words: str) -> tuple[int, str, str]:
        code = main(words)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def audio(folder: Path, monkeypatch: pytest.MonkeyPatch, does: str) -> Path:
    """Put a torchaudio first that does something when it is imported; return its extension."""
    package = folder / "torchaudio"
    (package / "lib").mkdir(parents=True, exist_ok=True)
    part = package / "lib" / "_torchaudio.so"
    part.write_bytes(b"ELF")
    (package / "__init__.py").write_text(f"part = {str(part)!r}\n{does}\n")
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.delitem(sys.modules, "torchaudio", raising=False)
    return part


def offered(hub: FakeHub, checkpoint: Checkpoint) -> None:
    """Put something like a checkpoint at the hub, at the commit that is pinned."""
    if checkpoint.pipeline.endswith("Pipeline"):
        files = checkpoint_files(checkpoint.pipeline)
    else:
        config = {"architectures": list(checkpoint.pipelines), "model": "xtts"}
        files = {name: b"{}" for name in checkpoint.files if "*" not in name}
        files |= {"config.json": json.dumps(config).encode(), "model.safetensors": safetensors()}
        files |= {"voices/anna.pt": b"old", "model.pth": b"old", "kokoro-v1_0.pth": b"old"}
    for repo, revision in [
        (checkpoint.repo, checkpoint.revision),
        *((one.repo, one.revision) for one in checkpoint.also),
    ]:
        held = hub.repos[repo] = Repository()
        commit = held.commit(files)
        if revision != "main":
            held.files[revision] = held.files[commit]


def test_a_video_model_is_fetched_and_its_terms_are_told_first(hub, walkon, tmp_path):
    (wan,) = serving("wan")
    offered(hub, wan)
    code, out, err = walkon("assets", "--engine", "wan")
    assert code == 0, err
    assert err.index("Apache-2.0") < err.index("34.2 GB")
    assert "worldwide" in err
    folder = tmp_path / "data/models/checkpoints" / wan.folder_name
    assert str(folder) in out
    assert (folder / "model_index.json").is_file()
    before = len(hub.seen)
    assert walkon("assets", "--engine", "wan") == (0, out, "")
    assert len(hub.seen) == before


def test_the_voices_for_a_cpu_come_together(hub, walkon, tmp_path):
    for name in ("pocket", "kokoro"):
        offered(hub, serving(name)[0])
    code, out, err = walkon("assets", "--voices", "--json")
    assert code == 0, err
    told = json.loads(out)
    assert [one["id"] for one in told["checkpoints"]] == ["pocket", "kokoro"]
    assert [one["commercial"] for one in told["checkpoints"]] == ["conditions", "yes"]
    assert {one["territory"] for one in told["checkpoints"]} == {"worldwide"}
    codec = tmp_path / "data/models/checkpoints/pocket-main/audio_tokenizer/model.safetensors"
    assert codec.is_file()
    assert len(out.splitlines()) == 1


def test_a_gated_model_says_where_to_go(hub, walkon, monkeypatch):
    best, _ = serving("ltx")
    offered(hub, best)
    hub.repos[best.repo].gated = True
    code, out, err = walkon("assets", "--engine", "ltx")
    assert (code, out) == (3, "")
    assert f"{hub.url}/{best.repo}" in err
    monkeypatch.setenv("WALKON_HUB_TOKEN", "hf_accepted")
    code, out, err = walkon("assets", "--engine", "ltx")
    assert code == 0
    assert "hf_accepted" not in out + err


def test_another_checkpoint_is_fetched_by_its_name(hub, walkon):
    _, second = serving("ltx")
    offered(hub, second)
    code, out, _ = walkon("assets", "--checkpoint", "ltx23", "--json")
    assert code == 0
    assert json.loads(out)["checkpoints"][0]["repo"] == second.repo


def test_weights_for_non_commercial_use_wait_for_a_yes(hub, walkon, monkeypatch):
    (coqui,) = serving("coqui")
    offered(hub, coqui)
    code, out, err = walkon("assets", "--voice", "coqui")
    assert (code, out, hub.seen) == (3, "", [])
    assert coqui.licence_url in err
    assert "WALKON_COQUI_LICENCE_ACCEPTED=yes" in err
    monkeypatch.setenv("WALKON_COQUI_LICENCE_ACCEPTED", "yes")
    code, _, err = walkon("assets", "--voice", "coqui")
    assert code == 0, err
    assert "non-commercial" in err


def test_what_is_here_can_be_hashed_again(hub, walkon, tmp_path):
    (wan,) = serving("wan")
    offered(hub, wan)
    walkon("assets", "--engine", "wan")
    code, out, _ = walkon("assets", "--verify")
    assert code == 0
    assert "wan22_ti2v_5b" in out
    config = tmp_path / "data/models/checkpoints" / wan.folder_name / "transformer/config.json"
    config.write_text('{"num_layers": 2}')
    before = config.read_bytes()
    code, _, err = walkon("assets", "--verify")
    assert code == 3
    assert "transformer/config.json" in err
    assert "walkon assets --checkpoint wan22_ti2v_5b --verify fetches it anew" in err
    assert config.read_bytes() == before
    code, out, err = walkon("assets", "--checkpoint", "wan22_ti2v_5b", "--verify")
    assert code == 0, err
    assert "has changed on this disk since it was fetched; it is fetched anew" in err
    assert "GB" not in err
    assert out.count("wan22_ti2v_5b in ") == 1
    assert config.read_bytes() != before
    assert walkon("assets", "--verify") == (0, out, "")


def test_a_voice_is_fetched_with_a_word_on_how_it_comes_to_speak(hub, walkon, monkeypatch):
    for name in ("pocket", "kokoro"):
        offered(hub, serving(name)[0])
    _, out, _ = walkon("assets", "--voices")
    assert "WALKON_VOICE=pocket has it speak" in out
    assert "WALKON_VOICE=kokoro has it speak" in out
    monkeypatch.setenv("WALKON_VOICE", "pocket")
    _, out, _ = walkon("assets", "--voice", "pocket")
    assert "WALKON_VOICE" not in out


def test_recordings_beside_a_voice_outlive_its_mending(hub, walkon, tmp_path):
    offered(hub, serving("pocket")[0])
    walkon("assets", "--voice", "pocket")
    folder = tmp_path / "data/models/checkpoints/pocket-main"
    recording = folder / "voices/anna-woman.wav"
    recording.write_bytes(b"RIFF")
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1])
    code, _, err = walkon("assets", "--voice", "pocket")
    assert code == 0, err
    assert recording.read_bytes() == b"RIFF"


def test_the_codec_that_is_not_there_is_the_one_that_is_blamed(hub, walkon):
    (pocket,) = serving("pocket")
    offered(hub, pocket)
    del hub.repos[pocket.also[0].repo]
    code, _, err = walkon("assets", "--voice", "pocket")
    assert code == 3
    assert f"no model {pocket.also[0].repo} that" in err


def test_who_interrupts_it_is_told_that_what_is_here_is_kept(hub, walkon, monkeypatch):
    (wan,) = serving("wan")
    offered(hub, wan)

    def cut(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("generation.checkpoints.store.fetch", cut)
        code, out, err = walkon("assets", "--engine", "wan")
    assert (code, out) == (130, "")
    assert "walkon assets --checkpoint wan22_ti2v_5b goes on from there" in err
    assert walkon("assets", "--engine", "wan")[0] == 0


def test_without_wishes_it_does_what_it_did(hub, walkon):
    code, out, err = walkon("assets", "--json")
    assert (code, err, hub.seen) == (0, "", [])
    assert set(json.loads(out)) == {"models", "folder", "font", "files"}


@pytest.mark.parametrize("words", [("--engine", "sora"), ("--voice", "espeak"), ("--checkpoint",)])
def test_what_there_is_not_is_bad_usage(walkon, words):
    code, out, err = walkon("assets", *words)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1


# ---------------------------------------------------------------- walkon doctor


def findings(out: str) -> dict[str, dict[str, object]]:
    return {one["id"]: one for one in json.loads(out)["findings"]}


def test_the_doctor_says_of_each_engine_and_voice_what_it_lacks(walkon):
    code, out, _ = walkon("doctor", "--json")
    found = findings(out)
    assert code == 0
    for name in ("ltx", "wan", "remote", "pocket", "kokoro", "coqui", "vibevoice"):
        assert (found[name]["fine"], found[name]["optional"]) == (False, True)
        assert "It would give" in str(found[name]["detail"])
    for name in ("puppet", "espeak"):
        assert found[name]["fine"] is True
    assert "✗" not in out


def test_the_doctor_marks_what_is_optional_and_offers_voices(walkon):
    code, out, _ = walkon("doctor")
    assert code == 0
    assert "\n○ ltx: " in out
    assert "\n✓ puppet: " in out
    offer = out.splitlines()[-2]
    assert "walkon assets --voices" in offer
    assert "WALKON_VOICE=pocket" in offer


def test_a_voice_for_a_cpu_that_is_here_is_not_offered_again(hub, walkon, monkeypatch):
    offered(hub, serving("kokoro")[0])
    walkon("assets", "--voice", "kokoro")
    monkeypatch.setattr(equipment, "lacking", lambda _libraries: ())
    _, out, _ = walkon("doctor")
    assert "✓ kokoro: ready, with hexgrad/Kokoro-82M" in out
    assert "assets --voices" not in out


def test_the_doctor_says_of_a_folder_that_nothing_can_use_it(walkon, monkeypatch, tmp_path):
    monkeypatch.setenv("WALKON_WEIGHTS", str(tmp_path / "nowhere"))
    code, out, _ = walkon("doctor")
    assert code == 0  # puppets film all the same
    assert f"○ WALKON_WEIGHTS: There are no weights in {tmp_path / 'nowhere'}; name" in out


def test_who_retouches_has_to_be_here_where_stills_are_to_be_retouched(walkon, monkeypatch):
    _, out, _ = walkon("doctor", "--json")
    assert findings(out)["stills"]["optional"] is True
    monkeypatch.setenv("WALKON_STILLS", "retouched")
    code, out, _ = walkon("doctor", "--json")
    assert code == 3
    stills = findings(out)["stills"]
    assert (stills["fine"], stills["optional"]) == (False, False)
    assert "walkon assets --checkpoint flux2_klein_4b" in str(stills["detail"])


@pytest.mark.parametrize("setting", [("ENGINE", "wan"), ("VOICE", "kokoro")], ids=lambda s: s[1])
def test_what_the_settings_name_has_to_be_ready(walkon, monkeypatch, setting):
    monkeypatch.setenv(f"WALKON_{setting[0]}", setting[1])
    code, out, _ = walkon("doctor", "--json")
    assert code == 3
    assert findings(out)[setting[1]] | {"detail": ""} == {
        "id": setting[1], "fine": False, "optional": False, "detail": "",
    }  # fmt: skip


def test_the_doctor_mends_what_it_can(walkon, monkeypatch, tmp_path):
    part = audio(
        tmp_path / "first", monkeypatch,
        "import os\nif os.path.exists(part): raise OSError(f'Could not load this library: {part}')",
    )  # fmt: skip
    _, out, _ = walkon("doctor", "--json")
    assert "--repair" in str(findings(out)["torchaudio"]["detail"])
    code, out, err = walkon("doctor", "--repair", "--json")
    assert code == 0
    assert "torchaudio" in err
    assert findings(out)["torchaudio"]["fine"] is True
    assert not part.exists()

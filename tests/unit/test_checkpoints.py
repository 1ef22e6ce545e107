"""What a folder of weights must have, said in one sentence each; which checkpoints we know."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import LOCALES, say
from generation.checkpoints import (
    FOREIGN,
    CheckpointStore,
    checkpoints,
    examine,
    mending,
    serving,
)
from generation.checkpoints.presets import MODELS_TOML
from generation.errors import ModelCorrupt, ModelMissing, NotPermitted, WalkonError
from tests.afar.hub import checkpoint_files, safetensors
from tests.shut import UNREADABLE

WEIGHTS = "transformer/diffusion_pytorch_model.safetensors"
INDEX = "transformer/diffusion_pytorch_model.safetensors.index.json"
ENGINES = ("ltx", "wan", "stills")
VOICES = ("vibevoice", "pocket", "kokoro", "coqui")


def laid(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


@pytest.fixture
def whole(tmp_path) -> Path:
    return laid(tmp_path / "whole", checkpoint_files())


@pytest.fixture
def sharded(tmp_path) -> Path:
    files = checkpoint_files()
    del files[WEIGHTS]
    names = [f"diffusion_pytorch_model-0000{n}-of-00002.safetensors" for n in (1, 2)]
    files[INDEX] = json.dumps({"weight_map": dict(zip("ab", names, strict=True))}).encode()
    files |= {f"transformer/{name}": safetensors() for name in names}
    return laid(tmp_path / "sharded", files)


def test_a_whole_checkpoint_is_found_whole(whole, sharded):
    examine(whole, "WanPipeline", "WanImageToVideoPipeline")
    examine(sharded, "WanPipeline")
    examine(whole)


def _spoiled(reason: str, folder: Path) -> None:
    """Do to a folder what ``reason`` is about."""
    weights = folder / WEIGHTS
    match reason:
        case "index":
            (folder / "model_index.json").unlink()
        case "component":
            (folder / "scheduler/scheduler_config.json").unlink()
        case "weights":
            weights.unlink()
        case "shard":
            (folder / INDEX).write_text('{"weight_map": {"a": "gone-00001.safetensors"}}')
        case "json":
            (folder / "transformer/config.json").write_text("{half")
        case "cut":
            weights.write_bytes(weights.read_bytes()[:-1])
        case _:
            raise AssertionError(reason)


@pytest.mark.parametrize("reason", ["index", "component", "weights", "shard", "json", "cut"])
def test_what_is_wrong_with_it_has_its_own_sentence(whole, reason):
    _spoiled(reason, whole)
    with pytest.raises((ModelMissing, ModelCorrupt)) as wrong:
        examine(whole, "WanPipeline")
    assert wrong.value.reason == reason
    assert str(whole) in _said(wrong.value)


def test_nothing_there_is_nothing_there(tmp_path):
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "empty", tmp_path / "none"):
        with pytest.raises(ModelMissing) as missing:
            examine(folder, "WanPipeline")
        assert missing.value.reason == "folder"
        _said(missing.value)


def test_a_folder_that_may_not_be_read_says_so(whole, monkeypatch):
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(NotPermitted):
        examine(whole, "WanPipeline")


@pytest.mark.parametrize("name", ["model_index.json", "transformer/config.json", WEIGHTS])
def test_a_file_that_may_not_be_read_says_so(whole, name):
    (whole / name).unlink()
    (whole / name).symlink_to(UNREADABLE)
    with pytest.raises(NotPermitted) as refused:
        examine(whole, "WanPipeline")
    assert whole.name in _said(refused.value)


def test_another_pipeline_is_named(whole):
    with pytest.raises(ModelCorrupt) as other:
        examine(whole, "LTX2Pipeline")
    assert other.value.details["found"] == "WanPipeline"
    assert "LTX2Pipeline" in _said(other.value)


@pytest.mark.parametrize(
    "data", [b"", b"1234", b"\xff" * 64, b"\x02\0\0\0\0\0\0\0[]", b"\x04\0\0\0\0\0\0\0{ab}"]
)
def test_weights_without_a_beginning_are_cut(whole, data):
    (whole / WEIGHTS).write_bytes(data)
    with pytest.raises(ModelCorrupt) as cut:
        examine(whole)
    assert cut.value.reason == "cut"


@given(cut=st.integers(0, len(safetensors()) - 1))
def test_weights_that_end_anywhere_before_their_end_are_cut(tmp_path_factory, cut):
    folder = laid(
        tmp_path_factory.mktemp("cut"),
        {"config.json": b"{}", "model.safetensors": safetensors()[:cut]},
    )
    with pytest.raises(ModelCorrupt) as wrong:
        examine(folder)
    assert wrong.value.reason == "cut"
    shutil.rmtree(folder)


def test_every_shard_is_looked_at(sharded):
    shard = sorted((sharded / "transformer").glob("*00002-of*"))[0]
    shard.write_bytes(shard.read_bytes()[:40])
    with pytest.raises(ModelCorrupt) as cut:
        examine(sharded, "WanPipeline")
    assert cut.value.details["file"] == f"transformer/{shard.name}"


def test_parts_that_nobody_misses_may_be_absent(whole):
    index = json.loads((whole / "model_index.json").read_text())
    index["duration_head"] = ["diffusers", "LTX2DurationHead"]
    (whole / "model_index.json").write_text(json.dumps(index))
    examine(whole, optional={"duration_head"})
    examine(whole, needed={"scheduler", "transformer"})
    with pytest.raises(ModelMissing):
        examine(whole)


@pytest.mark.parametrize("config", [{}, {"architectures": None}, {"model_type": 3}])
def test_a_config_that_names_no_model_is_none(tmp_path, config):
    laid(tmp_path, {"config.json": json.dumps(config).encode(), "model.safetensors": safetensors()})
    with pytest.raises(ModelCorrupt) as other:
        examine(tmp_path, "PocketTTSForConditionalGeneration")
    assert "holds no such model" in _said(other.value)
    assert "?" not in _said(other.value)


@pytest.mark.parametrize("reason", ["component", "weights", "shard", "json", "cut"])
@pytest.mark.parametrize("locale", LOCALES)
def test_what_mends_it_is_the_command_for_these_weights(tmp_path, reason, locale):
    (wan,) = serving("wan")
    ours = laid(CheckpointStore(tmp_path).folder(wan), checkpoint_files())
    own = laid(tmp_path / "mine", checkpoint_files())
    told = {}
    for folder in (ours, own):
        if reason == "shard":
            laid(folder, {INDEX: b""})
        _spoiled(reason, folder)
        with pytest.raises((ModelMissing, ModelCorrupt)) as wrong:
            examine(folder, "WanPipeline")
        told[folder] = say(wrong.value.message, locale, wrong.value.details)
    assert "walkon assets --checkpoint wan22_ti2v_5b" in told[ours]
    assert "walkon assets" not in told[own]


def test_the_folder_of_a_part_is_mended_with_the_whole(tmp_path):
    (pocket,) = serving("pocket")
    folder = CheckpointStore(tmp_path).folder(pocket)
    assert mending(folder / "audio_tokenizer") == mending(folder) == pocket.command
    assert mending(tmp_path / pocket.folder_name) == FOREIGN
    assert mending(CheckpointStore(tmp_path, given=tmp_path).folder(pocket)) == FOREIGN


def test_a_model_of_transformers_is_known_by_its_architecture(tmp_path):
    config = {"architectures": ["VibeVoiceForConditionalGeneration"], "model_type": "vibevoice"}
    folder = laid(
        tmp_path, {"config.json": json.dumps(config).encode(), "model.safetensors": safetensors()}
    )
    examine(folder, "VibeVoiceForConditionalGeneration")
    with pytest.raises(ModelCorrupt) as other:
        examine(folder, "PocketTTSForConditionalGeneration")
    assert other.value.reason == "class"
    with pytest.raises(ModelMissing) as missing:
        examine(folder, "WanPipeline")
    assert missing.value.details["file"] == "model_index.json"


def test_weights_of_torch_are_whole_when_their_archive_is(tmp_path):
    laid(tmp_path, {"config.json": b'{"model": "xtts"}'})
    with zipfile.ZipFile(tmp_path / "model.pth", "w") as archive:
        archive.writestr("data.pkl", b"\x80" * 200)
    examine(tmp_path, "xtts")
    whole = (tmp_path / "model.pth").read_bytes()
    for cut in (whole[:-30], b""):
        (tmp_path / "model.pth").write_bytes(cut)
        with pytest.raises(ModelCorrupt):
            examine(tmp_path, "xtts")


def _said(error: WalkonError) -> str:
    for locale in LOCALES:
        assert "{" not in say(error.message, locale, error.details)
    return say(error.message, "en", error.details)


# ---------------------------------------------------------------- what we know of


def test_every_engine_and_voice_that_needs_weights_has_some():
    assert {one.serves for one in checkpoints()} == {*ENGINES, *VOICES}
    assert [one.id for one in serving("ltx")] == ["ltx25", "ltx23"]


@pytest.mark.parametrize("one", checkpoints(), ids=lambda one: one.id)
def test_every_checkpoint_says_whose_it_is_for_what_and_where(one):
    assert re.fullmatch(r"[\w.-]+/[\w.-]+", one.repo)
    assert re.fullmatch(r"[0-9a-f]{40}|main", one.revision)
    assert one.size > 1 << 20
    assert one.licence
    assert one.licence_url.startswith("https://")
    assert one.commercial in {"yes", "no", "conditions"}
    assert bool(one.conditions) == (one.commercial != "yes")
    assert one.territory == "worldwide"
    assert one.vram_min_gb <= one.vram_gb
    assert one.files


@pytest.mark.parametrize(
    "key",
    ["licence", "licence_url", "commercial", "territory", "revision", "bytes", "repo", "serves"],
)
def test_a_checkpoint_that_lacks_what_must_be_told_is_no_checkpoint(tmp_path, key):
    text = MODELS_TOML.read_text(encoding="utf-8")
    lacking = re.sub(rf"^{key} = .*\n", "", text[text.index("[checkpoint.wan22") :], flags=re.M)
    path = tmp_path / f"{key}.toml"
    path.write_text(lacking, encoding="utf-8")
    with pytest.raises(KeyError, match=key):
        checkpoints(path)


def test_what_half_the_world_may_not_use_is_not_among_them():
    assert not [one for one in checkpoints() if "minimax" in one.repo.lower()]


def test_the_best_that_is_here_is_found(tmp_path):
    best, second = serving("ltx")
    store = CheckpointStore(tmp_path)
    assert store.found("ltx") is None
    for one in (second, best):
        laid(store.folder(one), checkpoint_files("LTX2Pipeline"))
        assert store.found("ltx") == one
    (store.folder(best) / WEIGHTS).unlink()
    assert store.state(best) == "broken"
    assert store.found("ltx") == second


def test_a_file_that_is_asked_for_by_name_has_to_be_there(tmp_path):
    (coqui,) = serving("coqui")
    store = CheckpointStore(tmp_path)
    folder = laid(store.folder(coqui), {"config.json": b'{"model": "xtts"}', "model.pth": b"old"})
    with pytest.raises(ModelMissing) as missing:
        store.open(coqui)
    assert (missing.value.reason, missing.value.details["file"]) == ("shard", "vocab.json")
    laid(folder, {"vocab.json": b"{}", "speakers_xtts.pth": b"old"})
    assert store.open(coqui) == folder


def test_a_file_that_may_not_be_looked_for_says_so(tmp_path, monkeypatch):
    (coqui,) = serving("coqui")
    store = CheckpointStore(tmp_path)
    laid(store.folder(coqui), {"config.json": b'{"model": "xtts"}', "model.pth": b"old"})
    is_file = Path.is_file

    def refuse(path: Path) -> bool:
        if path.name == "vocab.json":
            raise PermissionError(13, "Permission denied", str(path))
        return is_file(path)

    monkeypatch.setattr(Path, "is_file", refuse)
    assert isinstance(store.trouble(coqui), NotPermitted)

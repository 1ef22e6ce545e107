"""Each engine and voice is ready, or says exactly what it lacks and what it would give."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import equipment
from bot.cameras import open_retoucher
from bot.equipment import (
    Piece,
    cameras,
    engines,
    misnamed,
    open_checkpoints,
    retoucher,
    voices,
    weights_of,
)
from bot.equipment_told import terms_told, told
from bot.i18n import LOCALES, say
from bot.settings import Settings, load_settings
from bot.speaking import open_voice
from generation import devices as devices_module
from generation import libraries
from generation.checkpoints import CheckpointStore, checkpoints, serving
from generation.devices import Devices, Gpu, look, read
from generation.errors import ModelCorrupt, ModelMissing, NotPermitted, ToolMissing
from generation.speech.neural.base import NeuralVoice
from generation.speech.neural.coqui import CoquiVoice
from generation.speech.neural.kokoro import KokoroVoice
from generation.speech.neural.pocket import PocketVoice
from generation.speech.neural.vibevoice import VibeVoice
from tests.afar.hub import checkpoint_files, safetensors
from tests.fakes import FakeVoice
from tests.unit.test_checkpoints import laid

LIBRARIES = (
    "torch", "diffusers", "transformers", "accelerate", "TTS", "torchaudio", "six", "kokoro",
    "loguru", "pypinyin",
)  # fmt: skip
NOTHING = Devices(problem="no-torch")
CPU = Devices(torch="2.13.0+cpu")
H200 = Devices(
    torch="2.13.0", gpus=(Gpu(name="H200", total_gb=150.1, free_gb=140.0, capability=(9, 0)),)
)
SMALL = Devices(torch="2.13.0", gpus=(Gpu(name="RTX 4060", total_gb=8.6, free_gb=8.0),))


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WALKON_MODELS_DIR")


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(data_dir=tmp_path / "data", models_dir=None)


def with_libraries(monkeypatch, *names: str) -> None:
    """Have just these libraries installed."""
    real = importlib.util.find_spec

    def found(name, package=None):
        if name in LIBRARIES:
            return real("json") if name in names else None
        return real(name, package)

    monkeypatch.setattr(importlib.util, "find_spec", found)
    for name in LIBRARIES:
        monkeypatch.delitem(sys.modules, name, raising=False)


def laid_out(store: CheckpointStore, name: str, which: int = 0) -> Path:
    """Put something that looks like a checkpoint where it would be fetched to."""
    checkpoint = serving(name)[which]
    if checkpoint.pipeline.endswith("Pipeline"):
        return laid(store.folder(checkpoint), checkpoint_files(checkpoint.pipeline))
    config = {"architectures": list(checkpoint.pipelines), "model": "xtts"}
    files = {"config.json": json.dumps(config).encode(), "model.safetensors": safetensors()}
    files |= {name: b"{}" for name in checkpoint.files if "*" not in name and "config" not in name}
    return laid(store.folder(checkpoint), files)


def by_name(pieces: tuple[Piece, ...]) -> dict[str, Piece]:
    return {piece.name: piece for piece in pieces}


def reasons(piece: Piece) -> list[str]:
    return [lack.reason for lack in piece.lacks]


def test_a_bare_machine_has_puppets_and_a_plain_voice(settings, monkeypatch):
    with_libraries(monkeypatch)
    found = by_name((*engines(settings, devices=NOTHING), *voices(settings, devices=NOTHING)))
    assert tuple(found) == (*equipment.ENGINES, *equipment.VOICES)
    assert {name for name, piece in found.items() if piece.ready} == {"puppet", "espeak"}
    assert reasons(found["ltx"]) == ["gpu", "library", "weights", "gated"]
    assert reasons(found["remote"]) == ["url"]
    assert reasons(found["pocket"]) == ["library", "weights"]
    assert reasons(found["coqui"]) == ["library", "weights", "licence"]
    assert cameras(settings, tuple(found.values())) == ()


def test_what_is_lacking_is_said_with_what_to_do_and_what_it_would_give(settings, monkeypatch):
    with_libraries(monkeypatch, "transformers")
    ltx = by_name(engines(settings, devices=NOTHING))["ltx"]
    assert told(ltx, "en") == (
        "no GPU is seen; the libraries torch, diffusers, accelerate are not installed "
        '(.venv/bin/pip install -e ".[neural]"); the weights are not here '
        "(walkon assets --engine ltx: 70.1 GB, LTX-2.x Community License); "
        "its weights are given to those who accept the terms at "
        "https://huggingface.co/Lightricks/LTX-2.5-Diffusers, with their token "
        "(WALKON_HUB_TOKEN). "
        "It would give films made by a video model, with your face and your voice."
    )
    for locale in LOCALES:
        for piece in (*engines(settings, devices=SMALL), *voices(settings, devices=SMALL)):
            assert "{" not in told(piece, locale)


def test_a_machine_that_has_everything_uses_the_best(settings, monkeypatch):
    with_libraries(monkeypatch, *LIBRARIES)
    store = open_checkpoints(settings)
    for name in ("ltx", "wan", "pocket", "kokoro", "vibevoice", "coqui"):
        laid_out(store, name)
    given = settings.model_copy(update={"remote_url": "https://gpu.example/v1"})
    lenses = engines(given, devices=H200)
    mouths = voices(given, devices=H200)
    assert cameras(given, lenses) == ("ltx", "remote", "wan")
    coqui = by_name(mouths)["coqui"]
    assert reasons(coqui) == ["licence"]
    accepted = given.model_copy(update={"coqui_licence_accepted": "yes"})
    assert by_name(voices(accepted, devices=H200))["coqui"].ready
    ltx = by_name(lenses)["ltx"]
    assert ltx.folder == store.folder(serving("ltx")[0])
    assert str(ltx.folder) in told(ltx, "en")


def test_a_named_engine_is_the_only_one(settings):
    pieces = engines(settings, devices=NOTHING)
    for name, wanted in (("wan", ("wan",)), ("puppet", ()), ("remote", ("remote",))):
        assert cameras(settings.model_copy(update={"engine": name}), pieces) == wanted


def test_a_card_that_is_too_small_is_told_in_gigabytes(settings):
    ltx = by_name(engines(settings, devices=SMALL))["ltx"]
    assert ltx.lacks[0].details == {"has": 8.6, "needed": 32.0}
    assert by_name(voices(settings, devices=SMALL))["vibevoice"].lacks[0].reason != "memory"


def test_a_gpu_that_is_not_seen_in_time_is_told_apart(settings):
    late = engines(settings, devices=Devices(problem="timeout"))
    assert reasons(by_name(late)["ltx"])[0] == "gpu-timeout"


def test_broken_weights_are_told_with_what_is_wrong(settings):
    folder = laid_out(open_checkpoints(settings), "wan")
    (folder / "transformer/config.json").write_text("{")
    wan = by_name(engines(settings, devices=H200))["wan"]
    assert reasons(wan)[-1] == "broken"
    assert "transformer/config.json" in told(wan, "en")


def test_the_second_best_weights_do_where_the_best_are_not_here(settings):
    store = open_checkpoints(settings)
    laid_out(store, "ltx", which=1)
    checkpoint, folder = weights_of(settings, "ltx")
    assert (checkpoint.id, folder) == ("ltx23", store.folder(checkpoint))


def test_a_folder_that_is_named_is_used_by_the_engine_whose_it_is(settings, tmp_path):
    folder = laid(tmp_path / "mine", checkpoint_files("WanPipeline"))
    given = settings.model_copy(update={"weights": folder})
    assert weights_of(given, "wan")[1] == folder
    with pytest.raises(ModelMissing):
        weights_of(given, "ltx")
    named = given.model_copy(update={"engine": "ltx"})
    with pytest.raises(ModelCorrupt) as other:
        weights_of(named, "ltx")
    assert other.value.reason == "class"
    with pytest.raises(ModelMissing):
        weights_of(named, "wan")


@pytest.mark.parametrize("name", ["weights", "voice_weights"])
@pytest.mark.parametrize("there", ["nothing", "a-file", "others", "cut"])
def test_a_folder_that_nothing_can_use_is_told(settings, tmp_path, name, there):
    folder, engine = tmp_path / "mine", name == "weights"
    if there == "a-file":
        folder.write_bytes(b"weights")
    if there == "others":
        laid(folder, checkpoint_files("SoraPipeline"))
    if there == "cut":
        config = b'{"architectures": ["PocketTTSForConditionalGeneration"]}'
        pocket = {"config.json": config, "model.safetensors": safetensors()}
        laid(folder, checkpoint_files("WanPipeline") if engine else pocket)
        for weights in folder.rglob("*.safetensors"):
            weights.write_bytes(weights.read_bytes()[:-1])
    given = settings.model_copy(update={name: folder})
    ((setting, error),) = misnamed(given)
    assert setting == f"WALKON_{name.upper()}"
    for locale in LOCALES:
        said = say(error.message, locale, error.details)
        assert "walkon assets" not in said
        assert str(folder) in said
    wanted = {"others": "other", "cut": "cut"}
    assert error.reason == wanted.get(there, "folder")


def test_a_folder_that_something_can_use_is_no_trouble(settings, tmp_path):
    folder = laid(tmp_path / "mine", checkpoint_files("WanPipeline"))
    assert list(misnamed(settings.model_copy(update={"weights": folder}))) == []
    assert list(misnamed(settings)) == []


@pytest.mark.parametrize("name", ["ltx", "pocket"])
def test_a_folder_for_one_that_is_named_has_to_hold_it(settings, name):
    engine = name == "ltx"
    update = {"engine" if engine else "voice": name}
    update["weights" if engine else "voice_weights"] = Path("/nowhere")
    given = settings.model_copy(update=update)
    found = by_name((*engines(given, devices=H200), *voices(given, devices=H200)))[name]
    assert "broken" in reasons(found)
    assert "weights" not in reasons(found)
    assert "There are no weights in /nowhere; name the folder that has them" in told(found, "en")
    assert list(misnamed(given)) == []


def test_who_retouches_is_told_with_the_command_that_fetches_it(settings, monkeypatch):
    with_libraries(monkeypatch, *LIBRARIES)
    flux = serving("stills")[0]
    piece = retoucher(settings, devices=H200)
    assert reasons(piece) == ["weights"]
    assert "walkon assets --checkpoint flux2_klein_4b: 16 GB" in told(piece, "en")
    assert not equipment.named(settings, piece)
    wanted = settings.model_copy(update={"stills": "retouched"})
    assert equipment.named(wanted, piece)
    with pytest.raises(ModelMissing) as missing:
        open_retoucher(wanted, open_checkpoints(wanted))
    assert flux.command in say(missing.value.message, "en", missing.value.details)
    laid(open_checkpoints(settings).folder(flux), checkpoint_files("Flux2KleinPipeline"))
    ready = retoucher(settings, devices=H200)
    assert ready.ready
    for locale in LOCALES:
        assert "WALKON_STILLS=retouched" in told(ready, locale)


def test_a_voice_that_is_here_and_not_named_says_how_it_comes_to_speak(settings, monkeypatch):
    with_libraries(monkeypatch, *LIBRARIES)
    laid_out(open_checkpoints(settings), "pocket")
    pocket = by_name(voices(settings, devices=NOTHING))["pocket"]
    assert pocket.ready
    for locale in LOCALES:
        assert "WALKON_VOICE=pocket" in told(pocket, locale, named=False)
        assert "WALKON_VOICE" not in told(pocket, locale, named=True)


@pytest.mark.parametrize("name", ["pocket", "kokoro"])
def test_voices_for_a_cpu_leave_the_card_to_the_camera(settings, name):
    store = open_checkpoints(settings)
    laid_out(store, name)
    voice = open_voice(name, settings, store, FakeVoice())
    assert isinstance(voice, NeuralVoice)
    assert voice._wanted_device == "cpu"


def test_who_has_a_token_is_not_asked_for_one(settings):
    given = settings.model_copy(update={"hub_token": SecretStr("hf_mine")})
    assert "gated" not in reasons(by_name(engines(given, devices=H200))["ltx"])


@pytest.mark.parametrize("voice", [CoquiVoice, KokoroVoice, PocketVoice, VibeVoice])
def test_the_manifest_names_the_libraries_that_a_voice_needs(voice):
    (checkpoint,) = serving(voice.name)
    assert checkpoint.libraries == voice.libraries
    assert checkpoint.extra == voice.extra
    spoken = voice(Path(), fallback=FakeVoice()).languages
    assert set(checkpoint.preset["languages"]) == spoken


def test_everybodys_terms_are_told_in_every_language(settings):
    for checkpoint in checkpoints():
        for locale in LOCALES:
            said = terms_told(checkpoint, locale)
            assert checkpoint.licence in said
            assert checkpoint.licence_url in said
            assert "{" not in said
    assert "non-commercial" in terms_told(serving("coqui")[0], "en")
    assert "10 million USD" in terms_told(serving("ltx")[0], "en")
    assert "worldwide" in terms_told(serving("wan")[0], "en")


def test_conditions_are_translated(settings):
    for checkpoint in checkpoints():
        if checkpoint.commercial == "conditions":
            assert checkpoint.conditions not in terms_told(checkpoint, "zh-Hans")


def test_checkpoints_are_kept_in_the_data_directory_or_read_from_a_given_one(settings, tmp_path):
    assert open_checkpoints(settings).root == settings.data_dir / "models" / "checkpoints"
    given = settings.model_copy(update={"models_dir": tmp_path})
    assert open_checkpoints(given).folder(checkpoints()[0]) == tmp_path / "checkpoints" / "ltx25"


def test_the_token_is_given_to_nobody_who_prints(monkeypatch, tmp_path):
    monkeypatch.setenv("WALKON_HUB_TOKEN", "hf_secret")
    monkeypatch.setenv("WALKON_DATA_DIR", str(tmp_path))
    store = open_checkpoints(load_settings())
    assert "hf_secret" not in repr(store)


# ---------------------------------------------------------------- GPUs


def test_gpus_are_read_largest_first():
    one = {"name": "small", "total": 8_000_000_000, "free": 1, "major": 8, "minor": 9}
    two = {"name": "large", "total": 80_000_000_000, "free": 7e10, "major": 9, "minor": 0}
    seen = read(json.dumps({"torch": "2.13.0", "gpus": [one, two]}))
    assert seen.best == Gpu(name="large", total_gb=80.0, free_gb=70.0, capability=(9, 0))
    assert [gpu.name for gpu in seen.gpus] == ["large", "small"]


@pytest.mark.parametrize("line", ["", "{}", "null", '{"torch": "2", "gpus": [{}]}', "Traceback"])
def test_nonsense_is_no_gpu(line):
    assert read(line) == Devices(problem="broken")


def test_this_machine_is_looked_at_in_a_process_of_its_own():
    assert "torch" not in vars(devices_module)
    seen = look()
    assert seen.problem in {"", "timeout"}
    assert look(timeout_s=0.001).problem == "timeout"


def test_without_torch_that_is_the_answer(monkeypatch):
    assert read('{"torch": "", "gpus": []}') == NOTHING
    with_libraries(monkeypatch)
    assert equipment.devices_here() == NOTHING


# ---------------------------------------------------------------- libraries


def torchaudio_that(says: str, folder: Path, monkeypatch) -> tuple[Path, ...]:
    """Put a torchaudio into a folder that is imported from first; return its compiled parts.

    It behaves as the real one does: as long as it has an extension, it loads it.
    """
    package = folder / "torchaudio"
    parts = [package / "lib" / name for name in ("_torchaudio.so", "libtorchaudio.so")]
    laid(folder, {part.relative_to(folder).as_posix(): b"ELF" for part in parts})
    (package / "__init__.py").write_text(
        "from pathlib import Path\n"
        "part = Path(__file__).with_name('lib') / '_torchaudio.so'\n"
        f"if part.exists(): raise {says}\n"
    )
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.delitem(sys.modules, "torchaudio", raising=False)
    return tuple(parts)


FOREIGN = "OSError(f'Could not load this library: {part}')"


def test_a_foreign_torchaudio_is_mended_once(tmp_path, monkeypatch):
    parts = torchaudio_that(FOREIGN, tmp_path, monkeypatch)
    assert libraries.torchaudio_breaks()
    assert libraries.repair_torchaudio() == "repaired"
    assert not any(part.exists() for part in parts)
    assert libraries.repair_torchaudio() == "fine"


def test_a_torchaudio_that_breaks_otherwise_is_left_alone(tmp_path, monkeypatch):
    parts = torchaudio_that("ImportError('numpy is too old')", tmp_path, monkeypatch)
    with pytest.raises(ToolMissing) as missing:
        libraries.repair_torchaudio()
    assert missing.value.reason == "torchaudio"
    assert all(part.exists() for part in parts)


def test_a_torchaudio_that_may_not_be_changed_says_so(tmp_path, monkeypatch):
    torchaudio_that(FOREIGN, tmp_path, monkeypatch)

    def refuse(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(NotPermitted):
        libraries.repair_torchaudio()


def test_no_torchaudio_needs_no_mending(monkeypatch):
    with_libraries(monkeypatch)
    assert libraries.repair_torchaudio() == "absent"
    assert not libraries.torchaudio_breaks()


def test_libraries_are_looked_for_and_not_loaded():
    assert libraries.lacking(("json", "no_such_library_at_all")) == ("no_such_library_at_all",)
    assert "xmlrpc" not in sys.modules
    assert libraries.installed("xmlrpc")
    assert "xmlrpc" not in sys.modules

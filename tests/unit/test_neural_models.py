"""The four models themselves, tiny and random but in the layout of the published ones."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from scipy.io import wavfile

from generation.checkpoints import serving
from generation.errors import LicenceRefused, ModelCorrupt, ModelMissing, WalkonError
from generation.model.speech import Utterance, VoiceProfile
from generation.speech.neural.coqui import LANGUAGES, CoquiVoice
from generation.speech.neural.lines import parts_of
from generation.speech.neural.loading import unwarned
from generation.speech.neural.pocket import PocketVoice
from tests.fakes import FakeVoice
from tests.tiny import voices

LEARNERS = ("pocket", "coqui", "vibevoice")
OWN_PEOPLE = ("pocket", "kokoro", "coqui")
LINE = Utterance(
    text="Hello.", language="en", emotion="neutral", delivery="say", profile=VoiceProfile()
)
PARTS = {
    "pocket": (
        "model.safetensors",
        "audio_tokenizer/model.safetensors",
        "audio_tokenizer/config.json",
    ),
    "kokoro": ("kokoro-v1_0.pth", "config.json"),
    "coqui": ("model.pth", "vocab.json", "config.json"),
    "vibevoice": ("model.safetensors", "config.json", "tokenizer.json"),
}
EVERY_PART = [(name, part) for name, names in PARTS.items() for part in names]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {name: voices.folder_of(name, tmp_path_factory) for name in voices.NAMES}


@pytest.fixture(scope="module")
def loaded(folders: dict[str, Path]) -> Iterator[dict[str, Any]]:
    made = {name: voices.voice_of(name, folder) for name, folder in folders.items()}
    yield made
    for voice in made.values():
        voice.close()


@pytest.fixture
def copy_of(folders, tmp_path):
    """Return a folder of links, of which a part can be exchanged."""

    def copied(name: str) -> Path:
        return Path(
            shutil.copytree(
                folders[name], tmp_path / name, copy_function=lambda a, b: Path(b).symlink_to(a)
            )
        )

    return copied


def other_sample() -> np.ndarray:
    """Return somebody else's recording: another head, another pitch."""
    return np.ascontiguousarray(voices.lent()[::-1] * 0.5)


@pytest.mark.parametrize("name", LEARNERS)
def test_a_lent_voice_is_heard(name, loaded):
    voice = loaded[name]

    mine, again, other = (
        voice.speak(replace(LINE, sample=sample)).samples.tobytes()
        for sample in (voices.lent(), voices.lent().copy(), other_sample())
    )

    assert mine == again
    assert mine != other


@pytest.mark.parametrize("name", OWN_PEOPLE)
def test_two_who_lend_no_voice_sound_different(name, loaded):
    voice = loaded[name]

    he, she = (
        voice.speak(replace(LINE, profile=VoiceProfile(feminine=feminine))).samples
        for feminine in (False, True)
    )

    assert he.tobytes() != she.tobytes()


def test_vibevoice_has_nobody_of_its_own(folders):
    espeak = FakeVoice()
    voice = voices.voice_of("vibevoice", folders["vibevoice"], espeak)

    voice.speak(LINE)

    assert espeak.asked == [LINE]


@pytest.mark.parametrize("name", LEARNERS)
def test_recordings_beside_the_weights_are_people(name, copy_of):
    folder = copy_of(name)
    (folder / "voices").mkdir(exist_ok=True)
    sound = (voices.lent() * 32_000).astype(np.int16)
    wavfile.write(folder / "voices" / "0-somebody_woman.wav", 48_000, sound)
    voice: Any = voices.voice_of(name, folder)

    voice.load()

    assert "0-somebody_woman" in voice._people
    voice.close()


@pytest.mark.parametrize("name", voices.NAMES)
def test_a_folder_without_anything_is_named(name, tmp_path):
    with pytest.raises(ModelMissing) as caught:
        voices.voice_of(name, tmp_path / "none").load()

    assert caught.value.reason == "folder"


@pytest.mark.parametrize(("name", "part"), EVERY_PART)
def test_a_part_that_is_not_there_is_told(name, part, copy_of):
    folder = copy_of(name)
    (folder / part).unlink()

    with pytest.raises((ModelMissing, ModelCorrupt)) as caught:
        voices.voice_of(name, folder).load()

    assert str(caught.value.details["folder"]).startswith(str(folder))


@pytest.mark.parametrize(("name", "part"), EVERY_PART)
def test_a_part_that_is_cut_off_is_told(name, part, copy_of):
    folder = copy_of(name)
    data = (folder / part).read_bytes()
    (folder / part).unlink()
    (folder / part).write_bytes(data[: len(data) // 2])

    with pytest.raises(ModelCorrupt):
        voices.voice_of(name, folder).load()


def test_another_model_is_told_from_pocket(folders):
    with pytest.raises(ModelCorrupt) as caught:
        PocketVoice(folders["vibevoice"], fallback=FakeVoice()).load()

    assert caught.value.reason == "class"


@pytest.mark.parametrize("name", ["pocket", "vibevoice"])
def test_weights_that_lack_a_tensor_are_not_taken(name, copy_of):
    from safetensors.torch import load_file, save_file

    folder = copy_of(name)
    tensors = load_file(folder / "model.safetensors")
    del tensors[min(key for key in tensors if "layers.0" in key)]
    (folder / "model.safetensors").unlink()
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})

    with pytest.raises(ModelCorrupt) as caught:
        voices.voice_of(name, folder).load()

    assert caught.value.reason == "parts"
    assert caught.value.details["count"] == 1


def test_weights_of_kokoro_that_lack_a_tensor_are_not_taken(copy_of):
    folder = copy_of("kokoro")
    weights = torch.load(folder / "kokoro-v1_0.pth", weights_only=True, mmap=True)
    del weights["bert_encoder"]["module.bias"]
    (folder / "kokoro-v1_0.pth").unlink()
    torch.save(weights, folder / "kokoro-v1_0.pth")

    with pytest.raises(ModelCorrupt) as caught:
        voices.voice_of("kokoro", folder).load()

    assert caught.value.reason == "parts"


def test_kokoro_without_its_people_is_told_before_its_weights_are_read(copy_of):
    folder = copy_of("kokoro")
    shutil.rmtree(folder / "voices")
    voice: Any = voices.voice_of("kokoro", folder)

    with pytest.raises(ModelMissing) as caught:
        voice.load()

    assert caught.value.details["component"] == "voices"
    assert voice._model is None


def test_a_model_that_failed_to_load_can_be_loaded_when_it_is_whole(copy_of, folders):
    folder = copy_of("pocket")
    (folder / "config.json").unlink()
    voice = voices.voice_of("pocket", folder, FakeVoice())
    with pytest.raises(WalkonError):
        voice.load()

    (folder / "config.json").symlink_to(folders["pocket"] / "config.json")

    assert voice.speak(LINE).duration_s > 0.1


def test_coqui_is_silent_until_its_licence_is_accepted(folders):
    voice = CoquiVoice(folders["coqui"], fallback=FakeVoice())

    with pytest.raises(LicenceRefused) as caught:
        voice.speak(LINE)

    assert caught.value.reason == "coqui"
    assert caught.value.details["url"] == serving("coqui")[0].licence_url


def test_coqui_leaves_its_weights_as_they_were_published(folders, loaded):
    path = folders["coqui"] / "model.pth"
    before = hashlib.sha256(path.read_bytes()).hexdigest()

    loaded["coqui"].load()

    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


def test_coqui_remembers_what_it_has_computed(loaded):
    voice = loaded["coqui"]
    voice.load()
    gpt = voice._model.gpt
    latent, _ = next(iter(voice._people.values()))
    text = torch.IntTensor([voice._model.tokenizer.encode("hello there", lang="en")])
    ways = {"do_sample": False, "max_new_tokens": 12, "repetition_penalty": 3.0}

    with torch.no_grad(), unwarned():
        quick = gpt.generate(cond_latents=latent, text_inputs=text, **ways)
        slow = gpt.generate(cond_latents=latent, text_inputs=text, use_cache=False, **ways)

    assert torch.equal(quick, slow)
    assert quick.shape[1] > 4


TEXTS = {
    "en": "Dr. Smith has 42 pounds", "es": "hola 42", "fr": "ça va 42", "de": "schön 42",
    "it": "perché 42", "pt": "não 42", "pl": "już 42", "tr": "değil 42", "ru": "привет 42",
    "nl": "hoi 42", "cs": "čau 42", "ar": "مرحبا 42", "zh": "你好42", "hu": "szép 42",
    "ko": "안녕 42", "hi": "नमस्ते",
}  # fmt: skip


@pytest.mark.parametrize("tag", sorted(LANGUAGES))
def test_coqui_can_read_every_language_that_it_is_said_to(tag, loaded):
    voice = loaded["coqui"]
    voice.load()

    assert len(voice._model.tokenizer.encode(TEXTS[tag], lang=tag)) > 3


def test_numbers_in_hindi_are_left_to_the_fallback(folders):
    espeak = FakeVoice()
    voice = voices.voice_of("coqui", folders["coqui"], espeak)
    line = replace(LINE, text="नमस्ते 42", language="hi")

    voice.speak(line)

    assert espeak.asked == [line]


def test_pocket_speaks_the_language_its_checkpoint_was_trained_on(folders):
    espeak = FakeVoice()
    french = PocketVoice(
        folders["pocket"], fallback=espeak, device="cpu", languages=frozenset({"fr"})
    )

    french.speak(LINE)
    assert espeak.asked == [LINE]
    french.speak(replace(LINE, text="Bonjour", language="fr"))

    assert [asked.text for asked in espeak.asked[1:]] == ["Bonjour"]  # for the lips alone
    assert espeak.asked[1].sample is None


def test_pocket_takes_what_its_processor_is_set_to(copy_of, folders):
    folder = copy_of("pocket")
    page = json.loads((folder / "processor_config.json").read_text(encoding="utf-8"))
    (folder / "processor_config.json").unlink()
    page["frames_after_eos"] = 9
    (folder / "processor_config.json").write_text(json.dumps(page), encoding="utf-8")
    voice: Any = voices.voice_of("pocket", folder, FakeVoice())

    voice.load()

    assert voice._processor.frames_after_eos == 9


def test_kokoro_speaks_a_language_with_its_own_people(loaded):
    voice = loaded["kokoro"]
    voice.load()
    person = VoiceProfile(feminine=True, seed=3)
    women = {name[:2]: voice._people[name] for name in sorted(voice._people) if name[1] == "f"}

    assert set(women) == {"af", "zf"}
    chosen = {tag: voice._person(tag, person) for tag in ("en", "zh")}
    assert not torch.equal(chosen["en"], chosen["zh"])
    assert any(torch.equal(chosen["zh"], voice._people[n]) for n in voice._people if n[:2] == "zf")


def test_kokoro_times_its_words_itself(loaded):
    spoken = loaded["kokoro"].speak(replace(LINE, text="My mama sings."))

    edges = [(word.start_s, word.end_s) for word in spoken.words]
    assert edges == sorted(edges)
    closed = [(p.start_s, p.end_s) for p in spoken.phonemes if p.viseme == "PP"]
    mama = spoken.words[1]
    assert sum(mama.start_s - 0.01 <= start_s < mama.end_s for start_s, _ in closed) == 2


def test_kokoro_says_more_letters_than_it_reads_at_once(loaded):
    line = replace(LINE, text=" ".join(["WWWWWWWW"] * 15) + ".")

    spoken = loaded["kokoro"].speak(line)

    assert len(spoken.words) == 15
    assert all(word.end_s > word.start_s for word in spoken.words)
    assert spoken.words[-1].end_s <= spoken.duration_s
    edges = [phoneme.start_s for phoneme in spoken.phonemes]
    assert edges == sorted(edges)


def test_kokoro_shares_the_time_of_a_number_over_its_digits(loaded):
    spoken = loaded["kokoro"].speak(replace(LINE, text="共100000000元", language="zh"))

    lengths = [word.end_s - word.start_s for word in spoken.words[1:10]]
    assert min(lengths) > 0.0
    assert max(lengths) == pytest.approx(min(lengths))


@pytest.mark.parametrize(
    ("text", "tag", "sound"), [("嗯。", "zh", "n"), ("兙", "zh", "ɤ"), ("٣", "en", "ə")]
)
def test_kokoro_says_something_where_no_dictionary_knows_how(text, tag, sound, loaded):
    voice = loaded["kokoro"]
    voice.load()
    (part,) = parts_of(replace(LINE, text=text, language=tag), voice.limit)

    phones = voice.utter(part, LINE.profile, 1.0).phones

    assert [phone.name for phone in phones if phone.name] == [sound]


@pytest.mark.parametrize(("text", "tag"), [("嗯。", "zh"), ("兙", "zh"), ("々", "en"), ("٣", "en")])
def test_no_rare_character_alone_ends_a_line(text, tag, loaded):
    assert loaded["kokoro"].speak(replace(LINE, text=text, language=tag)).duration_s > 0.0


def test_coqui_reads_each_language_of_a_line_as_that(loaded, monkeypatch):
    voice = loaded["coqui"]
    voice.load()
    read: list[tuple[str, str]] = []
    encode = voice._model.tokenizer.encode

    def heard(text: str, lang: str) -> Any:
        read.append((text, lang))
        return encode(text, lang)

    monkeypatch.setattr(voice._model.tokenizer, "encode", heard)

    voice.speak(replace(LINE, text="I said 長城 twice."))

    assert read == [("i said.", "en"), ("长城。", "zh"), ("twice.", "en")]


def published(model: torch.nn.Module) -> set[str]:
    return {
        ".".join("#" if part.isdigit() else part for part in name.split("."))
        for name in model.state_dict()
    }


def test_vibevoice_of_full_size_has_the_same_names(loaded):
    from transformers import VibeVoiceConfig, VibeVoiceForConditionalGeneration

    with torch.device("meta"):
        whole = VibeVoiceForConditionalGeneration(VibeVoiceConfig())
    loaded["vibevoice"].load()

    assert published(whole) == published(loaded["vibevoice"]._model)
    assert sum(p.numel() for p in whole.parameters()) > 1e9


def test_pocket_of_full_size_has_the_same_names(loaded):
    from transformers import (
        PocketTTSAudioTokenizerConfig,
        PocketTTSAudioTokenizerModel,
        PocketTTSConfig,
        PocketTTSForConditionalGeneration,
    )

    with torch.device("meta"):
        whole = PocketTTSForConditionalGeneration(PocketTTSConfig(flow_head_config={}))
        codec = PocketTTSAudioTokenizerModel(PocketTTSAudioTokenizerConfig())
    voice = loaded["pocket"]
    voice.load()

    assert published(whole) == published(voice._model)
    assert published(codec) == published(voice._processor.audio_tokenizer)
    both = sum(p.numel() for p in [*whole.parameters(), *codec.parameters()])
    assert 80e6 < both < 130e6

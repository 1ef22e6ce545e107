"""Who hears spoken ideas is named, to members and to whoever runs the bot."""

from __future__ import annotations

import io
import wave

import numpy as np
import pytest

from bot.bootstrap import Workshop
from bot.house.opening import terms_of
from bot.settings import Settings, load_settings
from bot.verbs.doctor import _hearing
from bot.worker_tasks import Tasks
from generation.errors import HearingFailed, MachineError, MediaRejected, OptionRejected
from generation.farm import wire
from generation.speech.transcription import RemoteRecogniser
from tests.fakes_recogniser import FakeRecogniser
from tests.unit.rig_room import ANA, inside, people, show

HERE = "http://127.0.0.1:8000/v1"


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch, tmp_path):
    for name in ("URL", "MODEL", "KEY", "KEY_FILE"):
        monkeypatch.delenv(f"WALKON_HEAR_{name}", raising=False)
    monkeypatch.chdir(tmp_path)


def test_members_are_told_who_hears_and_how_to_ask_only_where_somebody_does(database):
    def work(books):
        people(books)
        return [
            show(books, kind, "", to=ANA, hear_host=host).text
            for kind in ("privacy", "help")
            for host in ("ears.example", "")
        ]

    privacy, bare_privacy, helped, bare_help = inside(database, work)
    assert privacy.removeprefix(bare_privacy).strip() == (
        "A voice note with the caption “film” is sent to ears.example, which turns it into words. "
        "I keep no copy for that."
    )
    assert helped.removeprefix(bare_help).strip().startswith("a voice note with the caption “film”")
    assert terms_of(Settings(), hear_host="ears.example").hear_host == "ears.example"


def test_the_doctor_says_who_hears_and_whether_they_answer(tmp_path):
    shop = Workshop(Settings(data_dir=tmp_path), lambda _: None)
    assert _hearing(shop, "en") == "off; a spoken idea has to be typed"
    ears = vars(shop)["ears"] = FakeRecogniser()
    for heard in ("", "anything"):
        ears.text = heard
        assert _hearing(shop, "en") == "fake at ears.example, answers"
    ears.failures.append(HearingFailed("down"))
    with pytest.raises(MachineError) as failed:
        _hearing(shop, "en")
    assert failed.value.details == {"model": "fake", "host": "ears.example"}


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"URL": HERE}, "half-hear"),
        ({"MODEL": "ears"}, "half-hear"),
        ({"URL": "http://ears.example/v1", "MODEL": "ears"}, "clear-hear"),
        ({"URL": "https://ears.example/v1?key=1", "MODEL": "ears"}, "setting"),
    ],
)
def test_a_recogniser_is_spoken_to_in_secret_or_on_this_machine(given, reason, monkeypatch):
    for name, value in given.items():
        monkeypatch.setenv(f"WALKON_HEAR_{name}", value)
    with pytest.raises(OptionRejected) as refused:
        load_settings()
    assert refused.value.reason == reason


def test_a_recogniser_has_an_address_a_model_and_a_key_out_of_sight(monkeypatch, tmp_path):
    (tmp_path / "key").write_text("k-secret\n", encoding="utf-8")
    for name, value in {"URL": HERE, "MODEL": "ears", "KEY_FILE": str(tmp_path / "key")}.items():
        monkeypatch.setenv(f"WALKON_HEAR_{name}", value)
    given = load_settings()
    ears = Workshop(given, lambda _: None).ears
    assert isinstance(ears, RemoteRecogniser)
    assert (ears.url, ears.name, ears.host, ears.key) == (
        HERE,
        "ears",
        "127.0.0.1:8000",
        "k-secret",
    )
    assert "k-secret" not in repr(given) + repr(ears)


def test_a_note_is_decoded_apart_to_the_rate_that_recognisers_know(tmp_path):
    tasks = Tasks(Workshop(Settings(data_dir=tmp_path), lambda _: None))
    tone = np.sin(np.arange(44_100) * (2 * np.pi * 440 / 44_100))
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(44_100)
        out.writeframes((tone * 16_000).astype("<i2").tobytes())
    heard = tasks.note(wire.NoteBody(media=file.getvalue()))
    pcm = np.frombuffer(heard.pcm, np.float32)
    assert heard.rate == 16_000
    assert len(pcm) == pytest.approx(16_000, abs=80)
    peak = np.abs(np.fft.rfft(pcm)).argmax() * heard.rate / len(pcm)
    assert peak == pytest.approx(440, abs=3)
    with pytest.raises(MediaRejected):
        tasks.note(wire.NoteBody(media=b"\xff\xd8\xff no sound"))

"""``walkon doctor``: what works here, what is missing, how to get it."""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot import equipment
from bot.bootstrap import FACE_MODELS, Workshop, workshop
from bot.console import Console
from bot.equipment_told import told
from bot.i18n import say
from bot.settings import Settings
from generation import libraries
from generation.checkpoints import serving
from generation.devices import Devices
from generation.errors import (
    EngineUnavailable,
    HearingFailed,
    MachineError,
    ToolMissing,
    WalkonError,
)
from generation.model.speech import Utterance, VoiceProfile

FREE_MIN_MB = 300  # models, one film in the making, and air
SAMPLE_HAN = "一览众山小"
SILENCE_HZ = 16_000  # a second of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at: its id, whether it works, and what to know or do.

    What is ``optional`` and not there is told, and stops nobody.
    """

    id: str
    fine: bool
    detail: str
    optional: bool = False

    @property
    def mark(self) -> str:
        """What stands before it."""
        return "✓" if self.fine else "○" if self.optional else "✗"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what may be mended."""
    parser.add_argument("--repair", action="store_true", help="help-doctor-repair")


def run(given: argparse.Namespace, settings: Settings, console: Console) -> int:
    """Look at everything; exit with 3 when a film could not be made."""
    if given.repair:
        console.say(_REPAIRED[libraries.repair_torchaudio()])
    with workshop(settings, console.fetching) as shop:
        findings = [*_examine(shop, settings.locale), *_equipment(settings)]
    lines = [f"{finding.mark} {finding.id}: {finding.detail}" for finding in findings]
    lines += _offers(findings, settings.locale)
    broken = [finding.id for finding in findings if not (finding.fine or finding.optional)]
    values = {
        "findings": [
            {
                "id": finding.id,
                "fine": finding.fine,
                "optional": finding.optional,
                "detail": finding.detail,
            }
            for finding in findings
        ],
        "list": "\n".join(lines),
        "broken": len(broken),
    }
    console.result("doctor-fine" if not broken else "doctor-broken", values)
    return 3 if broken else 0


def _examine(shop: Workshop, locale: str) -> Iterator[Finding]:
    checks: dict[str, Callable[[Workshop, str], str]] = {
        "python": lambda _shop, _locale: f"{platform.python_version()}, {os.cpu_count()} CPU",
        "data": _data,
        "models": _models,
        "font": _font,
        "director": _director,
        "voice": _voice,
        "hearing": _hearing,
        "server": _server,
        "sandbox": _sandbox,
        "seal": _seal,
        "telegram": _telegram,
        "discord": _discord,
    }
    for name, check in checks.items():
        try:
            yield Finding(id=name, fine=True, detail=check(shop, locale))
        except WalkonError as error:
            yield Finding(id=name, fine=False, detail=say(error.message, locale, error.details))


_REPAIRED = {
    "absent": "doctor-repair-absent",
    "fine": "doctor-repair-fine",
    "repaired": "doctor-repaired",
}


def _equipment(settings: Settings) -> Iterator[Finding]:
    """Look at GPUs, engines, voices and who retouches: what nobody asked for may be absent."""
    locale = settings.locale
    devices, store = equipment.devices_here(), equipment.open_checkpoints(settings)
    yield _gpu(devices, locale)
    yield from _torchaudio(settings)
    for piece in (
        *equipment.engines(settings, devices=devices, store=store),
        equipment.retoucher(settings, devices=devices, store=store),
        *equipment.voices(settings, devices=devices, store=store),
    ):
        named = equipment.named(settings, piece)
        detail = told(piece, locale, named=named)
        yield Finding(id=piece.name, fine=piece.ready, detail=detail, optional=not named)
    for name, error in equipment.misnamed(settings):
        detail = say(error.message, locale, error.details)
        yield Finding(id=name, fine=False, detail=detail, optional=True)


def _gpu(devices: Devices, locale: str) -> Finding:
    best = devices.best
    if best is None:
        return Finding(id="gpu", fine=False, detail=say("doctor-gpu-none", locale), optional=True)
    values: equipment.Details = {"name": best.name, "total": best.total_gb, "free": best.free_gb}
    return Finding(id="gpu", fine=True, detail=say("doctor-gpu", locale, values))


def _torchaudio(settings: Settings) -> Iterator[Finding]:
    """Look whether torchaudio can be imported, where it is installed: XTTS needs it."""
    if not libraries.installed("torchaudio"):
        return
    optional, locale = settings.voice != "coqui", settings.locale
    try:
        foreign = libraries.torchaudio_breaks()
    except ToolMissing as error:
        detail = say(error.message, locale, error.details)
        yield Finding(id="torchaudio", fine=False, detail=detail, optional=optional)
        return
    state = "doctor-torchaudio-foreign" if foreign else "doctor-torchaudio-fine"
    yield Finding(id="torchaudio", fine=not foreign, detail=say(state, locale), optional=optional)


def _offers(findings: Sequence[Finding], locale: str) -> Iterator[str]:
    """Offer the voices for a CPU, where none of them is here."""
    here = {finding.id for finding in findings if finding.fine}
    if not here & set(equipment.CPU_VOICES):
        size = sum(serving(name)[0].size_gb for name in equipment.CPU_VOICES)
        yield say("doctor-offer-voices", locale, {"size": round(size, 1)})


def _data(shop: Workshop, locale: str) -> str:
    folder = shop.folder.models.parent
    free = shutil.disk_usage(folder).free >> 20
    sentence = "doctor-room" if free >= FREE_MIN_MB else "doctor-tight"
    return say(sentence, locale, {"folder": str(folder), "free": free})


def _models(shop: Workshop, locale: str) -> str:
    for name in FACE_MODELS:
        shop.assets.path(name)
    return say("doctor-models", locale, {"count": len(FACE_MODELS)})


def _font(shop: Workshop, locale: str) -> str:
    font = shop.lettering.font_for(SAMPLE_HAN)
    return font.name if font is not None else say("doctor-no-han", locale)


def _director(shop: Workshop, locale: str) -> str:
    """Say who writes films; a language model is not spoken to for that."""
    if shop.wit is None:
        return say("doctor-director-rules", locale)
    return say("doctor-director-llm", locale, {"model": shop.wit.model, "host": shop.wit.host})


def _voice(shop: Workshop, locale: str) -> str:
    del locale
    utterance = Utterance(
        text="One two.", language="en", emotion="neutral", delivery="say", profile=VoiceProfile()
    )
    spoken = shop.voice.speak(utterance)
    return f"{shop.voice.name}, {spoken.sample_rate_hz} Hz"


def _hearing(shop: Workshop, locale: str) -> str:
    """Have silence heard by whoever hears spoken ideas: that nothing is heard is an answer."""
    import numpy as np

    ears = shop.ears
    if ears is None:
        return say("doctor-hearing-off", locale)
    try:
        asyncio.run(ears.hear(np.zeros(SILENCE_HZ, np.float32), SILENCE_HZ))
    except HearingFailed as error:
        if error.reason != "nothing":
            raise MachineError("hearing", model=ears.name, host=ears.host) from error
    return say("doctor-hearing", locale, {"model": ears.name, "host": ears.host})


def _server(shop: Workshop, locale: str) -> str:
    """Ask the server that makes films whether it is there; it is sent nothing of anybody."""
    from bot.cameras import video_server

    if not shop.settings.remote_url:
        return say("doctor-server-off", locale)
    server = video_server(shop.settings)
    try:
        asyncio.run(server.probe())
    except EngineUnavailable as error:
        raise MachineError("server", host=server.host) from error
    return say("doctor-server", locale, {"host": server.host})


def _sandbox(shop: Workshop, locale: str) -> str:
    from generation.media.intake import read_picture

    del locale
    with shop.folder.scratch() as tmp:
        return ", ".join(read_picture(_tiny_picture(), tmp=tmp).hardening)


def _tiny_picture() -> bytes:
    import cv2
    import numpy as np

    _, encoded = cv2.imencode(".png", np.full((8, 8, 3), 128, np.uint8))
    return encoded.tobytes()


def _telegram(shop: Workshop, locale: str) -> str:
    """Ask Telegram who this bot is there, and say what should be otherwise."""
    if shop.settings.telegram_token is None:
        return say("doctor-telegram-off", locale)
    try:
        from bot.telegram_room.doctor import examined
    except ModuleNotFoundError as error:
        raise ToolMissing("telegram") from error
    handle, found = asyncio.run(examined(shop.settings, shop.folder))
    mode = shop.settings.telegram_mode
    sentences = [say("doctor-telegram", locale, {"handle": handle, "mode": mode})]
    sentences += [say(f"telegram-{one.what}", locale, one.values) for one in found]
    return "\n  ".join(sentences)


def _discord(shop: Workshop, locale: str) -> str:
    """Ask Discord who this bot is there, and say what should be otherwise."""
    if shop.settings.discord_token is None:
        return say("doctor-discord-off", locale)
    try:
        from bot.discord_room.doctor import examined
    except ModuleNotFoundError as error:
        raise ToolMissing("discord") from error
    handle, servers, found = asyncio.run(examined(shop.settings))
    sentences = [say("doctor-discord", locale, {"handle": handle, "n": servers})]
    sentences += [say(f"discord-{one.what}", locale, one.values) for one in found]
    return "\n  ".join(sentences)


def _seal(shop: Workshop, locale: str) -> str:
    shop.chain  # noqa: B018  reading or making it is the check
    given = shop.settings.c2pa_chain
    return str(given) if given is not None else say("doctor-own-seal", locale)

"""Voices as this machine has them: the small one that is always here, and those with a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.equipment import weights_of
from bot.plugins import plugged_voice
from bot.settings import Settings
from generation.checkpoints import CheckpointStore, serving
from generation.errors import ModelMissing

if TYPE_CHECKING:
    from generation.ports import Voice

CLONING = frozenset({"pocket", "coqui", "vibevoice"})
"""Voices that speak as somebody sounds, where that person lends their voice."""


def open_voice(name: str, settings: Settings, store: CheckpointStore, small: Voice) -> Voice:
    """Return a voice; its weights are looked at, and read with its first line.

    ``small`` speaks what the voice cannot.

    Raises:
        ModelMissing: The weights, or a part of them, are not here.
        ModelCorrupt: They are cut off, or of another kind.
        VoiceFailed: ``absent`` or ``plugin``: there is none of that name, or none that works.
    """
    if not serving(name):
        return plugged_voice(name, small)
    absent = all(store.state(one) == "missing" for one in serving(name))
    if settings.voice_weights is None and absent:
        raise ModelMissing("voice", voice=name)
    checkpoint, folder = weights_of(settings, name, store=store)
    match name:
        case "pocket":
            from generation.speech.neural.pocket import PocketVoice

            spoken = frozenset(checkpoint.preset["languages"])
            return PocketVoice(folder, fallback=small, languages=spoken)
        case "kokoro":
            from generation.speech.neural.kokoro import KokoroVoice

            return KokoroVoice(folder, fallback=small)
        case "vibevoice":
            from generation.speech.neural.vibevoice import VibeVoice

            return VibeVoice(folder, fallback=small)
        case _:
            from generation.speech.neural.coqui import CoquiVoice

            accepted = settings.coqui_licence_accepted == "yes"
            return CoquiVoice(folder, fallback=small, licence_accepted=accepted)

"""The default voice: eSpeak NG in a process of its own, every language of a line in its own voice.

It asks the worker, joins the answers and colours them; the worker alone knows the library.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from generation.model.speech import Speech, Utterance
from generation.speech.assembly import SpokenRun, join, levelled, to_speech
from generation.speech.delivery import Prosody, prosody
from generation.speech.language import Run, runs_of
from generation.speech.murmur import murmur
from generation.speech.worker_link import WorkerLink

WORKER = Path(__file__).with_name("espeak_worker.py")
TIMEOUT_S = 10.0  # a line takes milliseconds; ten seconds is a hang on any machine


class EspeakVoice:
    """Speaks through eSpeak NG. Starts its worker with the first line and replaces a dead one."""

    name = "espeak"

    def __init__(
        self, *, worker: Sequence[str] | None = None, timeout_s: float = TIMEOUT_S
    ) -> None:
        """Keep how to start the worker: by default this Python and the program beside this file."""
        self._link = WorkerLink(worker or (sys.executable, str(WORKER)), timeout_s=timeout_s)

    def speak(self, utterance: Utterance) -> Speech:
        """Speak one line; ``murmur`` needs no worker.

        Raises:
            VoiceFailed: The worker died twice, hung or refused.
        """
        if utterance.delivery == "murmur":
            return murmur(utterance)
        runs = runs_of(utterance.text, utterance.language)
        return join([(self._speak_run(run, utterance), run.pause_s) for run in runs])

    def _speak_run(self, run: Run, utterance: Utterance) -> Speech | None:
        if not run.words:
            return None
        if run.voice is None:
            return murmur(replace(utterance, text=run.spoken))
        wanted = prosody(utterance, run.voice)
        reply = self._link.ask(
            {
                "text": run.spoken,
                "voice": f"{run.voice}+{wanted.timbre}",
                "rate": wanted.rate_wpm,
                "pitch": wanted.pitch,
                "range": wanted.pitch_range,
            }
        )
        spoken = SpokenRun(
            pcm=reply.pcm,
            rate_hz=reply.header["rate_hz"] * wanted.formant,
            phonemes=[(sample, name) for sample, name in reply.header["phonemes"]],
            words=[(sample, place - 1) for sample, place, _ in reply.header["words"]],
        )
        speech = to_speech(spoken, run)
        return None if speech is None else _coloured(speech, wanted)

    def close(self) -> None:
        """End the worker."""
        self._link.close()


def _coloured(speech: Speech, wanted: Prosody) -> Speech:
    """Apply loudness and saturation of the delivery."""
    samples = speech.samples
    if wanted.drive:
        samples = np.tanh(samples * (wanted.drive / np.abs(samples).max()))
    return replace(speech, samples=levelled(samples, wanted.level_db))

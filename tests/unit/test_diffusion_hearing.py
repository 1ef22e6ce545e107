"""Sound into LTX and out of it."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.arrays import SAMPLE_RATE_HZ
from generation.engines.diffusion.hearing import (
    WINDOW,
    latents_of,
    log_mel,
    mel_bands,
    recorded,
)


class Squeezer:
    """An audio VAE that keeps every fourth spectrum: one latent for each."""

    temporal_compression_ratio, dtype = 4, torch.float32
    config = SimpleNamespace(sample_rate=16000, mel_hop_length=160, mel_bins=64, in_channels=2)

    def encode(self, mel):
        """Return the spectra themselves."""
        self.heard = mel
        kept = mel[:, :, ::4]
        return SimpleNamespace(latent_dist=SimpleNamespace(mode=lambda: kept))


def tone(seconds, hertz=300.0):
    times = np.arange(round(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    return np.sin(2 * np.pi * hertz * times).astype(np.float32)


def test_the_front_end_is_slaneys_as_others_compute_it():
    from transformers.audio_utils import mel_filter_bank, spectrogram, window_function

    bank = mel_filter_bank(
        WINDOW // 2 + 1, 64, 0.0, 8000.0, 16000, norm="slaney", mel_scale="slaney"
    )
    assert np.allclose(mel_bands(16000, 64), bank.T, atol=1e-6)

    noise = np.random.default_rng(3).normal(0, 0.1, 16000).astype(np.float32)
    want = spectrogram(
        noise, window_function(WINDOW, "hann"), WINDOW, 160, power=1.0, mel_filters=bank,
        mel_floor=1e-5, log_mel="log",
    )  # fmt: skip
    mel = log_mel(torch.from_numpy(np.stack([noise, noise])), 16000, 160, 64)
    assert mel.shape == (1, 2, 101, 64)
    assert np.abs(mel[0, 1].numpy() - want.T).max() < 2e-3


@settings(max_examples=25)
@given(st.integers(1, 32), st.sampled_from([24, 25, 30]), st.floats(0.0, 14.0))
def test_latents_are_as_long_as_the_video_however_long_the_sound(eights, fps, seconds):
    frames = 8 * eights + 1
    latents = latents_of(tone(seconds), Squeezer(), frames, fps, "cpu")
    assert latents.shape == (1, 2, round(frames / fps * 25.0), 64)


def test_no_dialogue_is_silence():
    quiet = latents_of(None, Squeezer(), 25, 24, "cpu")
    assert torch.equal(quiet, latents_of(np.zeros(48_000, np.float32), Squeezer(), 25, 24, "cpu"))
    assert torch.allclose(quiet, torch.tensor(np.log(1e-5), dtype=torch.float32))


def test_both_ears_hear_the_same_at_the_time_it_is_said():
    ears = Squeezer()
    latents_of(np.concatenate([np.zeros(24_000, np.float32), tone(0.5)]), ears, 25, 24, "cpu")
    left, right = ears.heard[0]
    assert torch.equal(left, right)
    loud = left.mean(dim=1) > np.log(1e-5) + 1
    assert abs(int(loud.nonzero()[0]) - 50) <= 4  # spectra of 10 ms


@pytest.mark.parametrize("rate_hz", [16_000, 24_000, 48_000])
@pytest.mark.parametrize("channels", [1, 2])
def test_what_the_model_says_comes_at_48_khz_and_as_long_as_the_frames(rate_hz, channels):
    times = np.arange(rate_hz) / rate_hz
    spoken = torch.from_numpy(np.stack([np.sin(2 * np.pi * 440 * times)] * channels))
    sound = recorded(spoken, rate_hz, 12, 24)
    assert sound.shape == (24_000, 2)
    assert sound.dtype == np.float32
    wanted = np.sin(2 * np.pi * 440 * np.arange(24_000) / SAMPLE_RATE_HZ)
    assert np.abs(sound[2000:-2000, 1] - wanted[2000:-2000]).max() < 0.02


def test_what_the_model_says_too_briefly_or_too_loudly_is_filled_and_held():
    sound = recorded(torch.full((2, 100), 3.0), SAMPLE_RATE_HZ, 12, 24)
    assert sound[:100].min() == sound.max() == 1
    assert not sound[100:].any()

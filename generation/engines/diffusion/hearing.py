"""Sound on its way into and out of LTX: log-mel spectra, latents of an exact length, 48 kHz.

The front end is that of the model's training: 1024-point spectra of magnitude, mel bands after
Slaney (linear below 1 kHz, of equal area), natural logarithm. Nothing of torchaudio is needed.
"""

from __future__ import annotations

from math import gcd
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.signal import resample_poly

from generation.arrays import SAMPLE_RATE_HZ, Samples, StereoSamples

WINDOW = 1024
QUIETEST = 1e-5  # magnitudes below are silence
LINEAR_HZ = 200 / 3  # a mel, up to the knee
KNEE_HZ, KNEE_MEL = 1000.0, 15.0
OCTAVE = np.log(6.4) / 27  # a mel, above the knee, as a logarithm of frequency


def mel_bands(rate_hz: int, bands: int) -> npt.NDArray[np.float32]:
    """Return ``(bands, WINDOW / 2 + 1)``: how much each frequency counts in each mel band."""
    frequencies = np.linspace(0, rate_hz / 2, WINDOW // 2 + 1)
    edges = _to_hz(np.linspace(0, _to_mel(rate_hz / 2), bands + 2))
    widths = np.diff(edges)
    slopes = edges[:, None] - frequencies
    rising = -slopes[:-2] / widths[:-1, None]
    falling = slopes[2:] / widths[1:, None]
    area = 2 / (edges[2:] - edges[:-2])
    return np.asarray(np.maximum(0, np.minimum(rising, falling)) * area[:, None], np.float32)


def log_mel(sound: Any, rate_hz: int, hop: int, bands: int) -> Any:
    """Return ``(1, channels, frames, bands)`` of a ``(channels, samples)`` tensor."""
    import torch

    window = torch.hann_window(WINDOW)
    spectrum = torch.stft(
        sound, WINDOW, hop, WINDOW, window, center=True, pad_mode="reflect", return_complex=True
    ).abs()
    mel = torch.einsum("bf,cft->ctb", torch.from_numpy(mel_bands(rate_hz, bands)), spectrum)
    return mel.clamp(min=QUIETEST).log().unsqueeze(0)


def latents_of(
    dialogue: Samples | None, audio_vae: Any, frames: int, fps: float, device: str
) -> Any:
    """Return what is spoken as the audio VAE's latents, as long as ``frames`` of video need them.

    Args:
        dialogue: Mono 48 kHz from the first frame on; None is silence, and so is what is missing.
        audio_vae: LTX's.
        frames: Of the whole canvas, padding included.
        fps: Frames a second.
        device: Where it is computed.

    Returns:
        ``(1, channels, length, bands)``, not normalised.
    """
    import torch

    config = audio_vae.config
    seconds = frames / fps
    spectra_hz = config.sample_rate / config.mel_hop_length
    length = round(seconds * (spectra_hz / audio_vae.temporal_compression_ratio))
    # A window more than the video is long: the last latent is whole.
    samples = np.zeros(round(seconds * config.sample_rate) + WINDOW, np.float32)
    if dialogue is not None:
        spoken = _at_rate(dialogue, SAMPLE_RATE_HZ, config.sample_rate)[: len(samples)]
        samples[: len(spoken)] = spoken
    both = torch.from_numpy(np.stack([samples] * config.in_channels))
    mel = log_mel(both, config.sample_rate, config.mel_hop_length, config.mel_bins)
    latents = audio_vae.encode(mel.to(device, audio_vae.dtype)).latent_dist.mode()
    return latents[:, :, :length]


def recorded(sound: Any, rate_hz: int, frames: int, fps: float) -> StereoSamples:
    """Return a ``(channels, samples)`` tensor of the vocoder's at 48 kHz, as long as ``frames``."""
    samples = np.clip(_at_rate(sound.float().cpu().numpy().T, rate_hz, SAMPLE_RATE_HZ), -1, 1)
    if samples.shape[1] == 1:
        samples = np.repeat(samples, 2, axis=1)
    stereo = np.zeros((round(frames / fps * SAMPLE_RATE_HZ), 2), np.float32)
    heard = samples[: len(stereo), :2]
    stereo[: len(heard)] = heard
    return stereo


def _at_rate(
    samples: npt.NDArray[np.float32], rate_hz: int, wanted_hz: int
) -> npt.NDArray[np.float32]:
    if rate_hz == wanted_hz or not len(samples):
        return samples
    common = gcd(rate_hz, wanted_hz)
    return np.asarray(
        resample_poly(samples, wanted_hz // common, rate_hz // common, axis=0), np.float32
    )


def _to_mel(hertz: float) -> float:
    if hertz < KNEE_HZ:
        return hertz / LINEAR_HZ
    return float(KNEE_MEL + np.log(hertz / KNEE_HZ) / OCTAVE)


def _to_hz(mel: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    high = KNEE_HZ * np.exp(OCTAVE * (np.maximum(mel, KNEE_MEL) - KNEE_MEL))
    return np.where(mel < KNEE_MEL, mel * LINEAR_HZ, high)

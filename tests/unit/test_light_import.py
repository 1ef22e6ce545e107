"""What starts often has no model library in it, however many are installed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.messages import ROOT

HEAVY = ("torch", "diffusers", "transformers", "TTS", "kokoro", "huggingface_hub", "accelerate")


@pytest.mark.parametrize(
    "modules",
    [
        "bot.cli",
        "bot.equipment, bot.equipment_told",
        "bot.verbs.assets, bot.verbs.doctor, bot.verbs.render, bot.verbs.run",
        "generation.checkpoints, generation.devices, generation.libraries",
        "generation.hub.__main__, generation.hub.fetching",
    ],
)
def test_no_model_library_is_imported(modules):
    code = f"import sys, {modules}; print(*sorted(set(sys.modules) & set({HEAVY!r})))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []

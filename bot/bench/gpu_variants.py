"""What makes the transformer faster, one thing after another, and what a device says to it."""

from __future__ import annotations

from typing import Any, Literal

Why = Literal[
    "no-kernel", "no-room", "no-library", "no-upsampler", "not-compiled", "not-filmed", "shrunk",
    "time", "fails",
]  # fmt: skip
"""Why something was not measured."""

NO_KERNEL = ("No available kernel", "No viable backend")  # torch's words for it
COMPILER, TRACER = "inductor", "aot_eager"
COMPILERS = ("torch._dynamo", "torch._inductor", "triton")
SAID = 200  # characters of a library's own words that a line repeats
EIGHT_BITS_FROM, EIGHT_BITS_FROM_SMALL = 1024, 16  # sides of layers that gain from it


class Switches:
    """What is switched on in a transformer. Eight bits stay: the other weights are gone.

    Attributes:
        on: Names of variants in force, in the order they came.
        compiler: What ``compile`` uses: one that only traces where the model is shrunk, because
            making code for a CPU takes minutes.
    """

    def __init__(self, transformer: Any, *, small: bool) -> None:
        self._transformer, self.compiler = transformer, TRACER if small else COMPILER
        self._least = EIGHT_BITS_FROM_SMALL if small else EIGHT_BITS_FROM
        self.on: list[str] = []

    def turn_on(self, variant: str) -> None:
        """Add what a variant is; ``eager`` adds nothing.

        Raises:
            Exception: Whatever the libraries raise where the device cannot do it.
        """
        match variant:
            case "cudnn":
                self._transformer.set_attention_backend("_native_cudnn")
            case "compile":
                self._transformer.compile_repeated_blocks(backend=self.compiler)
            case "fp8":
                from bot.bench.gpu_fp8 import swap_linears

                swap_linears(self._transformer.transformer_blocks, self._least)
            case _:
                return
        self.on.append(variant)

    def turn_off(self, variant: str) -> None:
        """Take a variant away that turned out not to work."""
        if variant == "cudnn":
            self._transformer.set_attention_backend("native")
        if variant == "compile":
            for block in self._transformer.transformer_blocks:
                block._compiled_call_impl = None
        if variant in self.on and variant != "fp8":
            self.on.remove(variant)

    def all_off(self) -> None:
        """Leave nothing behind: diffusers keeps an attention backend for all models there are."""
        for variant in tuple(self.on):
            self.turn_off(variant)

    def forget_shapes(self) -> None:
        """Have the next size compiled for itself, not for any."""
        if "compile" in self.on:
            import torch

            torch._dynamo.reset()


def why_not(error: BaseException) -> tuple[Why, str]:
    """Return why something could not be measured, and the first words of the library's own."""
    from generation.engines.diffusion.device import no_room

    lines = str(error).strip().splitlines()
    words = f"{type(error).__name__}: {lines[0] if lines else ''}"[:SAID]
    if no_room(error):
        return "no-room", words
    if any(said in str(error) for said in NO_KERNEL):
        return "no-kernel", words
    if isinstance(error, ImportError):
        return "no-library", words
    if type(error).__module__.startswith(COMPILERS):
        return "not-compiled", words
    return "fails", words

"""What a disk does not give back, made of what every Linux has."""

from __future__ import annotations

from typing import Final

UNREADABLE: Final = "/proc/self/mem"
"""A file that not even root can read the beginning of: to be linked to."""

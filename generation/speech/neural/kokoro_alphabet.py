"""What Kokoro reads: its own letters for the sounds of English and Mandarin.

The letters are those that it was taught with (its README and vocabulary). They are also turned back
into sounds that lips can make.
"""

from __future__ import annotations

import re

_ENGLISH = (
    ("aɪ", "I"), ("aʊ", "W"), ("dʒ", "ʤ"), ("eɪ", "A"), ("tʃ", "ʧ"), ("ɔɪ", "Y"), ("oʊ", "O"),
    ("əʊ", "O"), ("əl", "ᵊl"), ("n̩", "ᵊn"), ("ɜː", "ɜɹ"), ("ɪə", "iə"), ("ɚ", "əɹ"), ("r", "ɹ"),
    ("x", "k"), ("ç", "k"), ("ɐ", "ə"), ("ɬ", "l"), ("ː", ""), ("\u0303", ""), ("o", "ɔ"),
    ("e", "A"), ("ɾ", "T"), ("ʔ", "t"),
)  # fmt: skip
"""espeak's names of sounds, in the order in which they are replaced."""

_INITIALS = {
    "b": "p", "c": "ʦʰ", "ch": "ꭧʰ", "d": "t", "f": "f", "g": "k", "h": "x", "j": "ʨ", "k": "kʰ",
    "l": "l", "m": "m", "n": "n", "p": "pʰ", "q": "ʨʰ", "r": "ɻ", "s": "s", "sh": "ʂ", "t": "tʰ",
    "x": "ɕ", "z": "ʦ", "zh": "ꭧ", "": "",
}  # fmt: skip
_FINALS = {
    "a": "a0", "ai": "ai0", "an": "a0n", "ang": "a0ŋ", "ao": "au0", "e": "ɤ0", "ei": "ei0",
    "en": "ə0n", "eng": "ə0ŋ", "er": "ɚ0", "ê": "ɛ0", "i": "i0", "ia": "ja0", "ian": "jɛ0n",
    "iang": "ja0ŋ", "iao": "jau0", "ie": "je0", "in": "i0n", "ing": "i0ŋ", "io": "jɔ0",
    "iong": "jʊ0ŋ", "iou": "jou0", "o": "wo0", "ong": "ʊ0ŋ", "ou": "ou0", "u": "u0", "ua": "wa0",
    "uai": "wai0", "uan": "wa0n", "uang": "wa0ŋ", "uei": "wei0", "uen": "wə0n", "ueng": "wə0ŋ",
    "uo": "wo0", "v": "y0", "ve": "ɥe0", "van": "ɥɛ0n", "vn": "y0n", "m": "m0", "n": "n0",
    "ng": "ŋ0",
}  # fmt: skip
"""``0`` is where the tone is written."""

_BUZZED = frozenset({"z", "c", "s", "zh", "ch", "sh", "r"})  # after them, i is no i
_TONES = {"1": "→", "2": "↗", "3": "↓", "4": "↘", "5": ""}

MARKS = frozenset(';:,.!?—…"()“” ')
"""Letters that are read as pauses and tunes, not as sounds."""

_PUNCTUATION = str.maketrans(
    {
        "、": ",",
        "，": ",",
        "。": ".",
        "．": ".",
        "！": "!",
        "：": ":",
        "；": ";",
        "？": "?",
        "⋯": "…",
    }
)

_IPA = {
    "A": "eɪ", "I": "aɪ", "O": "oʊ", "W": "aʊ", "Y": "ɔɪ", "Q": "əʊ", "T": "ɾ", "ʤ": "dʒ",
    "ʧ": "tʃ", "ᵊ": "ə", "ᵻ": "ɪ", "ʦ": "ts", "ʣ": "dz", "ʨ": "tɕ", "ʥ": "dʑ", "ꭧ": "ʈʂ",
    "S": "s", "ʝ": "j", "ɰ": "ɯ", "ᵝ": "ɯ",
}  # fmt: skip
STRESSES = frozenset("ˈˌ")
LENGTHENERS = frozenset("ːʰʲ\u0303→↗↓↘")  # length, breath, softness, nose, tones
_SILENT = MARKS | STRESSES | LENGTHENERS
_STRESS = re.compile("[ˈˌ]")


def english(names: list[str]) -> str:
    """Write espeak's sounds of one English word in Kokoro's letters."""
    word = ""
    for name in names:
        stress = "".join(_STRESS.findall(name))
        bare = _STRESS.sub("", name)
        for old, new in _ENGLISH:
            bare = bare.replace(old, new)
        word += stress + bare
    return word.replace("ɜɹɹ", "ɜɹ")  # espeak names the sound between two vowels anew


def mandarin(initial: str, final: str) -> str:
    """Write one syllable: its initial, and its final with the digit of the tone."""
    tone = final[-1] if final[-1:].isdigit() else "5"
    bare = final.rstrip("0123456789")
    written = "ɨ0" if bare == "i" and initial in _BUZZED else _FINALS.get(bare, bare)
    return _INITIALS.get(initial, initial) + written.replace("0", _TONES[tone])


def marks_after(word: str) -> str:
    """Return the punctuation that ends a typed word, as Kokoro writes it."""
    plain = word.translate(_PUNCTUATION)
    end = max((place for place, character in enumerate(plain, 1) if character.isalnum()), default=0)
    return "".join(character for character in plain[end:] if character in MARKS)


def heard(letter: str) -> str:
    """Return the IPA of a letter of Kokoro's; empty for tones, stress and punctuation."""
    return "" if letter in _SILENT else _IPA.get(letter, letter)

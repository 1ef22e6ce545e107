"""Recipe R19, slow motion: whose feat it is, what the boards call it, and what it is for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from generation.director.company import Company
from generation.director.language import fold, han_count
from generation.director.people import is_speaker
from generation.director.reading import Reading, unknown_word
from generation.director.recipes.recipe import Situation
from generation.director.slots import short
from generation.director.words import has

_SLOW: Final = "慢动作|慢動作|慢镜头|慢鏡頭"
_AGAIN: Final = "回放|重播|重放|解说|解說|转播|轉播|球评|球評"
_ANNOUNCED: Final = re.compile(
    r"^(?:(?:an?|the|in|super|instant|action|match|live|sports?)\s+)*"
    r"(?:slow[- ]?mo(?:tion)?|slo-?mo|replay|play[- ]by[- ]play|commentary|commentators?)"
    r"(?:\s+(?:action|replay|commentary|film|video|of|on|for|about|over))*\s*[:：,，-]?\s*"
    f"|^(?:体育|體育|现场|現場|精彩|超级|超級)*(?:(?:{_SLOW})(?:{_AGAIN})?|{_AGAIN})"
    r"(?:员|員)?(?:一下)?[:：,，\s]*"
    r"|[,，]?\s*(?:\bin |\bas (?:an? )?)?(?:super )?slow[- ]?mo(?:tion)?(?: replay)?\s*[.!]*$"
    f"|[,，]?\\s*(?:的|用)?(?:{_SLOW})(?:{_AGAIN})?[。！]*$|的(?:{_AGAIN})[。！]*$"
    r"|\s+(?:in|as)(?: an?)?\s*$",
    re.IGNORECASE,
)
_SEAT: Final = re.compile(
    r"\b(?:(?:last|only|front|best|window|aisle|empty|free)\s+)*seats?\b"
    "|(?:最后|最後|唯一|靠窗)?(?:的)?(?:[一1][个個])?(?:空)?(?:座位|位子|位置|座)",
    re.IGNORECASE,
)
_OWN: Final = re.compile("\\b(?:i|me|we|my)\\b|我", re.IGNORECASE)
_LEADING: Final = " ,，:：的"
_GOES_ON: Final = re.compile("['’]s\\b|(?:and|&)\\s|[和与與跟、]", re.IGNORECASE)
"""After a name: the deed is not that person's alone, or not a deed."""


class Replay(Situation):
    """A trifle, at a third of its speed."""

    def slots(self, reading: Reading, company: Company) -> Mapping[str, str]:
        """Return who does it and who comments, the feat, and the prize in the ring."""
        star, *desk = self._parts(reading, company)
        member = company.member(star)
        told = _ANNOUNCED.sub("", _ANNOUNCED.sub("", reading.said)).strip() or reading.said
        prize, called = self._prize(reading)
        named = member is not None and not is_speaker(member.name)
        texts: Mapping[str, str] = self.film.trigger["named" if named else "own"]
        hope = texts.get(reading.language, texts["en"])
        return {
            "star": star,
            "caller": desk[0],
            "expert": desk[1],
            "feat": short(_without(told, member.name if member else "")),
            "prize": prize,
            "called": called,
            "hope": hope.replace("{star}", company.called(star, chinese=False)),
        }

    def _prize(self, reading: Reading) -> tuple[str, str]:
        """Return the thing in the ring and its name: a seat, else what the sentence is about."""
        seat = _SEAT.search(reading.content)
        if seat and not has(self.film.trigger["unseated"], reading.folded):
            return "bus_seat", seat.group()
        if reading.thing:
            return reading.thing.prop, reading.thing.word
        return "crate", unknown_word(reading) or short(reading.said)

    @staticmethod
    def _parts(reading: Reading, company: Company) -> list[str]:
        """Return the three roles, first that of whoever is named before "me" is."""
        roles = ["lead", "second", "third"]
        own = _OWN.search(reading.content)
        for name in reading.people.order[:1]:
            place = fold(reading.content).find(fold(name))
            if own and place > own.start():
                break
            for role in roles:
                member = company.member(role)
                if member and member.name.casefold() == name.casefold():
                    return [role, *(other for other in roles if other != role)]
        return roles


def _without(told: str, name: str) -> str:
    """Return what is told without the name it begins with: the deed alone."""
    rest = told[len(name) :].strip(_LEADING)
    begins = bool(name and rest) and told.casefold().startswith(name.casefold())
    whole = begins and (han_count(told) > 0 or not told[len(name)].isalnum())
    return rest if whole and not _GOES_ON.match(rest) else told

"""Recipe R18, tonight, disaster: what is cooked stands on the board, the dish, and in the mouth."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from generation.director.company import Company
from generation.director.reading import Reading, unknown_word
from generation.director.recipes.recipe import Situation
from generation.director.slots import short

_COOKED: Final = re.compile(
    r"\b(?:make|makes|making|made|cook|cooks|cooking|cooked|bake|bakes|baking|baked|fry|fries|frying"
    r"|fried|boil|boils|boiling|boiled|burnt?|burns|burning|burned|roast|roasts|roasting|roasted"
    r"|try|tries|trying|prepares?|preparing)"
    r"\s+(?:(?:a|an|the|my|our|his|her|their|some|us|you)\s+)*"
    r"(?!(?:show|class|book|dinner show|it|me|up|for|with|and|at|in|on|to)\b)"
    r"([^\W\d_][^,，。.!！?？;:：]*?)"
    r"(?=\s+(?:and|but|then|until|for|with|in|on|at|tonight|today|again|while|when|as)\b"
    r"|\s*[,，。.!！?？;:：]|\s*$)",
    re.IGNORECASE,
)
_HAN_COOKED: Final = re.compile(
    "(?:做|煮|炒|烤|[烧燒]|炖|燉|蒸|煎|包|熬)(?:了|着|著|一?[个個道锅鍋份盘盤碗顿頓次])*"
    "(?!饭|飯|菜|节目|節目|[糊焦砸炸]|饭菜|飯菜|出|到|成|得|完|个|個)"
    "([\u4e00-\u9fff]{2,6}?)"
    "(?=[，,。！!？?、；;：:]|结果|結果|然后|然後|就|却|卻|可是|但是|的时候|的時候|给|給|[烤煮炒烧燒煎]?(?:炸|糊|焦)|$)"
)


class Kitchen(Situation):
    """A smile that outlives the stove."""

    def slots(self, reading: Reading, _company: Company) -> Mapping[str, str]:
        """Return what is cooked: after a verb of cooking, else the thing of the sentence."""
        if found := cooked(reading):
            return {"dish": short(found)}
        if reading.thing:
            return {"dish": reading.thing.word}
        return {"dish": short(unknown_word(reading) or reading.said)}


def cooked(reading: Reading) -> str | None:
    """Return what is named after a verb of cooking, or None."""
    found = _COOKED.search(reading.content) or _HAN_COOKED.search(reading.content)
    return found.group(1) if found else None

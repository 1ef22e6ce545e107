"""The film of three seconds in which somebody sees themself before anybody else does."""

from __future__ import annotations

from bot.i18n import say
from generation.model.screenplay import Action, Camera, CastMember, Line, Music, Screenplay, Shot

LENGTH_S = 3.0
PART = "P1"


def screen_test(name: str, locale: str) -> Screenplay:
    """Return its screenplay, spoken in the language of ``locale``."""
    line = Line(
        id="L1", who=PART, text=say("preview-line", locale),
        language="en" if locale == "en" else "zh", emotion="playful",
    )  # fmt: skip
    shot = Shot(
        id="S1",
        set="plain_room",
        duration_s=LENGTH_S,
        camera=Camera(framing="medium"),
        cast=(PART,),
        lines=(line,),
        actions=(Action(who=PART, action="wave", at=0.1),),
        ambience=("room",),
        music=Music(mood="playful", tempo_bpm=112),
    )
    return Screenplay(
        title=say("preview-title", locale),
        language=locale,
        mood="playful",
        cast=(CastMember(token=PART, kind="cameo", name=name),),
        shots=(shot,),
    )

"""What somebody is asked about a big camera: its film of them, and a host they never heard of."""

from __future__ import annotations

from datetime import datetime

from bot.chat import Button
from bot.presenter.asks import film_and_part, is_running
from bot.presenter.desk import ClipPlan, NotYet, Shown, TakeAway
from bot.presenter.scene import Scene, is_round, note, rows_of, title_of, was_shown
from bot.presenter.words import PAIR_UNDER_A_TEXT, engine_name, joined
from generation.model.film import Film, Part, live, willing
from generation.model.member import MemberId
from generation.studio import agreeing
from generation.studio.bettering import near_id
from generation.studio.filming import showable
from generation.studio.permission import SILENCE_IS_NO
from generation.studio.records import ClipRow
from generation.studio.releasing import knows, told_slot


def present_better(scene: Scene, object_: str) -> Shown:
    """Show a person what the big camera has made of them, and then what became of it.

    What shows somebody who has left the film meanwhile goes at once, whatever comes in its place.
    """
    found = film_and_part(scene, object_)
    if found is None:
        return NotYet()
    film, part = found
    until = None if part.better_asked_at is None else part.better_asked_at + SILENCE_IS_NO
    asking = agreeing.is_open(part) and not scene.books.chats.puppets_only(film.chat)
    if asking and is_running(film) and until and scene.desk.at < until:
        return _preview(scene, film, part, until)
    return _answered(scene, film, part) if was_shown(scene) else NotYet()


def _preview(scene: Scene, film: Film, part: Part, until: datetime) -> Shown:
    clip = _clip(scene, film, part)
    if clip is None:
        return _changing(scene, film)
    show, leave = (
        scene.button(
            scene.say(label), verb, f"{film.id}:{part.token}|big", allowed=part.member, once=True,
            until=until, tone="even", about=title_of(film),
        )
        for label, verb in (("button-better-yes", "approve"), ("button-better-no", "decline"))
    )  # fmt: skip
    return ClipPlan(
        clip=clip,
        title=title_of(film),
        caption=scene.say(
            "better-preview", title=title_of(film), engine=engine_name(clip.engine, scene.locale),
            chat=scene.chat(film.chat), time=scene.moment(until),
        ),
        rows=((show, leave),),
        is_round=is_round(film),
        ticket=True,
        protected=True,
    )  # fmt: skip


def _changing(scene: Scene, film: Film) -> Shown:
    if not was_shown(scene):
        return NotYet()
    return note(scene.say("better-changing", title=title_of(film)))


def _clip(scene: Scene, film: Film, part: Part) -> ClipRow | None:
    """Return the big camera's cut with their face, and nobody's who is not willing."""
    parts = scene.books.films.parts(film.id)
    allowed = (willing(parts) | {part.token}) & live(parts)
    fitting = (
        clip
        for clip in showable(scene.books, film.id)
        if clip.camera == "big" and part.token in clip.cut and clip.cut <= allowed
    )
    return max(fitting, key=lambda clip: (len(clip.cut), clip.made_at), default=None)


def _answered(scene: Scene, film: Film, part: Part) -> Shown:
    title = title_of(film)
    if part.state == "withdrawn":
        return note(scene.say("nod-withdrawn", title=title))
    if part.state != "agreed" or not is_running(film):
        return note(scene.say("why-gone", title=title))
    if not part.better:
        return note(scene.say("better-declined"))
    down = scene.button(scene.say("button-take-it-down"), "remove_me", film.id, allowed=part.member)
    return note(scene.say("better-posted"), rows=((down,),))


def present_told(scene: Scene, _film: str) -> Shown:
    """Ask somebody about what came after their release: a host, or the cameras of this machine."""
    reader, cameras = scene.reader, scene.desk.cameras
    cameo = scene.books.cameos.get(reader) if reader is not None else None
    if reader is None or cameo is None:
        return TakeAway()
    if cameras.host and scene.post.slot == told_slot(reader, cameras.host):
        return _host(scene, reader)
    if cameras.near and scene.post.slot == told_slot(reader, near_id(cameras)):
        return _engines(scene, reader)
    return TakeAway()


def has_read(scene: Scene) -> bool:
    """Tell whether the reader has read of all cameras of this machine."""
    return all(knows(scene.books, scene.reader, one) for one in scene.desk.cameras.near)


def near_cameras(scene: Scene) -> str:
    """Return the cameras of this machine, as they are called."""
    names = [engine_name(one, scene.locale) for one in scene.desk.cameras.near]
    return joined(names, scene.locale)


def _engines(scene: Scene, reader: MemberId) -> Shown:
    names = near_cameras(scene)
    if has_read(scene):
        return note(scene.say("told-engines-yes", engines=names))
    leave = scene.button(
        scene.say("button-told-engines-no"), "dismiss", allowed=reader, tone="even"
    )
    return note(
        scene.say("told-engines", engines=names),
        rows=rows_of(accept_engines(scene), leave, pair=PAIR_UNDER_A_TEXT),
    )


def accept_engines(scene: Scene) -> Button:
    """Return the button by which what the reader permits counts for the cameras here, too."""
    names = near_id(scene.desk.cameras)
    label = scene.say("button-told-engines-yes")
    return scene.button(label, "accept_release", names, allowed=scene.reader, tone="even")


def _host(scene: Scene, reader: MemberId) -> Shown:
    host = scene.desk.cameras.host
    if knows(scene.books, reader, host):
        return note(scene.say("told-yes", host=host))
    engines = ", ".join(engine_name(one, scene.locale) for one in scene.desk.engines)
    kept = scene.say(
        "web-release-kept", operator=scene.operator, engines=engines,
        days=scene.desk.retention_days,
    )  # fmt: skip
    leave = scene.button(scene.say("button-told-no"), "dismiss", allowed=reader)
    return note(
        scene.say("told-host", host=host), kept,
        rows=rows_of(accept_host(scene), leave, pair=PAIR_UNDER_A_TEXT),
    )  # fmt: skip


def accept_host(scene: Scene) -> Button:
    """Return the button by which the reader lets their face be sent to the host that films."""
    host = scene.desk.cameras.host
    label = scene.say("button-told-yes")
    return scene.button(label, "accept_release", host, allowed=scene.reader, tone="even")

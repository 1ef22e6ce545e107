"""Who is here and what they lend: first word, panel, cast, one's own cameo and its rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args
from zlib import crc32

from bot.chat import Button, OutgoingText, Rows
from bot.presenter.desk import Shown
from bot.presenter.enrolment import enrol_rows
from bot.presenter.scene import DIRECT, Scene, boxed, is_screen_test, note, rows_of, ticked
from bot.presenter.words import clean, fit
from generation.model.cameo import PERSONA_MAX, Audience, Cameo, Grant
from generation.model.member import ChatId, MemberId, Membership

IDEAS = ("court", "news", "food", "award", "birthday", "night")
SURPRISES = 5
WHO_MAX = 12  # lines of a cast list
GRANTS_MAX = 6  # lines of permissions
CHATS_MAX = 6  # chats to choose a name in
CHATS_RUN_MAX = 3  # chats of an admin's: a chat holds 25 buttons under a message
CHAT_ROOM = 14  # width that a chat's name may take in a button


def _idea(scene: Scene, name: str) -> str:
    return scene.say(f"idea-{name}")


def present_start(scene: Scene, _object: str) -> OutgoingText:
    """Say who the bot is, and ask whether somebody wants to be castable."""
    text = scene.say("start", name=scene.person(scene.reader))
    return note(text, rows=enrol_rows(scene, leave=True))


def present_panel(scene: Scene, _object: str) -> OutgoingText:
    """Show that a sentence is enough, with some to begin with."""
    surprise = f"surprise-{crc32(scene.post.slot.encode()) % SURPRISES + 1}"
    labels = {**{name: f"button-{name}" for name in IDEAS}, surprise: "button-surprise"}
    ideas = (
        scene.button(scene.say(label), "open", f"idea:{name}", about=_idea(scene, name))
        for name, label in labels.items()
    )
    last: Rows = ()
    if not scene.post.chat.startswith(DIRECT) and scene.platform in scene.desk.looks_back:
        last = ((scene.button(scene.say("button-film-last"), "film_last", tone="main"),),)
    text = scene.say("panel-menus" if scene.menus else "panel", command=scene.desk.command)
    return note(text, rows=(*last, *rows_of(*ideas)))


def present_idea(scene: Scene, name: str) -> OutgoingText:
    """Show the sentence behind a button of the panel as one would type it."""
    return note(f"/{scene.making} {_idea(scene, name)}")


def present_who(scene: Scene, chat: str) -> OutgoingText:
    """List the cast of a chat; the reader comes first."""
    here = scene.books.chats.members(ChatId(chat))
    lines = [line for membership in here if (line := _who_line(scene, membership)) is not None]
    lines.sort(key=lambda line: (line[0] != scene.reader, line[1].casefold()))
    cast = [member for member, _ in lines if scene.books.cameos.get(member) is not None]
    if not cast:
        return note(scene.say("who-empty"), rows=enrol_rows(scene))
    texts = [text for _, text in lines]
    rest = len(texts) - WHO_MAX
    more = scene.say("who-more", n=rest) if rest > 0 else ""
    return note(*texts[:WHO_MAX], more)


def _who_line(scene: Scene, membership: Membership) -> tuple[MemberId, str] | None:
    """Say in words what asking for somebody comes to; others without a cameo are left out."""
    member = membership.member
    cameo = scene.books.cameos.get(member)
    if cameo is None and member != scene.reader:
        return None
    name = clean(membership.called or "") or scene.person(member)
    if member == scene.reader:
        name = scene.say("you")
    if cameo is None:
        return member, scene.say("who-absent", name=name)
    if not cameo.open_to_others:
        return member, scene.say("who-stand-in", name=name)
    if cameo.ask == "never" and cameo.audience != "approved" and membership.allowed_at is not None:
        return member, scene.say("who-free", name=name)
    return member, scene.say("who-ask", name=name)


def present_me(scene: Scene, member: str) -> OutgoingText:
    """Show somebody their own cameo."""
    cameo = scene.books.cameos.get(MemberId(member))
    if cameo is None:
        return note(scene.say("me-none"), rows=enrol_rows(scene, leave=True))
    badge = "drawn" if cameo.kind == "drawn" else "checked" if cameo.verified else "other"
    card = scene.say(
        "me-card", kind=cameo.kind, badge=badge, face=_on(cameo.face), voice=_on(cameo.voice),
        audience=_audience(scene, cameo.audience),
    )  # fmt: skip
    persona = clean(cameo.persona, PERSONA_MAX)
    here = _chats_shown(scene, cameo.owner)
    called = [
        scene.say("me-called", chat=scene.chat(one.chat), name=clean(one.called))
        for one in here
        if one.called
    ]
    rows = (*enrol_rows(scene), *rows_of(*_about_me(scene, cameo.owner, here)))
    return note(
        card, scene.say("me-persona", persona=persona) if persona else "", *called, rows=rows
    )


def _chats_shown(scene: Scene, owner: MemberId) -> Sequence[Membership]:
    """Return where somebody may choose a name: this chat, or from their own all they are in."""
    here = scene.books.chats.membership(scene.post.chat, owner)
    return (here,) if here is not None else scene.books.chats.of(owner)[:CHATS_MAX]


def _about_me(scene: Scene, owner: MemberId, chats: Sequence[Membership]) -> Sequence[Button]:
    """Return the buttons for what somebody says of themself, and the way to their rules."""
    names = [scene.say("button-called")]
    if len(chats) > 1:
        names = [scene.say("button-called-in", chat=fit(scene.chat(one.chat), 14)) for one in chats]
    return [
        scene.button(scene.say("button-permissions"), "open", "settings", allowed=owner),
        scene.button(scene.say("button-limits"), "open", "limits", allowed=owner),
        scene.button(scene.say("button-persona"), "open", "persona", allowed=owner),
        *(
            scene.button(label, "open", f"called:{one.chat}", allowed=owner)
            for label, one in zip(names, chats, strict=False)
        ),
    ]


def _on(switch: bool) -> str:  # noqa: FBT001
    return "on" if switch else "off"


def _audience(scene: Scene, audience: Audience) -> str:
    return scene.say(f"level-{audience.replace('_', '-')}")


def present_settings(scene: Scene, member: str) -> Shown:
    """Show somebody every rule of theirs as a button, and what they have granted."""
    cameo = scene.books.cameos.get(MemberId(member))
    if cameo is None:
        here = _chats_run(scene, MemberId(member))
        return note(scene.say("me-none"), rows=(*enrol_rows(scene, leave=True), *rows_of(*here)))
    card = scene.say("settings-card", audience=_audience(scene, cameo.audience), ask=cameo.ask)
    grants = [
        _grant_line(scene, grant)
        for grant in scene.books.grants.by(cameo.owner)
        if grant.epoch == cameo.epoch
        and (grant.until is None or grant.until > scene.desk.at)
        and (grant.uses_left is None or grant.uses_left > 0)
    ]
    topics = scene.button(scene.say("button-limits"), "open", "limits", allowed=cameo.owner)
    rows = rows_of(
        *_levels(scene, cameo), *_switches(scene, cameo), topics,
        *_chats_run(scene, cameo.owner), *_ends(scene, cameo.owner),
    )  # fmt: skip
    return note(card, *grants[-GRANTS_MAX:], rows=rows)


def _grant_line(scene: Scene, grant: Grant) -> str:
    until = scene.say("settings-no-end")
    if grant.until is not None:
        until = scene.say("settings-until", date=scene.day(grant.until))
    return scene.say(
        "settings-grant",
        name=scene.say("anyone-here") if grant.grantee is None else scene.person(grant.grantee),
        chat=scene.say("any-chat") if grant.chat is None else scene.chat(grant.chat),
        uses=grant.uses_left or 0,
        until=until,
    )


def _levels(scene: Scene, cameo: Cameo) -> Sequence[Button]:
    audiences: tuple[Audience, ...] = get_args(Audience)
    return [
        scene.button(
            ticked(
                scene.say(f"button-level-{audience.replace('_', '-')}"), cameo.audience == audience
            ),
            "level",
            audience,
            allowed=cameo.owner,
        )
        for audience in audiences
    ]


def _switches(scene: Scene, cameo: Cameo) -> Sequence[Button]:
    """Return the switches; each carries what it would change to, so that a second press is none."""
    asked = cameo.ask == "each_time"
    buttons = [
        scene.button(
            ticked(scene.say("button-ask-each-time"), asked),
            "level", "ask:never" if asked else "ask:each_time", allowed=cameo.owner,
        ),
        scene.button(
            boxed(scene.say("button-face"), cameo.face), "face_on", _on(not cameo.face),
            allowed=cameo.owner,
        ),
    ]  # fmt: skip
    if cameo.voice_sample is not None:
        label = boxed(scene.say("button-voice"), cameo.voice)
        buttons.append(scene.button(label, "voice_on", _on(not cameo.voice), allowed=cameo.owner))
    if scene.platform in scene.desk.protects:
        label = boxed(scene.say("button-protected"), cameo.protected)
        setting = f"protect:{_on(not cameo.protected)}"
        buttons.append(scene.button(label, "level", setting, allowed=cameo.owner))
    return buttons


def _chats_run(scene: Scene, member: MemberId) -> Sequence[Button]:
    """Return what films are made with, for whoever runs this chat; at home, for each of theirs."""
    if not scene.desk.cameras.names:
        return ()
    here = scene.books.chats.membership(scene.post.chat, member)
    chats = [
        one.chat
        for one in ((here,) if here is not None else scene.books.chats.of(member))
        if one.role == "admin" or member in scene.desk.admins
    ]
    buttons = []
    for chat in chats[:CHATS_RUN_MAX]:
        only = scene.books.chats.puppets_only(chat)
        label = scene.say("button-puppets-only")
        if here is None:
            label = scene.say("button-puppets-only-in", chat=fit(scene.chat(chat), CHAT_ROOM))
        buttons.append(
            scene.button(
                boxed(label, only), "puppets_only", f"{chat}|{_on(not only)}", allowed=member
            )
        )
    return buttons


def _ends(scene: Scene, owner: MemberId) -> Sequence[Button]:
    return [
        scene.button(scene.say("button-revoke-all"), "revoke", "all", allowed=owner),
        scene.button(scene.say("button-forget-me"), "open", "forget", allowed=owner),
    ]


def present_forget(scene: Scene, member: str) -> OutgoingText:
    """Say what erasing takes away, before it does."""
    owner = MemberId(member)
    films = [
        film
        for film in scene.books.films.with_member(owner)
        if film.state != "removed"
        and not is_screen_test(film)
        and any(
            part.member == owner and part.state == "agreed"
            for part in scene.books.films.parts(film.id)
        )
    ]
    rows = rows_of(
        scene.button(scene.say("button-erase-all"), "forget_me", "confirm", allowed=owner),
        scene.button(scene.say("button-only-voice"), "forget_me", "voice", allowed=owner),
        scene.button(scene.say("button-keep-me"), "dismiss", allowed=owner),
    )
    return note(scene.say("forget", n=len(films)), rows=rows)

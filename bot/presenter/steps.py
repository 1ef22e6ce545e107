"""A form as a message: what is asked now, with a button for everything that is not typed."""

from __future__ import annotations

from collections.abc import Callable

from bot.chat import Button, OutgoingText, Rows
from bot.presenter.desk import Shown, TakeAway
from bot.presenter.scene import Scene, boxed, note, rows_of, ticked
from bot.presenter.words import TITLE_MAX, clean
from generation.model.cameo import PERSONA_MAX
from generation.model.drawn_me import CUTS, OPTIONS, DrawnSpec, read_spec
from generation.model.member import CALLED_MAX, MemberId
from generation.studio import dialogs
from generation.studio.records import Dialog

WORDS_MAX = 600  # of a sentence that is to be changed
TEXT_MAX = 300  # of a text of one's own
KEYCAP = "\ufe0f\u20e3"  # after a digit: drawn as large as a chat draws anything
FULL = "full"  # page of a release with its whole text


def present_step(scene: Scene, member: str) -> Shown:
    """Ask what is to be given now; what is no longer asked goes."""
    dialog = dialogs.live(scene.books, MemberId(member), scene.desk.at)
    if dialog is None or dialog.slot != scene.post.slot:
        return TakeAway()
    return KINDS[dialog.kind](scene, dialog)


def _release(scene: Scene, dialog: Dialog) -> OutgoingText:
    """Ask for face and voice, each for itself; both are off until somebody switches them on."""
    operator, engines, days = (
        dialog.values.get(name, "") for name in ("operator", "engines", "days")
    )
    if dialog.page == FULL:
        full = scene.say("web-release-full", operator=operator, engines=engines, days=days)
        return note(full, rows=((_back(scene, dialog),),))
    switches = [
        scene.button(
            boxed(scene.say(label), _is_on(dialog, name)), f"{name}_on",
            "0" if _is_on(dialog, name) else "1", allowed=dialog.member,
        )
        for name, label in (("face", "button-face"), ("voice", "button-voice"))
    ]  # fmt: skip
    go_on = scene.button(
        scene.say("web-adult"), "accept_release", allowed=dialog.member, tone="even"
    )  # fmt: skip
    leave = _leave(scene, dialog, "web-leave-form", even=True)
    whole = scene.button(scene.say("web-full-text"), "page", FULL, allowed=dialog.member)
    return note(
        scene.say("web-release-before"), scene.say("step-release"),
        scene.say("web-release-kept", operator=operator, engines=engines, days=days),
        rows=rows_of(*switches, go_on, leave, whole),
    )  # fmt: skip


def _video(scene: Scene, dialog: Dialog) -> OutgoingText:
    digits = " ".join(f"{digit}{KEYCAP}" for digit in dialog.values.get("digits", ""))
    text = scene.say("step-video", digits=digits)
    return note(text, rows=((_leave(scene, dialog, "web-leave-form"),),))


def _photo(scene: Scene, dialog: Dialog) -> OutgoingText:
    return note(
        scene.say("step-photo"), scene.say("web-photo-line"),
        rows=((_leave(scene, dialog, "web-leave-form"),),),
    )  # fmt: skip


# ---------------------------------------------------------------- a drawn self


def _drawn(scene: Scene, dialog: Dialog) -> OutgoingText:
    """Say how one is drawn, and show every part of it as a button, or the choices of one part."""
    spec = read_spec(dialog.given)
    look = scene.say(
        "step-drawn", style=spec.cut, glasses=int(spec.glasses), beard=int(spec.beard),
        hair=_colour(scene, "hair", spec.hair), skin=_colour(scene, "skin", spec.skin),
        clothes=_colour(scene, "clothes", spec.clothes),
    )  # fmt: skip
    if dialog.page:
        which = scene.say("step-which", part=scene.say(f"web-drawn-{dialog.page}"))
        return note(look, which, rows=_palette(scene, dialog, spec))
    parts = [
        scene.button(scene.say(f"web-drawn-{part}"), "page", part, allowed=dialog.member)
        for part in ("hair", "style", "skin", "clothes")
    ]
    extras = [
        scene.button(
            boxed(scene.say(f"web-drawn-{name}"), getattr(spec, name)), "look",
            f"{name}:{0 if getattr(spec, name) else 1}", allowed=dialog.member,
        )
        for name in ("glasses", "beard")
    ]  # fmt: skip
    draw = scene.button(
        scene.say("button-draw-it"), "confirm", "draw", allowed=dialog.member, tone="main"
    )
    leave = _leave(scene, dialog, "web-leave-form")
    return note(look, scene.say("step-drawn-more"), rows=rows_of(*parts, *extras, draw, leave))


def _palette(scene: Scene, dialog: Dialog, spec: DrawnSpec) -> Rows:
    part = dialog.page
    if part == "style":
        labels: dict[str, str] = {cut: scene.say(f"web-style-{cut}") for cut in CUTS}
        now: str = spec.cut
    else:
        labels = {swatch.id: _colour(scene, part, swatch.id) for swatch in OPTIONS[part]}
        now = getattr(spec, part)
    choices = [
        scene.button(
            ticked(f"{label[:1].upper()}{label[1:]}", choice == now), "look", f"{part}:{choice}",
            allowed=dialog.member,
        )
        for choice, label in labels.items()
    ]  # fmt: skip
    return rows_of(*choices, _back(scene, dialog))


def _colour(scene: Scene, part: str, swatch: str) -> str:
    return scene.say(f"swatch-{part}-{swatch.replace('_', '-')}")


# ---------------------------------------------------------------- words


def _sentence(scene: Scene, dialog: Dialog) -> OutgoingText:
    title = clean(dialog.values.get("title", ""), TITLE_MAX)
    return note(
        scene.say("step-names-out", title=title) if title else "",
        clean(dialog.values.get("sentence", ""), WORDS_MAX),
        scene.say("step-sentence"),
        rows=((_leave(scene, dialog, "button-leave-it"),),),
    )


def _persona(scene: Scene, dialog: Dialog) -> OutgoingText:
    return _text(
        scene, dialog, scene.say("web-form-persona"), scene.say("web-hint-persona"),
        example=scene.say("web-example-persona"), ask=scene.say("step-send", n=PERSONA_MAX),
    )  # fmt: skip


def _called(scene: Scene, dialog: Dialog) -> OutgoingText:
    title = scene.say("web-form-called", chat=clean(dialog.values.get("chat", "")))
    return _text(
        scene, dialog, title, scene.say("web-called-hint"), example="",
        ask=scene.say("step-send", n=CALLED_MAX),
    )  # fmt: skip


def _limit_words(scene: Scene, dialog: Dialog) -> OutgoingText:
    return _text(
        scene, dialog, scene.say("web-form-limit-words"), scene.say("web-hint-limit-words"),
        example=scene.say("web-example-limit-words"), ask=scene.say("step-send-all"),
    )  # fmt: skip


def _text(
    scene: Scene, dialog: Dialog, title: str, hint: str, *, example: str, ask: str
) -> OutgoingText:
    """Ask for a text of one's own; one that is there is shown, and can be cleared."""
    buttons = [_leave(scene, dialog, "button-leave-it")]
    now = clean(dialog.values.get(dialog.kind, ""), TEXT_MAX)
    third = scene.say("step-example", words=example) if example else ""
    if now:
        third = scene.say("step-now", words=now)
        clear = scene.say("web-clear-it")
        buttons.insert(0, scene.button(clear, "confirm", "clear", allowed=dialog.member))
    return note(title, hint, third, ask, rows=rows_of(*buttons))


# ---------------------------------------------------------------- every dialog


def _is_on(dialog: Dialog, name: str) -> bool:
    return dialog.given.get(name) == "1"


def _leave(scene: Scene, dialog: Dialog, label: str, *, even: bool = False) -> Button:
    return scene.button(
        scene.say(label), "dismiss", allowed=dialog.member, tone="even" if even else "plain"
    )


def _back(scene: Scene, dialog: Dialog) -> Button:
    return scene.button(scene.say("button-back"), "page", "", allowed=dialog.member)


KINDS: dict[str, Callable[[Scene, Dialog], OutgoingText]] = {
    "release": _release,
    "video": _video,
    "photo": _photo,
    "drawn": _drawn,
    "sentence": _sentence,
    "persona": _persona,
    "called": _called,
    "limit_words": _limit_words,
}
"""Kind of a form → what asks for it."""

"""Two films about not being heard: the lift nobody speaks in, and the call that is on mute."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from threading import Event

import numpy as np
import pytest

from generation.director.rules import RuleDirector
from generation.engines.puppet.blocking import block
from generation.engines.puppet.canvas import View
from generation.engines.puppet.engine import PuppetTake
from generation.engines.puppet.sets import SETS
from generation.engines.puppet.sets.video_call import tiles
from generation.engines.puppet.stage import Scene
from generation.media.subtitles import write_srt
from generation.model.screenplay import Action, Camera, Light, Prop, Shot
from generation.production.captions import Captions
from generation.production.inspection import Inspector
from generation.production.layout import lay_out
from generation.production.score import score
from generation.sound.room import heard
from tests.papers import TINY, line, order_of, paper, spoken, timeline_of

ME = [("me", "cameo")]
LIFT = (
    "awkward silence in the elevator with my boss",
    "Nobody speaks in the lift",
    "“Nice weather today” in the lift",
    "stuck in an elevator with my ex",
    "电梯里没人说话",
    "在电梯里遇到前任，好尴尬",
    "突然冷场了，尴尬",
    "電梯裡遇到老闆",
    "好尷尬，誰都不說話",
    "跟鄰居一起搭電梯",
)
NOT_LIFT = (
    "can you give me a lift home",
    "the elevator is broken again",
    "谁弄坏了电梯",
    "Ana and Ben argue about the last dumpling, then laugh",
    "office meeting at 8 am",
    "sorry I forgot our anniversary",
    "好安静的森林",
)


MUTED = (
    "Dave, you're on mute",
    "can you hear me?",
    "zoom meeting with my boss, I was on mute the whole time",
    "“I quit” on a video call",
    "开会没开麦",
    "大家听得见吗",
    "视频会议讲了十分钟，一直静音",
    "你沒開麥",
    "線上開會聽得到嗎",
    "視訊會議我一直靜音",
)
NOT_MUTED = (
    "my cat is asleep, slow zoom in",
    "I put my phone on mute and slept",
    "手机静音了，错过电话",
    "office meeting at 8 am",
    "今天又加班到凌晨三点，老板还在画饼",
    "突然冷场了，尴尬",
    "“I said what I said” dramatic courtroom",
)


def write(sentence, cast=ME, *, seed=0):
    return RuleDirector().write(sentence, cast, locale="en", seed=seed)


@pytest.mark.parametrize("sentence", LIFT)
def test_an_awkward_silence_is_filmed_in_the_lift(sentence):
    film = write(sentence)
    assert film.recipe == "R15"
    assert {shot.set for shot in film.shots} == {"lift"}


@pytest.mark.parametrize("sentence", NOT_LIFT)
def test_other_sentences_take_the_stairs(sentence):
    assert write(sentence).recipe != "R15"


def test_three_share_the_lift_and_one_of_them_says_the_one_line():
    for seed in range(3):
        film = write("Nobody speaks in the lift", [*ME, ("Ana", "drawn")], seed=seed)
        assert max(len(shot.cast) for shot in film.shots) == 3
        lines = [line for shot in film.shots for line in shot.lines]
        assert [(line.who, line.text) for line in lines] == [("P1", "Nobody speaks in the lift")]


def test_words_in_quotation_marks_break_the_silence():
    film = write("“Nice weather today” in the lift")
    assert [line.text for shot in film.shots for line in shot.lines] == ["Nice weather today"]


def test_the_counter_stands_until_the_doors_open_on_the_stars():
    film = write("Nobody speaks in the lift", seed=1)
    shown = [prop.label for shot in film.shots for prop in shot.props if prop.id == "sign"]
    assert len(set(shown[:-2])) == 1
    assert shown[-2:] == ["∞", "∞"]
    assert [shot.light.kind for shot in film.shots][-3:] == ["key", "stars", "stars"]
    assert film.shots[-2].light.behaviour == "sweep"


@pytest.mark.parametrize(
    ("sentence", "words"),
    [("Nobody speaks in the lift", "Going up."), ("电梯里没人说话", "继续上行。"),
     ("電梯裡沒人說話", "繼續上行。")],
)  # fmt: skip
def test_the_lift_has_the_last_word_in_the_dark(sentence, words):
    last = write(sentence).shots[-1].cards
    assert [(card.text, card.style) for card in last] == [(words, "black")]


def lift_art(lettering, behaviour, *, kind="stars"):
    view = View(width_px=72, height_px=128, margin_px=8)
    light = Light(kind=kind, behaviour=behaviour)
    return SETS["lift"].paint(Scene(view=view, lettering=lettering, light=light))


def test_the_doors_slide_apart_where_the_light_sweeps(lettering):
    sliding = lift_art(lettering, "sweep").front[:2]
    assert sliding[0].drift[0] == -sliding[1].drift[0] < 0
    assert all(leaf.alpha is not None and leaf.alpha[72, 44 + side] == 255
               for leaf, side in zip(sliding, (-2, 2), strict=True))  # fmt: skip
    assert all(layer.drift == (0.0, 0.0) for layer in lift_art(lettering, "steady").front)


def test_starlight_is_colder_than_the_lamp(lettering):
    lamp, stars = (lift_art(lettering, "steady", kind=kind).light.key for kind in ("key", "stars"))
    assert stars[2] - stars[0] > lamp[2] - lamp[0] + 40


@pytest.mark.parametrize(("people", "whole"), [(1, False), (2, False), (3, True)])
def test_a_view_that_shows_legs_shows_whole_people(mina, people, whole):
    tokens = ("P1", "P2", "P3")[:people]
    shot = Shot(id="S1", set="lift", camera=Camera(framing="medium"), cast=tokens)
    order = order_of(paper(shot), dict.fromkeys(tokens, mina))
    (blocked,) = block(order, timeline_of(12), SETS)
    assert {actor.whole for actor in blocked.actors} == {whole}


@pytest.mark.parametrize("sentence", MUTED)
def test_what_nobody_hears_is_said_in_a_video_call(sentence):
    film = write(sentence)
    assert film.recipe == "R16"
    assert {shot.set for shot in film.shots} == {"video_call"}


@pytest.mark.parametrize("sentence", NOT_MUTED)
def test_other_sentences_are_heard(sentence):
    assert write(sentence).recipe != "R16"


def test_the_speech_is_mute_and_its_last_words_are_not():
    for seed in range(3):
        film = write("Dave, you're on mute", [*ME, ("Dave", "drawn")], seed=seed)
        lines = [line for shot in film.shots for line in shot.lines]
        assert [line.heard for line in lines] == ["mute", "mute", "room"]
        assert {film.member(line.who).name for line in lines} == {"Dave"}
        assert film.shots[0].cast[0] == lines[0].who
        assert lines[0].text == "Dave, you're on mute"


@pytest.mark.parametrize("sentence", ["I was on mute", "zoom meeting with Ben, I was on mute"])
def test_who_tells_of_being_mute_is_mute(sentence):
    film = write(sentence, [*ME, ("Ben", "drawn")])
    assert {film.member(line.who).name for shot in film.shots for line in shot.lines} == {"me"}


def test_a_quotation_is_heard_in_the_end():
    lines = [line for shot in write("“I quit” on a video call").shots for line in shot.lines]
    assert [(line.text, line.heard) for line in lines][-1] == ("I quit", "room")


def test_the_call_bears_the_words_and_the_microphone_comes_on_with_the_last_ones():
    film = write("Dave, you're on mute")
    signs = [next(p for p in shot.props if p.id == "sign") for shot in film.shots]
    assert {sign.label for sign in signs} == {"on mute"}
    assert [sign.start for sign in signs] == ["off", "off", "off", "on", "on", "on"]
    assert [p.end for p in film.shots[-1].props if p.id == "chair"] == ["lit"]


def call(tokens, *, sign="off"):
    sign_prop = Prop(id="sign", label="ABC", anchor="wall", start=sign, end=sign)
    return Shot(id="S1", set="video_call", camera=Camera(framing="wide"), cast=tokens,
                props=(sign_prop,))  # fmt: skip


def test_who_sits_in_a_tile_is_seen_in_no_other(mina, lettering):
    seen = []
    for tokens in ((), ("P1",)):
        order = order_of(paper(call(tokens)), {"P1": mina})
        frame = next(iter(PuppetTake(order, timeline_of(1), lettering).frames(Event())))
        seen.append(frame[:256].astype(np.int16))
    changed = np.abs(seen[1] - seen[0]) > 6
    boxes = [[round(edge * 256) for edge in box] for box in tiles(144 / 256)]
    shares = [changed[top:low, left:right].mean() for left, top, right, low in boxes]
    assert shares[0] > 0.3
    assert max(shares[1:]) == 0


@pytest.mark.parametrize("aspect", [9 / 16, 1.0, 16 / 9])
def test_tiles_keep_apart_and_hold_the_faces_of_who_sits_in_them(aspect):
    boxes, anchors = tiles(aspect), SETS["video_call"].anchors(aspect)
    assert {"actor1", "actor2", "actor3", "table", "ground", "wall", "air"} <= anchors.keys()
    assert [anchors[f"actor{n + 1}"].window for n in range(3)] == list(boxes[:3])
    assert anchors["ground"].window == boxes[3]
    assert boxes[0][2] < boxes[1][0]
    assert boxes[0][3] < boxes[2][1]
    assert all(0 < box[0] < box[2] < aspect and 0.1 < box[1] < box[3] < 0.89 for box in boxes)


def test_names_stand_in_the_tiles_and_a_red_microphone_in_the_first(lettering):
    def picture(state, **names):
        view = View(width_px=144, height_px=256, margin_px=4)
        scene = Scene(view=view, lettering=lettering, sign_state=state, names=names)
        return SETS["video_call"].paint(scene).front[0].bgr.astype(np.int16)

    plain = picture("on")
    assert (np.abs(picture("on", actor2="Ana") - plain)[:, 76:] > 20).any()
    red = picture("off")
    assert ((red[..., 2] - red[..., 1] > 90) & (plain[..., 2] < 90)).sum() > 20


def test_a_mute_line_moves_lips_and_makes_no_sound_and_no_subtitle(tmp_path, lettering):
    assert not heard(np.ones(480, np.float32), "mute").any()
    shot = Shot(id="S1", set="video_call", cast=("P1",),
                lines=(line(heard="mute"), line("Hello.", line_id="L2")))  # fmt: skip
    timeline = lay_out(paper(shot), {"L1": spoken(), "L2": spoken()}, fps=Fraction(24))
    assert [cue.silent for cue in timeline.cues] == [True, False]
    assert timeline.cues[0].phonemes
    first_s = timeline.cues[1].start_s
    sound = np.full((round(timeline.duration_s * 1000), 2), 0.1, np.float32)
    sound[: round(first_s * 1000)] = 0.0
    assert not Inspector(timeline, []).is_mute(sound)
    captions = Captions(paper(shot), timeline, TINY, lettering)
    shown = []
    for cue in timeline.cues:
        frame = np.zeros((384, 144), np.uint8)
        captions.lay(round(24 * (cue.start_s + cue.end_s) / 2), frame)
        shown.append(bool(frame.any()))
    assert shown == [False, True]
    write_srt(timeline.cues, tmp_path / "film.srt")
    assert (tmp_path / "film.srt").read_text("utf-8").count("-->") == 1


@pytest.mark.parametrize(("manner", "sounds"), [("room", 2), ("mute", 1)])
def test_who_is_mute_laughs_without_a_sound(mina, manner, sounds):
    shot = call(("P1",))
    shot = replace(shot, lines=(line(heard=manner),), actions=(Action(who="P1", action="laugh"),))
    order = order_of(paper(shot), {"P1": mina})
    timeline = lay_out(order.screenplay, {"L1": spoken()}, fps=Fraction(24))
    plan = score(order, timeline, {"L1": spoken()})
    assert len(plan.speech) == sounds

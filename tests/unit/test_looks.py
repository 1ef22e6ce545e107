"""Looks: what each does to a frame, and how a film is asked for one."""

from __future__ import annotations

from threading import Event

import numpy as np
import pytest

from generation.director.reading import read
from generation.director.rules import RuleDirector
from generation.director.vocabulary import LOOKS as IDS
from generation.model.screenplay import CastMember
from generation.production.film import Developed, Titles
from generation.production.layout import lay_out
from generation.production.looks import LOOKS, Negative, look_for, look_of
from generation.production.table_read import table_read
from tests.fakes import FakeTake, FakeVoice
from tests.papers import order_of, two_shots

OTHERS = [name for name in LOOKS if name != "natural"]
SIZES = [(128, 128), (130, 214), (256, 144), (358, 634)]
FRAMES = 90


def film(width=144, height=256, **more):
    return Negative(width_px=width, height_px=height, frames=FRAMES, fps=30.0, **more)


def scene(width=144, height=256, seed=1):
    """Shapes on a slope of light, with all colours and levels in them."""
    rng = np.random.default_rng(seed)
    frame = np.empty((height * 3 // 2, width), np.uint8)
    frame[:height] = np.linspace(16, 235, width)[None] * 0.7 + np.linspace(5, 70, height)[:, None]
    frame[height // 3 : height // 2, width // 4 : width // 2] = 20
    frame[height // 2 : height * 2 // 3, width // 3 : width * 3 // 4] = 235
    frame[:height] = np.clip(frame[:height] + rng.integers(-2, 3, (height, width)), 16, 235)
    frame[height:] = (
        rng.integers(16, 240, (height // 16 + 1, width // 8 + 1))
        .repeat(8, 0)
        .repeat(8, 1)[: height // 2, :width]
    )
    return frame


def developed(name, index=45, frame=None, **more):
    frame = scene() if frame is None else frame
    look_of(name, film(**more)).develop(index, frame)
    return frame


def test_a_screenplay_may_ask_for_every_look_there_is_and_for_no_other():
    assert tuple(LOOKS) == IDS


def test_natural_changes_nothing():
    assert np.array_equal(developed("natural"), scene())


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("index", [0, 14, 45, 80, FRAMES - 1])
def test_levels_stay_legal_in_every_size(name, size, index):
    frame = scene(*size)
    look = look_of(name, film(*size))
    look.develop(index, frame)
    luma = frame[: size[1]]
    assert frame.shape == (size[1] * 3 // 2, size[0])
    assert luma.min() >= 16
    assert luma.max() <= 235


@pytest.mark.parametrize("level", [16, 235])
@pytest.mark.parametrize("name", OTHERS)
def test_plain_black_and_white_frames_stay_legal(name, level):
    frame = np.full((384, 144), 128, np.uint8)
    frame[:256] = level
    developed(name, frame=frame)
    assert 16 <= frame[:256].min() <= frame[:256].max() <= 235
    assert abs(int(np.median(frame[:256])) - level) < 60


@pytest.mark.parametrize("name", OTHERS)
def test_a_frame_is_developed_from_itself_and_its_number_alone(name):
    look = look_of(name, film(seed=3))
    for index in (2, 77, 44):
        look.develop(index, scene(seed=index))
    later = scene()
    look.develop(45, later)
    assert np.array_equal(later, developed(name, seed=3))


def test_every_look_is_told_from_every_other():
    sheets = {name: developed(name).astype(float) for name in LOOKS}
    for one in LOOKS:
        for other in LOOKS:
            assert one == other or np.abs(sheets[one] - sheets[other]).mean() > 2


@pytest.mark.parametrize("name", ["noir", "silent"])
def test_film_stock_has_no_colours(name):
    chroma = developed(name)[256:].reshape(2, -1)
    assert (chroma == chroma[:, :1]).all()


def test_ink_keeps_vermilion_and_drains_every_other_colour():
    left = {}
    for colour, levels in {"red": (100, 205), "blue": (200, 100), "green": (80, 80)}.items():
        frame = scene()
        frame[256:].reshape(2, -1)[:] = np.array(levels)[:, None]
        developed("ink", frame=frame)
        left[colour] = np.abs(frame[256:].reshape(2, -1).astype(int) - 128).mean()
    assert left["red"] > 4 * max(left["blue"], left["green"])


def test_pixels_are_square_and_few_tones():
    luma = developed("pixel", frame=scene(256, 256), width=256, height=256)[:256]
    squares = luma.reshape(64, 4, 64, 4)
    assert (squares == squares[:, :1, :, :1]).all()
    assert len(np.unique(luma)) <= 9


def test_a_comic_draws_its_outlines_in_black():
    luma = developed("comic")[:256]
    assert (luma[170:173, 60:100] < 60).mean() > 0.3
    assert len(np.unique(scene()[:256])) > 150
    assert np.isin(luma, (16, 62, 116, 170, 214, 235)).mean() > 0.5


def test_the_iris_closes_on_the_last_face_and_begins_with_a_poster():
    look = look_of("silent", film(opens_on=(0.3, 0.3), closes_on=(0.7, 0.6)))
    plain = np.full((384, 144), 180, np.uint8)
    first, nearly, last = plain.copy(), plain.copy(), plain.copy()
    look.develop(0, first)
    look.develop(FRAMES - 4, nearly)
    look.develop(FRAMES - 1, last)
    rows, columns = np.nonzero(nearly[:256] > 90)
    assert rows.mean() == pytest.approx(0.6 * 256, abs=5)
    assert columns.mean() == pytest.approx(0.7 * 144, abs=5)
    assert (first[:256] > 90).mean() > 0.5
    assert (last[:256] > 90).mean() < 0.02


def finished(look, mina, lettering):
    order = order_of(two_shots(look=look), {"P1": mina})
    speeches = table_read(order.screenplay, order.likenesses, FakeVoice(), seed=order.seed)
    timeline = lay_out(order.screenplay, speeches, fps=order.spec.fps)
    take, titles = FakeTake(order, timeline), Titles(order, timeline, lettering)
    records = take.records()
    frames = Developed(
        take, records, titles, timeline, Event(), look=look_for(order, timeline, records)
    )
    return [frame.copy() for frame in frames], titles


@pytest.mark.parametrize("name", OTHERS)
def test_label_and_captions_lie_over_every_look_untouched(name, mina, lettering):
    frames, titles = finished(name, mina, lettering)
    natural, _ = finished("natural", mina, lettering)
    assert all(titles.label(index).is_on(frame) for index, frame in enumerate(frames))
    label = titles.label(0)
    solid = label.luma_inverse == 0
    for one, other in ((frames[0], natural[0]), (frames[3], natural[3])):
        ours, plain = (
            f[label.y : label.y + solid.shape[0], label.x : label.x + solid.shape[1]]
            for f in (one, other)
        )
        assert np.array_equal(ours[solid], plain[solid])
    letters = natural[-20][140:256] == 235
    assert np.array_equal(frames[-20][140:256][letters], natural[-20][140:256][letters])


ASKED = [
    ("me in the rain in black and white", "noir", "me in the rain"),
    ("noir: me in the rain", "noir", "me in the rain"),
    ("make a noir film about me in the rain", "noir", "me in the rain"),
    ("make a short silent film of me at the office", "silent", "me at the office"),
    ("me on the stage as a silent film", "silent", "me on the stage"),
    ("me at the beach (pixel art)", "pixel", "me at the beach"),
    ("me in 8-bit, jumping", "pixel", "me, jumping"),
    ("me on the stage as a comic", "comic", "me on the stage"),
    ("me on a mountain, ink painting style", "ink", "me on a mountain"),
    ("我在雨里等车，黑白", "noir", "我在雨里等车"),
    ("拍成默片：我在台上跳舞", "silent", "我在台上跳舞"),
    ("帮我拍一个像素短片，我在海边跑步", "pixel", "我在海边跑步"),
    ("帮我拍一部水墨风格的短片：我在山上", "ink", "我在山上"),
    ("漫画风格的我在山上", "comic", "我在山上"),
    ("我在雨裡等車，拍成默片", "silent", "我在雨裡等車"),
    ("像素風：我在辦公室加班", "pixel", "我在辦公室加班"),
    ("我在舞台上唱歌，漫畫風格", "comic", "我在舞台上唱歌"),
]


@pytest.mark.parametrize(("sentence", "look", "told"), ASKED)
def test_words_choose_the_look_and_are_not_told(sentence, look, told):
    reading = read(sentence, ["me"], "en")
    assert (reading.look, reading.content) == (look, told)
    film = RuleDirector().write(sentence, [("me", "cameo")], locale="en", seed=1)
    assert film.look == look
    spoken = "".join(line.text for shot in film.shots for line in shot.lines)
    assert not any(word in spoken for word in ("noir", "silent", "8-bit", "comic", "默片", "像素"))


@pytest.mark.parametrize(
    "sentence",
    [
        "penguins dressed in black and white", "a black and white cat", "I read a comic in bed",
        "I have a Google Pixel phone", 'Ben says "in black and white"', "黑白猫和我吵架",
        "我在看漫画", "the ink on my hand", "she is silent", "她说：「拍成黑白」",
    ],
)  # fmt: skip
def test_words_about_things_are_left_where_they_are(sentence):
    reading = read(sentence, ["me"], "en")
    assert reading.look is None
    assert reading.content == sentence


def test_a_film_of_its_own_look_yields_to_words():
    verse = "白日依山尽，黄河入海流。"
    director = RuleDirector()
    cast = [("me", "cameo")]
    assert director.write(verse, cast, locale="zh-Hans", seed=1).look == "ink"
    asked = director.write(verse + "漫画", cast, locale="zh-Hans", seed=1)
    assert (asked.look, asked.recipe) == ("comic", "verse")


def test_a_sentence_of_nothing_but_a_look_is_still_a_film():
    film = RuleDirector().write("noir", [("me", "cameo")], locale="en", seed=1)
    assert film.look == "noir"
    assert film.cast[0] == CastMember(token="P1", kind="cameo", name="me")

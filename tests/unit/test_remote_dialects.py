"""What each kind of server is sent, what it can, and what a film costs there."""

from __future__ import annotations

import base64
import json
from decimal import Decimal
from typing import Any, get_args

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.engines.remote.dialects import Dialect, limits_of, news_of, ordered
from generation.engines.remote.framing import AREA_MAX, framed, nearest, on_grid
from generation.engines.remote.wish import Money, Price, Wish
from generation.posting import File

DIALECTS: tuple[Dialect, ...] = get_args(Dialect)
STILL = cv2.imencode(".png", np.full((16, 9, 3), 90, np.uint8))[1].tobytes()


def wish(**more: Any) -> Wish:
    said = {"width": 720, "height": 1280, "frames": 96, "fps": 24.0, "seed": 3} | more
    return Wish(prompt="she waves", still_png=STILL, **said)


def size_of(png: bytes) -> tuple[int, int]:
    decoded = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR)
    assert decoded is not None
    return decoded.shape[1], decoded.shape[0]


def form_of(dialect: Dialect, one: Wish) -> dict[str, Any]:
    form = ordered(dialect, one, model="m").form
    assert form is not None
    return dict(form)


@pytest.mark.parametrize(
    ("frames", "seconds"), [(1, 4), (96, 4), (97, 8), (192, 8), (193, 12), (288, 12)]
)
def test_the_shortest_film_that_is_sold_and_long_enough_is_bought(frames, seconds):
    order = ordered("openai", wish(frames=frames), model="sora")
    assert order.form is not None
    assert order.form["seconds"] == str(seconds)
    assert order.seconds == seconds


@pytest.mark.parametrize(
    ("width", "height", "size"),
    [(720, 1280, "720x1280"), (1080, 1920, "720x1280"), (1280, 720, "1280x720"),
     (640, 480, "1280x720"), (480, 640, "720x1280"), (720, 720, "720x1280")],
)  # fmt: skip
def test_of_the_shapes_that_are_sold_the_nearest_is_bought(width, height, size):
    form = form_of("openai", wish(width=width, height=height))
    assert form["size"] == size
    still = form["input_reference"]
    assert isinstance(still, File)
    assert f"{size_of(still.data)[0]}x{size_of(still.data)[1]}" == size


def test_an_open_model_gets_frames_size_and_rate_as_it_can_make_them():
    form = form_of("vllm-omni", wish(frames=100, seed=11))
    kept = {name: form[name] for name in ("width", "height", "num_frames", "fps", "seed", "model")}
    assert kept == {
        "width": "704", "height": "1280", "num_frames": "105", "fps": "24", "seed": "11",
        "model": "m",
    }  # fmt: skip
    assert "audio_reference" not in form
    assert size_of(form["input_reference"].data) == (704, 1280)


def test_a_voice_is_sent_as_a_data_url():
    form = form_of("vllm-omni", wish(dialogue_wav=b"RIFF...."))
    head, _, data = json.loads(form["audio_reference"])["audio_url"].partition(",")
    assert head == "data:audio/wav;base64"
    assert base64.b64decode(data) == b"RIFF...."


def test_sglang_gets_json_with_the_picture_in_it():
    order = ordered("sglang", wish(dialogue_wav=b"RIFF...."), model="")
    assert order.form is None
    body = dict(order.json or {})
    head, _, data = str(body.pop("reference_url")).partition(",")
    assert head == "data:image/png;base64"
    assert size_of(base64.b64decode(data)) == (704, 1280)
    assert body == {
        "prompt": "she waves", "size": "704x1280", "num_frames": 97, "fps": 24, "seed": 3
    }  # fmt: skip
    assert order.seconds == pytest.approx(97 / 24)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_still_that_is_no_picture_is_not_sent(dialect):
    bad = Wish(prompt="x", still_png=b"no", frames=9, fps=24.0, width=64, height=96)
    with pytest.raises(ValueError, match="no picture"):
        ordered(dialect, bad, model="")


@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_a_server_can(dialect):
    limits = limits_of(dialect)
    assert limits.hears == (dialect == "vllm-omni")
    assert not limits.chains
    assert not limits.speaks
    longest = ordered(dialect, wish(frames=limits.frames_max), model="")
    assert longest.seconds >= limits.frames_max / limits.fps


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_words_of_a_dialect(dialect):
    said = {
        word: news_of(dialect, {"status": word}).stage
        for word in ("queued", "in_progress", "completed", "failed", "cancelled", "deleted", "huh")
    }
    assert list(said.values())[:4] == ["making", "making", "made", "failed"]
    assert said["cancelled"] == (None if dialect == "openai" else "failed")
    assert said["huh"] is None
    assert news_of(dialect, {"id": "video_1"}).stage == "making"


@given(st.integers(16, 4000), st.integers(16, 4000))
def test_every_size_finds_one_that_a_model_can_film_in(width, height):
    found = on_grid((width, height))
    assert all(side % 32 == 0 and side > 0 for side in found)
    assert found[0] * found[1] <= AREA_MAX * 1.1 or min(found) == 32


@given(st.integers(8, 400), st.integers(8, 400), st.sampled_from([(72, 128), (128, 72), (64, 64)]))
def test_the_whole_still_lies_in_the_middle_of_the_frame(width, height, size):
    still = np.full((height, width, 3), 40, np.uint8)
    still[: height // 2] = 220
    found = framed(cv2.imencode(".png", still)[1].tobytes(), size)
    picture = cv2.imdecode(np.frombuffer(found, np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    assert picture.shape[1::-1] == size
    middle = picture[:, size[0] // 2, 0].astype(int)
    assert middle[: size[1] // 2 - 10].mean() > middle[size[1] // 2 + 10 :].mean()


def test_of_two_shapes_alike_the_first_is_taken():
    assert nearest(((720, 1280), (1280, 720)), (500, 500)) == (720, 1280)


@pytest.mark.parametrize(
    ("text", "seconds", "money"),
    [("0.10 USD", 4, Money(Decimal("0.40"), "USD")), ("0.10 USD", 0, Money(Decimal("0.00"), "USD")),
     ("0.0333 EUR", 5.04, Money(Decimal("0.17"), "EUR")), ("2 CNY", 12, Money(Decimal(24), "CNY")),
     ("0.0001 USD", 1, Money(Decimal("0.01"), "USD"))],
)  # fmt: skip
def test_what_a_film_costs(text, seconds, money):
    price = Price.parse(text)
    assert price is not None
    assert price.of(seconds) == money


@pytest.mark.parametrize("text", ["", "free", "0.10", "0.10 usd", "-1 USD", "0.10 USD a second"])
def test_no_price_is_no_price(text):
    assert Price.parse(text) is None

"""Forms asked step by step, on a fake of Telegram: from a picture with a caption to a character."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from tests.telegram.house import telegram_house
from tests.telegram.server import telegram
from tests.telegram.world import World


def a_picture() -> bytes:
    grey = BytesIO()
    Image.new("RGB", (32, 32), (120, 120, 120)).save(grey, "JPEG")
    return grey.getvalue()


async def test_a_cameo_and_its_character_come_about_in_a_private_chat(tmp_path, models_dir):
    world = World()
    async with (
        telegram(world) as server,
        telegram_house(tmp_path / "data", models_dir, server) as room,
    ):
        ana = world.user("Ana", username="ana")
        ana.starts()
        await ana.presses(await room.sees(ana, "castable"), "🖼 One photo")
        asks = await room.sees(ana, "two separate choices")
        await ana.presses(asks, "☐ My face")
        await ana.presses(await room.sees(ana, "☑ My face"), "I’m 18+, go on")
        assert await room.sees(ana, "Send me one photo") is asks
        photo = ana.sends_photo(a_picture(), caption="this is me")
        test = await room.sees(ana, "Use it")
        await room.until(lambda: photo.gone and asks.gone)
        await ana.presses(test, "Use it")
        await room.sees(ana, "That's you.")
        ana.says(ana.chat, "/me")
        await ana.presses(await room.sees(ana, "My character"), "My character")
        asks = await room.sees(ana, "280 letters at most")
        ana.says(ana.chat, "Deadpan, always with a book")
        await room.sees(ana, "Your character: “Deadpan, always with a book”")
        await room.until(lambda: asks.gone)

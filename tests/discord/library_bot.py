"""A small bot on discord.py; it says what the one on discord.js says."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord
import yarl
from discord import app_commands, ui

from tests.discord.server import Server


class Likeness(ui.Modal, title="Your likeness"):
    name: ui.Label[Any] = ui.Label(text="Name", component=ui.TextInput(custom_id="name"))
    selfie: ui.Label[Any] = ui.Label(text="Selfie", component=ui.FileUpload(custom_id="selfie"))
    me: ui.Label[Any] = ui.Label(text="It is me", component=ui.Checkbox(custom_id="me"))

    async def on_submit(self, asked: discord.Interaction) -> None:
        name, files, me = self.name.component, self.selfie.component, self.me.component
        assert isinstance(name, ui.TextInput)
        assert isinstance(files, ui.FileUpload)
        assert isinstance(me, ui.Checkbox)
        await asked.response.defer(ephemeral=True, thinking=True)
        selfie = files.values[0]
        size, ticked = len(await selfie.read()), str(me.value).lower()
        await asked.followup.send(f"{name.value}: {selfie.filename} of {size} bytes, {ticked}")


class Buttons(ui.View):
    def __init__(self) -> None:
        super().__init__(timeout=None)

    @ui.button(label="Like", custom_id="like")
    async def like(self, asked: discord.Interaction, _button: ui.Button[Buttons]) -> None:
        await asked.response.send_message("Liked", ephemeral=True)

    @ui.button(label="Count", custom_id="count")
    async def count(self, asked: discord.Interaction, _button: ui.Button[Buttons]) -> None:
        await asked.response.edit_message(content="Film, counted")

    @ui.button(label="Selfie", custom_id="selfie")
    async def selfie(self, asked: discord.Interaction, _button: ui.Button[Buttons]) -> None:
        await asked.response.send_modal(Likeness())


films = app_commands.Group(name="film", description="Films")


@films.command(description="Make a film")
async def make(
    asked: discord.Interaction, sentence: str, person: discord.User, photo: discord.Attachment
) -> None:
    await asked.response.defer(thinking=True)
    assert asked.guild is not None
    assert isinstance(asked.channel, discord.TextChannel)
    place, size = f"{asked.guild.name} #{asked.channel.name}", len(await photo.read())
    words = f"{sentence} with {person.display_name}, {size} bytes, in {place}"
    await asked.edit_original_response(content=words)
    film = discord.File(io.BytesIO(bytes([7]) * 2000), "film.mp4")
    await asked.followup.send("Film", file=film, view=Buttons())


@app_commands.context_menu(name="Remix")
async def remix(asked: discord.Interaction, message: discord.Message) -> None:
    await asked.response.send_message(f"Remix of {message.content}", ephemeral=True)


class LibraryBot(discord.Client):
    """Syncs its commands, answers them, and answers direct messages."""

    def __init__(self, **options: Any) -> None:
        intents = discord.Intents(guilds=True, dm_messages=True)
        super().__init__(intents=intents, guild_ready_timeout=0.1, **options)
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(films)
        self.tree.add_command(remix)

    async def setup_hook(self) -> None:
        self.add_view(Buttons())
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Do not wait five seconds between two sessions, as Discord would have it."""

    async def on_message(self, message: discord.Message) -> None:
        if not message.author.bot:
            files = len(message.attachments)
            await message.channel.send(f"You wrote {message.content} with {files} files")


@asynccontextmanager
async def library_bot(
    server: Server, monkeypatch: Any, **options: Any
) -> AsyncIterator[LibraryBot]:  # fmt: skip
    """Run it on a server for as long as the block lasts; ``options`` are the client's."""
    monkeypatch.setattr(discord.http.Route, "BASE", server.api_url)
    gateway = yarl.URL(server.world.gateway_url)
    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", gateway)
    bot = LibraryBot(**options)
    async with bot:
        running = asyncio.create_task(bot.start(server.world.token))
        await bot.wait_until_ready()
        yield bot
    await running

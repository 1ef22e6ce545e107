"""A bot that answers by hand, some commands and forms for it, and two friends who use them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from tests.discord.asking import Asked
from tests.discord.people import Person, people
from tests.discord.samples import Answer, ask
from tests.discord.server import Server, discord
from tests.discord.things import Intent, Json, Message
from tests.discord.world import World

SAY, THINK, LATER, CHANGE, SHOW_FORM = 4, 5, 6, 7, 9
FORM: Json = {
    "custom_id": "m:1", "title": "Your likeness", "components": [
        {"type": 10, "content": "A selfie is enough."},
        {"type": 18, "label": "Sentence", "component": {
            "type": 4, "custom_id": "sentence", "style": 2, "max_length": 20, "value": "moon",
        }},
        {"type": 18, "label": "Selfie", "component": {
            "type": 19, "custom_id": "selfie", "max_values": 2,
        }},
        {"type": 18, "label": "It is me", "component": {"type": 23, "custom_id": "me"}},
        {"type": 18, "label": "Where", "component": {
            "type": 22, "custom_id": "where", "required": False, "options": [
                {"label": "Here", "value": "here"}, {"label": "There", "value": "there"},
            ],
        }},
        ],
}  # fmt: skip
CHOICE: Json = {
    "custom_id": "m:2", "title": "Who", "components": [
        {"type": 18, "label": "Style", "component": {
            "type": 21, "custom_id": "style", "options": [
                {"label": "Dark", "value": "dark", "default": True},
                {"label": "Epic", "value": "epic"},
            ],
        }},
        {"type": 18, "label": "Place", "component": {
            "type": 3, "custom_id": "place", "options": [{"label": "Moon", "value": "moon"}],
        }},
        {"type": 18, "label": "With", "component": {"type": 5, "custom_id": "with"}},
        {"type": 1, "components": [
            {"type": 4, "custom_id": "old", "style": 1, "label": "Old", "required": False},
        ]},
        ],
}  # fmt: skip
COMMANDS: list[Json] = [
    {
        "name": "walkon", "description": "Films", "type": 1, "contexts": [0, 1, 2],
        "integration_types": [0, 1],
        "options": [
            {
                "type": 1, "name": "make", "description": "Make a film",
                "name_localizations": {"zh-CN": "拍"},
                "options": [
                    {
                        "type": 3, "name": "sentence", "description": "What", "required": True,
                        "max_length": 30,
                    },
                    {"type": 6, "name": "person", "description": "Who"},
                    {"type": 11, "name": "photo", "description": "Face"},
                    {
                        "type": 4, "name": "shots", "description": "How many", "max_value": 3,
                        "choices": [{"name": "one", "value": 1}],
                    },
                ],
            },
            {"type": 1, "name": "me", "description": "Me"},
        ],
    },
    {"name": "Remix this clip", "type": 3},
    {"name": "audit", "description": "For admins", "default_member_permissions": "32"},
]  # fmt: skip


def with_buttons(world: World, ana: Person, **more: Any) -> Message:
    rows = [{"type": 1, "components": [
        {"type": 2, "style": 1, "label": "👍 3", "custom_id": "1:like"},
        {"type": 2, "style": 1, "label": "Remix", "custom_id": "1:remix", "disabled": True},
        {"type": 2, "style": 5, "label": "Help", "url": "https://example.org/"},
    ]}]  # fmt: skip
    return world.post_message(ana.here, world.me, "film", components=rows, **more)


@dataclass(frozen=True, slots=True)
class ByHand:
    """A bot without a library; it is told of nothing, and a test answers for it."""

    server: Server

    @property
    def world(self) -> World:
        return self.server.world

    async def answers(
        self, asked: Asked, kind: int | None, data: Json | None = None, *files: tuple[str, bytes]
    ) -> tuple[int, Any]:
        """Give the first answer; status, and what came of it or the code of the refusal."""
        one = asked.interaction
        body: Json = {"type": kind} if data is None else {"type": kind, "data": data}
        path = f"/interactions/{one.id}/{one.token}/callback?with_response=1"
        return _read(await ask(self.server, "POST", path, body, files=files))

    async def says(self, asked: Asked, content: str, **more: Any) -> None:
        """Answer with words."""
        status, _ = await self.answers(asked, SAY, {"content": content, **more})
        assert status == 200

    async def webhook(
        self, asked: Asked, method: str, message: str | int = "", body: Json | None = None,
        *files: tuple[str, bytes],
    ) -> tuple[int, Any]:  # fmt: skip
        """Do something by an interaction's token; status, and message or code of the refusal."""
        path = f"/webhooks/{self.world.app_id}/{asked.interaction.token}"
        path += f"/messages/{message}" if message else ""
        return _read(await ask(self.server, method, path, body, files=files))


def _read(answer: Answer) -> tuple[int, Any]:
    return answer.status, answer.body["code"] if answer.status >= 400 else answer.body


@pytest.fixture
async def bot():
    async with discord() as server:
        path = f"/applications/{server.world.app_id}/commands"
        assert (await ask(server, "PUT", path, COMMANDS)).status == 200
        yield ByHand(server)


@pytest.fixture
def world(bot):
    return bot.world


@pytest.fixture
def told(world):
    """Every interaction as the bot is told of it, and the messages that it is told of."""
    events: list[tuple[str, Any]] = []

    def listen(event: str, body: Any, intent: Intent) -> None:
        if event in ("INTERACTION_CREATE", "MESSAGE_CREATE"):
            events.append((event, body))

    world.listeners.append(listen)
    return events


@pytest.fixture
def friends(world):
    """Ana, Ben, and their server."""
    ana, ben = people(world, "Ana", "Ben")
    world.guild("Friends", ana.user, ben.user)
    return ana, ben

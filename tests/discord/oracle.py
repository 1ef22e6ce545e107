"""What bots have sent, held against the types that discord.js is written with.

TypeScript is the judge: every body becomes a literal of its route's type, where a field too many, a
wrong value and a missing one are errors alike.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from tests.discord.recorder import Recorded

PACKAGES: Final = Path(__file__).with_name("clients") / "node_modules"
COMPILER: Final = "typescript/bin/tsc"
OPTIONS: Final = (
    "--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--module", "nodenext",
    "--moduleResolution", "nodenext", "--pretty", "false",
)  # fmt: skip
TYPES: Final = {
    "POST /channels/{}/messages": "RESTPostAPIChannelMessageJSONBody",
    "PATCH /channels/{}/messages/{}": "RESTPatchAPIChannelMessageJSONBody",
    "POST /interactions/{}/{}/callback": "RESTPostAPIInteractionCallbackJSONBody",
    "POST /webhooks/{}/{}": "RESTPostAPIInteractionFollowupJSONBody",
    "PATCH /webhooks/{}/{}/messages/{}": "RESTPatchAPIInteractionFollowupJSONBody",
    "PUT /applications/{}/commands": "RESTPutAPIApplicationCommandsJSONBody",
    "POST /users/@me/channels": "RESTPostAPICurrentUserCreateDMChannelJSONBody",
}
PLACE: Final = re.compile(r"bodies\.ts\((\d+),")
PATIENCE_S: Final = 120.0


def with_body(requests: Sequence[Recorded]) -> list[Recorded]:
    """Return the requests that have a JSON body."""
    return [request for request in requests if request.body is not None]


def problems(requests: Sequence[Recorded]) -> list[str]:
    """Return what Discord's types say against requests: route, then the compiler's words."""
    asked = with_body(requests)
    unknown = {one.route for one in asked if one.route not in TYPES}
    literals = {_literal(one): one.route for one in asked if one.route in TYPES}
    found = _compiled(list(literals))
    routes = list(literals.values())
    return [f"no type for {route}" for route in sorted(unknown)] + [
        f"{routes[number]}: {words}" for number, words in found
    ]


def _literal(request: Recorded) -> str:
    return f"satisfied<{TYPES[request.route]}>({json.dumps(request.body, ensure_ascii=True)});"


def _compiled(literals: Sequence[str]) -> list[tuple[int, str]]:
    """Return the number of each literal that the compiler refuses, and why."""
    types = ", ".join(sorted(set(TYPES.values())))
    head = [
        f"import type {{ {types} }} from 'discord-api-types/v10';",
        "declare function satisfied<T>(body: T): void;",
    ]
    with tempfile.TemporaryDirectory(prefix="walkon-types-") as name:
        folder = Path(name)
        (folder / "node_modules").symlink_to(PACKAGES)
        (folder / "bodies.ts").write_text("\n".join([*head, *literals]))
        done = subprocess.run(
            ["node", str(PACKAGES / COMPILER), *OPTIONS, "bodies.ts"], cwd=folder,
            capture_output=True, text=True, timeout=PATIENCE_S, check=False,
        )  # fmt: skip
    found = [_placed(line, len(head)) for line in done.stdout.splitlines() if PLACE.match(line)]
    if done.returncode and not found:
        raise AssertionError(done.stdout + done.stderr)
    return found


def _placed(line: str, head: int) -> tuple[int, str]:
    place: Any = PLACE.match(line)
    return int(place[1]) - head - 1, line.partition("error ")[2]

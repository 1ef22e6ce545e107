"""What bots have sent and been told, held against the types that discord.js is written with.

TypeScript is the judge: every body becomes a literal of its route's type, where a field too many, a
wrong value and a missing one are errors alike.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, Final

from tests.discord.recorder import Recorded
from tests.discord.things import Json

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
FLAGS: Final = re.compile(r'(?<!\\)"flags": \d+')
"""Several flags at once, which are no word of an enumeration."""
PLACE: Final = re.compile(r"bodies\.ts\((\d+),")
PATIENCE_S: Final = 120.0


LOOSE: Final = (
    "type Loose<T> = T extends number ? number : T extends string ? string"
    " : T extends boolean | null | undefined ? T : T extends readonly (infer U)[] ? Loose<U>[]"
    " : T extends object ? { [K in keyof T]: Loose<T[K]> } : T;"
)
"""A type with plain numbers and words for its enumerations: literals are never of those."""
NOT_IN_TYPES: Final = {
    (): {"home_header", "nsfw"}, ("channel",): {"permissions"}, ("role",): {"description"},
    ("roles", ""): {"description"}, ("pressed",): {"id"},
}  # fmt: skip
"""What Discord tells besides what the types have, by where it stands."""


def with_body(requests: Sequence[Recorded]) -> list[Recorded]:
    """Return the requests that have a JSON body."""
    return [request for request in requests if request.body is not None]


def problems(requests: Sequence[Recorded]) -> list[str]:
    """Return what Discord's types say against requests: route, then the compiler's words."""
    asked = with_body(requests)
    unknown = {one.route for one in asked if one.route not in TYPES}
    literals = {_literal(one): one.route for one in asked if one.route in TYPES}
    found = _compiled(list(literals), {TYPES[one.route] for one in asked if one.route in TYPES})
    routes = list(literals.values())
    return [f"no type for {route}" for route in sorted(unknown)] + [
        f"{routes[number]}: {words}" for number, words in found
    ]


def event_problems(events: Sequence[tuple[str, Json]]) -> list[str]:
    """Return what Discord's types say against events: their names, then the compiler's words."""
    types = [f"Gateway{name.title().replace('_', '')}DispatchData" for name, _ in events]
    literals = [
        f"satisfied<Loose<{kind}>>({json.dumps(_known(body), ensure_ascii=True)});"
        for kind, (_, body) in zip(types, events, strict=True)
    ]
    return [f"{events[number][0]}: {words}" for number, words in _compiled(literals, {*types})]


def _known(body: Any, at: tuple[str, ...] = ()) -> Any:
    """A body without what the types do not have."""
    if isinstance(body, list):
        return [_known(one, (*at, "")) for one in body]
    if not isinstance(body, dict):
        return body
    extra = NOT_IN_TYPES.get(("pressed",) if "component_type" in body else at, set())
    return {name: _known(value, (*at, name)) for name, value in body.items() if name not in extra}


def _literal(request: Recorded) -> str:
    body = FLAGS.sub(r"\g<0> as number", json.dumps(request.body, ensure_ascii=True))
    return f"satisfied<{TYPES[request.route]}>({body});"


def _compiled(literals: Sequence[str], types: Collection[str]) -> list[tuple[int, str]]:
    """Return the number of each literal that the compiler refuses, and why."""
    head = [
        f"import type {{ {', '.join(sorted(types))} }} from 'discord-api-types/v10';",
        "declare function satisfied<T>(body: T): void;",
        LOOSE,
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

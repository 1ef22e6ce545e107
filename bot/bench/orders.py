"""The fixed orders, read from a file and cast from drawn characters. Nothing is measured here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import TypeAdapter, ValidationError

from bot.bootstrap import Workshop
from bot.casting import drawn
from generation.director.script import check
from generation.errors import ScreenplayRejected
from generation.files import open_given
from generation.model.clip import RenderOrder, RenderSpec
from generation.model.screenplay import CLOSED, Screenplay

ORDERS_FILE = Path(__file__).parents[2] / "docs" / "benchmarks" / "orders.json"
ORDERS_MAX_BYTES = 1 << 20
CLIP_ID = "0" * 26  # a film that is thrown away needs no name of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchOrder:
    """One fixed order.

    Attributes:
        id: Short name in the tables.
        cast: Name in the screenplay → id of the drawn character who plays it.
        seed: Of everything that is drawn by lot.
        size: Width and height of the film in pixels.
        screenplay: What is filmed.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = CLOSED
    id: str
    cast: dict[str, str]
    seed: int
    size: tuple[int, int]
    screenplay: Screenplay

    def render_order(self, shop: Workshop) -> RenderOrder:
        """Cast the order: what production is asked for."""
        members = self.screenplay.cast
        return RenderOrder(
            clip_id=CLIP_ID,
            screenplay=self.screenplay,
            likenesses={member.token: drawn(self.cast[member.name], shop) for member in members},
            spec=RenderSpec(width_px=self.size[0], height_px=self.size[1]),
            seed=self.seed,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """The whole file."""

    __pydantic_config__: ClassVar[dict[str, object]] = CLOSED
    orders: tuple[BenchOrder, ...]
    schema: Literal["walkon.orders/1"]


def read_orders(path: Path = ORDERS_FILE) -> tuple[BenchOrder, ...]:
    """Read the orders of a benchmark file.

    Raises:
        MediaRejected: There is no such file.
        ScreenplayRejected: It is no orders file, or a screenplay in it breaks a limit.
    """
    with open_given(path) as file:
        text = file.read(ORDERS_MAX_BYTES)
    try:
        found = TypeAdapter(Orders).validate_json(text)
    except ValidationError as error:
        where = ".".join(str(step) for step in error.errors(include_url=False)[0]["loc"])
        raise ScreenplayRejected("value", where=where or "file") from error
    for order in found.orders:
        check(order.screenplay)
    return found.orders

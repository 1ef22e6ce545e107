"""What a cut is made with, and whether that is lent to it still: before, while and after.

A film takes seconds to shoot, or an hour. Who takes back their voice meanwhile, or gives another
face, has not lent it to what comes of that: it is thrown away, and shot with what is lent now.
"""

from __future__ import annotations

import asyncio

from bot.house.bodies import body_of
from bot.house.house import House, Terms
from bot.house.orders import CutOrder, order_of
from generation.errors import DataBroken, EngineUnavailable, WalkonError
from generation.model.job import ORPHAN_ATTEMPTS_MAX, Job
from generation.ports import Packed
from generation.studio import filming
from generation.studio.books import Books
from generation.studio.slots import touch_film


class Changed(Exception):
    """What a cut was ordered with is not lent to it any more, or not as it was."""


async def ordered(house: House, job: Job) -> CutOrder:
    """Gather a cut's order as things are now.

    Raises:
        EngineUnavailable, JoinRejected: As ``order_of`` has it.
    """
    side, clones = house.terms.film_side, house.terms.clones
    return await house.database.read(lambda books: order_of(books, job, side=side, clones=clones))


def is_lent(books: Books, order: CutOrder, terms: Terms) -> bool:
    """Tell whether a cut would be ordered with the same faces and voices now.

    What is only made smaller is looked at where it takes the place of what it was made from.
    """
    if order.larger is not None:
        return True
    try:
        now = order_of(books, order.job, side=terms.film_side, clones=terms.clones)
    except WalkonError:
        return False
    return now.lent == order.lent


async def must_be_lent(house: House, order: CutOrder) -> None:
    """Look whether an order may still be filled.

    Raises:
        Changed: It may not.
    """
    if not await house.database.read(lambda books: is_lent(books, order, house.terms)):
        raise Changed


async def read_body(house: House, order: CutOrder, clip: str) -> Packed:
    """Read everything that a cut is made of.

    Raises:
        Changed: Something of it was taken back meanwhile, and destroyed.
        DataBroken: A key or a file is gone.
    """
    try:
        return await asyncio.to_thread(body_of, house, order, clip)
    except DataBroken:
        await must_be_lent(house, order)
        raise


def order_again(books: Books, job: Job) -> None:
    """Queue a cut again that was not made with what is lent now; after some times it is given up.

    Where a face is gone the next order of it says so, and that ends it.
    """
    reason = EngineUnavailable("no-face").message
    filming.lost(books, job, reason, retry=True, attempts_max=ORPHAN_ATTEMPTS_MAX)
    touch_film(books, job.film)

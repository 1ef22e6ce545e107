"""What a presenter is given beside the books: what was decided, what runs, what chats can do."""

from __future__ import annotations

from bot.house.house import House
from bot.presenter import Desk
from generation.studio import bettering
from generation.studio.admission import ahead
from generation.studio.books import Books

WIDE = 5  # buttons in a row, from which on those under a film are laid out in two


def desk_of(house: House, books: Books) -> Desk:
    """Return what is known besides the books, within their transaction."""
    terms = house.terms

    def queue(film: str) -> tuple[int, float] | None:
        jobs = [job for job in books.jobs.of(film) if job.state == "queued" and not job.is_big]
        if not jobs:
            return None
        count, seconds = ahead(books, jobs[0])
        return count, seconds / terms.workers

    def line(film: str) -> int:
        job = bettering.last_job(books, film)
        return ahead(books, job)[0] if job is not None and job.state == "queued" else 0

    return Desk(
        at=house.clock().astimezone(),
        operator=terms.operator,
        command=terms.command,
        engines=terms.engines,
        new_id=house.new_key,
        stage=house.progress.stages.get,
        queue=queue,
        retention_days=terms.retention_days,
        llm_host=terms.llm_host,
        hear_host=terms.hear_host,
        looks_back=house.able(lambda can: can.looks_back),
        meets_here=house.able(lambda can: can.meets_here),
        menus=house.able(lambda can: can.menus),
        wide=house.able(lambda can: can.per_row_max >= WIDE),
        covers=house.able(lambda can: can.covers),
        protects=house.able(lambda can: can.protects),
        crowd=house.crowds.shown,
        cameras=terms.big,
        line=line,
        admins=terms.admins,
    )

"""What a server elsewhere is paid for: once, and only where a film can come of it."""

from __future__ import annotations

from itertools import count

from bot.house.house import FarFilm
from generation.engines.remote.errand import FILM_MAX_BYTES
from generation.errors import WorkerLost
from generation.farm import wire
from generation.farm.frames import FRAME_MAX_BYTES, frame
from generation.studio import bettering
from tests.fakes_farm import canned, tiny_board
from tests.fakes_house import buttons, words_of
from tests.fakes_studio import HOST, FakeStudio
from tests.integration.test_big_camera import FAR, LTX, big_jobs, film_of, opened


class LargeStudio(FakeStudio):
    """Sends films of so many bytes."""

    def __init__(self, size: int) -> None:
        super().__init__(price="0.10 USD")
        self.size = size

    async def film(self, board, *, key, progress):
        made = await super().film(board, key=key, progress=progress)
        return FarFilm(bytes(self.size), made.seconds)


def boards_of(models_dir, how_many):
    """Return answers of workers that draw so many boards."""

    async def answer(task, tell):
        if task.kind != "boards":
            return await canned(models_dir)(task, tell)
        boards = [tiny_board(f"S{number}") for number in range(how_many)]
        return wire.body(wire.BoardsResult(boards=boards))

    return answer


def losing(farm, kind, *, with_rushes):
    """Have a farm lose its worker over the first task of a kind."""
    submit, left = farm.submit, [WorkerLost()]

    async def lose_one(task):
        if left and task.kind == kind and ("rushes" in task.body) is with_rushes:
            farm.failures.append(left.pop())
        return await submit(task)

    farm.submit = lose_one


def framing(farm):
    """Have a farm refuse what a real one cannot carry."""
    submit = farm.submit

    async def framed(task):
        frame({"job": task.id, "attempt": task.attempt, "kind": task.kind, "body": task.body})
        return await submit(task)

    farm.submit = framed


async def test_a_worker_lost_over_the_film_does_not_have_the_server_paid_twice(
    tmp_path, models_dir
):
    studio = FakeStudio(price="0.10 USD")
    async with opened(tmp_path / "data", models_dir, FAR, studio=studio) as (stage, _):
        losing(stage.stage, "film", with_rushes=True)
        await stage.film("Ana", "a dog waits in the snow")
        await stage.until(lambda: f"by {HOST}" in words_of(stage.group_film().now))
        assert [board.id for board, _ in studio.asked] == ["S1", "S2"]
        assert [task.kind for task in stage.stage.taken[-3:]] == ["boards", "film", "film"]
        await stage.press("Cho", "⋯")
        await stage.until(lambda: stage.sees("Cho", "0.41 USD"))


async def test_a_worker_lost_over_the_boards_is_no_fault_of_the_server(tmp_path, models_dir):
    studio = FakeStudio()
    async with opened(tmp_path / "data", models_dir, FAR, studio=studio) as (stage, _):
        losing(stage.stage, "boards", with_rushes=False)
        await stage.film("Ana", "a dog waits in the snow")
        await stage.until(lambda: f"by {HOST}" in words_of(stage.group_film().now))
        assert [board.id for board, _ in studio.asked] == ["S1", "S2"]
        assert big_jobs(stage, film_of(stage, "Ana"))[0].tried == ()


async def test_the_largest_films_that_a_server_may_send_fit_into_an_order(tmp_path, models_dir):
    studio, answer = LargeStudio(FILM_MAX_BYTES), boards_of(models_dir, 6)
    async with opened(tmp_path / "d", models_dir, FAR, studio=studio, answer=answer) as (stage, _):
        framing(stage.stage)
        await stage.film("Ana", "a dog waits in the snow")
        await stage.until(lambda: f"by {HOST}" in words_of(stage.group_film().now))
        assert len(studio.asked) == 6


async def test_no_more_is_paid_for_once_it_is_too_much_for_an_order(tmp_path, models_dir):
    studio, answer = LargeStudio(FRAME_MAX_BYTES // 4), boards_of(models_dir, 6)
    async with opened(tmp_path / "d", models_dir, FAR, studio=studio, answer=answer) as (stage, _):
        framing(stage.stage)
        await stage.film("Ana", "a dog waits in the snow")
        await stage.until(lambda: "The big camera is out" in words_of(stage.group_film().now))
        assert len(studio.asked) == 1
        (job,) = big_jobs(stage, film_of(stage, "Ana"))
        assert (job.tried, job.state) == (("remote",), "failed")


async def test_a_bot_that_dies_once_the_last_camera_has_failed_says_so_and_lets_it_be(
    tmp_path, models_dir
):
    root = tmp_path / "data"
    async with opened(root, models_dir, LTX) as (stage, camera):
        camera.gate.clear()
        await stage.film("Ana", "a dog waits in the snow")
        await stage.until(lambda: camera.taken)
        chat, film = stage.chat, film_of(stage, "Ana")
        (job,) = big_jobs(stage, film)
        await stage.house.database.write(lambda books: bettering.failed_at(books, job, "ltx"))
    async with opened(root, models_dir, LTX, chat=chat) as (stage, camera):
        stage.numbers = count(9000)
        message = stage.group_film()
        await stage.until(lambda: "The big camera is out" in words_of(message.now))
        await stage.press("Ben", "👍", message=message)
        await stage.until(lambda: any(one.label == "👍 1" for one in buttons(message.now)))
        (job,) = big_jobs(stage, film)
        assert (job.state, job.reason, camera.taken) == ("failed", "error-engine", [])
        assert any(one.label == "Retry big" for one in buttons(message.now))

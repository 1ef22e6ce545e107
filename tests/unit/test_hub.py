"""Checkpoints are fetched whole or not at all; every way it can fail has its own sentence.

The hub's own client speaks to a fake hub on this machine.
"""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import LOCALES, say
from generation.checkpoints import Also, Checkpoint, CheckpointStore
from generation.checkpoints import store as store_module
from generation.errors import DiskFull, ModelCorrupt, ModelMissing, NotPermitted, WalkonError
from generation.hub.fetching import matches
from generation.hub.files import HALF, MANIFEST
from tests.afar.faults import Broken
from tests.afar.hub import (
    Cut,
    FakeHub,
    Held,
    RangeIgnored,
    Refused,
    Repository,
    WrongBytes,
    checkpoint_files,
)
from tests.afar.hub.server import unanswered
from tests.messages import ROOT
from tests.shut import UNREADABLE

REPO = "walkon/tiny"
WEIGHTS = "transformer/diffusion_pytorch_model.safetensors"
BLOCK_BYTES = 10 << 20  # the hub's client writes in blocks of this length
LARGE = 2 * BLOCK_BYTES + 4321
WEIGHTS_CALL = ("file", 4)  # the small files come first
RENAMINGS_MAX = 20
LAST_WORD = json.dumps({"kind": "failed", "reason": "token"})
TINY = Checkpoint(
    id="tiny", serves="wan", repo=REPO, revision="main", size=1000, licence="MIT",
    files=("model_index.json", "scheduler/*", "transformer/*"), licence_url="https://example.org",
    commercial="yes", territory="worldwide", pipelines=("WanPipeline",),
)  # fmt: skip


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    with FakeHub() as hub:
        hub.repos[REPO] = Repository()
        hub.repos[REPO].commit(checkpoint_files())
        yield hub


@pytest.fixture
def store(hub, tmp_path) -> Callable[..., CheckpointStore]:
    def opened(url: str = hub.url, token: str = "") -> CheckpointStore:
        return CheckpointStore(tmp_path, environment={}, url=url, token=token)

    return opened


def _names(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def _said(error: WalkonError) -> str:
    """Every language has one sentence for it; return the English one."""
    for locale in LOCALES:
        assert "{" not in say(error.message, locale, error.details)
    return say(error.message, "en", error.details)


def test_a_checkpoint_is_fetched_with_what_is_needed_of_it(hub, store):
    heard: list[tuple[int, int]] = []
    folder = store().fetch(TINY, lambda done, total: heard.append((done, total)))
    assert _names(folder) == {
        "model_index.json", "scheduler/scheduler_config.json", "transformer/config.json", WEIGHTS,
        "walkon.json",
    }  # fmt: skip
    files = checkpoint_files()
    assert (folder / WEIGHTS).read_bytes() == files[WEIGHTS]
    assert heard == sorted(heard)
    assert heard[0][0] == 0
    assert heard[-1][0] == heard[-1][1] == sum(len(files[n]) for n in _names(folder) if n in files)


def test_what_is_here_is_not_asked_for_again(hub, store):
    store().fetch(TINY)
    before = len(hub.seen)
    store().fetch(TINY)
    assert len(hub.seen) == before


def test_the_manifest_says_which_commit_and_holds_every_file_to_its_hash(hub, store):
    folder = store().fetch(TINY)
    manifest = json.loads((folder / "walkon.json").read_text())
    commit = hub.repos[REPO].branches["main"]
    assert manifest["sources"] == [{"repo": REPO, "revision": "main", "commit": commit}]
    assert set(manifest["files"]) == _names(folder) - {"walkon.json"}
    assert store().open(TINY, verify=True) == folder
    weights = folder / WEIGHTS
    weights.write_bytes(weights.read_bytes()[:-1] + b"?")
    assert store().state(TINY) == "present"  # as long as it was; nothing is hashed
    with pytest.raises(ModelCorrupt) as corrupt:
        store().open(TINY, verify=True)
    assert (corrupt.value.reason, corrupt.value.details["file"]) == ("altered", WEIGHTS)
    assert "has changed on this disk" in _said(corrupt.value)


def test_what_has_changed_on_this_disk_is_fetched_anew_where_somebody_looks(hub, store):
    folder = store().fetch(TINY)
    weights = folder / WEIGHTS
    weights.write_bytes(weights.read_bytes()[:-1] + b"?")
    hub.seen.clear()
    assert store().fetch(TINY) == folder
    assert hub.seen == []  # it is as long as it was, and nobody looks closer
    assert store().fetch(TINY, verify=True) == folder
    assert weights.read_bytes() == checkpoint_files()[WEIGHTS]
    assert [path for path, _ in hub.files_asked() if "config" in path] == []
    assert store().trouble(TINY, verify=True) is None


@pytest.mark.parametrize("name", [MANIFEST, "voices/alba.wav"])
def test_what_cannot_be_read_to_be_compared_says_so(hub, store, name):
    hub.repos[REPO].commit({**checkpoint_files(), "voices/alba.wav": b"RIFF"})
    speaking = replace(TINY, files=(*TINY.files, "voices/*"))
    folder = store().fetch(speaking)
    (folder / name).unlink()
    (folder / name).symlink_to(UNREADABLE)
    assert store().state(speaking) == "present"
    trouble = store().trouble(speaking, verify=True)
    assert isinstance(trouble, NotPermitted)
    assert folder.name in _said(trouble)


def test_both_sides_call_the_manifest_the_same():
    assert store_module.MANIFEST == MANIFEST


def test_another_repository_comes_into_its_own_folder(hub, store):
    hub.repos["walkon/ears"] = Repository()
    hub.repos["walkon/ears"].commit({"config.json": b"{}", "notes.txt": b"no"})
    ears = Also(repo="walkon/ears", revision="main", files=("*.json",), into="ears")
    folder = store().fetch(replace(TINY, also=(ears,)))
    assert (folder / "ears/config.json").read_bytes() == b"{}"
    assert not (folder / "ears/notes.txt").exists()


@pytest.mark.parametrize("gone", ["repo", "revision", "gated"])
def test_the_repository_that_fails_is_the_one_that_is_blamed(hub, store, gone):
    ears = Also(repo="walkon/ears", revision="v2", files=("*.json",), into="ears")
    if gone != "repo":
        hub.repos["walkon/ears"] = Repository(gated=gone == "gated")
        hub.repos["walkon/ears"].commit({"config.json": b"{}"})
    with pytest.raises(ModelMissing) as missing:
        store().fetch(replace(TINY, also=(ears,)))
    assert "walkon/ears" in _said(missing.value)
    assert REPO not in _said(missing.value)
    assert missing.value.details.get("revision", "v2") == "v2"


def test_the_token_reaches_the_hub_and_is_in_no_argument_and_no_file(hub, store, tmp_path):
    hub.repos[REPO].gated = True
    store(token="hf_accepted").fetch(TINY)
    assert {one.token for one in hub.seen} == {"hf_accepted"}
    assert not any(b"hf_accepted" in p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())


def test_the_hub_is_told_nothing_else(hub, store):
    store().fetch(TINY)
    assert all(re.match(r"/(api/models|walkon|store)/", one.path) for one in hub.seen)
    assert all(one.method == "GET" for one in hub.seen)


@pytest.mark.parametrize(
    ("spoil", "token", "reason", "words"),
    [
        (lambda hub: setattr(hub.repos[REPO], "gated", True), "", "gated", "WALKON_HUB_TOKEN"),
        (lambda hub: setattr(hub.repos[REPO], "gated", True), "hf_no", "gated", "terms"),
        (lambda hub: hub.repos.clear(), "", "unknown-repo", "no model"),
        (lambda hub: hub.repos[REPO].branches.clear(), "", "unknown-revision", "main"),
        (lambda hub: hub.repos[REPO].commit({"README.md": b"#"}), "", "unknown-repo", REPO),
        (lambda hub: hub.faults.once("api", Broken(500)), "", "hub-busy", "500"),
        (lambda hub: hub.faults.once("file", Broken(502)), "", "hub-busy", "502"),
        (lambda hub: hub.faults.once("file", Refused(403)), "hf_old", "token", "token"),
    ],
    ids=["gated", "gated-token", "no-repo", "no-revision", "nothing", "500", "502", "403"],
)
def test_a_hub_that_refuses_is_understood(hub, store, spoil, token, reason, words):
    spoil(hub)
    with pytest.raises(ModelMissing) as missing:
        store(token=token).fetch(TINY)
    assert missing.value.reason == reason
    assert words in _said(missing.value)
    assert "hf_" not in _said(missing.value)
    assert store().state(TINY) == "missing"


def test_a_hub_that_is_not_there_is_no_network(store):
    with pytest.raises(ModelMissing) as missing:
        store(unanswered()).fetch(TINY)
    assert missing.value.reason == "no-hub"
    assert "network" in _said(missing.value)


def test_a_cut_connection_is_taken_up_where_it_broke(hub, store):
    hub.repos[REPO].commit(checkpoint_files(size=LARGE))
    hub.faults.choose = lambda call, n: Cut(BLOCK_BYTES + 99) if (call, n) == WEIGHTS_CALL else None
    folder = store().fetch(TINY)
    assert (folder / WEIGHTS).read_bytes() == checkpoint_files(size=LARGE)[WEIGHTS]
    firsts = [first for path, first in hub.files_asked() if path.startswith("/store/")]
    assert firsts == [0, BLOCK_BYTES]


def test_a_server_that_goes_on_from_no_byte_sends_all_and_it_is_taken_once(hub, store):
    weights = checkpoint_files()[WEIGHTS]
    half = _part(store().folder(TINY)) / (WEIGHTS + HALF)
    half.parent.mkdir(parents=True)
    half.write_bytes(weights[:50])
    hub.faults.choose = lambda call, n: RangeIgnored() if (call, n) == WEIGHTS_CALL else None
    heard: list[tuple[int, int]] = []
    folder = store().fetch(TINY, lambda done, total: heard.append((done, total)))
    assert (folder / WEIGHTS).read_bytes() == weights
    assert [first for path, first in hub.files_asked() if path.startswith("/store/")] == [50]
    assert heard[0][0] == 50
    assert heard[-1][0] == heard[-1][1]


def test_other_bytes_than_the_hub_says_are_not_kept(hub, store):
    hub.faults.choose = lambda call, n: WrongBytes() if (call, n) == WEIGHTS_CALL else None
    with pytest.raises(ModelCorrupt) as corrupt:
        store().fetch(TINY)
    assert (corrupt.value.reason, corrupt.value.details["file"]) == ("hash", WEIGHTS)
    assert WEIGHTS in _said(corrupt.value)
    assert store().state(TINY) == "missing"
    assert store().fetch(TINY).is_dir()


def test_wrong_bytes_of_a_small_file_are_found_by_what_git_says(hub, store):
    hub.faults.choose = lambda call, n: WrongBytes() if (call, n) == ("file", 1) else None
    with pytest.raises(ModelCorrupt) as corrupt:
        store().fetch(TINY)
    assert corrupt.value.details["file"] == "model_index.json"


def test_a_disk_without_room_is_seen_before_anything_comes(hub, store):
    hub.repos[REPO].claim(WEIGHTS, 1 << 60)
    with pytest.raises(DiskFull) as full:
        store().fetch(TINY)
    assert full.value.reason == "checkpoint"
    assert "GB" in _said(full.value)
    assert hub.files_asked() == []


@contextmanager
def _no_file_longer_than(length: int) -> Iterator[None]:
    """Let this process and those it starts write no file that is longer."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (length, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_disk_that_fills_up_meanwhile_says_so_and_what_is_here_is_gone_on_from(hub, store):
    hub.repos[REPO].commit(checkpoint_files(size=LARGE))
    with _no_file_longer_than(BLOCK_BYTES + 1000), pytest.raises(DiskFull) as full:
        store().fetch(TINY)
    assert "room" in _said(full.value)
    assert store().state(TINY) == "missing"
    hub.seen.clear()
    assert store().fetch(TINY).is_dir()
    assert next(first for path, first in hub.files_asked() if path.startswith("/store/")) > 0


def test_a_folder_that_may_not_be_written_says_so(hub, tmp_path):
    (tmp_path / "checkpoints").write_text("a file stands where the folder should be")
    with pytest.raises(WalkonError) as refused:
        CheckpointStore(tmp_path, environment={}, url=hub.url).fetch(TINY)
    assert isinstance(refused.value, NotPermitted)
    _said(refused.value)


def test_a_folder_in_the_place_of_a_file_says_that_it_cannot_be_written(store):
    (_part(store().folder(TINY)) / "model_index.json").mkdir(parents=True)
    with pytest.raises(NotPermitted) as refused:
        store().fetch(TINY)
    assert "checkpoints" in _said(refused.value)


def _part(folder: Path) -> Path:
    """Return where a folder is in the making."""
    return folder.with_name(folder.name + ".part")


def _request(folder: Path) -> str:
    source = {"repo": REPO, "revision": "main", "files": TINY.files, "into": ""}
    return json.dumps({"folder": str(folder), "record": f"{folder}.json", "sources": [source]})


def _environment(hub: FakeHub, folder: Path) -> dict[str, str]:
    return {"HF_ENDPOINT": hub.url, "HF_HOME": str(folder.parent / ".hub")}


@contextmanager
def _begun(hub: FakeHub, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Start the process by hand, and wait until the first large block is here."""
    with subprocess.Popen(
        [sys.executable, "-m", "generation.hub"], cwd=ROOT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env=_environment(hub, folder),
    ) as child:  # fmt: skip
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(_request(folder))
        child.stdin.close()
        while json.loads(child.stdout.readline()).get("done", 0) < BLOCK_BYTES:
            pass
        yield child


def test_killed_in_the_middle_it_is_gone_on_from_and_nothing_half_is_taken_for_whole(hub, store):
    hub.repos[REPO].commit(checkpoint_files(size=LARGE))
    held = Held(BLOCK_BYTES + 4096)
    hub.faults.choose = lambda call, n: held if (call, n) == WEIGHTS_CALL else None
    folder = store().folder(TINY)
    with _begun(hub, folder) as child:
        child.send_signal(signal.SIGKILL)
    held.go.set()
    assert store().state(TINY) == "missing"
    half = _part(folder) / (WEIGHTS + HALF)
    kept = half.stat().st_size
    assert kept >= BLOCK_BYTES - (1 << 20)
    hub.seen.clear()
    assert (store().fetch(TINY) / WEIGHTS).read_bytes() == checkpoint_files(size=LARGE)[WEIGHTS]
    assert [path for path, _ in hub.files_asked() if "scheduler" in path] == []
    assert [first for path, first in hub.files_asked() if path.startswith("/store/")] == [kept]


DYING = """
import os, signal, sys
from generation.hub.__main__ import main

left, folder = int(sys.argv[1]), sys.argv[2]

def die(event, arguments):
    global left
    if event == "os.rmdir" or event == "os.rename" and folder in map(str, arguments[:2]):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(die)
sys.exit(main())
"""


def _killed_at(point: int, hub: FakeHub, folder: Path) -> bool:
    """Fetch in a process that is killed before its n-th step of giving ``folder`` its name.

    Returns False where it got through.
    """
    ended = subprocess.run(
        [sys.executable, "-c", DYING, str(point), str(folder)], cwd=ROOT, text=True, check=False,
        input=_request(folder), capture_output=True, env=_environment(hub, folder),
    )  # fmt: skip
    assert ended.returncode in (0, -signal.SIGKILL), ended.stdout + ended.stderr
    return ended.returncode != 0


def test_killed_while_folders_change_their_names_it_ends_with_one_and_asks_for_no_file_again(
    hub, store, tmp_path
):
    whole = store().fetch(TINY)
    shutil.copytree(whole, _part(whole))
    (whole / WEIGHTS).write_bytes(b"cut")
    hub.seen.clear()
    for point in range(RENAMINGS_MAX):
        root = tmp_path / str(point)
        shutil.copytree(whole.parent, root / whole.parent.name)
        anew = CheckpointStore(root, environment={}, url=hub.url)
        killed = _killed_at(point, hub, anew.folder(TINY))
        folder = anew.fetch(TINY)
        assert anew.trouble(TINY, verify=True) is None
        assert [path for path in folder.parent.glob("tiny*") if path.is_dir()] == [folder]
        if not killed:
            break
    else:
        pytest.fail("it never got through")
    assert point > 2  # away, removed, there
    assert hub.files_asked() == []


def test_a_process_that_has_said_its_last_word_is_not_waited_for(store, tmp_path, monkeypatch):
    lingering = tmp_path / "lingering"
    lingering.write_text(
        f"#!/bin/sh\necho $$ > {tmp_path}/id\necho '{LAST_WORD}'\nexec sleep 999\n"
    )
    lingering.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(lingering))
    with pytest.raises(ModelMissing) as missing:
        store().fetch(TINY)
    assert missing.value.reason == "token"
    assert not psutil.pid_exists(int((tmp_path / "id").read_text()))


def test_it_does_not_outlive_whoever_started_it(hub, store):
    hub.repos[REPO].commit(checkpoint_files(size=LARGE))
    held = Held(BLOCK_BYTES + 4096)
    hub.faults.choose = lambda call, n: held if (call, n) == WEIGHTS_CALL else None
    with _begun(hub, store().folder(TINY)) as child:
        assert child.stdout is not None
        child.stdout.close()
        held.go.set()
    assert child.returncode != 0
    assert store().state(TINY) == "missing"


def test_two_do_not_fetch_the_same_at_once(hub, store):
    hub.repos[REPO].commit(checkpoint_files(size=LARGE))
    held = Held(BLOCK_BYTES + 4096)
    hub.faults.choose = lambda call, n: held if (call, n) == WEIGHTS_CALL else None
    with _begun(hub, store().folder(TINY)) as child:
        with pytest.raises(ModelMissing) as busy:
            store().fetch(TINY)
        held.go.set()
        assert child.stdout is not None
        assert json.loads(child.stdout.read().splitlines()[-1]) == {"kind": "end"}
    assert busy.value.reason == "fetching"
    _said(busy.value)
    assert store().state(TINY) == "present"


def test_a_process_that_is_killed_under_us_says_that_it_broke_off(hub, store):
    hub.repos[REPO].commit(checkpoint_files(size=LARGE))
    held = Held(BLOCK_BYTES + 4096)
    hub.faults.choose = lambda call, n: held if (call, n) == WEIGHTS_CALL else None

    def kill() -> None:
        held.there.wait()
        for child in psutil.Process().children():
            child.kill()

    killer = threading.Thread(target=kill)
    killer.start()
    with pytest.raises(ModelMissing) as broken:
        store().fetch(TINY)
    killer.join()
    held.go.set()
    assert broken.value.reason == "interrupted"
    assert "goes on" in _said(broken.value)


def test_a_branch_is_held_to_what_it_was_at_first(hub, store):
    store().fetch(TINY)
    first = hub.repos[REPO].branches["main"]
    shutil.rmtree(store().folder(TINY))
    hub.repos[REPO].commit(checkpoint_files(size=99))
    folder = store().fetch(TINY)
    assert json.loads((folder / "walkon.json").read_text())["sources"][0]["commit"] == first
    assert (folder / WEIGHTS).read_bytes() == checkpoint_files()[WEIGHTS]


def test_a_commit_that_has_other_files_than_at_first_is_refused(hub, store):
    store().fetch(TINY)
    shutil.rmtree(store().folder(TINY))
    repository = hub.repos[REPO]
    repository.files[repository.branches["main"]] = checkpoint_files(size=99)
    with pytest.raises(ModelCorrupt) as changed:
        store().fetch(TINY)
    assert changed.value.reason == "changed"
    _said(changed.value)
    assert store().state(TINY) == "missing"


def test_two_revisions_of_one_repository_are_each_held_to_their_own_commit(hub, store):
    repository = hub.repos[REPO]
    repository.commit({"voice.json": b"{}"}, branch="voices")
    first = dict(repository.branches)
    voices = Also(repo=REPO, revision="voices", files=("*.json",), into="voices")
    both = replace(TINY, also=(voices,))
    folder = store().fetch(both)
    sources = json.loads((folder / MANIFEST).read_text())["sources"]
    assert {one["revision"]: one["commit"] for one in sources} == first
    shutil.rmtree(folder)
    repository.commit(checkpoint_files(size=99))
    repository.commit({"voice.json": b"[]"}, branch="voices")
    folder = store().fetch(both)
    assert (folder / WEIGHTS).read_bytes() == checkpoint_files()[WEIGHTS]
    assert (folder / "voices/voice.json").read_bytes() == b"{}"


def test_what_is_wanted_at_another_revision_is_not_held_to_the_one_before(hub, store):
    hub.repos["walkon/ears"] = ears = Repository()
    for name in ("v1", "v2"):
        ears.commit({"config.json": name.encode()}, branch=name)
    old, new = (
        Also(repo="walkon/ears", revision=name, files=("*.json",), into="ears")
        for name in ("v1", "v2")
    )
    folder = store().fetch(replace(TINY, also=(old,)))
    (folder / WEIGHTS).unlink()
    assert store().fetch(replace(TINY, also=(new,))) == folder
    assert (folder / "ears/config.json").read_bytes() == b"v2"


def test_what_is_broken_is_mended_and_what_is_right_of_it_is_kept(hub, store):
    folder = store().fetch(TINY)
    weights = folder / WEIGHTS
    weights.write_bytes(weights.read_bytes()[:-10])
    assert store().state(TINY) == "broken"
    hub.seen.clear()
    assert store().fetch(TINY) == folder
    assert store().state(TINY) == "present"
    assert [path for path, _ in hub.files_asked() if "config" in path] == []


@pytest.mark.parametrize("left", [False, True], ids=["as-it-was", "beside-a-half-download"])
def test_what_an_operator_put_beside_the_weights_is_theirs(hub, store, left):
    hub.repos[REPO].commit({**checkpoint_files(), "voices/alba.wav": b"theirs"})
    speaking = replace(TINY, files=(*TINY.files, "voices/*"))
    folder = store().fetch(speaking)
    if left:
        shutil.copytree(folder, _part(folder))
    weights = folder / WEIGHTS
    weights.write_bytes(weights.read_bytes()[:-10])
    own = {"voices/anna-woman.wav": b"RIFF", "preset.toml": b"steps = 4", "notes/why.txt": b"why"}
    for name, data in own.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
    assert store().fetch(speaking) == folder
    assert {name: (folder / name).read_bytes() for name in own} == own
    assert (folder / "voices/alba.wav").read_bytes() == b"theirs"
    assert store().trouble(speaking, verify=True) is None
    assert [path.name for path in folder.parent.glob(folder.name + "*") if path.is_dir()] == [
        folder.name
    ]


def test_what_is_not_wanted_any_more_goes_and_nothing_outside(hub, store, tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text("no business of ours")
    old = replace(TINY, files=(*TINY.files, "notes/*"))
    hub.repos[REPO].commit({**checkpoint_files(), "notes/old.md": b"#"})
    folder = store().fetch(old)
    manifest = json.loads((folder / "walkon.json").read_text())
    manifest["files"]["../../outside.txt"] = "0" * 64
    (folder / "walkon.json").write_text(json.dumps(manifest))
    (folder / WEIGHTS).unlink()
    store().fetch(TINY)
    assert not (folder / "notes/old.md").exists()
    assert outside.exists()


def test_a_folder_stays_where_it_is_until_the_hub_has_answered(hub, store):
    folder = store().fetch(TINY)
    (folder / WEIGHTS).unlink()
    before = _names(folder)
    with pytest.raises(ModelMissing):
        store(unanswered()).fetch(TINY)
    assert _names(folder) == before
    assert store().state(TINY) == "broken"


def test_an_operators_folder_is_never_written_to(hub, tmp_path):
    given = tmp_path / "given"
    given.mkdir()
    store = CheckpointStore(tmp_path, given=given, environment={}, url=hub.url)
    assert store.folder(TINY) == given / "checkpoints" / "tiny"
    with pytest.raises(ModelMissing) as missing:
        store.fetch(TINY)
    assert missing.value.reason == "not-given"
    store.folder(TINY).mkdir(parents=True)
    (store.folder(TINY) / "model_index.json").write_text("{")
    with pytest.raises(ModelCorrupt) as corrupt:
        store.fetch(TINY)
    assert "walkon assets" not in _said(corrupt.value)
    shutil.rmtree(given / "checkpoints")
    assert (list(given.iterdir()), hub.seen) == ([], [])


def test_files_that_lead_out_of_the_folder_do_not_come(hub, store, tmp_path):
    evil = {**checkpoint_files(), "../../evil.json": b"{}", "scheduler/../../evil.json": b"{}"}
    hub.repos[REPO].commit(evil)
    store().fetch(replace(TINY, files=(*TINY.files, "../../*", "*/../../*")))
    assert not any("evil" in str(path) for path in tmp_path.rglob("*"))


NAMES = st.lists(st.sampled_from(["..", ".", "", "a", "a.json", "*", "walkon.json"]), min_size=1)


@given(name=NAMES.map("/".join), pattern=NAMES.map("/".join))
def test_whatever_a_hub_names_its_files_they_stay_inside(name, pattern):
    if matches(name, [pattern]):
        inside = os.path.normpath(f"/folder/{name}")
        assert inside.startswith("/folder/")
        assert not inside.endswith("walkon.json")

"""The vault: what is put away is unreadable without its key, and gone for good with it."""

from __future__ import annotations

import base64
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.errors import DataBroken, DataLocked, NotPermitted, OptionRejected
from storage import keys as keys_module
from storage import vault as vault_module
from storage.durable import write_durably
from storage.folder import DataFolder
from storage.keyring import Keyring
from storage.ledger import GENESIS, Head
from storage.vault import Vault, path_of
from tests.books import ADA, BOB, FakeClock, later
from tests.crashing import traces, wrapped_key
from tests.shut import UNREADABLE

OWNER, NEIGHBOUR = f"member:{ADA}", f"member:{BOB}"
FACE = b"a face in plain letters " * 400
K1 = "k1:" + base64.b64encode(bytes(range(32))).decode()
K2 = "k2:" + base64.b64encode(bytes(range(32, 64))).decode()


@pytest.fixture
def folder(tmp_path):
    made = DataFolder(tmp_path / "data")
    assert made.blobs.is_dir()
    return made


def open_vault(folder, keys=K1, *, mirror=None, clock=None) -> Vault:
    keyring = Keyring.open(keys, folder.root, needed=folder.keys_db.exists())
    return Vault.open(folder, keyring, clock=clock or FakeClock(), mirror=mirror)


@pytest.fixture
def vault(folder):
    opened = open_vault(folder)
    yield opened
    opened.close()


# ---------------------------------------------------------------- putting and getting


@settings(max_examples=30, deadline=None)
@given(data=st.binary(max_size=5000), kind=st.text(max_size=20), owner=st.text(max_size=30))
def test_what_is_put_comes_back(kept_blob, data, kind, owner):
    vault = kept_blob[0]
    assert vault.get(vault.put(f"member:{owner}", kind, data)) == data


def test_it_comes_back_after_another_start_and_only_its_owner_can_read_the_file(folder):
    with closing(open_vault(folder)) as vault:
        blob = vault.put(OWNER, "likeness", FACE)
    with closing(open_vault(folder)) as vault:
        assert vault.get(blob) == FACE
        assert vault.owners() == {OWNER}
        assert vault.holds(blob)
    path = path_of(folder.blobs, blob)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.name == blob[-2:]
    assert traces(folder.root, FACE[:24]) == []


def test_an_owner_has_one_key_for_everything(vault, folder):
    blobs = [vault.put(OWNER, kind, FACE) for kind in ("likeness", "portrait", "likeness")]
    assert len(set(blobs)) == 3
    with closing(sqlite3.connect(folder.keys_db)) as keys:
        owners = [row[0] for row in keys.execute("SELECT owner FROM keys ORDER BY owner")]
    assert owners == ["ledger", OWNER]


def test_the_same_bytes_never_look_the_same(vault, folder):
    one, two = (path_of(folder.blobs, vault.put(OWNER, "face", FACE)) for _ in range(2))
    assert one.read_bytes()[-len(FACE) :] != two.read_bytes()[-len(FACE) :]


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_flipped_bit_anywhere_is_noticed(kept_blob, data):
    vault, blob, path, content = kept_blob
    at = data.draw(st.integers(0, len(content) - 1))
    bit = 1 << data.draw(st.integers(0, 7))
    path.write_bytes(content[:at] + bytes([content[at] ^ bit]) + content[at + 1 :])
    with pytest.raises(DataBroken):
        vault.get(blob)


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_a_cut_file_is_noticed(kept_blob, data):
    vault, blob, path, content = kept_blob
    path.write_bytes(content[: data.draw(st.integers(0, len(content) - 1))])
    with pytest.raises(DataBroken):
        vault.get(blob)


@pytest.fixture(scope="module")
def kept_blob(tmp_path_factory):
    made = DataFolder(tmp_path_factory.mktemp("kept"))
    with closing(open_vault(made)) as vault:
        blob = vault.put(OWNER, "likeness", b"small")
        path = path_of(made.blobs, blob)
        yield vault, blob, path, path.read_bytes()


def test_nobody_can_be_passed_off_as_somebody_else(vault, folder):
    mine = vault.put(OWNER, "likeness", FACE)
    older = vault.put(OWNER, "likeness", b"an older face")
    theirs = vault.put(NEIGHBOUR, "likeness", b"another face")
    for other in (older, theirs):
        shutil.copyfile(path_of(folder.blobs, other), path_of(folder.blobs, mine))
        with pytest.raises(DataBroken):
            vault.get(mine)


@pytest.mark.parametrize("blob", ["", "../../keyring", "A" * 26, "0" * 25, "0" * 26])
def test_an_id_that_is_none_finds_nothing(vault, blob):
    with pytest.raises(DataBroken) as refused:
        vault.get(blob)
    assert refused.value.reason == "blob"


def test_a_removed_file_is_gone_and_its_owners_others_stay(vault):
    one, two = (vault.put(OWNER, "voice", FACE) for _ in range(2))
    vault.remove(one)
    vault.remove(one)
    assert not vault.holds(one)
    assert vault.get(two) == FACE


def test_a_folder_that_cannot_be_written_is_said(vault, folder):
    shutil.rmtree(folder.blobs)
    (folder.root / "blobs").write_text("in the way")
    with pytest.raises(NotPermitted):
        vault.put(OWNER, "likeness", FACE)


# ---------------------------------------------------------------- forgetting


def test_what_the_disk_cannot_give_back_is_gone(folder):
    with closing(open_vault(folder)) as vault:
        blob = vault.put(OWNER, "likeness", FACE)
        path = path_of(folder.blobs, blob)
        path.unlink()
        path.symlink_to(UNREADABLE)
        with pytest.raises(DataBroken):
            vault.get(blob)


def test_forgetting_leaves_neither_key_nor_file_nor_anything_to_open_a_backup_with(folder):
    with closing(open_vault(folder)) as vault:
        gone = [vault.put(OWNER, "likeness", FACE), vault.put("clip:c1", "film", FACE)]
        stays = vault.put(NEIGHBOUR, "likeness", FACE)
        yesterday = folder.root.parent / "yesterday"
        shutil.copytree(folder.blobs, yesterday)
        wrapped = [wrapped_key(folder.root, owner) for owner in (OWNER, "clip:c1")]
        assert traces(folder.root, *wrapped)
        assert vault.forget(OWNER, "clip:c1") == 2
        assert traces(folder.root, *wrapped) == []
        shutil.copytree(yesterday, folder.blobs, dirs_exist_ok=True)
        for blob in gone:
            with pytest.raises(DataBroken):
                vault.get(blob)
        assert vault.get(stays) == FACE
    with closing(open_vault(folder)) as vault:
        for blob in gone:
            assert not vault.holds(blob)
            with pytest.raises(DataBroken):
                vault.get(blob)


def test_forgetting_can_be_repeated_and_nobody_is_no_error(vault):
    vault.put(OWNER, "likeness", FACE)
    assert vault.forget(OWNER) == 1
    assert vault.forget(OWNER, "clip:none") == 0
    assert vault.forget() == 0


def test_a_take_goes_alone_with_its_key_or_with_whoever_it_shows(folder):
    with closing(open_vault(folder)) as vault:
        older, old, new = f"{OWNER}/1", f"{OWNER}/2", f"{OWNER}/3"
        face, portrait = vault.put(old, "likeness", FACE), vault.put(old, "portrait", FACE)
        stays = [vault.put(owner, "likeness", FACE) for owner in (OWNER, new, NEIGHBOUR)]
        wrapped = wrapped_key(folder.root, old)
        vault.put(older, "likeness", FACE)
        assert vault.forget(f"blob:{face}", f"blob:{portrait}") == 2
        assert vault.forget(f"blob:{face}", f"blob:{portrait}") == 0
        assert traces(folder.root, wrapped) == []
        assert vault.owners() == {OWNER, older, new, NEIGHBOUR}
        assert [vault.get(blob) for blob in stays] == [FACE] * 3
        assert vault.erased_since(later(-999), [ADA]) == []
        assert vault.forget(OWNER) == 3
        assert vault.owners() == {NEIGHBOUR}
        assert vault.erased_since(later(-999), [ADA]) == [ADA]


def test_a_file_under_the_key_of_all_its_owners_files_goes_alone(vault):
    one, two = vault.put(OWNER, "likeness", FACE), vault.put(OWNER, "likeness", FACE)
    assert vault.forget(f"blob:{one}") == 1
    assert not vault.holds(one)
    assert vault.get(two) == FACE


def test_who_is_called_almost_the_same_keeps_their_takes(vault):
    others = [f"{OWNER}0/1", f"{OWNER}./1", f"{OWNER}1", "member:web:a/1"]
    for owner in others:
        vault.put(owner, "likeness", FACE)
    assert vault.forget(OWNER) == 0
    assert vault.owners() == set(others)


def test_a_take_that_never_came_into_the_books_leaves_no_key_after_a_start(folder):
    with closing(open_vault(folder)) as vault:
        booked = vault.put(f"{OWNER}/1", "likeness", FACE)
        vault.put(f"{OWNER}/2", "likeness", FACE)
        vault.put(NEIGHBOUR, "upload", FACE)
    with closing(open_vault(folder)) as vault:
        assert vault.collect({booked}) == 2
        assert vault.owners() == {f"{OWNER}/1", NEIGHBOUR}
        assert vault.get(booked) == FACE


def test_the_key_of_the_ledger_cannot_be_forgotten(vault, folder):
    before = vault.ledger_key
    vault.forget("ledger")
    vault.close()
    with closing(open_vault(folder)) as again:
        assert again.ledger_key == before


def test_who_is_erased_while_something_is_put_away_is_erased_with_it(vault, folder, monkeypatch):
    def write_and_forget(path, data):
        write_durably(path, data)
        if path.suffix == ".bin":
            monkeypatch.setattr(vault_module, "write_durably", write_durably)
            vault.forget(OWNER)

    monkeypatch.setattr(vault_module, "write_durably", write_and_forget)
    with pytest.raises(DataBroken):
        vault.put(OWNER, "likeness", FACE)
    assert list(folder.blobs.rglob("*.bin")) == []
    assert vault.owners() == frozenset()


def test_who_comes_back_gets_a_new_key(vault):
    old = vault.put(OWNER, "likeness", FACE)
    vault.forget(OWNER)
    new = vault.put(OWNER, "likeness", FACE)
    assert vault.get(new) == FACE
    assert not vault.holds(old)


def test_who_was_erased_when_is_known_without_a_name(folder):
    clock = FakeClock()
    with closing(open_vault(folder, clock=clock)) as vault:
        vault.put(OWNER, "likeness", FACE)
        clock.move(60)
        vault.forget(OWNER, "clip:c1")
    with closing(open_vault(folder)) as vault:
        assert vault.erased_since(later(60), [BOB, ADA]) == [ADA]
        assert vault.erased_since(later(61), [BOB, ADA]) == []
    assert traces(folder.root, ADA.encode()) == []


def test_a_mirror_that_cannot_be_rewritten_makes_forgetting_fail_and_again_finishes_it(folder):
    mirror = folder.root.parent / "disk"
    with closing(open_vault(folder, mirror=mirror)) as vault:
        blob = vault.put(OWNER, "likeness", FACE)
        wrapped = wrapped_key(folder.root, OWNER)
        mirror.rename(mirror.with_name("unplugged"))
        mirror.write_text("in the way")
        with pytest.raises(NotPermitted):
            vault.forget(OWNER)
        mirror.unlink()
        mirror.with_name("unplugged").rename(mirror)
        assert vault.forget(OWNER) == 1
        assert traces(folder.root.parent, wrapped) == []
        assert not path_of(folder.blobs, blob).exists()


def test_a_mirror_that_is_away_does_not_stop_the_room(folder, caplog):
    mirror = folder.root.parent / "disk"
    with closing(open_vault(folder, mirror=mirror)) as vault:
        shutil.rmtree(mirror)
        mirror.write_text("in the way")
        blob = vault.put(OWNER, "likeness", FACE)
        assert vault.get(blob) == FACE
    assert "keys not mirrored" in caplog.text
    mirror.unlink()
    with closing(open_vault(folder, mirror=mirror)):
        assert wrapped_key(mirror, OWNER) == wrapped_key(folder.root, OWNER)


def test_somebody_who_reads_the_keys_for_too_long_is_no_silent_failure(folder, monkeypatch):
    monkeypatch.setattr(keys_module, "CHECKPOINT_TRIES", 2)
    with closing(open_vault(folder)) as vault:
        vault.put(OWNER, "likeness", FACE)
        vault._keys._connection.execute("PRAGMA busy_timeout = 20")
        with closing(sqlite3.connect(folder.keys_db, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM keys").fetchone()
            with pytest.raises(DataLocked):
                vault.forget(OWNER)
        assert vault.forget(OWNER) == 1


def test_what_no_book_points_to_is_collected_at_the_start(folder):
    with closing(open_vault(folder)) as vault:
        kept, lost = (vault.put(OWNER, "likeness", FACE) for _ in range(2))
    unfinished = path_of(folder.blobs, lost).with_suffix(".bin.part")
    unfinished.write_bytes(b"half")
    with closing(open_vault(folder)) as vault:
        assert not unfinished.exists()
        assert vault.collect({kept, "0" * 26}) == 1
        assert vault.collect({kept}) == 0
        assert vault.get(kept) == FACE
        assert not vault.holds(lost)


@pytest.mark.faults
@pytest.mark.parametrize(
    ("work", "stride"), [("put", 2), ("forget", 2), ("erase", 7), ("discard", 7)]
)
def test_kill_9_at_any_point_loses_nothing_and_leaves_nothing(work, stride):
    shm = Path("/dev/shm")
    home = tempfile.mkdtemp(prefix="walkon-crash-", dir=shm if os.access(shm, os.W_OK) else None)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tests.crashing", work, home, str(stride)],
            capture_output=True, text=True, check=True, timeout=100,
        )  # fmt: skip
    finally:
        shutil.rmtree(home)
    found = json.loads(done.stdout)
    assert found["wrong"] == {}
    assert found["points"] * stride > 50


# ---------------------------------------------------------------- the keys and their mirror


def test_lost_keys_are_taken_from_their_mirror_and_that_is_known(folder):
    with closing(open_vault(folder)) as vault:
        assert vault.restored is None
        blob = vault.put(OWNER, "likeness", FACE)
    for file in folder.root.glob("keys.db*"):
        file.unlink()
    with closing(open_vault(folder)) as vault:
        assert vault.restored == folder.keys_mirror / "keys.db"
        assert vault.get(blob) == FACE
    assert folder.keys_db.stat().st_mode & 0o777 == 0o600


def test_without_keys_and_mirror_nothing_new_is_begun_over_what_is_there(folder):
    with closing(open_vault(folder)) as vault:
        vault.put(OWNER, "likeness", FACE)
    for file in (*folder.root.glob("keys.db*"), folder.keys_mirror / "keys.db"):
        file.unlink()
    with pytest.raises(DataBroken) as refused:
        open_vault(folder)
    assert refused.value.reason == "keys-lost"


def test_damaged_keys_are_left_to_the_operator(folder):
    open_vault(folder).close()
    folder.keys_db.write_bytes(b"x" * 9000)
    with pytest.raises(DataBroken) as refused:
        open_vault(folder)
    assert refused.value.reason == "keys-damaged"
    assert folder.keys_db.read_bytes() == b"x" * 9000
    folder.keys_db.unlink()
    with closing(open_vault(folder)) as vault:
        assert vault.restored is not None


def test_the_mirror_is_what_the_keys_are_after_every_change(folder):
    with closing(open_vault(folder)) as vault:
        for number in range(3):
            vault.put(f"clip:{number}", "film", FACE)
            for owner in (f"clip:{n}" for n in range(number + 1)):
                assert wrapped_key(folder.keys_mirror, owner) == wrapped_key(folder.root, owner)
        assert [path.name for path in folder.keys_mirror.iterdir()] == ["keys.db"]
        assert (folder.keys_mirror / "keys.db").stat().st_mode & 0o777 == 0o600


def test_there_is_one_mirror_also_after_it_has_moved(folder):
    elsewhere = folder.root.parent / "disk"
    open_vault(folder).close()
    open_vault(folder, mirror=elsewhere).close()
    assert not (folder.keys_mirror / "keys.db").exists()
    assert (elsewhere / "keys.db").exists()


def test_the_last_row_of_the_ledger_is_kept_with_the_keys(folder):
    assert keys_module.witnessed(_empty_keys(folder)) == Head(0, GENESIS)
    with closing(open_vault(folder)) as vault:
        vault.witness(Head(7, "a" * 64))
        assert keys_module.witnessed(folder.keys_db) == Head(7, "a" * 64)


def _empty_keys(folder) -> Path:
    open_vault(folder).close()
    path: Path = folder.keys_db
    return path


# ---------------------------------------------------------------- the keyring


def test_a_new_first_key_wraps_everything_anew_at_the_start(folder):
    with closing(open_vault(folder, K1)) as vault:
        blob = vault.put(OWNER, "likeness", FACE)
    old = wrapped_key(folder.root, OWNER)
    with closing(open_vault(folder, f"{K2},{K1}")) as vault:
        assert vault.get(blob) == FACE
    assert traces(folder.root, old) == []
    with closing(open_vault(folder, K2)) as vault:
        assert vault.get(blob) == FACE
    with pytest.raises(DataBroken) as refused:
        open_vault(folder, K1)
    assert refused.value.reason == "wrong-keys"


def test_without_given_keys_a_keyring_is_made_once(folder):
    first = Keyring.open(None, folder.root)
    path = folder.root / "keyring"
    assert first.made == path
    assert path.stat().st_mode & 0o777 == 0o600
    again = Keyring.open(None, folder.root)
    assert again.made is None
    assert again.keys == first.keys
    assert base64.b64encode(first.keys[0]).decode() not in repr(first)


def test_given_keys_take_over_from_the_keyring(folder):
    with closing(open_vault(folder, None)) as vault:
        blob = vault.put(OWNER, "likeness", FACE)
    with closing(open_vault(folder, K1)) as vault:
        assert vault.get(blob) == FACE
    (folder.root / "keyring").unlink()
    with closing(open_vault(folder, K1)) as vault:
        assert vault.get(blob) == FACE


def test_a_lost_keyring_is_not_made_anew_over_keys_it_has_wrapped(folder):
    open_vault(folder, None).close()
    (folder.root / "keyring").unlink()
    with pytest.raises(DataBroken) as refused:
        open_vault(folder, None)
    assert refused.value.reason == "keyring-lost"
    (folder.root / "keyring").write_text("no key")
    with pytest.raises(DataBroken) as refused:
        open_vault(folder, None)
    assert refused.value.reason == "keyring-damaged"


@pytest.mark.parametrize("text", ["", "k1", "k1:abc", "k1:!!!!", f"{K1},", f"{K1},x", ":" + K1[3:]])
def test_keys_of_another_form_are_refused_by_the_name_of_their_setting(folder, text):
    with pytest.raises(OptionRejected) as refused:
        Keyring.open(text, folder.root)
    assert refused.value.details == {"name": "WALKON_KEYS"}


def test_only_a_key_of_ours_unwraps():
    one, two = (Keyring(keys=(bytes([n]) * 32,)) for n in (1, 2))
    wrapped = one.wrap(b"s" * 32)
    assert one.unwrap(wrapped) == b"s" * 32
    assert one.wraps(wrapped)
    assert not two.wraps(wrapped)
    with pytest.raises(DataBroken):
        two.unwrap(wrapped)


FULL = """
import resource, signal, sys
from pathlib import Path
from generation.errors import DiskFull
from storage.folder import DataFolder
from tests.unit.test_storage_vault import open_vault
vault = open_vault(DataFolder(Path(sys.argv[1])))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
try:
    vault.put("member:x", "likeness", bytes(200_000))
except DiskFull as error:
    print("full", [path.name for path in Path(sys.argv[1], "blobs").rglob("*.*")])
blob = vault.put("member:x", "likeness", bytes(50_000))
print(vault.get(blob) == bytes(50_000))
"""


def test_a_full_disk_is_said_and_leaves_no_half_file(folder):
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(folder.root)], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["full []", "True"]

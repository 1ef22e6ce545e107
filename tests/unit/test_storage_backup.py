"""Backup, restore and audit: what comes back, what stays erased, what is never copied."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from bot import cli
from bot.console import Console
from bot.keeping import introduce_keys
from bot.verbs.restore import _forget
from generation.errors import DataBroken, DataLocked, NotPermitted
from generation.model.cameo import Cameo, Grant
from generation.model.member import Member
from storage import store as store_module
from storage.audit import audit
from storage.backup import back_up, examine
from storage.folder import DataFolder
from storage.keyring import Keyring
from storage.restore import Restored, restore
from storage.store import finish_erasures, open_store, scrub
from storage.vault import Vault, path_of
from tests.books import ADA, BOB, NOW, FakeClock, clip, film, part
from tests.crashing import traces, wrapped_key

FACE, FILM = b"a face in plain letters " * 200, b"a film in plain pictures " * 200


@pytest.fixture
def folder(tmp_path):
    return DataFolder(tmp_path / "data")


@pytest.fixture
def clock():
    return FakeClock()


def opened(folder, clock):
    return open_store(folder, keys=None, mirror=None, clock=clock)


def bring_back(folder, source, clock) -> Restored:
    return restore(folder, source, keys=None, mirror=None, clock=clock, forget=_forget)


def live_a_little(folder, clock) -> dict[str, str]:
    """Two members with cameos, a film with both, its clip; returns the blobs by name."""
    with opened(folder, clock) as store:
        vault = store.vault
        blobs = {f"{who}": vault.put(f"member:{who}", "likeness", FACE) for who in (ADA, BOB)}
        blobs["film"] = vault.put("clip:c1", "film", FILM)

        def work(books):
            books.films.put(film(state="shown"))
            books.clips.put(
                clip(cut=frozenset({"P1", "P2"}), blob=blobs["film"], poster=blobs["film"],
                     subtitles=blobs["film"], timeline=blobs["film"])
            )  # fmt: skip
            for token, who in (("P1", ADA), ("P2", BOB)):
                books.people.put(Member(id=who, name=f"name of {who}"))
                books.cameos.put(
                    Cameo(
                        owner=who, kind="photo", likeness=blobs[who], portrait=blobs[who],
                        made_at=NOW,
                    )
                )  # fmt: skip
                books.films.put_part(part(token, member=who, state="agreed", basis="self", epoch=1))
                books.ledger.write("enrolled", at=clock(), actor=who, subject=who, data={"a": 1})

        store.database.write_now(work)
    clock.move(3600)
    return blobs


def forget(folder, clock, member) -> None:
    with opened(folder, clock) as store:
        store.database.write_now(lambda books: _forget(books, member))
        finish_erasures(store.database, store.vault)


# ---------------------------------------------------------------- the whole folder


def test_one_bot_at_a_time(folder, clock):
    with opened(folder, clock), pytest.raises(DataLocked), opened(folder, clock):
        pass
    with opened(folder, clock):
        pass


def test_a_bot_that_is_closed_leaves_no_key_that_was_to_go(folder, clock):
    live_a_little(folder, clock)
    with opened(folder, clock) as store:
        store.database.write_now(lambda books: _forget(books, ADA))
        assert f"member:{ADA}" in store.vault.owners()
    keyring = Keyring.open(None, folder.root, needed=True)
    with closing(Vault.open(folder, keyring, clock=clock)) as vault:
        assert f"member:{ADA}" not in vault.owners()


def test_a_new_keyring_is_told_once(folder, clock):
    with opened(folder, clock) as store:
        assert store.keyring_made == folder.root / "keyring"
    with opened(folder, clock) as store:
        assert (store.keyring_made, store.keys_restored) == (None, None)


def test_the_operator_is_told_where_the_keys_are(folder, clock, capsys):
    console = Console(locale="en", as_json=False)
    with opened(folder, clock) as store:
        introduce_keys(store, console)
    assert str(folder.root / "keyring") in capsys.readouterr().err
    with opened(folder, clock) as store:
        introduce_keys(store, console)
    assert capsys.readouterr().err == ""
    folder.keys_db.unlink()
    with opened(folder, clock) as store:
        introduce_keys(store, console)
    assert "keys-mirror" in capsys.readouterr().err


def test_books_that_are_gone_are_not_begun_anew_while_their_keys_are_there(folder, clock):
    live_a_little(folder, clock)
    folder.db.unlink()
    with pytest.raises(DataBroken) as refused, opened(folder, clock):
        pass
    assert refused.value.reason == "books-lost"


def test_what_an_ended_bot_had_begun_to_erase_is_erased_at_the_start(folder, clock):
    blobs = live_a_little(folder, clock)
    wrapped = wrapped_key(folder.root, f"member:{ADA}")
    with opened(folder, clock) as store:
        store.database.write_now(lambda books: _forget(books, ADA))
    with opened(folder, clock) as store:
        assert store.vault.owners() == {f"member:{BOB}"}
        assert store.database.read_now(lambda books: books.erasures.open()) == []
        assert not store.vault.holds(blobs[ADA])
        assert not store.vault.holds(blobs["film"])
    assert traces(folder.root, wrapped) == []


def test_files_without_a_book_are_collected_and_the_others_stay(folder, clock):
    blobs = live_a_little(folder, clock)
    with opened(folder, clock) as store:
        lost = store.vault.put(f"member:{ADA}", "likeness", FACE)
    with opened(folder, clock) as store:
        assert not store.vault.holds(lost)
        assert store.vault.get(blobs[ADA]) == FACE


def test_what_was_left_in_tmp_is_gone_at_the_start(folder, clock):
    left = folder.root / "tmp" / "plain"
    with opened(folder, clock):
        pass
    left.mkdir()
    (left / "face.png").write_bytes(FACE)
    (folder.root / "tmp" / "loose").write_bytes(FACE)
    with opened(folder, clock):
        assert list((folder.root / "tmp").iterdir()) == []


def test_a_reader_in_the_way_of_scrubbing_is_said(folder, clock, monkeypatch):
    monkeypatch.setattr(store_module, "SCRUB_TRIES", 2)
    live_a_little(folder, clock)
    with opened(folder, clock) as store:
        busy = "PRAGMA busy_timeout = 20"
        store.database.write_now(lambda books: books.connection.execute(busy).fetchall())
        store.database.write_now(lambda books: books.people.remove(ADA))
        with closing(sqlite3.connect(folder.db, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM members").fetchone()
            store.database.write_now(lambda books: books.people.remove(BOB))
            with pytest.raises(DataLocked):
                scrub(store.database)
        scrub(store.database)


# ---------------------------------------------------------------- backup


def test_a_backup_holds_the_books_and_the_files_and_never_a_key(folder, clock):
    live_a_little(folder, clock)
    keys = [wrapped_key(folder.root, owner) for owner in ("ledger", "clip:c1")]
    made = back_up(folder, clock=clock)
    names = {path.name for path in made.folder.rglob("*") if path.is_file()}
    assert (made.rows, made.files) == (2, 3)
    assert {"walkon.db", "backup.json"} < names
    assert not names & {"keys.db", "keyring", "key.pem"}
    assert traces(made.folder, *keys, (folder.root / "keyring").read_bytes()[4:40]) == []
    assert {path.stat().st_mode & 0o77 for path in made.folder.rglob("*")} == {0}
    assert examine(made.folder) == made


def test_a_backup_can_be_made_while_the_bot_runs(folder, clock):
    live_a_little(folder, clock)
    with opened(folder, clock) as store:
        made = back_up(folder, clock=clock)
        store.database.write_now(lambda books: books.ledger.write("nod", at=NOW))
        assert audit(folder).first_bad is None
    assert made.rows == 2


def test_a_second_backup_costs_no_second_copy_of_a_file(folder, clock):
    blobs = live_a_little(folder, clock)
    for _ in range(2):
        back_up(folder, clock=clock)
        clock.move(60)
    assert path_of(folder.blobs, blobs[ADA]).stat().st_nlink == 3


def test_where_the_disk_has_no_second_names_files_are_copied(folder, clock, monkeypatch):
    def refuse(*_paths):
        raise OSError(18, "another disk")

    blobs = live_a_little(folder, clock)
    monkeypatch.setattr(os, "link", refuse)
    made = back_up(folder, clock=clock)
    copied = path_of(made.folder / "blobs", blobs[ADA])
    assert copied.read_bytes() == path_of(folder.blobs, blobs[ADA]).read_bytes()
    assert copied.stat().st_mode & 0o777 == 0o600


def test_a_backup_that_fails_leaves_nothing_and_the_next_removes_what_a_kill_left(folder, clock):
    live_a_little(folder, clock)
    (folder.backups / "killed.part").mkdir()
    shutil.rmtree(folder.blobs)
    (folder.root / "blobs").write_text("in the way")
    with pytest.raises(NotPermitted):
        back_up(folder, clock=clock)
    assert list(folder.backups.iterdir()) == []


def test_without_books_there_is_nothing_to_back_up(folder, clock):
    with pytest.raises(DataBroken) as refused:
        back_up(folder, clock=clock)
    assert refused.value.reason == "no-books"
    assert not folder.root.exists()


@pytest.mark.parametrize("harm", ["no manifest", "no json", "books", "row", "no books", "schema"])
def test_a_backup_that_is_not_whole_is_refused_and_nothing_is_touched(folder, clock, harm):
    live_a_little(folder, clock)
    made = back_up(folder, clock=clock).folder
    manifest = json.loads((made / "backup.json").read_text())
    if harm == "no manifest":
        (made / "backup.json").unlink()
    elif harm == "no json":
        (made / "backup.json").write_text("[")
    elif harm == "schema":
        (made / "backup.json").write_text(json.dumps(manifest | {"schema": "walkon.backup/9"}))
    elif harm == "no books":
        (made / "walkon.db").unlink()
    elif harm == "books":
        with (made / "walkon.db").open("r+b") as file:
            file.seek(-3, os.SEEK_END)
            file.write(b"xyz")
    else:
        alter(made / "walkon.db")
        digest = hashlib.sha256((made / "walkon.db").read_bytes()).hexdigest()
        (made / "backup.json").write_text(json.dumps(manifest | {"sha256": digest}))
    before = folder.db.read_bytes()
    with pytest.raises((DataBroken, NotPermitted)):
        bring_back(folder, made, clock)
    assert folder.db.read_bytes() == before


def alter(path) -> None:
    with closing(sqlite3.connect(path)) as books:
        books.execute("UPDATE ledger SET kind = 'nod' WHERE seq = 1")
        books.commit()


# ---------------------------------------------------------------- restore


def test_what_was_backed_up_comes_back_and_what_was_there_is_kept(folder, clock):
    blobs = live_a_little(folder, clock)
    made = back_up(folder, clock=clock)
    with opened(folder, clock) as store:
        store.database.write_now(lambda books: books.people.remove(ADA))
        store.database.write_now(lambda books: books.ledger.write("left", at=NOW, actor=ADA))
    path_of(folder.blobs, blobs[BOB]).unlink()
    restored = bring_back(folder, made.folder, clock)
    assert (restored.erased, restored.unreadable) == (0, 0)
    with opened(folder, clock) as store:
        name = store.database.read_now(lambda books: books.people.get(ADA).name)
        assert name == f"name of {ADA}"
        assert store.vault.get(blobs[BOB]) == FACE
        assert store.vault.get(blobs["film"]) == FILM
    assert audit(folder).first_bad is None
    assert restored.aside is not None
    with closing(sqlite3.connect(restored.aside / "walkon.db")) as books:
        assert books.execute("SELECT count(*) FROM ledger").fetchone() == (3,)


def test_who_was_erased_since_stays_erased_in_an_old_backup(folder, clock):
    blobs = live_a_little(folder, clock)
    made = back_up(folder, clock=clock)
    clock.move(60)
    forget(folder, clock, ADA)
    restored = bring_back(folder, made.folder, clock)
    assert restored.erased == 1
    with opened(folder, clock) as store:
        books = store.database.read_now
        assert books(lambda b: b.cameos.get(ADA)) is None
        assert books(lambda b: b.cameos.get(BOB)) is not None
        assert books(lambda b: b.clips.of("f1")) == []
        assert not any(row["data"] for row in books(lambda b: b.ledger.receipts(ADA)))
        for name in (ADA, "film"):
            with pytest.raises(DataBroken):
                store.vault.get(blobs[name])
        assert store.vault.get(blobs[BOB]) == FACE
    assert audit(folder).first_bad is None


def test_who_was_erased_before_the_backup_and_came_back_stays(folder, clock):
    live_a_little(folder, clock)
    forget(folder, clock, ADA)
    clock.move(60)
    with opened(folder, clock) as store:
        again = store.vault.put(f"member:{ADA}", "likeness", FACE)
        cameo = Cameo(owner=ADA, kind="photo", likeness=again, portrait=again, made_at=NOW)
        store.database.write_now(lambda books: books.cameos.put(cameo))
    made = back_up(folder, clock=clock)
    assert bring_back(folder, made.folder, clock).erased == 0
    with opened(folder, clock) as store:
        assert store.vault.get(again) == FACE


def test_a_film_whose_key_is_gone_is_left_out(folder, clock):
    live_a_little(folder, clock)
    made = back_up(folder, clock=clock)
    with opened(folder, clock) as store:
        store.database.write_now(lambda books: books.clips.remove("c1"))
        store.vault.forget("clip:c1")
    assert bring_back(folder, made.folder, clock).unreadable == 1
    with opened(folder, clock) as store:
        assert store.database.read_now(lambda books: books.clips.of("f1")) == []
        assert store.database.read_now(lambda books: books.films.get("f1").state) == "removed"


def test_a_yes_that_was_taken_back_since_does_not_come_back(folder, clock):
    live_a_little(folder, clock)
    with opened(folder, clock) as store:
        plain = store.vault.put("clip:c2", "film", FILM)

        def stand_ins_too(books):
            books.clips.put(
                clip("c2", cut=frozenset(), blob=plain, poster=plain, subtitles=plain,
                     timeline=plain)
            )  # fmt: skip
            books.grants.put(
                Grant(
                    id="g", subject=ADA, grantee=BOB, chat=None, epoch=1, origin="f1", made_at=NOW
                )
            )
            books.cameos.put(replace(books.cameos.get(BOB), ask="never"))

        store.database.write_now(stand_ins_too)
    made = back_up(folder, clock=clock)
    with opened(folder, clock) as store:  # a withdrawal destroys the clips that show the face
        store.database.write_now(lambda books: books.clips.remove("c1"))
        store.vault.forget("clip:c1")
    bring_back(folder, made.folder, clock)
    with opened(folder, clock) as store:
        parts = store.database.read_now(lambda books: books.films.parts("f1"))
        assert [one.state for one in parts] == ["withdrawn", "withdrawn"]
        assert store.database.read_now(lambda books: books.films.get("f1").state) == "shown"
        assert store.database.read_now(lambda books: books.grants.by(ADA)) == []
        assert store.database.read_now(lambda books: books.cameos.get(BOB).ask) == "each_time"


def test_a_voice_whose_key_is_gone_is_left_out_and_its_face_stays(folder, clock):
    live_a_little(folder, clock)
    with opened(folder, clock) as store:
        voice = store.vault.put(f"voice:{ADA}", "voice", FACE)

        def speak(books):
            books.cameos.put(replace(books.cameos.get(ADA), voice=True, voice_sample=voice))
            books.films.put(film(state="shown", recording=voice))

        store.database.write_now(speak)
    made = back_up(folder, clock=clock)
    with opened(folder, clock) as store:
        store.vault.forget(f"voice:{ADA}")
    assert bring_back(folder, made.folder, clock).unreadable == 2
    with opened(folder, clock) as store:
        cameo = store.database.read_now(lambda books: books.cameos.get(ADA))
        assert cameo is not None
        assert (cameo.voice, cameo.voice_sample) == (False, None)
        kept = store.database.read_now(lambda books: books.films.get("f1"))
        assert kept is not None
        assert (kept.recording, kept.state) == (None, "shown")


def test_a_damaged_book_is_replaced_and_kept_as_it_is(folder, clock):
    live_a_little(folder, clock)
    made = back_up(folder, clock=clock)
    folder.db.write_bytes(b"broken" * 999)
    restored = bring_back(folder, made.folder, clock)
    assert restored.aside is not None
    assert (restored.aside / "walkon.db").read_bytes() == b"broken" * 999
    assert audit(folder).rows == 2


def test_a_new_machine_needs_the_keys_and_the_backup(folder, clock, tmp_path):
    blobs = live_a_little(folder, clock)
    made = back_up(folder, clock=clock)
    away = tmp_path / "away"
    shutil.copytree(made.folder, away)
    new = DataFolder(tmp_path / "new")
    with pytest.raises(DataBroken) as refused:
        bring_back(new, away, clock)
    assert refused.value.reason == "keys-lost"
    new.keys_mirror.mkdir()
    shutil.copy(folder.keys_mirror / "keys.db", new.keys_mirror)
    shutil.copy(folder.root / "keyring", new.root)
    restored = bring_back(new, away, clock)
    assert restored.aside is None
    with opened(new, clock) as store:
        assert store.vault.get(blobs[ADA]) == FACE


def test_a_running_bot_is_not_restored_under_its_feet(folder, clock):
    live_a_little(folder, clock)
    made = back_up(folder, clock=clock)
    with opened(folder, clock), pytest.raises(DataLocked):
        bring_back(folder, made.folder, clock)


# ---------------------------------------------------------------- the commands


@pytest.fixture
def walkon(folder, monkeypatch, capsys):
    """Run a command; returns its exit code, stdout, stderr."""
    monkeypatch.setenv("WALKON_DATA_DIR", str(folder.root))

    def run(*words: str) -> tuple[int, str, str]:
        code = cli.main(words)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def test_backup_audit_and_restore_from_the_command_line(folder, clock, walkon):
    live_a_little(folder, clock)
    code, out, _ = walkon("backup", "--json")
    made = json.loads(out)
    assert (code, made["rows"], made["files"]) == (0, 2, 3)
    code, out, _ = walkon("audit", "--json")
    assert (code, json.loads(out)["whole"], json.loads(out)["rows"]) == (0, True, 2)
    code, out, err = walkon("restore", made["folder"])
    assert code == 0
    assert "still erased: 0" in out
    assert "replaced-" in err
    code, out, err = walkon("backup")
    assert (code, err) == (0, "")
    assert str(folder.backups) in out


def test_a_broken_ledger_is_exit_code_4_with_the_first_bad_row(folder, clock, walkon):
    live_a_little(folder, clock)
    alter(folder.db)
    code, out, _ = walkon("audit", "--json")
    verdict = json.loads(out)
    assert (code, verdict["whole"], verdict["first_bad"]) == (4, False, 1)
    code, out, _ = walkon("audit")
    assert (code, "row 1" in out) == (4, True)
    code, _, err = walkon("backup")
    assert (code, len(err.splitlines())) == (3, 1)


def test_a_ledger_that_was_cut_off_is_found(folder, clock, walkon):
    live_a_little(folder, clock)
    with closing(sqlite3.connect(folder.db)) as books:
        books.execute("DELETE FROM ledger WHERE seq = 2")
        books.commit()
    assert walkon("audit")[0] == 4


@pytest.mark.parametrize("words", [("backup",), ("audit",), ("restore", "nowhere")])
def test_a_folder_without_books_is_one_sentence_and_exit_code_3(walkon, folder, words):
    code, out, err = walkon(*words)
    assert (code, out, len(err.splitlines())) == (3, "", 1)


@pytest.mark.parametrize("words", [("backup",), ("audit",)])
def test_a_book_that_is_none_is_one_sentence_and_exit_code_3(walkon, folder, words):
    folder.root.mkdir(parents=True)
    folder.db.write_bytes(b"no database at all" * 99)
    code, out, err = walkon(*words)
    assert (code, out, len(err.splitlines())) == (3, "", 1)


def test_a_folder_that_is_a_file_is_one_sentence_and_exit_code_3(walkon, folder):
    folder.root.write_text("in the way")
    assert walkon("backup")[0] == 3
    assert walkon("restore", str(folder.root))[0] == 3

"""A sealed film is ours for as long as nobody touches it."""

from __future__ import annotations

import io
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from generation.boxes import outermost
from generation.errors import MachineError, MediaRejected, RenderError, WalkonError
from generation.media.encode import encode
from generation.media.probe import decode_frames, probe, sample_stills
from generation.model.clip import Clip, RenderSpec, StageTimes
from generation.provenance.aigc import aigc_tag
from generation.provenance.chain import Chain, open_chain, read_chain
from generation.provenance.manifest import manifest, source_type_of
from generation.provenance.seal import seal
from generation.provenance.verify import Verdict, judge, verify

NOW = datetime(2026, 11, 21, tzinfo=UTC)
CLIP_ID = "01jd2zzzzzzzzzzzzzzzzzzzzz"
FLIPS = 240


@pytest.fixture(scope="module")
def chain(tmp_path_factory) -> Chain:
    return open_chain(tmp_path_factory.mktemp("data") / "seal", at=NOW)


def master(path: Path, *, tag: str | None = CLIP_ID) -> Clip:
    rng = np.random.default_rng(1)
    spec = RenderSpec(width_px=64, height_px=64)
    frames = [rng.integers(16, 235, (96, 64), np.uint8) for _ in range(12)]
    metadata = {} if tag is None else {"AIGC": aigc_tag(tag)}
    encode(iter(frames), np.zeros((19_200, 2), np.float32), path, spec=spec, metadata=metadata)
    return Clip(
        file=path, poster=path, subtitles=path, timeline=path, width_px=64, height_px=64,
        duration_s=0.4, frames=12, loudness_lufs=-16.0, unwritten=(), times=StageTimes(seconds={}),
        stills=tuple(sample_stills(path)),
    )  # fmt: skip


def sealed_film(path: Path, chain: Chain) -> bytes:
    clip = master(path)
    seal(clip, chain, source_type="compositeSynthetic", grants=("p1",))
    return path.read_bytes()


@pytest.fixture(scope="module")
def film(tmp_path_factory, chain) -> bytes:
    return sealed_film(tmp_path_factory.mktemp("film") / "film.mp4", chain)


def judged(data: bytes, chain: Chain) -> Verdict:
    return judge(io.BytesIO(data), chain.root)


def test_a_sealed_film_is_valid_and_ours_and_still_plays(tmp_path, chain):
    clip = master(tmp_path / "film.mp4")
    before = list(decode_frames(clip.file))
    result = seal(clip, chain, source_type="algorithmicMedia")
    assert verify(clip.file, chain.root) == Verdict(
        state="valid", origin="ours", aigc=True, clip_id=CLIP_ID, source_type="algorithmicMedia"
    )
    assert (len(result.fingerprint), len(result.sha256), result.clip) == (64, 64, clip)
    facts = probe(clip.file)
    assert facts.faststart
    assert facts.aigc == aigc_tag(CLIP_ID)
    assert all(map(np.array_equal, before, decode_frames(clip.file)))
    assert [entry.name for entry in tmp_path.iterdir()] == ["film.mp4"]


def test_the_manifest_costs_a_few_kilobytes(film, tmp_path):
    size = master(tmp_path / "film.mp4").file.stat().st_size
    assert 0 < len(film) - size < 5000


def test_an_unsealed_film_is_unsigned(tmp_path, chain):
    clip = master(tmp_path / "film.mp4")
    verdict = verify(clip.file, chain.root)
    assert (verdict.state, verdict.origin, verdict.aigc) == ("unsigned", "foreign", True)


def test_another_houses_film_is_valid_and_foreign(film, tmp_path):
    other = open_chain(tmp_path / "seal", at=NOW)
    for root in (other.root, None):
        verdict = judge(io.BytesIO(film), root)
        assert (verdict.state, verdict.origin) == ("valid", "foreign")


def test_a_film_without_its_label_is_not_sealed(tmp_path, chain):
    clip = master(tmp_path / "film.mp4", tag=None)
    before = clip.file.read_bytes()
    with pytest.raises(RenderError) as failure:
        seal(clip, chain, source_type="algorithmicMedia")
    assert failure.value.reason == "unlabelled"
    assert clip.file.read_bytes() == before


def covered(film: bytes) -> list[int]:
    """Positions in everything but ``ftyp`` and the manifest, headers and index first."""
    boxes = outermost(io.BytesIO(film)).boxes
    rest = [box for box in boxes if box.kind not in {b"ftyp", b"uuid"}]
    assert {box.kind for box in rest} == {b"moov", b"free", b"mdat"}
    rng = np.random.default_rng(2)
    positions = [at for box in rest for at in range(box.start, box.payload)]
    for table in (b"stco", b"stsz", b"stts", b"AIGC", b"avcC", b"mvhd"):
        start = film.index(table)
        positions += range(start, start + 16)
    positions += rng.integers(rest[0].start, len(film), FLIPS - len(positions)).tolist()
    return positions


def test_any_changed_byte_of_index_or_samples_shows(film, chain):
    for number, at in enumerate(covered(film)):
        spoilt = bytearray(film)
        spoilt[at] ^= 1 << (number % 8)
        assert judged(bytes(spoilt), chain).state == "altered", at


def test_a_changed_byte_elsewhere_breaks_nothing(film, chain):
    moov = outermost(io.BytesIO(film)).first(b"moov")
    assert moov is not None
    outcomes: set[str] = set()
    for at in range(0, moov.start, 17):
        spoilt = bytearray(film)
        spoilt[at] ^= 0xFF
        try:
            outcomes.add(judged(bytes(spoilt), chain).state)
        except MediaRejected as error:
            outcomes.add(error.reason)
    assert outcomes <= {"valid", "altered", "unsigned", "truncated", "not-a-film"}
    assert "altered" in outcomes


def box(kind: bytes, payload: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(payload), kind) + payload


@pytest.mark.parametrize(
    "extra",
    [b"abc", b"x" * 40, box(b"free", b"hidden"), box(b"skip", b"hidden"), box(b"mfra", b"h" * 8),
     box(b"mdat", b"more"), box(b"uuid", b"u" * 32), box(b"moov", b""), box(b"ftyp", b"isom")],
)  # fmt: skip
def test_what_is_hung_behind_a_film_shows(extra, film, chain):
    assert judged(film + extra, chain).state == "altered"


def test_a_second_manifest_shows(film, chain):
    manifest_box = outermost(io.BytesIO(film)).boxes[1]
    assert judged(film + film[manifest_box.start : manifest_box.end], chain).state == "altered"


def test_a_manifest_moved_to_another_film_shows(film, chain, tmp_path):
    other = master(tmp_path / "other.mp4", tag="01other").file.read_bytes()
    stolen = outermost(io.BytesIO(film)).boxes[1]
    at = outermost(io.BytesIO(other)).boxes[0].end
    verdict = judged(other[:at] + film[stolen.start : stolen.end] + other[at:], chain)
    assert verdict.state == "altered"


def test_a_film_without_its_manifest_is_unsigned(film, chain):
    gone = outermost(io.BytesIO(film)).boxes[1]
    assert judged(film[: gone.start] + film[gone.end :], chain).state == "unsigned"


SPOILT = {
    "empty": (lambda film: b"", "empty"),
    "half": (lambda film: film[: len(film) // 2 + 3000], "truncated"),
    "but the last byte": (lambda film: film[:-1], "truncated"),
    "twenty bytes": (lambda film: film[:20], "truncated"),
    "half a manifest": (lambda film: film[:1000], "truncated"),
    "something in front": (lambda film: b"\xff\xd8\xff" + film, "not-a-film"),
    "words": (lambda film: b"just words, no film at all", "not-a-film"),
    "an impossible box": (lambda film: b"\0\0\0\4ftyp", "not-a-film"),
}


@pytest.mark.parametrize(("spoil", "reason"), SPOILT.values(), ids=SPOILT)
def test_what_is_no_whole_film_is_refused(spoil, reason, film, chain, tmp_path):
    path = tmp_path / "film.mp4"
    path.write_bytes(spoil(film))
    with pytest.raises(MediaRejected) as refusal:
        verify(path, chain.root)
    assert refusal.value.reason == reason


def test_a_missing_film_and_a_folder_are_refused(tmp_path, chain):
    for path, reason in ((tmp_path / "no.mp4", "missing"), (tmp_path, "not-a-file")):
        with pytest.raises(MediaRejected) as refusal:
            verify(path, chain.root)
        assert refusal.value.reason == reason


def test_a_film_with_nested_boxes_without_end_is_judged_in_time(chain):
    depth = 50_000
    kinds = [b"moov"] + [b"udta"] * (depth - 1)
    nest = (struct.pack(">I4s", 8 * (depth - level), kind) for level, kind in enumerate(kinds))
    data = box(b"ftyp", b"isom\0\0\0\0") + b"".join(nest)
    assert judged(data, chain).state == "unsigned"


def test_the_manifest_names_nobody_and_tells_the_truth():
    paper = manifest(CLIP_ID, "compositeSynthetic", ["p:1a2b"])
    actions, cast = (assertion["data"] for assertion in paper["assertions"])
    assert actions["actions"][0]["action"] == "c2pa.created"
    assert actions["actions"][0]["digitalSourceType"] == (
        "http://cv.iptc.org/newscodes/digitalsourcetype/compositeSynthetic"
    )
    assert cast == {"grants": ["p:1a2b"]}
    assert paper["title"] == CLIP_ID


@pytest.mark.parametrize(
    "assertions",
    [None, [], [{}], [{"label": 3}], [{"label": "c2pa.actions", "data": "text"}],
     [{"label": "c2pa.actions", "data": {"actions": [7]}}]],
)  # fmt: skip
def test_a_strangers_manifest_of_any_shape_is_read(assertions):
    assert source_type_of({"assertions": assertions}) is None


def test_the_chain_is_made_once_and_kept_private(tmp_path):
    folder = tmp_path / "data" / "seal"
    first = open_chain(folder, at=NOW)
    assert open_chain(folder, at=NOW + timedelta(days=3000)) == first
    assert {entry.name for entry in folder.iterdir()} == {"root.pem", "chain.pem", "key.pem"}
    assert (folder / "key.pem").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "root.pem").read_bytes() == first.root
    assert "PRIVATE" not in repr(first)
    assert [entry.name for entry in folder.parent.iterdir()] == ["seal"]


def test_a_chain_that_cannot_sign_is_said(tmp_path, chain):
    folder = tmp_path / "seal"
    open_chain(folder, at=NOW)
    outcomes = {}

    def outcome(name: str, **change: object) -> None:
        with pytest.raises(MachineError) as failure:
            read_chain(folder / "chain.pem", folder / "key.pem", at=NOW, **change)
        outcomes[name] = failure.value.reason

    with pytest.raises(MachineError) as failure:
        open_chain(folder, at=NOW + timedelta(days=11 * 365))
    outcomes["old"] = failure.value.reason
    (folder / "key.pem").write_bytes(chain.key)
    outcome("other key")
    (folder / "key.pem").write_bytes(b"no key")
    outcome("no key")
    (folder / "key.pem").unlink()
    outcome("gone")
    assert outcomes == {
        "old": "seal-expired", "other key": "seal-mismatch", "no key": "seal-incomplete",
        "gone": "seal-incomplete",
    }  # fmt: skip


def test_a_chain_can_be_the_operators(tmp_path, chain):
    (tmp_path / "own.pem").write_bytes(chain.certificates)
    (tmp_path / "own.key").write_bytes(chain.key)
    assert read_chain(tmp_path / "own.pem", tmp_path / "own.key", at=NOW) == chain


def test_a_leaf_without_its_root_cannot_seal(tmp_path, chain):
    clip = master(tmp_path / "film.mp4")
    end = b"-----END CERTIFICATE-----\n"
    (tmp_path / "leaf.pem").write_bytes(chain.certificates.split(end)[0] + end)
    (tmp_path / "leaf.key").write_bytes(chain.key)
    alone = read_chain(tmp_path / "leaf.pem", tmp_path / "leaf.key", at=NOW)
    with pytest.raises(WalkonError) as failure:
        seal(clip, alone, source_type="algorithmicMedia")
    assert failure.value.message == "error-render-unsealed"

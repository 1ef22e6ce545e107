"""Whose film is this, and is it as it was made? Reads only; believes no tag and asks no network."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal

from c2pa import C2paError, Context, Reader, Settings

from generation.boxes import Layout, container_tag, outermost, sample_bytes
from generation.errors import MediaRejected
from generation.files import open_given
from generation.provenance.aigc import AIGC_KEY, clip_id_of
from generation.provenance.manifest import MP4, source_type_of

FILE_MAX_MB = 512  # a minute of ours has 10; everything is hashed
C2PA_BOX = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")  # C2PA 2.2, section A.5
EMAIL_PROTECTION_OID = "1.3.6.1.5.5.7.3.4"  # what our leaf is for

State = Literal["valid", "altered", "unsigned"]
Origin = Literal["ours", "foreign"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What can be said of a film.

    Attributes:
        state: ``valid`` when every byte that is seen or heard is as it was signed.
        origin: ``ours`` when the signature leads to our root; says nothing while ``unsigned``.
        aigc: Whether the container says that the film was generated (GB 45438-2025).
        clip_id: The film's id in that tag; as true as ``state`` says.
        source_type: What the manifest says of the pictures, or None.
    """

    state: State
    origin: Origin
    aigc: bool
    clip_id: str | None
    source_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signature:
    state: State
    origin: Origin
    source_type: str | None = None


def verify(path: Path, chain_root: bytes | None) -> Verdict:
    """Judge one mp4 against the root certificate (PEM) of this installation, if it has one yet.

    Raises:
        MediaRejected: ``missing``, ``not-a-file``, ``empty``, ``too-large``, ``truncated`` or
            ``not-a-film``.
        NotPermitted: It may not be read.
    """
    with open_given(path) as file:
        return judge(file, chain_root)


def judge(file: BinaryIO, chain_root: bytes | None) -> Verdict:
    """Do what ``verify`` does on an open file, from whatever position it stands at."""
    layout = outermost(file)
    _admit(layout)
    sealed = _is_sealed(file, layout)
    if not layout.whole and (not sealed or _ends_early(file, layout)):
        raise MediaRejected("truncated")
    signature = _read_signature(file, chain_root) if sealed else _UNSIGNED
    if signature.state == "valid" and not _only_covered(layout):
        signature = _Signature(state="altered", origin=signature.origin)
    clip_id = clip_id_of(container_tag(file, AIGC_KEY))
    return Verdict(
        state=signature.state,
        origin=signature.origin,
        aigc=clip_id is not None,
        clip_id=clip_id,
        source_type=signature.source_type,
    )


_UNSIGNED = _Signature(state="unsigned", origin="foreign")
_UNREADABLE = _Signature(state="altered", origin="foreign")


def _admit(layout: Layout) -> None:
    if layout.length == 0:
        raise MediaRejected("empty")
    if layout.length > FILE_MAX_MB << 20:
        raise MediaRejected(
            "too-large", limit_mb=FILE_MAX_MB, size_mb=round(layout.length / (1 << 20))
        )
    if not layout.boxes or layout.boxes[0].kind != b"ftyp":
        raise MediaRejected("not-a-film")


def _is_sealed(file: BinaryIO, layout: Layout) -> bool:
    """Whether an outermost box is a C2PA manifest store."""
    for box in layout.boxes:
        if box.kind == b"uuid":
            file.seek(box.payload)
            if file.read(16) == C2PA_BOX:
                return True
    return False


def _ends_early(file: BinaryIO, layout: Layout) -> bool:
    """Tell a film cut short from one whose box sizes were tampered with: are all samples there?"""
    if all(box.kind != b"moov" for box in layout.boxes):
        return True
    mdat = next((box for box in layout.boxes if box.kind == b"mdat"), None)
    samples = sample_bytes(file)
    if mdat is None or samples is None:
        return False
    return layout.length < mdat.payload + samples


def _only_covered(layout: Layout) -> bool:
    """Whether nothing lies outside what a C2PA hash covers, where anybody could hang things."""
    return all(
        box.kind in {b"uuid", b"moov", b"mdat"} or box.payload == box.end
        for box in layout.boxes[1:]  # after ftyp
    )


def _read_signature(file: BinaryIO, chain_root: bytes | None) -> _Signature:
    file.seek(0)
    context = _context(chain_root)
    try:
        with Reader(MP4, file, context=context) as reader:
            report = json.loads(reader.json())
            state = reader.get_validation_state()
    except (C2paError, ValueError, RecursionError):
        return _UNREADABLE
    return _Signature(
        state="valid" if state in {"Valid", "Trusted"} else "altered",
        origin="ours" if _is_trusted(report) else "foreign",
        source_type=source_type_of(_active_manifest(report)),
    )


def _active_manifest(report: dict[str, Any]) -> dict[str, Any]:
    stored = report.get("manifests", {}).get(report.get("active_manifest"), {})
    return dict(stored)


def _is_trusted(report: dict[str, Any]) -> bool:
    active = report.get("validation_results", {}).get("activeManifest", {})
    return any(
        entry.get("code") == "signingCredential.trusted" for entry in active.get("success", [])
    )


def _context(chain_root: bytes | None) -> Context:
    """Trust this one root, or nobody, and stay off the network."""
    trust = {"trust_config": f"{EMAIL_PROTECTION_OID}\n"}
    if chain_root is not None:
        trust["user_anchors"] = chain_root.decode("ascii")
    quiet = {"verify_trust": True, "remote_manifest_fetch": False, "ocsp_fetch": False}
    return Context(Settings.from_dict({"verify": quiet, "trust": trust}))

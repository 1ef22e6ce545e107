"""Signs a finished film and takes its fingerprint. The only maker of a ``SealedClip``."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Sequence
from pathlib import Path

from c2pa import Builder, C2paError, C2paSignerInfo, C2paSigningAlg, Signer

from generation.boxes import container_tag
from generation.errors import RenderError
from generation.files import atomic_output, own_errors
from generation.model.clip import Clip, SealedClip
from generation.provenance.aigc import AIGC_KEY, clip_id_of
from generation.provenance.chain import Chain
from generation.provenance.fingerprint import fingerprint
from generation.provenance.manifest import MP4, SourceType, ingredient, manifest, original
from generation.provenance.verify import judge


def seal(
    clip: Clip,
    chain: Chain,
    *,
    source_type: SourceType,
    grants: Sequence[str] = (),
    parts: Sequence[bytes] = (),
    larger: bytes | None = None,
) -> SealedClip:
    """Write a signed film over ``clip.file``; it stays playable from its first bytes on.

    Blocking, some milliseconds. The result has passed ``verify``.

    Args:
        clip: As mastered; its file carries the AIGC tag.
        chain: Certificates and key.
        source_type: The truth about the pictures.
        grants: Pseudonyms of the consents the film was made under.
        parts: Sealed films that were put into it, in order: its ingredients.
        larger: The sealed film that was encoded again to make this one, or None.

    Raises:
        RenderError: ``unlabelled`` when the AIGC tag is missing, ``unsealed`` when signing fails.
        DiskFull: No room is left.
        NotPermitted: The folder may not be written.
    """
    with own_errors(clip.file):
        unsigned = clip.file.read_bytes()
    clip_id = clip_id_of(container_tag(io.BytesIO(unsigned), AIGC_KEY))
    if clip_id is None:
        raise RenderError("unlabelled")
    definition = manifest(
        clip_id, source_type, grants, parts=len(parts), encoded_again=larger is not None
    )
    ingredients = [(ingredient(number), part) for number, part in enumerate(parts)]
    if larger is not None:
        ingredients.append((original(), larger))
    signed = _signed(unsigned, chain, definition, ingredients)
    _replace(clip.file, signed)
    return SealedClip(
        clip=clip,
        fingerprint=fingerprint(clip.stills),
        sha256=hashlib.sha256(signed).hexdigest(),
        source_type=source_type,
    )


def _signed(
    unsigned: bytes,
    chain: Chain,
    definition: dict[str, object],
    ingredients: Sequence[tuple[dict[str, object], bytes]],
) -> bytes:
    """Return the film with its manifest before ``moov``, after a reader has accepted it."""
    info = C2paSignerInfo(
        C2paSigningAlg[chain.algorithm.upper()], chain.certificates, chain.key, None
    )
    signed = io.BytesIO()
    try:
        with Builder(definition) as builder, Signer.from_info(info) as signer:
            for told, film in ingredients:
                builder.add_ingredient(json.dumps(told), MP4, io.BytesIO(film))
            builder.sign(signer, MP4, io.BytesIO(unsigned), signed)
    except C2paError as error:
        raise RenderError("unsealed") from error
    verdict = judge(signed, chain.root)
    if (verdict.state, verdict.origin) != ("valid", "ours"):
        raise RenderError("unsealed")
    return signed.getvalue()


def _replace(path: Path, data: bytes) -> None:
    with atomic_output(path) as part:
        part.write_bytes(data)

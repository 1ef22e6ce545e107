"""The certificates that films are signed with: made at the first start, or the operator's own.

Who holds the root of this installation can tell its films from everybody else's; nobody outside
trusts it, and it names nobody.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from generation.errors import MachineError
from generation.files import own_errors

ORGANIZATION = "Walkon"
LEAF_YEARS = 10  # without a time-stamp server a film verifies for as long as its leaf is valid
ROOT_YEARS = 20
YEAR = timedelta(days=365.25)
CLOCK_SKEW = timedelta(days=1)  # a reader's clock may be behind ours
ROOT_FILE, CHAIN_FILE, KEY_FILE = "root.pem", "chain.pem", "key.pem"

Algorithm = Literal["es256", "es384", "es512", "ed25519"]
_CURVES: dict[str, Algorithm] = {"secp256r1": "es256", "secp384r1": "es384", "secp521r1": "es512"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """What signing needs.

    Attributes:
        certificates: PEM, the leaf first, each followed by its issuer.
        key: PEM (PKCS 8, unencrypted) of the leaf's private key.
        root: PEM of the last certificate: what ``verify`` calls ours.
        algorithm: Signature algorithm in C2PA's spelling.
    """

    certificates: bytes
    key: bytes = field(repr=False)
    root: bytes
    algorithm: Algorithm


def open_chain(folder: Path, *, at: datetime) -> Chain:
    """Read this installation's chain from ``folder``, making it at the first start.

    Args:
        folder: ``seal`` in the data directory; made with mode 0700, the key in it with 0600.
        at: Now, with a time zone.

    Raises:
        MachineError: ``seal-incomplete``, ``seal-mismatch`` or ``seal-expired``.
        NotPermitted: The folder may not be read or written.
        DiskFull: No room is left.
    """
    with own_errors(folder):
        if not folder.exists():
            _make(folder, at)
    return read_chain(folder / CHAIN_FILE, folder / KEY_FILE, at=at)


def read_chain(certificates: Path, key: Path, *, at: datetime) -> Chain:
    """Read a chain (leaf first, root last) and its key from two PEM files.

    Raises:
        MachineError: ``seal-incomplete`` when a file is missing or no PEM, ``seal-mismatch`` when
            the key is not the leaf's, ``seal-expired`` when the leaf is not valid ``at`` this time.
        NotPermitted: A file may not be read.
    """
    try:
        with own_errors(certificates):
            chain_pem, key_pem = _read(certificates), _read(key)
        chain = x509.load_pem_x509_certificates(chain_pem)
        private = serialization.load_pem_private_key(key_pem, password=None)
    except (ValueError, TypeError) as error:
        raise MachineError("seal-incomplete") from error
    leaf, root = chain[0], chain[-1]
    if leaf.public_key() != private.public_key():
        raise MachineError("seal-mismatch")
    if not leaf.not_valid_before_utc <= at <= leaf.not_valid_after_utc:
        raise MachineError("seal-expired", date=leaf.not_valid_after_utc.date().isoformat())
    return Chain(
        certificates=b"".join(map(_pem, chain)),
        key=private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
        root=_pem(root),
        algorithm=_algorithm(private),
    )


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise MachineError("seal-incomplete")
    return path.read_bytes()


def _algorithm(key: object) -> Algorithm:
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return "ed25519"
    if isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name in _CURVES:
        return _CURVES[key.curve.name]
    raise MachineError("seal-key-kind")


def _make(folder: Path, at: datetime) -> None:
    """Write a fresh chain beside ``folder`` and move it there: it is whole or absent."""
    root_key = ec.generate_private_key(ec.SECP256R1())
    leaf_key = ec.generate_private_key(ec.SECP256R1())
    root = _root(root_key, at)
    leaf = _leaf(leaf_key, root, root_key, at)
    secret = leaf_key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".seal-") as making:
        fresh = Path(making) / "seal"
        fresh.mkdir(mode=0o700)
        _write(fresh / ROOT_FILE, _pem(root), 0o644)
        _write(fresh / CHAIN_FILE, _pem(leaf) + _pem(root), 0o644)
        _write(fresh / KEY_FILE, secret, 0o600)
        try:
            fresh.rename(folder)
        except OSError:
            if not folder.exists():  # otherwise another process was first: its chain is ours
                raise


def _write(path: Path, data: bytes, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(descriptor)


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _name(common_name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, ORGANIZATION),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def _root(key: ec.EllipticCurvePrivateKey, at: datetime) -> x509.Certificate:
    name = _name(f"{ORGANIZATION} Root")
    return (
        _builder(name, name, key.public_key(), at, ROOT_YEARS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .sign(key, hashes.SHA256())
    )


def _leaf(
    key: ec.EllipticCurvePrivateKey,
    root: x509.Certificate,
    root_key: ec.EllipticCurvePrivateKey,
    at: datetime,
) -> x509.Certificate:
    """A certificate that C2PA accepts for signing (specification 2.2, section 14.5.1)."""
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key())
    purposes = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
    return (
        _builder(_name(f"{ORGANIZATION} Seal"), root.subject, key.public_key(), at, LEAF_YEARS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(purposes, critical=False)
        .add_extension(issuer, critical=False)
        .sign(root_key, hashes.SHA256())
    )


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey,
    at: datetime,
    years: int,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - CLOCK_SKEW)
        .not_valid_after(at + years * YEAR)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )

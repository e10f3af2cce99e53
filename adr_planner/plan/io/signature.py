"""Detached Ed25519 signatures: who wrote a document, told by a key and not by the document.

What is signed is the content, not its spelling: a document written with other spaces, in another order of keys or with
a verdict beside it has the same signature. `cryptography` does the arithmetic; it comes with the extra ``signatures``.
"""

from __future__ import annotations

import base64
import binascii
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from adr_planner.errors import InvalidInputError
from adr_planner.plan.canonical import hashed_text

__all__ = ["is_signed_by", "sign"]

_PURPOSE = b"adr_planner document, Ed25519\n"
"""Stands before the content, so that no signature made for something else passes for one."""
_UNSIGNED: dict[str, Any] = {"verification": True, "plans": {"__all__": {"verification": True}}}
"""What may change after a document was signed: the verdict beside it."""
_LENGTH = 64


def sign(document: BaseModel, key: str | Path) -> str:
    """Sign a plan or campaign.

    Parameters
    ----------
    document : MissionPlan or Campaign
        What to sign.
    key : path
        Private Ed25519 key, PEM: ``openssl genpkey -algorithm ed25519 -out key.pem``.

    Returns
    -------
    str
        The signature in Base64, one line.

    Raises
    ------
    InvalidInputError
        If the key cannot be read or is of another kind, or ``cryptography`` is not installed.
    """
    return base64.b64encode(_private_key(Path(key)).sign(_content(document))).decode("ascii")


def is_signed_by(document: BaseModel, signature: str, public_key: str | Path) -> bool:
    """Say whether a signature is of this document and this key.

    Parameters
    ----------
    document : MissionPlan or Campaign
        What was signed.
    signature : str
        In Base64, as `sign` returns it.
    public_key : path
        Public Ed25519 key, PEM: ``openssl pkey -in key.pem -pubout -out public.pem``.

    Raises
    ------
    InvalidInputError
        If the key cannot be read or is of another kind, the signature is none, or ``cryptography`` is not installed.
    """
    key = _public_key(Path(public_key))
    try:
        raw = base64.b64decode(signature.strip(), validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != _LENGTH:
        raise InvalidInputError(
            f"The signature is not {_LENGTH} bytes in Base64: give the file that adr-planner sign wrote.",
            parameter="signature",
        )
    from cryptography.exceptions import InvalidSignature

    try:
        key.verify(raw, _content(document))
    except InvalidSignature:
        return False
    return True


def _content(document: BaseModel) -> bytes:
    content = document.model_dump(mode="json", exclude_none=True, exclude=_UNSIGNED)
    return _PURPOSE + hashed_text(content).encode("utf-8")


def _private_key(path: Path) -> Any:
    serialization, ed25519 = _cryptography()
    text = _read(path, "key")
    try:
        key = serialization.load_pem_private_key(text, password=None)
    except TypeError as error:
        raise InvalidInputError(f"The key in {path} is encrypted: decrypt it first.", parameter="key") from error
    except ValueError as error:
        raise InvalidInputError(f"{path} holds no private key in PEM.", parameter="key") from error
    if not isinstance(key, ed25519.Ed25519PrivateKey):
        raise InvalidInputError(f"The key in {path} is no Ed25519 key.", parameter="key")
    return key


def _public_key(path: Path) -> Any:
    serialization, ed25519 = _cryptography()
    try:
        key = serialization.load_pem_public_key(_read(path, "public_key"))
    except ValueError as error:
        raise InvalidInputError(f"{path} holds no public key in PEM.", parameter="public_key") from error
    if not isinstance(key, ed25519.Ed25519PublicKey):
        raise InvalidInputError(f"The key in {path} is no Ed25519 key.", parameter="public_key")
    return key


def _read(path: Path, parameter: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InvalidInputError(f"Cannot read the key {path}: {error.strerror}.", parameter=parameter) from error


def _cryptography() -> tuple[Any, Any]:
    try:
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric import ed25519
    except ImportError as error:
        raise InvalidInputError(
            "Signatures need the package cryptography: pip install 'adr-planner[signatures]'.", parameter="signature"
        ) from error
    return serialization, ed25519

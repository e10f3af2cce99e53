"""``adr-planner sign``: say by a key who wrote a document."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from adr_planner.cli.documents import read_document
from adr_planner.errors import InvalidInputError
from adr_planner.files import check_writable, write_text

__all__ = ["sign"]


def sign(
    plan: Annotated[Path, typer.Argument(help="Plan or campaign to sign (JSON).", metavar="PLAN")],
    key: Annotated[Path, typer.Option(help="Private Ed25519 key (PEM).", metavar="FILE")],
    out: Annotated[
        Path | None, typer.Option(help="Where to write the signature; left out, PLAN.sig.", metavar="FILE")
    ] = None,
) -> None:
    """Write a detached signature of a plan or campaign, which verify checks against the public key.

    Example: adr-planner sign plan.json --key key.pem
    """
    from adr_planner.plan.signature import sign as signature_of

    there = out if out is not None else plan.with_name(f"{plan.name}.sig")
    if there.resolve() in (plan.resolve(), key.resolve()):
        raise InvalidInputError(f"--out {there} would replace what is signed, or the key.", parameter="out")
    check_writable(there)
    text = signature_of(read_document(plan), key)
    write_text(there, f"{text}\n")
    print(f"Written to {there}; check it with: adr-planner verify {plan} --signature {there} --public-key FILE")

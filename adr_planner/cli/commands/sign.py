"""``adr-planner sign``: say by a key who wrote a document."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from adr_planner.cli.documents import read_document
from adr_planner.cli.options import Force
from adr_planner.cli.output import STDIN, STDOUT, Output

__all__ = ["sign"]


def sign(
    plan: Annotated[Path, typer.Argument(help="Plan or campaign to sign (JSON); - for stdin.", metavar="PLAN")],
    key: Annotated[Path, typer.Option(help="Private Ed25519 key (PEM).", metavar="FILE")],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", help="Where to write the signature; left out, PLAN.sig; - for stdout.", metavar="FILE"
        ),
    ] = None,
    force: Force = False,
) -> None:
    """Write a detached signature of a plan or campaign, which verify checks against the public key.

    Example: adr-planner sign plan.json --key key.pem
    """
    from adr_planner.plan.io.signature import sign as signature_of

    beside = STDOUT if plan == STDIN else plan.with_name(f"{plan.name}.sig")
    there = beside if out is None else out
    output = Output.checked(there, "signature", inputs={"PLAN": plan, "--key": key}, force=force)
    output.write(f"{signature_of(read_document(plan), key)}\n")
    if not output.to_stdout:
        print(f"Written to {there}; check it with: adr-planner verify {plan} --signature {there} --public-key FILE")

"""``adr-planner verify``: re-fly a plan and say whether it holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from adr_planner.cli.cross_check import cross_checked
from adr_planner.cli.documents import read_document
from adr_planner.cli.options import AsJson, AttributeFiles, CatalogFile, TleFile, load_catalog, print_json
from adr_planner.cli.progress import progress_bar
from adr_planner.errors import InvalidInputError

if TYPE_CHECKING:
    from adr_planner.catalog import Catalog
    from adr_planner.plan import Campaign, MissionPlan
    from adr_planner.verification import VerificationReport

__all__ = ["verify"]


def verify(
    plan: Annotated[Path, typer.Argument(help="Plan or campaign to judge (JSON); - for stdin.", metavar="PLAN")],
    mission: Annotated[
        Path | None, typer.Option(help="Mission file (TOML) the plan is said to answer.", metavar="FILE")
    ] = None,
    catalog: CatalogFile = None,
    tle: TleFile = None,
    attributes: AttributeFiles = None,
    signature: Annotated[
        Path | None, typer.Option(help="Signature that adr-planner sign wrote.", metavar="FILE")
    ] = None,
    public_key: Annotated[
        Path | None, typer.Option(help="Public Ed25519 key (PEM) of who signed.", metavar="FILE")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Re-fly a finished plan or campaign with independent dynamics; exit code 1 if a check fails.

    Example: adr-planner verify plan.json --mission mine.toml --catalog gp.csv
    """
    from adr_planner.verification import verify as judge

    document = read_document(plan, check_sums=False)
    signed = _signed(document, signature, public_key)
    given = load_catalog(catalog, tle, attributes or []) if catalog or tle or attributes else None
    with progress_bar(quiet=as_json) as progress:
        report = judge(document, mission=mission, catalog=given, progress=progress)
        if progress:
            progress("ranking afresh")
        report = _with_risk(report, document, given)
    report = _with_signature(report, signed)
    if as_json:
        print_json(report.to_dict())
    else:
        print(report)
    if not report.passed:
        raise typer.Exit(1)


def _with_risk(
    report: VerificationReport, document: MissionPlan | Campaign, given: Catalog | None
) -> VerificationReport:
    """Add the cross-check of the risk figures, or the reason why there is none."""
    from adr_planner.plan import MissionPlan
    from adr_planner.verification import RISK, catalogue_of

    plans = (document,) if isinstance(document, MissionPlan) else document.plans
    checks, why = cross_checked(plans, catalogue_of(plans[0], given))
    left = [text for text in report.not_judged if text != RISK]
    return report.joined(checks, left if why is None else [*left, why])


def _signed(document: MissionPlan | Campaign, signature: Path | None, public_key: Path | None) -> bool | None:
    """Say whether the signature is the key's; None where none is given."""
    from adr_planner.plan.io.signature import is_signed_by

    if signature is None and public_key is None:
        return None
    if signature is None or public_key is None:
        raise InvalidInputError("Give --signature and --public-key together.", parameter="signature")
    try:
        text = signature.read_text(encoding="ascii")
    except OSError as error:
        raise InvalidInputError(f"Cannot read the signature {signature}: {error.strerror}.") from error
    except UnicodeDecodeError:
        text = ""
    return is_signed_by(document, text, public_key)


def _with_signature(report: VerificationReport, signed: bool | None) -> VerificationReport:
    from adr_planner.verification import AUTHOR, Check

    if signed is None:
        return report
    left = [text for text in report.not_judged if text != AUTHOR]
    return report.joined([Check.holds("signature", report.plan_id, "signed with the key given", signed)], left)

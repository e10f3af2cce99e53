"""`project_band`: the same years under weak, mean and strong solar cycles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from adr_planner.errors import InvalidInputError
from adr_planner.notebook import html_panel, html_paragraphs, html_table
from adr_planner.projection.figures import FIGURES, rounded_signed
from adr_planner.projection.project import project
from adr_planner.projection.projection import Projection
from adr_planner.projection.sinking import CYCLES, Sun

if TYPE_CHECKING:
    import pandas as pd

    from adr_planner.catalog import Catalog, Population

__all__ = ["ProjectionBand", "project_band"]


@dataclass(frozen=True, slots=True, eq=False)
class ProjectionBand:
    """The years to come under three Suns: cycles as weak as the 24th, as the mean, as strong as the 19th.

    Parameters
    ----------
    weak, mean, strong : Projection
        Under each; all else alike.

    Examples
    --------
    >>> from adr_planner import Catalog, project_band
    >>> project_band(Catalog.example(), years=0).range("debris_years")
    (0.0, 0.0, 0.0)
    """

    weak: Projection
    mean: Projection
    strong: Projection

    def range(self, figure: str, *, avoided: bool = False) -> tuple[float, float, float]:
        """Return a figure at the horizon, or what the removals avoid of it.

        Parameters
        ----------
        figure : str
            Its name, such as ``"debris_years"``.
        avoided : bool
            Whether to return what is avoided.

        Returns
        -------
        tuple of float
            Under weak, mean and strong cycles.

        Raises
        ------
        InvalidInputError
            If there is no such figure; lists those there are.
        """
        if figure not in FIGURES:
            raise InvalidInputError(
                f"There is no figure {figure!r}; there are {', '.join(FIGURES)}.", parameter="figure"
            )
        under = (self.weak, self.mean, self.strong)
        weak, mean, strong = (
            one.avoided()[figure] if avoided else float(getattr(one.without, figure)[-1]) for one in under
        )
        return weak, mean, strong

    def to_pandas(self) -> pd.DataFrame:
        """Return one row a figure: under each Sun without removals, and what they avoid.

        Returns
        -------
        pandas.DataFrame
            Columns ``figure, weak, mean, strong`` and, with removals, ``avoided_weak, avoided_mean, avoided_strong``.
        """
        import pandas as pd

        return pd.DataFrame(self._rows())

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain JSON-able values.

        Returns
        -------
        dict
            The three projections by Sun, and the figures side by side.
        """
        under = {sun: getattr(self, sun).to_dict() for sun in get_args(Sun)}
        return {"cycles_sfu": {sun: list(CYCLES[sun]) for sun in CYCLES}, "figures": self._rows(), **under}

    def _rows(self) -> list[dict[str, Any]]:
        rows = []
        for name in FIGURES:
            row: dict[str, Any] = {"figure": name, **dict(zip(get_args(Sun), self.range(name), strict=True))}
            if self.mean.removals:
                saved = zip(get_args(Sun), self.range(name, avoided=True), strict=True)
                row |= {f"avoided_{sun}": value for sun, value in saved}
            rows.append(row)
        return rows

    def summary(self) -> str:
        """Return the figures under each Sun as text.

        Returns
        -------
        str
            A line for each figure.
        """
        lines = [f"{self._caption} Under weak, mean and strong solar cycles:"]
        for name, words in FIGURES.items():
            values = " ".join(f"{rounded_signed(value):>10}" for value in self.range(name))
            saved = ""
            if self.mean.removals:
                avoided = " / ".join(rounded_signed(value) for value in self.range(name, avoided=True))
                saved = f"; {len(self.mean.removals)} removals avoid {avoided}"
            lines.append(f"  {values} {words}{saved}")
        return "\n".join(lines)

    @property
    def _caption(self) -> str:
        return f"{self.mean.years:g} years from {self.mean.start_utc[:10]}: {self.mean.population}."

    def __repr__(self) -> str:
        weak, mean, strong = self.range("n_catastrophic_collisions")
        return (
            f"<ProjectionBand of {self.mean.years:g} years from {self.mean.start_utc[:10]}: {weak:.1f}, {mean:.1f}, "
            f"{strong:.1f} catastrophic collisions>"
        )

    def __str__(self) -> str:
        return self.summary()

    def _repr_html_(self) -> str:
        heads = ["until the end", "weak", "mean", "strong"]
        if self.mean.removals:
            heads += [f"avoided, {sun}" for sun in get_args(Sun)]
        rows = [
            [FIGURES[row["figure"]], *(rounded_signed(value) for name, value in row.items() if name != "figure")]
            for row in self._rows()
        ]
        note = "Solar cycles as the 24th, as the mean and as the 19th; the air is the time-mean of each."
        return html_panel(html_table(heads, rows, caption=self._caption, texts={0}), html_paragraphs([note]))


def project_band(
    catalog: Catalog | Population, removals: Any = None, years: float = 100.0, **assumed: Any
) -> ProjectionBand:
    """Project under weak, mean and strong solar cycles.

    Parameters
    ----------
    catalog, removals, years
        As in `adr_planner.project`.
    **assumed
        Its other parameters but ``sun``.

    Returns
    -------
    ProjectionBand
        Three projections, which take three times as long as one.

    Raises
    ------
    InvalidInputError
        As `adr_planner.project`, and if a Sun is named.

    Examples
    --------
    >>> from adr_planner import Catalog
    >>> project_band(Catalog.example(), years=0).mean.sun
    'mean'
    """
    if "sun" in assumed:
        raise InvalidInputError("A band is taken over all three Suns: leave sun out, or use project.", parameter="sun")
    weak, mean, strong = (project(catalog, removals, years, sun=sun, **assumed) for sun in get_args(Sun))
    return ProjectionBand(weak, mean, strong)

"""A close approach: who, when, how near, how fast, and how old what is known of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from adr_planner.environment import Environment
from adr_planner.traffic.crewed import BOX_KM, is_crewed
from adr_planner.traffic.probability import axes_of, in_axes, maximum_probability
from adr_planner.traffic.sweep import Met
from adr_planner.units import DAY, utc_text

__all__ = ["Approach", "approaches_of"]


@dataclass(frozen=True, slots=True)
class Approach:
    """A close approach.

    Parameters
    ----------
    stretch : str
        Leg, stay or disposal it falls in.
    epoch_utc : str
        When they are nearest, to the millisecond as far as the elements are true.
    norad_cat_id : int
        Catalogue number of the other object.
    name, object_type, owner : str
        Who it is, as the catalogue says.
    operational, crewed : bool
        Whether it works, and whether people are aboard, or may be.
    miss_m : float
        Distance [m].
    radial_m, in_track_m, cross_track_m : float
        Where the other is along the servicer's axes [m].
    relative_speed_m_s : float
        Speed past each other [m/s].
    elements_age_days : float
        From the epoch of the other's elements to the approach [day]; negative before it.
    maximum_probability : float
        Largest probability of a collision under errors of an assumed shape, see `traffic.probability`.
    """

    stretch: str
    epoch_utc: str
    norad_cat_id: int
    name: str
    object_type: str
    owner: str
    operational: bool
    crewed: bool
    miss_m: float
    radial_m: float
    in_track_m: float
    cross_track_m: float
    relative_speed_m_s: float
    elements_age_days: float
    maximum_probability: float

    @property
    def in_box(self) -> bool:
        """Whether it is within the box that is kept around a crewed station."""
        sizes = (self.radial_m, self.in_track_m, self.cross_track_m)
        return self.crewed and all(abs(size) <= 1e3 * half for size, half in zip(sizes, BOX_KM, strict=True))

    def __str__(self) -> str:
        kind = "crewed" if self.crewed else "at work" if self.operational else self.object_type.lower()
        return (
            f"{self.epoch_utc[:23]}Z {self.name} ({self.norad_cat_id}, {kind}): {self.miss_m:,.0f} m at "
            f"{self.relative_speed_m_s / 1e3:.2f} km/s, elements {self.elements_age_days:+.1f} d, "
            f"P at most {self.maximum_probability:.1e}"
        )


def approaches_of(stretch: str, met: Met, environment: Environment, own_radius: float) -> Iterator[Approach]:
    """Yield the approaches of one object.

    Parameters
    ----------
    stretch : str
        What they are grouped under.
    met : Met
        The object, and the moments.
    environment : Environment
        Clock of the plan.
    own_radius : float
        Radius of the sphere around the servicer [m].
    """
    item, found = met.neighbour.item, met.closest
    apart, speed = found.apart, found.other[1] - found.own[1]
    axes = axes_of(*found.own), axes_of(*found.other)
    area = item.area_m2 or 0.0
    most = maximum_probability(apart, speed, axes, own_radius + float(np.sqrt(area / np.pi)))
    parts, sizes, speeds = in_axes(axes[0], apart), _sizes(apart), _sizes(speed)
    for k, seconds in enumerate(found.times):
        yield Approach(
            stretch, utc_text(environment.time(float(seconds))), item.norad_cat_id, item.name, item.object_type,
            item.owner, item.status == "operational", is_crewed(item), float(sizes[k]),
            float(parts[k, 0]), float(parts[k, 1]), float(parts[k, 2]), float(speeds[k]),
            float(seconds - met.neighbour.epoch) / DAY, float(most[k]),
        )  # fmt: skip


def _sizes(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.sqrt(np.sum(vectors**2, axis=1)))

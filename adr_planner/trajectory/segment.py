"""A segment of an ephemeris: the samples of one arc."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from astropy.time import Time
from numpy.typing import NDArray

__all__ = ["Segment"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """The samples of one arc, both its ends among them: nothing burns between them but a thrust arc's engine.

    Parameters
    ----------
    norad_cat_id : int or None
        Of the target; None for the servicer.
    name : str
        Of the object.
    kind : str
        ``"coast"``, ``"thrust"``, ``"approach"`` (of a low-thrust leg: not planned, ends beside the target),
        ``"stay"`` (beside a target), ``"disposal"`` or ``"descent"``.
    burn : str or None
        Identifier of the burn it begins with, or of the thrust arc it is.
    seconds : ndarray, shape (n,)
        Since the epoch of the plan, to the microsecond.
    times : Time, shape (n,)
        The same in UTC.
    position, velocity : ndarray, shape (n, 3)
        GCRF [m], [m/s].
    miss : float
        How far the flight ended from the state that stands last, the documented one before a burn [m].
    """

    norad_cat_id: int | None
    name: str
    kind: str
    burn: str | None
    seconds: Array
    times: Time
    position: Array
    velocity: Array
    miss: float

    def __len__(self) -> int:
        return len(self.seconds)

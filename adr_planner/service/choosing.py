"""Which service a mission asks for."""

from __future__ import annotations

from collections.abc import Sequence

from adr_planner.catalog import SpaceObject
from adr_planner.service.kit import KitService
from adr_planner.service.own_end import OwnEnd
from adr_planner.service.service import Service
from adr_planner.service.tug import TugService
from adr_planner.spec.mission import MissionSpec
from adr_planner.spec.servicer import Servicer
from adr_planner.transfer.deorbit.parting import Parting
from adr_planner.transfer.orbit_set import OrbitSet

__all__ = ["service_for"]


def service_for(
    candidates: Sequence[SpaceObject], orbits: OrbitSet, servicer: Servicer, mission: MissionSpec, parting: Parting
) -> Service:
    """Return what is done at every stop, and refuse engines too weak for it or for the servicer's own end.

    Parameters
    ----------
    candidates : sequence of SpaceObject
        Whom its rows shall mean.
    orbits : OrbitSet
        Their mean orbits.
    servicer, mission : Servicer, MissionSpec
        What was asked for.
    parting : Parting
        How high a tug goes after it has let go, and the field it flies in.

    Raises
    ------
    InvalidInputError
        If a candidate cannot be served; names it, what it takes, and what would do.
    """
    service: Service = (
        KitService.sized(candidates, orbits, servicer, mission, parting.gravity)
        if servicer.concept == "kit"
        else TugService(tuple(candidates), servicer, mission, parting)
    )
    apogees = orbits.a * (1.0 + orbits.ecc)
    service.check(apogees)
    OwnEnd(servicer, mission).check(apogees)
    return service

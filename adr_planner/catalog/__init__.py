"""Catalogues: readers, the bundled snapshot, and objects with their mean elements."""

from adr_planner.catalog.catalog import Catalog
from adr_planner.catalog.elements import MeanElements
from adr_planner.catalog.formats.problems import Problem, ReadReport
from adr_planner.catalog.merge.attributes import Attributes
from adr_planner.catalog.merge.joining import Conflict, Conflicts
from adr_planner.catalog.population import Population
from adr_planner.catalog.source import CatalogSource
from adr_planner.catalog.space_object import SpaceObject

__all__ = [
    "Attributes",
    "Catalog",
    "CatalogSource",
    "Conflict",
    "Conflicts",
    "MeanElements",
    "Population",
    "Problem",
    "ReadReport",
    "SpaceObject",
]

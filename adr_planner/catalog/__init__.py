"""Catalogues: readers, the bundled snapshot, and objects with their mean elements."""

from adr_planner.catalog.catalog import Catalog, CatalogSource
from adr_planner.catalog.elements import MeanElements
from adr_planner.catalog.population import Population
from adr_planner.catalog.space_object import SpaceObject

__all__ = ["Catalog", "CatalogSource", "MeanElements", "Population", "SpaceObject"]

"""What players bring: numbers, budgets, blocs."""

from __future__ import annotations

import pytest

import adr_planner as adr
from adr_planner.errors import InvalidInputError

SERVICER = adr.example_mission().servicer
COSTS = adr.Costs(launch_meur=40.0, servicer_meur=60.0)


def test_a_budget_buys_whole_servicers():
    means = adr.Means(budgets_meur={"EU": 250.0, "JPN": 99.9}, costs=COSTS)
    assert means.counts(["EU", "JPN", "US"], SERVICER) == [2, 0, 0]


def test_numbers_and_budgets_contradict_each_other_and_budgets_need_prices():
    with pytest.raises(InvalidInputError, match="one of the two"):
        adr.Means(servicers=1, budgets_meur={"EU": 1.0}, costs=COSTS)
    with pytest.raises(InvalidInputError, match="one of the two"):
        adr.Means()
    with pytest.raises(InvalidInputError, match="needs costs"):
        adr.Means(budgets_meur={"EU": 1.0})
    with pytest.raises(InvalidInputError, match="would buy any number"):
        adr.Means(budgets_meur={"EU": 1.0}, costs=adr.Costs()).counts(["EU"], SERVICER)
    with pytest.raises(InvalidInputError, match="No player brings"):
        adr.Means(servicers={"EU": 0}).counts(["EU"], SERVICER)
    with pytest.raises(InvalidInputError, match="names 'EUR'"):
        adr.Means(servicers={"EUR": 1}).counts(["EU"], SERVICER)

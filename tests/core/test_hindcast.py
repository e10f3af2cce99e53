"""Nodes predicted ten weeks ahead, against what the catalogue then said."""

import importlib.util
from pathlib import Path

import numpy as np

STUDY = Path(__file__).resolve().parents[2] / "studies" / "hindcast_nodes.py"


def _study():
    spec = importlib.util.spec_from_file_location("hindcast_nodes", STUDY)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_nodes_of_a_thousand_derelicts_are_predicted_ten_weeks_ahead(shared_data, tmp_path, capsys):
    """Elements of 30-31 October 2024 against those of 11-12 January 2025, perigee above 600 km."""
    shared_data("catalog/gp_full_20250112.parquet")
    folder = shared_data("catalog/leo_derelicts.csv").parent
    study = _study()
    study.main(folder, tmp_path / "histogram.png")
    assert "the planner's" in capsys.readouterr().out
    assert (tmp_path / "histogram.png").stat().st_size < 100_000

    pairs = study.read_pairs(folder)
    assert len(pairs) > 1000
    assert pairs.days.between(71, 74).all()
    errors = np.abs(study.node_errors(pairs, study.EGM96))
    assert np.median(errors) <= 0.05
    assert np.quantile(errors, 0.95) <= 0.2
    # First order alone would not do: that is why the rates go to J2 squared and J4.
    assert np.median(np.abs(study.node_errors(pairs, study.FIRST_ORDER))) > 0.1

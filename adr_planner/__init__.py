"""Plan active debris removal missions, and prove the plan."""

__version__ = "0.1.0"

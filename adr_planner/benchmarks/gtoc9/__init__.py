"""GTOC9, "The Kessler Run": ESA's competition of 2017 to remove 123 sun-synchronous debris in eight years."""

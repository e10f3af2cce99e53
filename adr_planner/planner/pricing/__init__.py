"""What the search is told: dates, leg costs, limits and side constraints."""

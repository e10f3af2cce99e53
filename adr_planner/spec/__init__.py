"""What the user gives: mission, servicer, margins, costs, rules and dates, in Python or as a file."""

"""Several servicers: tours as columns, priced on duals, chosen by a master problem."""

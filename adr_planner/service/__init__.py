"""What happens at a stop: what it costs the search, how it is flown, what it spends, how it is written."""

"""From a flown tour to its document."""

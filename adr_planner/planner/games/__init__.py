"""Games of cooperation, played on legs that are priced once: from candidates and players to a document."""

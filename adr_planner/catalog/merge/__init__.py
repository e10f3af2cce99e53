"""What several sources say of the same objects, made one catalogue."""

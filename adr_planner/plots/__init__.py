"""Pictures of plans and rankings (matplotlib)."""

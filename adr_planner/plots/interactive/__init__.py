"""Pictures for the screen, by plotly: every object says its name under the pointer, every figure what it shows."""

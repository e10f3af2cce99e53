"""The border's own tools: bare numbers, written quantities, characters, bounds and trees of JSON and TOML."""

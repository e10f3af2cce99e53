"""Documents as people read them: text, HTML, tables."""

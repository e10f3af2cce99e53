"""A finished plan in the formats of other programs: one format a file, and a list of them."""

from adr_planner.exports.formats import FORMATS, Format, export, export_text, format_of

__all__ = ["FORMATS", "Format", "export", "export_text", "format_of"]

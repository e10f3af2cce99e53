"""Invisible characters: found on the way in, written as escapes on the way out.

Control characters move a terminal's cursor, bidirectional overrides turn a name around, lone surrogates cannot be
written to a file, and format characters make two names look like one. None belongs in the name of an object.
"""

from __future__ import annotations

import re
from html import escape

__all__ = ["UNSEEN", "html_text", "visible"]

UNSEEN = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # control characters
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufeff\uffa0"  # ignorable: fillers, joiners, marks
    "\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"  # marks that reach over what follows
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f"  # zero width, line ends, bidirectional embeddings and overrides
    "\ud800-\udfff"  # lone surrogates
    "\ufdd0-\ufdef\ufe00-\ufe0f\ufff0-\ufffb\ufffe\uffff"  # no characters, variation selectors, annotations
    "\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"  # layout, tags
    "]"
)
"""Matches one character that has no sign of its own (Unicode's Cc, Cf, Cs, Zl, Zp and default ignorable ones).

Written out, so that every Python refuses the same."""


def visible(text: object, longest: int = 2000) -> str:
    r"""Return a text on one line, what cannot be seen written as escapes, and cut if it is long.

    Parameters
    ----------
    text : object
        What to show.
    longest : int
        Characters shown of it; the rest is counted.

    Examples
    --------
    >>> visible("SL-16\u202e\x1b[31m\n")
    'SL-16\\u202e\\x1b[31m\\n'
    >>> visible("x" * 50, longest=8)
    'xxxxxxxx... (50 characters)'
    """
    whole = str(text)
    shown = whole if len(whole) <= longest else f"{whole[:longest]}... ({len(whole):,} characters)"
    return UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode(), shown)


def html_text(text: object) -> str:
    r"""Return a text for HTML: markup escaped, and what cannot be seen.

    Examples
    --------
    >>> html_text("<b>\u202e")
    '&lt;b&gt;\\u202e'
    """
    return escape(visible(text))

"""What treaties and guidelines say of a removal: stated beside every plan, never a legal finding."""

from __future__ import annotations

__all__ = ["LAW"]

LAW = (
    "Outer Space Treaty (1967), Art. VI: states answer for their national activities, those of private operators "
    "included, which need authorisation and continuing supervision.",
    "Outer Space Treaty, Art. VII, and Liability Convention (1972), Art. II-III: a launching state is liable "
    "absolutely for damage on the ground and to aircraft in flight, and elsewhere for fault.",
    "Liability Convention, Art. IV-V: states that launched jointly are liable jointly and severally; the states that "
    "launched the servicer are launching states of it too.",
    "Outer Space Treaty, Art. VIII: the state of registry keeps jurisdiction and control over an object, and its "
    "ownership is not changed by its being in space: a removal needs consent.",
    "Outer Space Treaty, Art. IX: due regard to the interests of others, and consultation before what may interfere "
    "with theirs. Art. XI: nature, conduct, locations and results are told to the Secretary-General where feasible.",
    "Registration Convention (1975), Art. II and IV: launching states register objects and say which have left orbit; "
    "of several launching states they decide which registers.",
    "Rescue Agreement (1968), Art. 5: parts found on the territory of another state are returned if asked for, at the "
    "cost of the launching authority.",
    "Guidelines of COPUOS on debris mitigation (2007) and on long-term sustainability (2019): not binding; they ask to "
    "limit what stays in low orbit, to share information, and to mind the risks of uncontrolled re-entry.",
)
"""Articles by number and what they say, shortened; the treaties' own text is the authority."""

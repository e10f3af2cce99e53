"""States as GCAT writes them, as owner codes of the satellite catalogue."""

from __future__ import annotations

from adr_planner.spec.players import UNREGISTERED

__all__ = ["owner_code", "registry_of"]

_CODES = {
    "AR": "ARGN", "AU": "AUS", "B": "BEL", "BG": "BUL", "BO": "BOL", "BR": "BRAZ", "BY": "BELA", "CA": "CA",
    "CH": "SWTZ", "CL": "CHLE", "CN": "PRC", "CO": "COL", "CZ": "CZCH", "D": "GER", "DK": "DEN", "DZ": "ALG",
    "E": "SPN", "EC": "ECU", "EE": "EST", "EG": "EGYP", "ET": "ETH", "F": "FR", "FI": "FIN", "GR": "GREC",
    "HU": "HUN", "I": "IT", "I-ESA": "ESA", "I-ESRO": "ESRO", "I-EUM": "EUME", "I-EUT": "EUTE", "I-INM": "IM",
    "I-INT": "ITSO", "ID": "INDO", "IL": "ISRA", "IN": "IND", "IR": "IRAN", "J": "JPN", "KR": "SKOR", "KZ": "KAZ",
    "L": "LUXE", "LT": "LTU", "MA": "MA", "MX": "MEX", "MY": "MALA", "N": "NOR", "NG": "NIG", "NL": "NETH",
    "NZ": "NZ", "P": "POR", "PE": "PERU", "PH": "RP", "PK": "PAKI", "PL": "POL", "RU": "CIS", "S": "SWED",
    "SA": "SAUD", "SG": "SING", "SI": "SVN", "SK": "SVK", "SU": "CIS", "T": "THAI", "TR": "TURK", "TW": "ROC",
    "UA": "UKR", "UAE": "UAE", "UK": "UK", "US": "US", "UY": "URY", "VE": "VENZ", "VN": "VTNM", "ZA": "SAFR",
}  # fmt: skip
"""Owner codes of the satellite catalogue for GCAT's states and organisations; others stay unknown."""


def owner_code(state: str) -> str:
    """Return the owner code of one of GCAT's states, without its brackets and marks; ``""`` if there is none.

    Examples
    --------
    >>> owner_code("SU"), owner_code("[US]"), owner_code("F*"), owner_code("XYZ")
    ('CIS', 'US', 'FR', '')
    """
    return _CODES.get(state.strip().strip("[]").rstrip("*?"), "")


def registry_of(state: str, document: str) -> tuple[str, str]:
    """Return the state of registry and its document with the United Nations.

    Brackets mean that the object is not registered, and name the state that would have to do it.

    Parameters
    ----------
    state, document : str
        GCAT's ``UNState`` and ``UNReg``.

    Examples
    --------
    >>> registry_of("SU", "A/AC.105/INF.002"), registry_of("[US]", "-"), registry_of("-", "-")
    (('CIS', 'A/AC.105/INF.002'), ('US', 'unregistered'), ('', ''))
    """
    code = owner_code(state)
    if not code:
        return "", ""
    if state.strip().startswith("["):
        return code, UNREGISTERED
    return code, "" if document.strip() in ("", "-") else document.strip()

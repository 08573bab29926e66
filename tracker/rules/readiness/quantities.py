"""Resource quantities as Kubernetes writes them (``600m``, ``1.5Gi``), as exact numbers."""

import re
from decimal import Decimal

_QUANTITY = re.compile(r"([+-]?\d+(?:\.\d*)?|[+-]?\.\d+)([eE][+-]?\d+|[numkMGTPE]|[KMGTPE]i)?")
_SUFFIXES = {
    "": Decimal(1),
    "n": Decimal("1e-9"),
    "u": Decimal("1e-6"),
    "m": Decimal("1e-3"),
    **{letter: Decimal(1000) ** power for power, letter in enumerate("kMGTPE", 1)},
    **{f"{letter}i": Decimal(1024) ** power for power, letter in enumerate("KMGTPE", 1)},
}


def parse_quantity(value: object) -> Decimal | None:
    """The number that a quantity stands for, in cores or bytes; None when it is no quantity."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    match = _QUANTITY.fullmatch(str(value).strip())
    if match is None:
        return None
    number, suffix = Decimal(match[1]), match[2] or ""
    return number * _SUFFIXES[suffix] if suffix in _SUFFIXES else number * Decimal(f"1{suffix}")


def parse_share(value: object, total: int) -> int | None:
    """An IntOrString of a disruption budget as a number of pods out of `total`; percentages are rounded up, as upstream does.

    See https://kubernetes.io/docs/tasks/run-application/configure-pdb/#rounding-logic-when-specifying-percentages
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d+%", value.strip()):
        return -(-total * int(value.strip()[:-1]) // 100)
    return int(value) if isinstance(value, str) and value.strip().isdigit() else None

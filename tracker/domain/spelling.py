"""How near two names are."""

_SHORTEST = 5
"""Shorter names differ by one letter without being each other's misspelling: sso and sops, nats and nat."""


def is_one_edit_away(name: str, other: str) -> bool:
    """Whether one letter was left out, put in, replaced, or swapped with its neighbour; digits tell names apart."""
    if name == other or min(len(name), len(other)) < _SHORTEST or abs(len(name) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(name, other, strict=False)) if a != b), min(len(name), len(other)))
    rest, other_rest = name[start:], other[start:]
    if any(character.isdigit() for character in (rest[:1] + other_rest[:1])):
        return False
    is_swapped = rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:]
    return is_swapped or rest[1:] == other_rest[1:] or rest[1:] == other_rest or rest == other_rest[1:]

"""The form in which values lie in the build cache."""

import io
import pickle
from dataclasses import fields, is_dataclass
from typing import Any, BinaryIO


def packed(value: object) -> bytes:
    """A value as bytes."""
    stream = io.BytesIO()
    pack(value, stream)
    return stream.getvalue()


def pack(value: object, stream: BinaryIO) -> None:
    """Write a value, piece by piece: a large one is never there a second time."""
    _Pickler(stream, pickle.HIGHEST_PROTOCOL).dump(value)


def unpacked(packet: bytes) -> Any:
    """The value again. Only what lies in a folder where nobody else can write is unpacked (`BuildCache.for_site`)."""
    return pickle.loads(packet)  # noqa: S301 (as said)


def unpack(stream: BinaryIO) -> Any:
    """Read a value that `pack` wrote, likewise; the same holds for where it lies."""
    return pickle.load(stream)  # noqa: S301 (as said)


class _Pickler(pickle.Pickler):
    """Pickles dataclasses as calls of their classes, which are made again in half of the time that their states take."""

    def reducer_override(self, value: Any) -> Any:
        """How a value is made again."""
        kind = type(value)
        names = _NAMES.get(kind)
        if names is None:
            names = _NAMES[kind] = tuple(each.name for each in fields(kind)) if is_dataclass(kind) else ()
        return (kind, tuple([getattr(value, name) for name in names])) if names else NotImplemented


_NAMES: dict[type, tuple[str, ...]] = {}
"""The fields of the dataclasses that were met; of other types none."""

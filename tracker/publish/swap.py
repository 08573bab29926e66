"""Exchange two folders in one step, so that whoever looks sees the one or the other and never neither."""

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2
_UNSUPPORTED = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})


def put_in_place(built: Path, target: Path) -> None:
    """Make `built` appear as `target`; what `target` was before is then found under the name `built`.

    Where the system or the file system cannot exchange two names, `target` is missing for an instant between two
    renames; a process that dies in that instant leaves the old folder beside it, and the next build brings it back.

    Args:
        built: A complete folder on the same file system as `target`.
        target: A folder, or nothing yet.
    """
    if not target.exists():
        built.rename(target)
    elif not _exchange(built, target):
        aside = built.with_name(f"{built.name}-old")
        target.rename(aside)
        built.rename(target)
        aside.rename(built)


def _exchange(first: Path, second: Path) -> bool:
    """Whether the two names were exchanged; False when this system cannot do it."""
    call = _exchange_call()
    if call is None:
        return False
    if call(os.fsencode(first), os.fsencode(second)) == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNSUPPORTED:
        return False
    raise OSError(code, os.strerror(code), str(second))


def _exchange_call() -> Callable[[bytes, bytes], int] | None:
    """The system's call: renameat2(2) on Linux, renamex_np(2) on macOS; None elsewhere."""
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        return lambda first, second: int(library.renameat2(_AT_FDCWD, first, _AT_FDCWD, second, _RENAME_EXCHANGE))
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        return lambda first, second: int(library.renamex_np(first, second, _RENAME_SWAP))
    return None

"""Compiled templates on disk. Like all that a build remembers, nobody needs them: where there is no room, none are kept."""

from contextlib import suppress

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket


class CompiledTemplates(FileSystemBytecodeCache):
    """Jinja2's own cache, but a full disk or a folder that is gone ends no build."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template, if possible."""
        with suppress(OSError):
            super().dump_bytecode(bucket)

"""What ``.gitignore`` files leave out, by git's own precedence: the deepest file that says anything decides."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


@dataclass(frozen=True, slots=True)
class IgnoreRules:
    """The ignore files that apply in a folder, with the absolute folder of each, the deepest last."""

    files: tuple[tuple[str, "GitIgnoreSpec"], ...]

    @classmethod
    def above(cls, folder: Path) -> "IgnoreRules":
        """The rules of the repository that `folder` lies in, from its root down to the folder above; none outside."""
        resolved = folder.resolve()
        above = [*reversed(resolved.parents)]
        roots = [position for position, parent in enumerate(above) if (parent / ".git").exists()]
        rules = cls(())
        if not roots or (resolved / ".git").exists():
            return rules
        for parent in above[roots[-1] :]:
            if (parent / ".gitignore").is_file():
                rules = rules.within(str(parent))
        return rules

    def within(self, folder: str) -> "IgnoreRules":
        """These rules and those of the ignore file in `folder`; one that cannot be read ignores nothing."""
        # Imported here: most scans meet no ignore file.
        from pathspec import GitIgnoreSpec

        try:
            lines = Path(folder, ".gitignore").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
        except OSError:
            return self
        return IgnoreRules((*self.files, (os.path.realpath(folder), GitIgnoreSpec.from_lines(lines))))

    def ignores(self, place: str, *, is_folder: bool) -> bool:
        """Whether the deepest file that mentions `place`, an absolute path without links above it, ignores it."""
        for folder, spec in reversed(self.files):
            relative = os.path.relpath(place, folder) + ("/" if is_folder else "")
            verdict = spec.check_file(relative).include
            if verdict is not None:
                return verdict
        return False

"""Where the files that belong to tracker but are not Python are: the migrations, the reference data, the site's sources.

In a checkout they lie beside the package; a wheel carries them inside it. Only three parts of tracker ask:
`store/migrate.py`, `reference/` and `publish/theme.py`.
"""

from pathlib import Path
from typing import Literal

Folder = Literal["migrations", "data", "site"]

_PACKAGE = Path(__file__).resolve().parent


def path(folder: Folder) -> Path:
    """Returns the absolute path of a bundled folder.

    Raises:
        FileNotFoundError: the folder is neither in the package nor beside it, so the installation is damaged.
    """
    for candidate in (_PACKAGE / "_bundled" / folder, _PACKAGE.parent / folder):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"{folder}/ is missing from this installation of tracker ({_PACKAGE}); install it again")

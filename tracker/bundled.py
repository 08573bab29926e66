"""Where the files that belong to tracker but are not Python are: migrations, reference data, site sources, the manual.

In a checkout they lie beside the package; a wheel carries them inside it. Only a few parts of tracker ask:
`store/migrate.py`, `reference/`, and for the site `publish/theme.py`, `publish/words.py` and `publish/order.py`.
"""

from pathlib import Path
from typing import Literal

Folder = Literal["migrations", "data", "site", "manual"]

_PACKAGE = Path(__file__).resolve().parent


def path(folder: Folder) -> Path:
    """Returns the absolute path of a bundled folder.

    Raises:
        FileNotFoundError: the folder is neither in the package nor beside it, so the installation is damaged.
    """
    in_checkout = "docs/manual" if folder == "manual" else folder
    for candidate in (_PACKAGE / "_bundled" / folder, _PACKAGE.parent / in_checkout):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"{folder}/ is missing from this installation of tracker ({_PACKAGE}); install it again")

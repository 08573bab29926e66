"""What a test needs from the machine: absent, it skips loudly on a laptop and fails where nobody would see a skip."""

import os
from typing import NoReturn

import pytest


def unavailable(what: str) -> NoReturn:
    """Ends the test that needs `what`, a phrase with the reason: a failure where CI=true, else a skip."""
    if os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(f"{what}; the continuous integration must have it", pytrace=False)
    pytest.skip(what)

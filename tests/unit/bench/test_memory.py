"""The memory of a command is that of its whole family."""

import sys

import pytest

from bench.memory import peak_memory

_MEGABYTE = 1 << 20
_BIG = "import time; data = bytearray(80 << 20); time.sleep(1)"
_WITH_CHILD = f"import subprocess, sys; {_BIG}; subprocess.run([sys.executable, '-c', {_BIG!r}], check=True)"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what each process has")
def test_counts_the_processes_that_a_command_starts() -> None:
    alone = peak_memory([sys.executable, "-c", _BIG])
    together = peak_memory([sys.executable, "-c", _WITH_CHILD])
    assert alone > 80 * _MEGABYTE
    assert together > 2 * 80 * _MEGABYTE


def test_a_command_that_fails_is_no_measurement() -> None:
    with pytest.raises(RuntimeError, match="exited with 3"):
        peak_memory([sys.executable, "-c", "raise SystemExit(3)"])

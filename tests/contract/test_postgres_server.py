"""The server that the contract tests of the store run against."""

import psycopg
import pytest

from tests.support.postgres_server import PostgresServer

pytestmark = pytest.mark.postgres


def _plain(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://")


def test_each_database_starts_empty(postgres: PostgresServer) -> None:
    count = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
    for _ in range(2):
        with postgres.database() as url, psycopg.connect(_plain(url)) as connection:
            assert connection.execute(count).fetchone() == (0,)
            connection.execute("CREATE TABLE event (id int)")
            connection.commit()
            assert connection.execute(count).fetchone() == (1,)


def test_a_database_is_copied_from_a_prepared_one(postgres: PostgresServer) -> None:
    with postgres.database() as prepared:
        with psycopg.connect(_plain(prepared)) as connection:
            connection.execute("CREATE TABLE event AS SELECT 7 AS number")
        template = prepared.partition("@/")[2].partition("?")[0]
        with postgres.database(template=template) as copy, psycopg.connect(_plain(copy)) as connection:
            assert connection.execute("SELECT number FROM event").fetchone() == (7,)


def test_a_connection_left_open_does_not_keep_a_database_alive(postgres: PostgresServer) -> None:
    with postgres.database() as url:
        connection = psycopg.connect(_plain(url))
    with pytest.raises(psycopg.OperationalError):
        connection.execute("SELECT 1")
    connection.close()


def test_compares_text_by_code_point_and_keeps_korean(postgres_url: str) -> None:
    with psycopg.connect(_plain(postgres_url)) as connection:
        row = connection.execute("SELECT current_setting('server_encoding'), char_length('백업')").fetchone()
    assert row == ("UTF8", 2)

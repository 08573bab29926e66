"""The schema is made by migrations, which lose no row on their way up or down; old and new schemas are told apart."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytest_alembic import MigrationContext
from pytest_alembic import tests as stock
from pytest_alembic.config import Config as AlembicConfig
from pytest_alembic.runner import runner
from sqlalchemy import Engine

from tests.support.journal import a_change, a_cluster, an_event, record
from tests.support.stores import opened
from tracker.domain.errors import ConflictError, SchemaOutdatedError, StoreError
from tracker.domain.ledger_line import format_line
from tracker.services.ports import EventQuery
from tracker.store import migrate
from tracker.store.opening import connect
from tracker.store.schema_versions import NEWEST, REVISIONS
from tracker.store.statement import Statement
from tracker.store.upgrade import upgrade


class TestStockTests:
    """pytest-alembic's own four, on both databases; each raises what it finds."""

    @pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
    def engine(self, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
        """An empty database."""
        empty = str(tmp_path / "empty.db") if request.param == "sqlite" else request.getfixturevalue("postgres_url")
        engine = migrate.engine(empty)
        yield engine
        engine.dispose()

    @pytest.fixture
    def migrations(self, engine: Engine) -> Iterator[MigrationContext]:
        config = migrate.config()
        with runner(AlembicConfig(alembic_config=config), engine) as context:
            yield context

    def test_single_head_revision(self, migrations: MigrationContext) -> None:
        stock.test_single_head_revision(migrations)

    def test_upgrade(self, migrations: MigrationContext) -> None:
        stock.test_upgrade(migrations)

    def test_up_down_consistency(self, migrations: MigrationContext) -> None:
        stock.test_up_down_consistency(migrations)

    def test_model_definitions_match_ddl(self, migrations: MigrationContext) -> None:
        stock.test_model_definitions_match_ddl(migrations)


def test_the_program_knows_the_migrations_that_there_are() -> None:
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(migrate.config()).walk_revisions()
    assert tuple(script.revision for script in scripts)[::-1] == REVISIONS


@pytest.fixture
def journal(location: str) -> str:
    cluster = a_cluster()
    with opened(location) as store:
        record(
            store, cluster, *(an_event(cluster, f"백업 {n}", changes=(a_change("etcd", f"3.{n}"),)) for n in range(5))
        )
    return location


@pytest.mark.parametrize("revision", REVISIONS[:-1])
def test_an_upgrade_keeps_every_row_and_makes_a_backup(journal: str, revision: str, tmp_path: Path) -> None:
    with opened(journal) as store:
        ledger = list(map(format_line, store.ledger()))
        events = list(store.timeline.events(EventQuery()))
    migrate.downgrade(journal, revision)
    with pytest.raises(SchemaOutdatedError, match="tracker db upgrade"):
        opened(journal).__enter__()
    result = upgrade(journal, tmp_path / "backup")
    assert (result.before, result.after, result.events) == (revision, NEWEST, 5)
    assert (tmp_path / "backup").stat().st_size > 0
    with opened(journal) as store:
        assert list(map(format_line, store.ledger())) == ledger
        assert list(store.timeline.events(EventQuery())) == events
        assert store.verify().problems == ()


def test_an_upgrade_of_a_new_store_does_nothing(journal: str, tmp_path: Path) -> None:
    assert upgrade(journal, tmp_path / "backup").before == NEWEST
    assert not (tmp_path / "backup").exists()


def test_without_a_backup_there_is_no_upgrade(journal: str, tmp_path: Path) -> None:
    migrate.downgrade(journal, REVISIONS[0])
    (tmp_path / "backup").write_text("precious")
    with pytest.raises(ConflictError):
        upgrade(journal, tmp_path / "backup")
    assert migrate.current_revision(journal) == REVISIONS[0]


def test_going_back_before_the_ledger_is_refused_while_it_holds_something(journal: str) -> None:
    with pytest.raises((StoreError, RuntimeError), match="would lose what people have recorded"):
        migrate.downgrade(journal, "base")
    with opened(journal) as store:
        assert store.verify().revisions == 6


def test_a_newer_schema_is_refused_and_left_alone(journal: str, tmp_path: Path) -> None:
    with closing(connect(journal)) as database:
        database.begin()
        database.run(Statement("UPDATE alembic_version SET version_num = '20991231_1'"))
        database.commit()
    for attempt in (lambda: opened(journal).__enter__(), lambda: upgrade(journal, tmp_path / "backup")):
        with pytest.raises(SchemaOutdatedError, match="made by a newer tracker"):
            attempt()

"""`tracker reference`: the facts about the world, where each comes from, how old they are, and newer ones."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker import bootstrap
from tracker.cli.exit_codes import ExitCode
from tracker.cli.options import DryRunOption, Format, FormatOption
from tracker.cli.output import emit, emit_document, say, warn
from tracker.cli.rows import Column, as_text
from tracker.cli.session import Session
from tracker.domain.errors import NotFoundError, ReferenceDataError

if TYPE_CHECKING:
    from tracker.reference.compare import Difference
    from tracker.reference.find import Fact

app = typer.Typer(help="Look up, check, compare and update the facts about the world.", no_args_is_help=True)

_FACTS = (
    Column("table"),
    Column("fact"),
    Column("says", folds=True),
    Column("source", folds=True),
    Column("retrieved_on", "read"),
    Column("overridden", folds=True, optional=True),
)
_PROBLEMS = (Column("table"), Column("row"), Column("problem", folds=True))
_DIFFERENCES = (Column("table"), Column("row"), Column("what"), Column("fields", folds=True, optional=True))
_AGES = (Column("table"), Column("rows", right=True), Column("oldest"), Column("newest"), Column("days", right=True))

EditionArgument = Annotated[str | None, typer.Argument(metavar="EDITION", help="An edition file or a folder.")]


@app.command()
def show(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORD…", help="What to look up, in the words people use.")],
    format: FormatOption = Format.TABLE,  # noqa: A002  the option's name
) -> None:
    """Look a fact up, with its source and the day it was read there.

    Examples:
      tracker reference show 1.31
      tracker reference show eks 1.31
      tracker reference show extensions/v1beta1 Ingress --format json
      tracker reference show cert-manager 1.14.4
    """
    from tracker.reference.find import find, patches_in_short

    world = bootstrap.open_known_world(Session.of(ctx).settings)
    facts = find(world, words)
    if not facts:
        raise NotFoundError(
            f"the reference data knows nothing of {' '.join(words)!r}: try a version, a kind, a provider or a component"
        )
    if len(facts) == 1 and format is Format.TABLE:
        emit_document(dict(facts[0].row), format, text=lambda: _lines(facts[0], patches_in_short(world, facts[0])))
    else:
        emit((_fact_row(each) for each in facts), _FACTS, format)


def _lines(fact: "Fact", patches: str) -> Iterator[str]:
    yield f"{fact.label}  ({fact.table})"
    width = max(map(len, fact.row))
    for name, value in fact.row.items():
        yield f"  {name.replace('_', ' '):{width}}  {as_text(value)}"
    if patches:
        yield f"  {'patches':{width}}  {patches}"


def _fact_row(fact: "Fact") -> dict[str, Any]:
    facts = fact.facts()
    return {
        "table": fact.table,
        "fact": fact.label,
        "says": ", ".join(f"{name}={as_text(value)}" for name, value in facts.items()),
        "source": fact.row.get("source"),
        "retrieved_on": fact.row.get("retrieved_on"),
        "overridden": fact.row.get("overridden"),
        "fields": facts,
    }


@app.command()
def verify(ctx: typer.Context, format: FormatOption = Format.TABLE) -> None:  # noqa: A002  the option's name
    """Check that the facts are whole, have sources and do not contradict one another; exit 1 if they do.

    Examples:
      tracker reference verify
      tracker reference verify --format json
    """
    from tracker.reference.verify import all_tables
    from tracker.reference.verify import verify as problems_of

    tables = bootstrap.open_known_world(Session.of(ctx).settings).tables
    tables.check_files()
    problems = [{"table": each.table, "row": each.row, "problem": each.text} for each in problems_of(tables)]
    names = all_tables(tables)
    count = sum(len(tables.rows(table)) for table in names)
    emit(
        problems,
        _PROBLEMS,
        format,
        nothing=f"edition {tables.edition().edition}: {count} rows in {len(names)} tables, no contradiction",
    )
    if problems:
        number = "one contradiction" if len(problems) == 1 else f"{len(problems)} contradictions"
        raise ReferenceDataError(f"{number} in the reference data: correct your overrides, or update again")


@app.command()
def diff(
    ctx: typer.Context,
    old: EditionArgument = None,
    new: EditionArgument = None,
    format: FormatOption = Format.TABLE,  # noqa: A002  the option's name
) -> None:
    """Show what changed between two editions: by default from the one in the package to the one in use.

    Examples:
      tracker reference diff
      tracker reference diff edition-2026-08.json edition-2026-11.json --format markdown
    """
    from tracker.reference.compare import compare
    from tracker.reference.opening import open_edition, packaged_tables

    in_use = bootstrap.open_known_world(Session.of(ctx).settings).tables
    before = open_edition(old) if old else packaged_tables()
    after = open_edition(new) if new else in_use
    names = f"{before.edition().edition} and {after.edition().edition}"
    emit(map(_difference_row, compare(before, after)), _DIFFERENCES, format, nothing=f"{names} say the same")


def _difference_row(difference: "Difference") -> dict[str, Any]:
    return {
        "table": difference.table,
        "row": difference.row,
        "what": difference.kind.value,
        "fields": {name: f"{as_text(old)} → {as_text(new)}" for name, (old, new) in difference.fields.items()},
    }


@app.command()
def age(
    ctx: typer.Context,
    max_days: Annotated[
        int | None, typer.Option(min=0, metavar="DAYS", help="Exit 4 when the edition is older than that.")
    ] = None,
    format: FormatOption = Format.TABLE,  # noqa: A002  the option's name
) -> None:
    """Show how old the facts are, table by table.

    Examples:
      tracker reference age
      tracker reference age --max-days 90
    """
    from tracker.reference.age import days_old, table_ages

    session = Session.of(ctx)
    tables, today = bootstrap.open_known_world(session.settings).tables, session.today()
    rows = (
        {
            "table": each.table,
            "rows": each.rows,
            "oldest": each.oldest.isoformat(),
            "newest": each.newest.isoformat(),
            "days": (today - each.newest).days,
        }
        for each in table_ages(tables)
    )
    emit(rows, _AGES, format)
    edition, old = tables.edition(), days_old(tables, today)
    say(f"edition {edition.edition} of {edition.as_of}: {old} days old")
    if max_days is not None and old > max_days:
        warn(
            f"older than {max_days} days: 'tracker reference update https://endoflife.date/api/kubernetes.json' brings newer facts"
        )
        raise typer.Exit(ExitCode.FINDINGS)


@app.command()
def update(
    ctx: typer.Context,
    source: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE",
            help="Path or URL of an edition file, an endoflife.date document, or a source tree of Kubernetes' API.",
        ),
    ],
    product: Annotated[
        str | None, typer.Option(metavar="NAME", help="The product of an endoflife.date document that does not say.")
    ] = None,
    checksum: Annotated[
        str | None, typer.Option(metavar="SHA256", help="Refuse a document with another checksum.")
    ] = None,
    timeout: Annotated[float, typer.Option(min=0.1, metavar="SECONDS", help="For the whole transfer.")] = 30.0,
    dry_run: DryRunOption = False,
    format: FormatOption = Format.TABLE,  # noqa: A002  the option's name
) -> None:
    """Bring newer facts in and show what changed; whatever goes wrong, the facts in use stay in use.

    Examples:
      tracker reference update https://endoflife.date/api/kubernetes.json
      tracker reference update ~/src/kubernetes/staging/src/k8s.io/api
      tracker reference update edition-2026-11.json --checksum 9f86d081884c7d65…
    """
    from tracker.reference import opening
    from tracker.reference.update import Source, install, prepare

    data = bootstrap.data_directory()
    current = opening.current_tables(data)
    wanted = Source(source, product, checksum, timeout)
    tables, updated = prepare(wanted, current, Session.of(ctx).today())
    for remark in updated.remarks:
        warn(remark)
    emit(map(_difference_row, updated.differences), _DIFFERENCES, format, nothing=f"{source} says nothing new")
    if dry_run:
        say(f"edition {updated.edition.edition} would be used; nothing was written")
    elif updated.differences or updated.edition.as_of > current.edition().as_of:
        install(tables, opening.fetched_editions(data))
        say(f"edition {updated.edition.edition} is in use now")


@app.command()
def export(
    ctx: typer.Context,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The file to write.")],
) -> None:
    """Write the edition in use, your own rows included, as one file that 'reference update' reads elsewhere.

    Examples:
      tracker reference export -o edition-2026-11.json
    """
    from tracker.reference.edition_file import contents_of, edition_file_text
    from tracker.reference.verify import all_tables

    tables = bootstrap.open_known_world(Session.of(ctx).settings).tables
    contents = contents_of(tables, all_tables(tables))
    output.write_text(edition_file_text(tables.edition(), contents), encoding="utf-8")
    say(f"edition {tables.edition().edition} with {_count(contents)} rows in {output}")


def _count(contents: Mapping[str, Any]) -> int:
    return sum(map(len, contents.values()))

"""`tracker cluster …`: the clusters whose life is recorded."""

from typing import Annotated

import typer

from tracker import bootstrap
from tracker.cli import completion
from tracker.cli.options import Format, FormatOption
from tracker.cli.output import emit, emit_document, say, warn
from tracker.cli.rows import Column
from tracker.cli.session import Session
from tracker.domain.cluster import Cluster
from tracker.domain.dates import parse_when
from tracker.services.clusters import Recorder, add_cluster, edit_cluster, retire_cluster, similar_provider
from tracker.services.views import cluster_row, revision_row

app = typer.Typer(help="Name the clusters whose life is recorded.")

_COLUMNS = (
    Column("name"),
    Column("environment", optional=True),
    Column("provider"),
    Column("zone"),
    Column("retired", optional=True),
    Column("description", folds=True, optional=True),
)
_NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help="The cluster's name.", autocompletion=completion.clusters)
]
_EnvironmentOption = Annotated[str | None, typer.Option(metavar="TEXT", help="What it is for: production, staging …")]
_ProviderOption = Annotated[
    str | None, typer.Option(metavar="NAME", help="upstream, kube-aws, amazon-eks, aks, gke, openshift, rke2, k3s …")
]
_ZoneOption = Annotated[
    str | None, typer.Option(metavar="ZONE", help="The time zone in which its days are counted, such as Asia/Seoul.")
]
_DescriptionOption = Annotated[str | None, typer.Option(metavar="TEXT", help="A sentence about it.")]


@app.command()
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="How it is called; unique in the store.")],
    environment: _EnvironmentOption = None,
    provider: _ProviderOption = None,
    zone: _ZoneOption = None,
    description: _DescriptionOption = None,
) -> None:
    """Add a cluster.

    Examples:
      tracker cluster add seoul --provider kube-aws --zone Asia/Seoul --environment production
    """
    session = Session.of(ctx)
    cluster = Cluster("", name, environment or "", provider or "upstream", zone or "UTC", description or "")
    with session.open_store() as store:
        add_cluster(store, cluster, Recorder(session.author, session.now()))
    _warn_of_unknown_provider(session, provider)
    say(f"added cluster {name} ({cluster.provider}; its days are counted in {cluster.zone})")


def _warn_of_unknown_provider(session: Session, provider: str | None) -> None:
    """Any name is allowed; one that is nearly a known one is most likely a slip of the pen."""
    near = similar_provider(provider, bootstrap.open_reference(session.settings).providers()) if provider else ""
    if near:
        warn(f"no provider {provider!r} is known; did you mean {near}? 'tracker cluster edit NAME --provider {near}'")


@app.command("list")
def list_clusters(
    ctx: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="Retired ones too.")] = False,
    format: FormatOption = Format.TABLE,  # noqa: A002
) -> None:
    """List the clusters.

    Examples:
      tracker cluster list
      tracker cluster list --all --format json
    """
    session = Session.of(ctx)
    with session.open_store() as store:
        rows = [cluster_row(cluster) for cluster in store.timeline.clusters(include_retired=everything)]
        emit(rows, _COLUMNS, format, nothing="there is no cluster yet: 'tracker cluster add NAME' adds one")


@app.command()
def show(ctx: typer.Context, name: _NameArgument, format: FormatOption = Format.TABLE) -> None:  # noqa: A002
    """Show a cluster, and who changed what about it.

    Examples:
      tracker cluster show seoul
    """
    session = Session.of(ctx)
    with session.open_store() as store:
        cluster = store.timeline.cluster(name)
        revisions = [revision_row(revision) for revision in store.timeline.revisions(cluster.id)]
    row = cluster_row(cluster)
    lines = [f"{key:12} {value}" for key, value in row.items() if value]
    lines += [f"{'revision':12} {each['number']} of {each['recorded_at']} by {each['author']}" for each in revisions]
    emit_document({**row, "revisions": revisions}, format, text=lambda: lines)


@app.command()
def edit(
    ctx: typer.Context,
    name: _NameArgument,
    rename: Annotated[str | None, typer.Option("--rename", metavar="NAME", help="A new name.")] = None,
    environment: _EnvironmentOption = None,
    provider: _ProviderOption = None,
    zone: _ZoneOption = None,
    description: _DescriptionOption = None,
) -> None:
    """Change what is said of a cluster; its history stays.

    Examples:
      tracker cluster edit seoul --provider amazon-eks
      tracker cluster edit seoul --rename seoul-old
    """
    given = {
        "name": rename,
        "environment": environment,
        "provider": provider,
        "zone": zone,
        "description": description,
    }
    fields = {field: value for field, value in given.items() if value is not None}
    if not fields:
        raise typer.BadParameter("say what to change: --rename, --environment, --provider, --zone or --description")
    session = Session.of(ctx)
    with session.open_store() as store:
        cluster = edit_cluster(store, name, fields, Recorder(session.author, session.now()))
    _warn_of_unknown_provider(session, provider)
    say(f"cluster {cluster.name}: " + ", ".join(f"{field} is now {value}" for field, value in fields.items()))


@app.command()
def retire(
    ctx: typer.Context,
    name: _NameArgument,
    on: Annotated[str, typer.Option("--on", "--at", metavar="DATE", help="When it was shut down.")] = "today",
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, kept with it.")] = "",
) -> None:
    """Record that a cluster is gone; its history stays.

    Examples:
      tracker cluster retire seoul --on 2018-03-31 --why "moved to EKS"
    """
    session = Session.of(ctx)
    with session.open_store() as store:
        zone = store.timeline.cluster(name).zone
        when = parse_when(on, now=session.now(), zone=zone)
        cluster = retire_cluster(store, name, when, why, Recorder(session.author, session.now()))
    say(f"cluster {cluster.name} is retired since {when}")

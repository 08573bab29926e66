"""The site: 10,000 events beside Hugo and Pagefind building the same content; one event more in a site of 100,000."""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from bench.comparison import Comparison, Contender, Growth, Memory, NotRun, Row, command
from bench.events import clusters, events
from bench.peers import peer, tracker
from tracker.domain.event import Event
from tracker.domain.event_document import to_document
from tracker.services.ports import Write
from tracker.store.opening import open_store

TODAY = "2026-08-11"
_RECORDED_AT = datetime(2026, 8, 11, tzinfo=UTC)
_EVENTS_A_CLUSTER = 500


def rows(folder: Path) -> Iterator[Row]:
    """The site's rows of the table."""
    hugo = peer("hugo")
    work = "site of 10,000 events, search data included"
    if hugo:
        # Pagefind comes as a module without a command, into the same environment.
        python = hugo.with_name("python")
        source = hugo_source(folder / "hugo", 10_000)
        theirs = command(
            "Hugo + Pagefind",
            "sh",
            "-ec",
            f"'{hugo}' --quiet --source '{source}' --destination '{source}/public' && "
            f"'{python}' -m pagefind --site '{source}/public' --quiet",
            prepare=lambda: shutil.rmtree(source / "public", ignore_errors=True),
        )
        yield Comparison(work, full_build(folder, 10_000), theirs, must=0.5, aim=0.15, turns=5)
    else:
        yield NotRun(work, "Hugo is not installed")
    yield Comparison(
        "one more event, rebuild of a 100,000-event site",
        rebuild(folder, 100_000),
        full_build(folder, 100_000, name="full build"),
        must=0.05,
        aim=0.02,
        turns=3,
    )
    yield Memory("site", lambda size: _first_build(folder, size), sizes=(10_000, 100_000), turns=3)
    yield Growth("site", lambda size: full_build(folder, size), sizes=(1_000, 3_000, 10_000, 30_000))


def store_of(folder: Path, size: int) -> Path:
    """A store with so many events, made once; clusters have 500 each."""
    path = folder / f"{size}.db"
    if path.exists():
        return path
    store = open_store(str(path), create=True)
    with store.unit_of_work(author="bench", recorded_at=_RECORDED_AT) as work:
        for _ in work.append(_writes(size)):
            pass
        work.commit()
    store.close()
    return path


def _writes(size: int) -> Iterator[Write]:
    for cluster in clusters(max(1, size // _EVENTS_A_CLUSTER)):
        yield Write(cluster.id, cluster.id, cluster.to_document())
        for event in events(cluster, min(size, _EVENTS_A_CLUSTER)):
            yield Write(cluster.id, event.id, to_document(event))


def full_build(folder: Path, size: int, name: str = "tracker site build") -> Contender:
    """A build from nothing: no folder, no cache."""
    store, output, cache = store_of(folder, size), folder / f"full-{size}", folder / f"full-cache-{size}"

    def prepare() -> None:
        shutil.rmtree(output, ignore_errors=True)
        shutil.rmtree(cache, ignore_errors=True)

    return _build(name, store, output, cache, prepare)


def rebuild(folder: Path, size: int) -> Contender:
    """A build of a site that was built before, after one event more."""
    store, output, cache = folder / f"growing-{size}.db", folder / f"rebuilt-{size}", folder / f"cache-{size}"
    shutil.copy(store_of(folder, size), store)
    _build("first build", store, output, cache, lambda: None).run()
    return _build("one more event", store, output, cache, _one_more(store))


def _build(name: str, store: Path, output: Path, cache: Path, prepare: Callable[[], None]) -> Contender:
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return command(name, *_argv(store, output), env=environment, prepare=prepare)


def _argv(store: Path, output: Path) -> tuple[str | Path, ...]:
    return (tracker(), "--store", store, "site", "build", "-o", output, "--today", TODAY)


def _first_build(folder: Path, size: int) -> tuple[str | Path, ...]:
    """A build from nothing as one command."""
    output, cache = folder / f"memory-{size}", folder / f"memory-cache-{size}"
    shutil.rmtree(output, ignore_errors=True)
    shutil.rmtree(cache, ignore_errors=True)
    return ("env", f"XDG_CACHE_HOME={cache}", *_argv(store_of(folder, size), output))


def _one_more(store: Path) -> Callable[[], None]:
    """Records another event in another cluster each time."""
    coming = iter([(cluster, event) for cluster in clusters(60) for event in islice(events(cluster, 2, seed=8), 1, 2)])

    def record() -> None:
        cluster, event = next(coming)
        opened = open_store(str(store))
        document = to_document(event) | {"provenance": {"source": "cli"}}
        with opened.unit_of_work(author="bench", recorded_at=_RECORDED_AT) as work:
            for _ in work.append([Write(cluster.id, f"ffff{event.id[4:]}", document)]):
                pass
            work.commit()
        opened.close()

    return record


def hugo_source(folder: Path, size: int) -> Path:
    """The same events for Hugo: a page for each, a list with whole events for each month, one for each cluster and tag."""
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True, exist_ok=True)
    (folder / "hugo.json").write_text(json.dumps(_HUGO_SETTINGS), encoding="utf-8")
    for name, template in _TEMPLATES.items():
        (layouts / name).write_text(template, encoding="utf-8")
    for cluster in clusters(max(1, size // _EVENTS_A_CLUSTER)):
        for event in events(cluster, min(size, _EVENTS_A_CLUSTER)):
            path = folder / "content" / "timeline" / f"{event.when.day:%Y-%m}" / f"{event.id}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_hugo_page(cluster.name, event), encoding="utf-8")
    for month in (folder / "content" / "timeline").iterdir():
        (month / "_index.md").write_text(json.dumps({"title": month.name}) + "\n", encoding="utf-8")
    return folder


def _hugo_page(cluster: str, event: Event) -> str:
    changes: Sequence[dict[str, str | None]] = [
        {"subject": str(each.subject), "action": each.action.value, "from": each.before, "to": each.to}
        for each in event.changes
    ]
    matter = {
        "title": event.title,
        "date": event.when.day.isoformat(),
        "clusters": [cluster],
        "kinds": [event.kind.value],
        "tags": list(event.tags),
        "changes": changes,
        "links": [link.url for link in event.links],
    }
    return f"{json.dumps(matter, ensure_ascii=False, indent=1)}\n\n{event.body}\n"


_HUGO_SETTINGS = {
    "baseURL": "https://clusters.example.org/",
    "title": "Clusters",
    "disableKinds": ["sitemap", "RSS", "404"],
    "taxonomies": {"cluster": "clusters", "kind": "kinds", "tag": "tags"},
}
_ENTRY = """\
<article id="{{ .File.ContentBaseName }}"><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2006-01-02" }}</time>
<h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>
<p>{{ range .Params.kinds }}<span>{{ . }}</span>{{ end }} {{ range .Params.clusters }}<a href="/clusters/{{ . }}/">{{ . }}</a>{{ end }}
{{ range .Params.tags }}<span>{{ . }}</span> {{ end }}</p>
<ul>{{ range .Params.changes }}<li>{{ .subject }} {{ .from }} → {{ .to }} <span>{{ .action }}</span></li>{{ end }}</ul>
<div>{{ .Content }}</div>
<ul>{{ range .Params.links }}<li><a href="{{ . }}" rel="noopener noreferrer">{{ . }}</a></li>{{ end }}</ul></article>
"""
_TEMPLATES = {
    "baseof.html": (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body>'
        '<nav><a href="/">Overview</a> <a href="/timeline/">Timeline</a> <a href="/clusters/">Clusters</a></nav>'
        '<main data-pagefind-body>{{ block "main" . }}{{ end }}</main></body></html>'
    ),
    "single.html": '{{ define "main" }}' + _ENTRY + "{{ end }}",
    "list.html": (
        '{{ define "main" }}<h1>{{ .Title }}</h1>{{ range .RegularPages }}' + _ENTRY + "{{ end }}"
        '{{ range .Sections }}<p><a href="{{ .RelPermalink }}">{{ .Title }}</a></p>{{ end }}{{ end }}'
    ),
}

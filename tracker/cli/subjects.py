"""Options that name subjects, as statements: ``--version coredns=1.11.3``, ``--set kubelet/maxPods=110``."""

from collections.abc import Iterator, Sequence

import typer

from tracker.domain.event import Link, Subject, SubjectType
from tracker.domain.grammar.clause import subject_of
from tracker.domain.grammar.markup import relation
from tracker.domain.grammar.statement import Statement, Verb


def statements_of(
    *,
    settings: Sequence[str] = (),
    components: Sequence[str] = (),
    retired: Sequence[str] = (),
    versions: Sequence[str] = (),
    pools: Sequence[str] = (),
) -> tuple[Statement, ...]:
    """What the options say, in the order of their kinds.

    Raises:
        typer.BadParameter: One lacks its value.
    """
    return (
        *(_version(text) for text in versions),
        *(_component(text) for text in components),
        *(_pool(text) for text in pools),
        *(_setting(text) for text in settings),
        *(Statement(_subject(text), Verb.RETIRED) for text in retired),
    )


def links_of(texts: Sequence[str]) -> Iterator[Link]:
    """Links from ``REL=URL`` or a bare address, which says itself what it is."""
    for text in texts:
        rel, sign, url = text.partition("=")
        if not sign or "://" in rel:
            rel, url = relation(text), text
        if not url.lower().startswith(("https://", "http://", "mailto:")):
            raise typer.BadParameter(f"{text!r}: a link begins with https://, http:// or mailto:")
        yield Link(rel.strip(), url.strip())


def _version(text: str) -> Statement:
    name, value = _pair(text, "--version", "NAME=V")
    return Statement(_subject(name), Verb.IS, value)


def _component(text: str) -> Statement:
    name, sign, version = text.partition("@")
    if sign and not version.strip():
        raise typer.BadParameter(f"--component {text}: a version is missing behind the @")
    return Statement(_subject(name), Verb.IS if version else Verb.ADDED, version.strip() or None)


def _pool(text: str) -> Statement:
    name, value = _pair(text, "--pool", "NAME=KUBELET")
    return Statement(Subject(SubjectType.NODE_POOL, name), Verb.IS, value)


def _setting(text: str) -> Statement:
    name, value = _pair(text, "--set", "KEY=VALUE")
    scope, slash, key = name.partition("/")
    is_scoped = bool(slash and key and "." not in scope)
    subject = Subject(SubjectType.CONFIG, key if is_scoped else name, scope if is_scoped else "")
    return Statement(subject, Verb.SET, value)


def _subject(name: str) -> Subject:
    if not name.strip():
        raise typer.BadParameter("a name is missing")
    return subject_of(name.strip())


def _pair(text: str, option: str, shape: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip() or not value.strip():
        raise typer.BadParameter(f"{option} {text}: write it as {shape}")
    return name.strip(), value.strip()

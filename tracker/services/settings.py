"""What `tracker.toml` may say, and what it says: every key is known, and an unknown one is refused.

The file itself is found and read by `tracker.bootstrap`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tracker.domain.errors import InvalidDataError
from tracker.domain.event import Visibility

KEYS: Mapping[str, tuple[type, str]] = {
    "store": (str, "the store: a file beside this one, or postgresql+psycopg://user@host/name"),
    "cluster": (str, "the cluster that commands are about when none is named"),
    "author": (str, "who records; the name of the login otherwise"),
    "visibility": (str, "internal or public: who may read what is recorded, unless --visibility says otherwise"),
    "issue_url": (str, "where issues are found, with {key} in it: an issue key in a text then becomes a link"),
    "site": (dict, "the site that 'site build' makes"),
    "site.title": (str, "its title"),
    "site.url": (str, "where it will be published; feeds need it"),
    "site.output": (str, "the folder that is built, relative to this file"),
    "site.edition": (str, "internal or public"),
    "site.language": (str, "en or ko: the language of pages when the browser asks for neither"),
    "reference": (dict, "facts about the world"),
    "reference.overrides": (str, "a file with rows of your own, relative to this file"),
    "waivers": (list, "findings that are accepted, each as [[waivers]]"),
    "waivers.code": (str, "the rule, such as SKEW001"),
    "waivers.cluster": (str, "a pattern for the cluster's name; all clusters otherwise"),
    "waivers.subject": (str, "a pattern for the subject; all subjects otherwise"),
    "waivers.owner": (str, "who accepted it"),
    "waivers.reason": (str, "why"),
    "waivers.expires": (str, "the last day on which it counts"),
}
"""Every key as section.key, with its type and what it means."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a project; empty texts where the file says nothing."""

    folder: str = ""
    """Where the file lies, absolute; relative paths in it start there. Empty without a file."""
    store: str = ""
    cluster: str = ""
    author: str = ""
    visibility: Visibility = Visibility.INTERNAL
    issue_url: str = ""
    site: Mapping[str, str] = field(default_factory=dict)
    reference: Mapping[str, str] = field(default_factory=dict)
    waivers: tuple[Mapping[str, str], ...] = ()


def parse_settings(document: Mapping[str, Any], *, origin: str, folder: str) -> Settings:
    """The settings in a parsed document; dates become ISO texts.

    Raises:
        InvalidDataError: A key is unknown, or a value is of the wrong type; names the origin and the key.
    """
    _check_keys(document, "", origin)
    return Settings(
        folder=folder,
        store=document.get("store", ""),
        cluster=document.get("cluster", ""),
        author=document.get("author", ""),
        visibility=_visibility(document.get("visibility", Visibility.INTERNAL.value), origin),
        issue_url=document.get("issue_url", ""),
        site=dict(document.get("site", {})),
        reference=dict(document.get("reference", {})),
        waivers=tuple({key: str(value) for key, value in waiver.items()} for waiver in document.get("waivers", ())),
    )


def _check_keys(document: Mapping[str, Any], prefix: str, origin: str) -> None:
    for key, value in document.items():
        path = prefix + key
        if path not in KEYS:
            raise InvalidDataError(f"{origin}: unknown key {path!r}{_suggestion(path)}")
        kind = KEYS[path][0]
        if kind is str and not isinstance(value, str) and not (path == "waivers.expires" and hasattr(value, "day")):
            raise InvalidDataError(f'{origin}: {path} must be text in quotes: {key} = "…"')
        if kind is dict:
            if not isinstance(value, dict):
                raise InvalidDataError(f"{origin}: {path} must be a section: [{path}]")
            _check_keys(value, f"{path}.", origin)
        if kind is list:
            if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
                raise InvalidDataError(f"{origin}: {path} must be written as [[{path}]], once for each")
            for each in value:
                _check_keys(each, f"{path}.", origin)


def _suggestion(path: str) -> str:
    # Imported here: only a mistake needs it.
    from difflib import get_close_matches

    near = get_close_matches(path, KEYS, n=1)
    return f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(k for k in KEYS if '.' not in k)}"


def _visibility(text: str, origin: str) -> Visibility:
    try:
        return Visibility(text)
    except ValueError as error:
        raise InvalidDataError(f"{origin}: visibility must be internal or public, not {text!r}") from error

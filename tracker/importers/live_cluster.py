"""A live cluster as a source of manifests, read through the ``kubectl`` on PATH; only ``get`` and its like are used.

What kubectl may not list is told as unread, so that a missing right never reads as "nothing there".
"""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tracker.domain.errors import ImporterError
from tracker.domain.knowledge.apis import ApiKey
from tracker.domain.manifest import Place, Reading, Skimmed, Unread
from tracker.domain.sentence import Sentence, quoted, say
from tracker.importers.manifests.discovery import Found
from tracker.importers.manifests.files import FolderManifests
from tracker.importers.manifests.reader import read
from tracker.importers.manifests.skimming import skim

_SECONDS = 120
"""How long one answer may take; the server itself is given less."""
_AT_ONCE = 4
_LEFT_OUT = frozenset(
    {"secrets", "events", "endpoints", "componentstatuses", "controllerrevisions", "leases", "bindings", "csinodes"}
)
"""Secrets but those of Helm are nobody's business here; the others are written by controllers for themselves."""
_GROUPS_LEFT_OUT = (
    "metrics.k8s.io",
    "custom.metrics.k8s.io",
    "external.metrics.k8s.io",
    "events.k8s.io",
    "discovery.k8s.io",
)
_HELM = ("secrets", "--selector=owner=helm")


class _NoAnswerError(Exception):
    """A question to which kubectl has no answer; never leaves this module."""

    def __init__(self, reason: Sentence) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Dump:
    """What kubectl answered for one sort of resource."""

    origin: str
    """``kubectl get deployments.apps``."""
    content: bytes


class Kubectl:
    """Runs kubectl, always with the same context."""

    def __init__(self, context: str = "") -> None:
        """Find kubectl.

        Raises:
            ImporterError: It is not on PATH.
        """
        program = shutil.which("kubectl")
        if program is None:
            raise ImporterError(
                "kubectl is not on PATH: install it, or dump the cluster elsewhere and give the files with --manifests"
            )
        self._command = (program, *((f"--context={context}",) if context else ()), "--request-timeout=60s")

    def server_version(self) -> str:
        """What the API server says that it is: ``v1.29.3-eks-036c24b``.

        Raises:
            ImporterError: The cluster does not answer.
        """
        answer = self._ask("version", "--output=json")
        try:
            version: str = json.loads(answer)["serverVersion"]["gitVersion"]
        except (ValueError, KeyError, TypeError) as error:
            raise ImporterError("kubectl version: the API server did not say its version") from error
        return version

    def dumps(self) -> Iterator[Dump | Unread]:
        """Everything that can be listed, one answer for each sort of resource, in order of their names.

        Raises:
            ImporterError: Not even the resources can be listed.
        """
        questions = [(name,) for name in _worth_asking(self._ask("api-resources", "--verbs=list", "--output=name"))]
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            yield from pool.map(self._dump, [*questions, _HELM])

    def _dump(self, question: Sequence[str]) -> Dump | Unread:
        origin = f"kubectl get {' '.join(question)}"
        try:
            answer = self._answer("get", *question, "--all-namespaces", "--output=json", "--show-managed-fields")
        except _NoAnswerError as error:
            return Unread(Place(origin, 1), error.reason)
        return Dump(origin, answer)

    def _ask(self, *arguments: str) -> bytes:
        try:
            return self._answer(*arguments)
        except _NoAnswerError as error:
            what = f"kubectl {' '.join(word for word in arguments if not word.startswith('--') or 'selector' in word)}"
            raise ImporterError(f"{what}: {error.reason}") from error

    def _answer(self, *arguments: str) -> bytes:
        try:
            ran = subprocess.run(  # noqa: S603  the arguments are our own
                [*self._command, *arguments],
                capture_output=True,
                timeout=_SECONDS,
                stdin=subprocess.DEVNULL,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise _NoAnswerError(say("no answer within %(count)s seconds", count=_SECONDS)) from error
        except OSError as error:
            raise _NoAnswerError(
                say("it cannot be started: %(problem)s", problem=quoted(str(error.strerror)))
            ) from error
        if ran.returncode != 0:
            said = ran.stderr.decode(errors="replace").strip().splitlines()
            failed = say("it failed with status %(status)s", status=ran.returncode)
            raise _NoAnswerError(quoted(said[-1]) if said else failed)
        return ran.stdout


class LiveManifests:
    """Manifests of the file system, and then those of a live cluster."""

    def __init__(self, kubectl: Kubectl, files: FolderManifests) -> None:
        self._kubectl = kubectl
        self._files = files

    def discover(self, arguments: Sequence[str]) -> Iterator[Found | Dump]:
        """The files behind the arguments, then what the cluster answers."""
        yield from self._files.discover(arguments)
        yield from self._kubectl.dumps()

    def read(self, found: Found | Dump) -> Iterator[Reading]:
        """Everything in one file or answer."""
        return read(found.content, origin=found.origin) if isinstance(found, Dump) else self._files.read(found)

    def skim(self, found: Found | Dump, is_silent: Callable[[ApiKey], bool]) -> Iterator[Reading | Skimmed]:
        """The same, objects of silent APIs only `Skimmed`."""
        if isinstance(found, Dump):
            return skim(found.content, origin=found.origin, is_silent=is_silent)
        return self._files.skim(found, is_silent)


def _worth_asking(listed: bytes) -> list[str]:
    """The resources to read; one that two groups serve is read once, and not from the group that is going."""
    names = sorted(set(listed.decode(errors="replace").split()))
    elsewhere = {name.partition(".")[0] for name in names if not name.endswith(".extensions")}
    chosen = []
    for name in names:
        plural, _, group = name.partition(".")
        is_double = group == "extensions" and plural in elsewhere
        if plural not in _LEFT_OUT and not is_double and group not in _GROUPS_LEFT_OUT:
            chosen.append(name)
    return chosen

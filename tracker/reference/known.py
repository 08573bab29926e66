"""The reference port, answered from tables."""

from datetime import date
from functools import cached_property

from tracker.reference.answers.apis import ApiAnswers
from tracker.reference.answers.components import ChangeAnswers, ComponentAnswers
from tracker.reference.answers.kubernetes import KubernetesAnswers
from tracker.reference.answers.policies import PolicyAnswers
from tracker.reference.answers.providers import InstallerAnswers, ProviderAnswers
from tracker.reference.tables import Edition


class KnownWorld(
    KubernetesAnswers,
    ProviderAnswers,
    InstallerAnswers,
    PolicyAnswers,
    ApiAnswers,
    ComponentAnswers,
    ChangeAnswers,
):
    """A `tracker.domain.knowledge.reference.Reference` over the tables of an edition.

    Nothing is read before it is asked for, and each table once.
    """

    @property
    def edition(self) -> str:
        """The edition's id."""
        return self._edition.edition

    @property
    def as_of(self) -> date:
        """The day as of which the releases of Kubernetes are known; news of other products do not move it."""
        return self._edition.as_of

    @cached_property
    def _edition(self) -> Edition:
        return self.tables.edition()

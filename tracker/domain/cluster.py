"""A cluster whose life is recorded."""

from dataclasses import dataclass
from typing import Any

from tracker.domain.when import When


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster as it is known now."""

    id: str
    """UUIDv7."""
    name: str
    """Unique in a store; what people type."""
    environment: str = ""
    """``production``, ``staging`` …: free text."""
    provider: str = "upstream"
    """``upstream``, ``kube-aws``, ``amazon-eks``, ``aks``, ``gke``, ``openshift``, ``rke2``, ``k3s`` …"""
    zone: str = "UTC"
    """IANA time zone in which its days are counted."""
    description: str = ""
    retired: When | None = None

    def to_document(self) -> dict[str, Any]:
        """Plain JSON without what is empty."""
        document: dict[str, Any] = {"type": "cluster", "name": self.name, "provider": self.provider, "zone": self.zone}
        optional = {"environment": self.environment, "description": self.description}
        document |= {key: value for key, value in optional.items() if value}
        return document | ({"retired": self.retired.to_document()} if self.retired else {})

    @classmethod
    def from_document(cls, cluster_id: str, document: dict[str, Any]) -> "Cluster":
        """The cluster that `to_document` wrote."""
        retired = document.get("retired")
        return cls(
            id=cluster_id,
            name=document["name"],
            environment=document.get("environment", ""),
            provider=document.get("provider", "upstream"),
            zone=document.get("zone", "UTC"),
            description=document.get("description", ""),
            retired=When.from_document(retired) if retired else None,
        )

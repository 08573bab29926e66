from tests.support.facts import a_world, messages
from tracker.rules.facts import InventoryFacts
from tracker.rules.journal.kubernetes_not_recorded import RULE


def test_asks_for_the_version_where_none_is_recorded() -> None:
    assert messages(RULE, InventoryFacts((), (), (), lacks_kubernetes=True, world=a_world())) == [
        "unknown: no Kubernetes version is recorded"
    ]


def test_is_quiet_where_one_is() -> None:
    assert messages(RULE, InventoryFacts(("Kafka",), ("Solr",), (), lacks_kubernetes=False, world=a_world())) == []

"""Values as pages write them."""

from tracker.publish.views.values import in_order_of_version


def test_versions_are_in_order_of_version_and_other_texts_follow() -> None:
    texts = {"1.10.6", "1.2.6", "latest", "1.2.6-rc.1", "abc123"}
    assert in_order_of_version(texts) == ("1.2.6-rc.1", "1.2.6", "1.10.6", "abc123", "latest")

"""What the search says in the language of the page; its script puts the numbers in."""

from collections.abc import Mapping

from tracker.publish.views.labels import INCIDENT_SEVERITIES, KINDS
from tracker.publish.words import Words


def search_words(words: Words) -> Mapping[str, object]:
    """For the template: the facets with their labels, and the words that the script needs."""
    return {
        "facets": (
            ("year", words.text("Year")),
            ("cluster", words.text("Cluster")),
            ("kind", words.text("Kind")),
            ("component", words.text("Component or setting")),
            ("severity", words.text("Severity")),
            ("tag", words.text("Tag")),
        ),
        "words": (
            ("found", words.text("%(count)s events found", count="{count}")),
            ("one", words.text("1 event found")),
            ("waiting", words.text("Searching …")),
            ("none", words.text("Nothing found. Try fewer words, or other filters.")),
            ("older", words.text("Search the %(count)s older events as well", count="{count}")),
            ("failed", words.text("The search data could not be loaded.")),
            *((f"kind:{kind.value}", words.text(label)) for kind, label in KINDS.items()),
            *((f"severity:{severity.value}", words.text(label)) for severity, label in INCIDENT_SEVERITIES.items()),
        ),
    }

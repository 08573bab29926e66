"""What the sentences of rules, of plans and of readers quote, so that a name is replaced where it stands and their words never are.

A sentence remembers its template and its values, and what a value is depends on what it is called there: a new name of a
value has to be listed here, and a test sees to that. Texts without a template, those of an older report and of evidence,
are searched for the places at which rules quote names.
"""

import re
from collections.abc import Collection, Mapping
from enum import Enum, auto


class Quoted(Enum):
    """What sort of thing a value is."""

    NAMES = auto()
    """One or more names or objects, with commas or "and" between them."""
    OF_RECORD = auto()
    """Something of the record, which may hold names of clusters, pools, scopes and own components."""
    KNOWN = auto()
    """What the reference data or Kubernetes calls something, unless it is the record's own."""
    SUBJECT = auto()
    """What an outcome is about: an object, or something of the record."""
    CLIENT = auto()
    """A program that wrote an object; one of everybody's stays."""
    WITHHELD = auto()
    """Free text of the record."""
    PLAIN = auto()
    """A version, number, day, field, or what the reference data calls something: nothing but addresses is sought in it."""


_OF_RECORD = "last named names others part parts setting value"
_KNOWN = "component installer kind name product provider reference server"
_PLAIN = """
    advice after ahead allowed api before behind beside best budget byte candidate code components cores count cpu current
    day demand distance encoding ended enough etcd extended field final following found frequency gained grace high highest
    installed key kinds latest least limit line low lowest memory message minimum minor minors most newest nodes now number
    operation other path pattern permitted phase policy problem range reach reason recorded release replacement replicas
    resources running serving shipped since size sought stage standard status step sum target text then told trace turns
    updates version versions what why
"""

VALUES: Mapping[str, Quoted] = {
    **dict.fromkeys(_OF_RECORD.split(), Quoted.OF_RECORD),
    **dict.fromkeys(_KNOWN.split(), Quoted.KNOWN),
    **dict.fromkeys(_PLAIN.split(), Quoted.PLAIN),
    **dict.fromkeys(
        ("alias", "anchor", "config_map", "container", "helm_release", "images", "service", "template", "workloads"),
        Quoted.NAMES,
    ),
    "manager": Quoted.CLIENT,
    "overridden": Quoted.WITHHELD,
    "owner": Quoted.WITHHELD,
    "subject": Quoted.SUBJECT,
}
"""By the name of the value in its template."""
ON_MANIFESTS = ("API", "DRN")
"""Families of rules that see manifests only, and so name nothing of the record."""


def sort_of(name: str, beside: Collection[str], code: str) -> Quoted:
    """What a value of that name is in a sentence of a rule; one that is not listed counts as a name.

    Rules on manifests call names of objects `name` and `names`; all others mean something of the record. A `part` with
    its `version` is a kubelet or kube-proxy, whatever the record calls it.

    Args:
        name: What the value is called.
        beside: The names of all values of the sentence.
        code: The rule's; empty for a sentence of the plan.
    """
    if name in ("name", "names") and code.startswith(ON_MANIFESTS):
        return Quoted.NAMES
    if name == "part" and "version" in beside:
        return Quoted.KNOWN
    return VALUES.get(name, Quoted.NAMES)


_LIST = r"(?P<quoted>[^;()]+?)"

QUOTED: Mapping[str, tuple[re.Pattern[str], ...]] = {
    code: tuple(re.compile(pattern) for pattern in patterns)
    for code, patterns in {
        "API006": (
            r"(?:^|; stale: |; )(?P<client>[^;:]+?)(?= wrote it as )",
            r"stale: (?P<client>[^;:]+?)(?= takes the version )",
        ),
        "DRN002": (r"(?:^no |; )(?P<quoted>[^:;]+)(?=: )",),
        "DRN005": (rf"^it allows no eviction of {_LIST}(?= \([^()]*\): draining)",),
        "DRN006": (rf"once the autoscaler of {_LIST}(?= has scaled down to its minimum of \d+$)",),
        "DRN007": (rf"selects its pods \({_LIST}(?=\): every eviction)",),
        "DRN010": (rf"^(?:hostPath|emptyDir) volumes \({_LIST}(?=\): )",),
        "DRN011": (rf"^{_LIST}(?=: a pod that moves to another node)",),
        "DRN012": (
            rf"^{_LIST}(?= is [^;()]+, an ExternalName service too )",
            rf"(?<= is ){_LIST}(?=, an ExternalName service too )",
            rf"(?<= and an alias of ){_LIST}$",
            rf"^{_LIST}(?= may be an alias itself; )",
            rf"^point it at {_LIST}(?=, so that one TTL)",
            rf"^look where `dig {_LIST}(?=` leads, )",
        ),
        "DRN013": (rf" at least, since {_LIST}(?= requests? no CPU$)",),
        "DRN014": (rf"^webhook {_LIST}(?= fails closed )",),
    }.items()
}
"""By code; ``quoted`` is a list of names or objects, ``client`` a client that may be one of everybody's."""

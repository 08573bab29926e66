"""Where the sentences of rules quote a name: everything else in them is the same for everybody and stays as it is.

A rule whose message starts to quote names gets a line here; the test that plants names sees to that.
"""

import re
from collections.abc import Mapping

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
            rf"^{_LIST}(?= is the ExternalName service )",
            rf"(?<= is the ExternalName service ){_LIST}(?=, an alias of )",
            rf"(?<=, an alias of ){_LIST}$",
            rf"^{_LIST}(?= may be an alias itself; )",
            rf"^point it at {_LIST}(?=, so that one TTL)",
            rf"^dig {_LIST}(?= shows the chain: )",
        ),
        "DRN013": (rf" at least, since {_LIST}(?= requests? no CPU$)",),
        "DRN014": (rf"^webhook {_LIST}(?= fails closed )",),
    }.items()
}
"""By code; ``quoted`` is a list of names or objects, ``client`` a client that may be one of everybody's."""

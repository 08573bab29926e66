"""The vocabulary of the grammar, in English and Korean. All lower case; Korean verbs without their endings."""

ADD = frozenset(
    """
    add added adopt adopted install installed introduce introduced reintroduce reintroduced re-introduce re-
    introduced 도입 재도입 설치 재설치 추가
    """.split()
)
DEPLOY = frozenset(
    """
    deploy deployed redeploy redeployed roll-out rollout 배포 재배포 적용
    """.split()
)
"""With a version these say what runs from now on, without one that something came."""
RETIRE = frozenset(
    """
    retire retired remove removed uninstall uninstalled decommission decommissioned delete deleted drop dropped 은퇴
    제거 삭제 폐기 철거 퇴역
    """.split()
)
CHANGE = frozenset(
    """
    upgrade upgraded update updated downgrade downgraded bump bumped rollback revert reverted 업그레이드 업데이트 다운그레이드 롤백
    변경 교체 올림 올렸다 올렸음 올렸습니다 내림 내렸다 내렸음 내렸습니다
    """.split()
)
ENGLISH_VERBS = frozenset(word for word in ADD | RETIRE | DEPLOY | CHANGE if word.isascii())

FILLERS = frozenset(
    """
    시작 완료 again now finally done back
    """.split()
)
"""Words behind a verb that change nothing of what it says."""

ENDINGS = ("하였습니다", "했습니다", "합니다", "되었다", "하였다", "했다", "했음", "한다", "하기", "됐다", "됨", "함")
"""Endings of Korean verbs that are made from a noun with 하다 or 되다."""
PARTICLES = ("에서", "으로", "을", "를", "은", "는", "이", "가", "의", "로", "도", "와", "과")
"""Korean particles that stand behind a Latin name without a space."""

POOL = (
    ("node", "pool"),
    ("node", "group"),
    ("노드", "풀"),
    ("노드", "그룹"),
    ("nodepool",),
    ("nodegroup",),
    ("pool",),
    ("노드풀",),
    ("노드그룹",),
)
"""What announces a node pool, longest first."""
ARROWS = frozenset(("->", "→", "=>", "⇒", "to"))

ARTICLES = frozenset(("a", "an", "our", "the"))
"""English words that may stand between a verb and a name."""

STOPWORDS = frozenset(
    """
    a all an and any are as at be by changed for from had has have in into is it its migrated more moved new no not
    nothing of off old on or our out over replaced see so some something switched than that the their them then they
    this to up was we were when while with without
    """.split()
)
"""English words that no name contains."""
GENERIC = frozenset(
    """
    alert alerts api apis app apps application applications backup backups build builds change changes chart charts
    cluster clusters code config configuration container containers cron dashboard dashboards data database
    databases disk disks environment everything feature features fix fixes host hosts image images incident instance
    instances issue issues job jobs logging logs machine machines maintenance manifest manifests master masters
    metric metrics migration monitoring namespace namespaces network node nodes note notes outage plan pod pods
    policy pool pools production prod release releases rename replica replicas rollout script scripts server servers
    service services staging support system team test tests ticket tickets todo tool tools topic topics traffic
    upgrade user users version versions vm vms volume volumes worker workers
    """.split()
)
"""English nouns that are no component's name by themselves, nor at the end of a name of several words."""

FEATURES = frozenset(
    """
    rbac statefulset statefulsets deployment deployments daemonset daemonsets replicaset cronjob cronjobs job jobs
    ingress hpa vpa pdb psp podsecuritypolicy networkpolicy networkpolicies configmap secret secrets alb elb nlb vpc
    iam nat spotfleet spot ec2 ebs efs s3 rds asg subnet subnets ipvs ipv6 oidc sso tls
    """.split()
)
"""Features of Kubernetes or of a cloud. A part that consists of one, or ends with one, names no component."""

NOT_ISSUE_KEYS = frozenset(
    """
    UTF SHA ISO RFC AES RSA TLS HTTP IPV MD EC BASE PEP COVID KEP UTC GMT
    """.split()
)
"""What stands before a dash and a number without being a project: UTF-8, SHA-256."""

MOVE = frozenset("이전 통합 이관 마이그레이션 migration migrated rename renamed merged".split())
"""Words for moving and merging: they tell of a change without saying what runs afterwards."""


def stem(word: str) -> str:
    """A word in lower case without punctuation behind it, a Korean verb without its ending."""
    word = word.lower().rstrip(".!")
    ending = next((ending for ending in ENDINGS if word.endswith(ending) and word != ending), "")
    return word.removesuffix(ending)


def unfinished_business(clause: str) -> str:
    """What free text says was done without saying to what: added, removed, updated, moved; empty when it does not.

    Only its last word counts: there Korean has the verb, and short notes in English have it as well.
    """
    words = [word for word in clause.split() if word.lower() not in FILLERS]
    last = stem(words[-1]) if words else ""
    meanings = ((ADD | DEPLOY, "added"), (RETIRE, "removed"), (CHANGE, "updated"), (MOVE, "moved, merged or renamed"))
    return next((meaning for group, meaning in meanings if last in group), "")

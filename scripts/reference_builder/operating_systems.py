"""Operating systems of nodes and retired installers, which the fact tables lack: our own additions, each from upstream.

One release line to a row of text: line, ``lts`` or ``-``, released, end of support, end of extended support, latest
release. ``-`` is unknown. Sources carry the day of the copy that was read; where only its content tells the age, it is the
day of the newest thing in it.
"""

from dataclasses import dataclass
from typing import Any

from scripts.reference_builder.rows import Row, row

CATEGORY = "operating system"

_ENDOFLIFE = "endoflife-date/endoflife.date products/{}.md commit {} ({})"
_UBUNTU = _ENDOFLIFE.format("ubuntu", "021ca13a8cdf35edeabd84c7d61347145fce95c3", "2026-04-23")
_WINDOWS = _ENDOFLIFE.format("windows-server", "027c7cc89d514c9a13ccb5a7e85c4e053163785a", "2024-11-01")
_DEBIAN = _ENDOFLIFE.format("debian", "007fc5ab9f15aa5fe309cda6aa6971e2cdac61dc", "2025-05-17")
_DISTRO_INFO = "https://salsa.debian.org/debian/distro-info-data/-/blob/main/debian.csv (2026-07-03)"
_AMAZON = _ENDOFLIFE.format("amazon-linux", "003e48ed5c6ca51e04c1125c72c053a7a8bc6135", "2023-08-07")
_AMAZON_2 = "docker-library/tomcat#340 (2026-08-13); " + _AMAZON
_AMAZON_2023 = "https://docs.amazonaws.cn/en_us/linux/al2023/ug/release-cadence.html (2026-08-07); " + _AMAZON
_RHEL = "endoflife-date/release-data releases/rhel.json commit 03c5d0d4ca4804926a3fc4f3cee7d3d43e104c63 (2025-05-20)"
_ROCKY = (
    "endoflife-date/release-data releases/rocky-linux.json commit 0e36589bf3158422c908b6176e5e1e071aab4082 (2025-11-25)"
)
_COREOS = "coreos/manifest tag v2514.1.0 (2020-09-18)"
_KUBE_AWS = "kubernetes-retired/kube-aws README.md (archived on 2020-09-30)"


@dataclass(frozen=True, slots=True)
class _Lines:
    """Release lines that were read in one place."""

    source: str
    text: str
    note: str | None = None
    has_ended: bool | None = None

    def rows(self) -> list[Row]:
        return [self._row(*line.split()) for line in self.text.strip().splitlines()]

    def _row(self, line: str, term: str, released: str, end: str, extended: str, latest: str) -> Row:
        return row(
            self.source,
            line=line,
            released_on=_known(released),
            date_basis="endoflife.date" if self.source.startswith("endoflife-date/") else "documentation",
            latest=_known(latest),
            end_of_life=_known(end),
            has_ended=self.has_ended,
            extended_until=_known(extended),
            long_term=True if term == "lts" else None,
            note=self.note,
        )


def _known(text: str) -> str | None:
    return None if text == "-" else text


def index() -> list[Row]:
    """Rows of ``components/index``."""
    return [
        _system("amazon-linux", "Amazon Linux", _AMAZON_2, aliases=["amazonlinux"]),
        _system("bottlerocket", "Bottlerocket", _bottlerocket.source, repository="bottlerocket-os/bottlerocket"),
        _system(
            "coreos",
            "CoreOS Container Linux",
            _COREOS,
            aliases=["container-linux"],
            repository="coreos/manifest",
            retired="end of life on 2020-05-26",
        ),
        _system("debian", "Debian", _DISTRO_INFO),
        _system("flatcar", "Flatcar Container Linux", _flatcar_2024.source, repository="flatcar/Flatcar"),
        _system("rhel", "Red Hat Enterprise Linux", _RHEL),
        _system("rocky", "Rocky Linux", _ROCKY),
        _system("ubuntu", "Ubuntu", _UBUNTU),
        _system("windows", "Windows Server", _WINDOWS),
        row(
            _KUBE_AWS,
            slug="kube-aws",
            name="kube-aws",
            category="provisioner",
            repository="kubernetes-retired/kube-aws",
            has_matrix=False,
            retired="archived on 2020-09-30",
            note="every release, with what it installs, is in releases/kube-aws",
        ),
    ]


def _system(slug: str, name: str, source: str, **fields: Any) -> Row:
    return row(source, slug=slug, name=name, category=CATEGORY, has_matrix=False, **fields)


def releases() -> dict[str, list[Row]]:
    """Rows of ``components/releases/SLUG`` for each operating system, newest first."""
    return {slug: [each for lines in parts for each in lines.rows()] for slug, parts in _LINES.items()}


_bottlerocket = _Lines(
    "aws/eks-anywhere tag v0.26.1 (2026-08-13)",
    "1 - - - - 1.64.0",
    note="no end of support is published for a release; fixes come with the newest one",
)
_flatcar_2024 = _Lines(
    "flatcar/flatcar-website#443 (2025-06-26)",
    "4081 lts - - - -",
    note="LTS-2024; the project announced its end for the middle of 2026, without a day",
)

_LINES: dict[str, tuple[_Lines, ...]] = {
    "amazon-linux": (
        _Lines(_AMAZON_2023, "2023 - 2023-03-15 2029-06-30 - -", note="an older promise was 2028-03-15"),
        _Lines(_AMAZON_2, "2 - 2018-06-26 2026-06-30 - -", note="older promises were 2023-06-30 and 2025-06-30"),
        _Lines(
            _AMAZON,
            """
            2018.03 - 2018-04-25 2023-12-31 - -
            2017.09 - 2017-11-03 2023-12-31 - -
            2017.03 - 2017-04-07 2023-12-31 - -
            2016.09 - 2016-11-16 2023-12-31 - -
            2016.03 - 2016-03-22 2023-12-31 - -
            """,
            note="Amazon Linux AMI; standard support ended on 2020-12-31, maintenance of chosen packages went on",
        ),
    ),
    "bottlerocket": (_bottlerocket,),
    "coreos": (
        _Lines(
            _COREOS,
            """
            2514 - - - - 2514.1.0
            2513 - - - - 2513.2.0
            2512 - - - - 2512.3.0
            """,
            note="the last releases of the channels alpha, beta and stable",
        ),
    ),
    "debian": (
        _Lines(
            _DISTRO_INFO,
            """
            13 - 2025-08-09 2028-08-09 2030-06-30 -
            12 - 2023-06-10 2026-07-11 2028-06-30 -
            """,
            note="Debian's own table, as quoted by those who use it; extended is Debian LTS",
        ),
        _Lines(
            _DEBIAN,
            """
            11 - 2021-08-14 2024-08-14 2026-08-31 11.11
            10 - 2019-07-06 2022-09-10 2024-06-30 10.13
            9 - 2017-06-17 2020-07-18 2022-07-01 9.13
            8 - 2015-04-25 2018-06-17 2020-06-30 8.11
            7 - 2013-05-04 2016-04-25 2018-05-31 7.11
            """,
            note="extended is Debian LTS",
        ),
    ),
    "flatcar": (
        _flatcar_2024,
        _Lines(
            "flatcar/flatcar-website content/blog/2022-05-10-community-lts-pro.md (2022-05-10)",
            "3033 lts - - - -",
            note="LTS-2022; eighteen months of maintenance were announced, without a day",
        ),
        _Lines(
            "flatcar/init#83 (2022-10-11)",
            "2605 lts - - - -",
            note="LTS-2021; from then on its nodes were told to move to a newer stream",
            has_ended=True,
        ),
    ),
    "rhel": (
        _Lines(
            _RHEL,
            """
            10 - 2025-05-20 2035-05-31 2038-05-31 -
            9 - 2022-05-18 2032-05-31 2035-05-31 -
            8 - 2019-05-07 2029-05-31 2032-05-31 -
            7 - 2014-06-10 2024-06-30 2028-06-30 -
            6 - 2010-11-10 2020-11-30 2024-06-30 -
            """,
            note="end of maintenance support; extended is the Extended Life Cycle Support add-on",
        ),
    ),
    "rocky": (
        _Lines(
            _ROCKY,
            """
            10 - 2025-06-11 2035-05-31 - 10.1
            9 - 2022-07-14 2032-05-31 - -
            8 - 2021-05-01 2029-05-31 - 8.10
            """,
        ),
    ),
    "ubuntu": (
        _Lines(
            _UBUNTU,
            """
            26.04 lts 2026-04-23 2031-04-30 2036-04-30 26.04
            25.10 - 2025-10-09 2026-07-01 - 25.10
            25.04 - 2025-04-17 2026-01-17 - 25.04
            24.10 - 2024-10-10 2025-07-10 - 24.10
            24.04 lts 2024-04-25 2029-05-31 2036-05-31 24.04.4
            23.10 - 2023-10-12 2024-07-12 - 23.10
            23.04 - 2023-04-20 2024-01-20 - 23.04
            22.10 - 2022-10-20 2023-07-20 - 22.10
            22.04 lts 2022-04-21 2027-04-01 2032-04-09 22.04.5
            21.10 - 2021-10-14 2022-07-14 - 21.10
            21.04 - 2021-04-22 2022-01-20 - 21.04
            20.10 - 2020-10-22 2021-07-22 - 20.10
            20.04 lts 2020-04-23 2025-05-31 2030-04-02 20.04.6
            19.10 - 2019-10-17 2020-07-06 - 19.10
            19.04 - 2019-04-18 2020-01-23 - 19.04
            18.10 - 2018-10-18 2019-07-18 - 18.10
            18.04 lts 2018-04-26 2023-05-31 2028-04-01 18.04.6
            17.10 - 2017-10-19 2018-07-19 - 17.10
            17.04 - 2017-04-13 2018-01-13 - 17.04
            16.10 - 2016-10-13 2017-07-20 - 16.10
            16.04 lts 2016-04-21 2021-04-02 2026-04-02 16.04.7
            15.10 - 2015-10-22 2016-07-28 - 15.10
            15.04 - 2015-04-23 2016-02-04 - 15.04
            14.04 lts 2014-04-17 2019-04-02 2024-04-02 14.04.6
            """,
            note="extended is Expanded Security Maintenance",
        ),
    ),
    "windows": (
        _Lines(
            _WINDOWS,
            """
            2025 lts 2024-11-01 2034-10-10 - 10.0.26100
            23H2 - 2023-10-24 2025-10-24 - 10.0.25398
            2022 lts 2021-08-18 2031-10-14 - 10.0.20348
            20H2 - 2020-10-20 2022-08-09 - 10.0.19042
            2004 - 2020-05-27 2021-12-14 - 10.0.19041
            1909 - 2019-11-12 2021-05-11 - 10.0.18363
            1903 - 2019-05-21 2020-12-08 - 10.0.18362
            2019 lts 2018-11-13 2029-01-09 - 10.0.17763
            1803 - 2018-04-30 2019-11-12 - 10.0.17134
            1709 - 2017-10-17 2019-04-09 - 10.0.16299
            2016 lts 2016-10-15 2027-01-12 2030-01-12 10.0.14393
            """,
            note="end of extended support, which is part of the licence; extended is the paid Extended Security Updates",
        ),
    ),
}

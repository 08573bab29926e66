import re

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.publish import sanitise
from tracker.publish.sanitise import body_html, breakable, link_html, safe_url, whole, with_breakable_names, with_code

_ALLOWED = {"html", "head", "body", *sanitise._TAGS}


def elements(markup: str) -> list[tuple[str, dict[str, str]]]:
    """Every element of a fragment as a browser's parser sees it."""
    tree = html5lib.parse(markup, namespaceHTMLElements=False)
    return [(str(element.tag), dict(element.attrib)) for element in tree.iter()]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](//evil.example/)",
        "[x](/etc/passwd)",
        "![x](https://evil.example/pixel.png)",
        '<https://ok.example/" onmouseover=alert(1)>',
        "```html\n</code></pre><script>alert(1)</script>\n```",
        "[ref]\n\n[ref]: vbscript:x 'y'",
        "<a href='https://x' style='position:fixed'>x</a>",
        "\x00<scr\x00ipt>alert(1)</scr\x00ipt>",
    ],
)
def test_nothing_harmful_survives(text: str) -> None:
    for tag, attributes in elements(body_html(text)):
        assert tag in _ALLOWED
        assert set(attributes) <= {"href", "title", "rel", "start"}
        assert safe_url(attributes.get("href", "https://x")), attributes


@given(st.text() | st.text("<>&\"'`*_[]()!#-+=\n \\:/ahrefjsx", max_size=60))
def test_no_text_escapes_the_allowed_elements(text: str) -> None:
    for tag, attributes in elements(body_html(text)):
        assert tag in _ALLOWED
        assert set(attributes) <= {"href", "title", "rel", "start"}


@given(st.text() | st.text("ab 안녕.,:;!?()'/1\n-", max_size=40))
def test_the_short_way_for_plain_text_gives_what_markdown_gives(text: str) -> None:
    assert body_html(text) == (sanitise._formatted(text.strip()) if text.strip() else "")


_PIECES = [
    "`a b`",
    "`*_[x]~#`",
    "**굵게**",
    "**ab**",
    "**",
    "*",
    "`",
    "``",
    " ",
    "\n",
    "\n\n",
    "\n- ",
    "- ",
    "a",
    "한 글",
    "1.",
    "!",
    "|",
    "~~",
    "#",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=12).map("".join))
def test_the_short_way_for_simple_lines_gives_what_markdown_gives(text: str) -> None:
    assert body_html(text) == (sanitise._formatted(text.strip()) if text.strip() else "")


@pytest.mark.parametrize(
    "text",
    [
        "`kubectl get nodes` shows v1.6.6.",
        "see **no breaking change** for us",
        "- 변경 전\n- `workers-3` 교체\n\n담당: 물류팀",
    ],
)
def test_takes_the_short_way_for_what_people_write_most(text: str) -> None:
    assert sanitise._simple(text) == sanitise._formatted(text)


def test_formats_what_people_write() -> None:
    assert body_html("**done** in `kube-system`, see [notes](https://notes.example/1)") == (
        "<p><strong>done</strong> in <code>kube-system</code>, see "
        '<a href="https://notes.example/1" rel="noopener noreferrer">notes</a></p>\n'
    )


def test_headings_do_not_disturb_the_outline_of_the_page() -> None:
    assert body_html("# 업그레이드\n본문") == "<p><strong>업그레이드</strong></p>\n<p>본문</p>\n"


@pytest.mark.parametrize("url", ["https://a.example/x?y=1", "http://a.example", "mailto:sre@a.example"])
def test_links_to(url: str) -> None:
    assert safe_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//a.example",
        "/x",
        "x.html",
        "file:///etc/passwd",
        "https:",
        "http://[",
        "",
    ],
)
def test_does_not_link_to(url: str) -> None:
    assert safe_url(url) is None
    assert link_html(url, "a & b") == "a &amp; b"


def test_a_link_tells_nothing_about_where_it_came_from() -> None:
    assert link_html('https://a.example/?q="', "<a>") == (
        '<a href="https://a.example/?q=&#34;" rel="noopener noreferrer">&lt;a&gt;</a>'
    )


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("nodeMonitorGracePeriod", ["node", "Monitor", "Grace", "Period"]),
        ("kube-proxy/metrics.bind_address", ["kube-", "proxy/", "metrics.", "bind_", "address"]),
        ("maxPods", ["max", "Pods"]),
        ("RBAC", ["RBAC"]),
        ("백업 주기", ["백업 주기"]),
        ("a<b>C", ["a&lt;b&gt;C"]),
    ],
)
def test_a_name_may_break_where_a_part_of_it_ends(name: str, parts: list[str]) -> None:
    assert str(breakable(name)).split("<wbr>") == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("kube-proxy", ["kube-proxy"]),
        ("3 nodes NotReady & <gone>", ["3 nodes NotReady &amp; &lt;gone&gt;"]),
        ("prod · nodeMonitorGracePeriod", ["prod · node", "Monitor", "Grace", "Period"]),
        ("노드 3대가 NotReady", ["노드 3대가 NotReady"]),
    ],
)
def test_of_a_text_only_long_words_may_break(text: str, parts: list[str]) -> None:
    assert str(with_breakable_names(text)).split("<wbr>") == parts


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("released on 2017-04-29, later", ["2017-04-29"]),
        ("종료일: 2018-04-04(마지막), 2018-04-05에", ["2018-04-04", "2018-04-05"]),
        ("kube-aws v0.9.6-rc.2 has --max-surge", ["kube-aws", "v0.9.6-rc.2", "--max-surge"]),
        ("<a-b> & `c-d`", ["a-b", "c-d"]),
        ("1.7.4 - 1.8 -- or none", []),
        ("a-value-that-is-wider-than-a-column-of-a-phone", []),
    ],
)
def test_short_values_with_hyphens_are_held_together(text: str, held: list[str]) -> None:
    made = whole(text)
    assert re.findall(r'<span class="whole">(.*?)</span>', made) == held
    assert made.striptags() == text, "it is copied as it was"
    assert whole(made) == made


def test_values_within_code_are_held_together_too() -> None:
    assert with_code("add `--to 1.8` & wait") == 'add <code><span class="whole">--to</span> 1.8</code> &amp; wait'

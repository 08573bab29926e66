"""Laws of the one-line grammar."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.event import Subject, SubjectType
from tracker.domain.grammar.reading import read_line
from tracker.domain.grammar.statement import Statement, Verb
from tracker.domain.grammar.writing import format_line
from tracker.domain.platforms import PLATFORMS

numbers = st.integers(0, 99).map(str)
versions = st.builds(
    lambda v, parts, suffix: v + ".".join(parts) + suffix,
    st.sampled_from(["", "v"]),
    st.lists(numbers, min_size=2, max_size=4),
    st.sampled_from(["", "-rc.2", "-beta.1", "-eks-036c24b", "+k3s1", "_coreos.0", "-gke.1"]),
)
odd = st.text(st.sampled_from("abZ9 .,;:/=@#()'가나→-+[]"), min_size=1, max_size=12).map(str.strip).filter(bool)
labels = st.one_of(st.sampled_from(["2024-06", "16", "8e292af", "latest", "0.10.0.1"]), odd)
plain_names = st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,6}(-[a-z0-9]{1,4})?", fullmatch=True).map(lambda name: f"x{name}9")
words_of_ours = st.sampled_from(
    ["Kafka", "manager", "log", "rotate", "worker", "added", "RBAC", "the", "update", "pool", "now"]
)
several_words = st.lists(st.one_of(plain_names, words_of_ours), min_size=1, max_size=4).map(" ".join)
platforms = st.sampled_from(sorted(PLATFORMS)).map(lambda name: Subject(SubjectType.PLATFORM, name))
components = st.builds(
    lambda name, scope: Subject(SubjectType.COMPONENT, name, scope),
    plain_names,
    st.one_of(st.just(""), st.from_regex(r"[a-z]{1,8}(-[a-z0-9]{1,3})?", fullmatch=True)),
)
spoken = st.one_of(
    st.builds(Statement, st.one_of(platforms, components), st.just(Verb.IS), st.one_of(versions, labels)),
    st.builds(Statement, st.one_of(platforms, components), st.just(Verb.IS), versions, versions),
    st.builds(Statement, components, st.just(Verb.ADDED), st.one_of(st.none(), versions)),
    st.builds(Statement, st.one_of(platforms, components), st.just(Verb.RETIRED)),
    st.builds(Statement, several_words.map(lambda name: Subject(SubjectType.COMPONENT, name)), st.just(Verb.RETIRED)),
    st.builds(
        Statement, plain_names.map(lambda name: Subject(SubjectType.NODE_POOL, name)), st.just(Verb.IS), versions
    ),
    st.builds(
        Statement,
        st.builds(
            lambda name, scope: Subject(SubjectType.CONFIG, name, scope),
            plain_names,
            st.one_of(st.just(""), plain_names.map(str.lower)),
        ),
        st.just(Verb.SET),
        st.one_of(versions, odd),
    ),
)


@given(st.lists(spoken, min_size=1, max_size=5, unique=True))
def test_what_is_written_reads_back(statements: list[Statement]) -> None:
    reading = read_line(format_line(statements))
    assert list(reading.statements) == statements
    assert not reading.prose
    assert not reading.guesses


@given(st.text(max_size=80))
def test_no_text_is_lost_and_no_text_fails(line: str) -> None:
    reading = read_line(line)
    for part in (*reading.prose, *reading.features):
        assert part.strip() == part
        assert part


@given(st.text(st.sampled_from("가나다라 마바사.,"), max_size=40))
def test_korean_without_a_latin_name_is_always_prose(line: str) -> None:
    reading = read_line(line)
    assert not reading.statements
    assert not reading.guesses

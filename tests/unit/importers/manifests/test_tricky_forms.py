"""Whatever form a manifest takes, the reader sees the object that Kubernetes would see, on the line where it stands."""

import pytest

from tracker.domain.knowledge.apis import ApiKey
from tracker.domain.manifest import ManifestObject, NotAnObject, Unread
from tracker.importers.manifests.reader import read

OLD = "policy/v1beta1"
BODY = "metadata:\n  name: web\n"

# Each form holds one PodDisruptionBudget of policy/v1beta1; the number is the line on which the object begins.
SEEN: dict[str, tuple[str | bytes, int]] = {
    "plain": (f"apiVersion: {OLD}\nkind: PodDisruptionBudget\n{BODY}", 1),
    "single quotes": (f"apiVersion: '{OLD}'\nkind: PodDisruptionBudget\n", 1),
    "double quotes": (f'apiVersion: "{OLD}"\nkind: "PodDisruptionBudget"\n', 1),
    "quoted keys": (f"\"apiVersion\": {OLD}\n'kind': PodDisruptionBudget\n", 1),
    "kind first": (f"kind: PodDisruptionBudget\nmetadata: {{}}\napiVersion: {OLD}\n", 1),
    "flow style": (f"{{apiVersion: {OLD}, kind: PodDisruptionBudget}}\n", 1),
    "flow style over lines": (f"{{\n  apiVersion: {OLD},\n  kind: PodDisruptionBudget,\n}}\n", 1),
    "json": (f'{{"kind": "PodDisruptionBudget", "apiVersion": "{OLD}"}}', 1),
    "json with an escaped slash": ('{"kind": "PodDisruptionBudget", "apiVersion": "policy\\/v1beta1"}', 1),
    "yaml with an escaped slash": ('"kind": "PodDisruptionBudget"\n"apiVersion": "policy\\/v1beta1"\n', 1),
    "escaped letters": ('apiVersion: "\\x70olicy/v1b\\u0065ta1"\nkind: PodDisruptionBudget\n', 1),
    "indented root": (f"  apiVersion: {OLD}\n  kind: PodDisruptionBudget\n", 1),
    "space before the colon": (f"apiVersion : {OLD}\nkind : PodDisruptionBudget\n", 1),
    "spaces after the value": (f"apiVersion: {OLD}   \nkind: PodDisruptionBudget\t \n", 1),
    "comments": (f"# one\n\n# two\napiVersion: {OLD} # old\nkind: PodDisruptionBudget # budget\n", 4),
    "value on the next line": (f"apiVersion:\n  {OLD}\nkind:\n  PodDisruptionBudget\n", 1),
    "folded value": (f"apiVersion: >-\n  {OLD}\nkind: PodDisruptionBudget\n", 1),
    "literal value": (f"apiVersion: |-\n  {OLD}\nkind: PodDisruptionBudget\n", 1),
    "explicit keys": (f"? apiVersion\n: {OLD}\n? kind\n: PodDisruptionBudget\n", 1),
    "tagged": (f"apiVersion: !!str {OLD}\nkind: !!str PodDisruptionBudget\n", 1),
    "tagged root": (f"!!map\napiVersion: {OLD}\nkind: PodDisruptionBudget\n", 1),
    "anchored value": (f"x-api: &api {OLD}\napiVersion: *api\nkind: PodDisruptionBudget\n", 1),
    "merge key": (f"x: &base {{apiVersion: {OLD}}}\n<<: *base\nkind: PodDisruptionBudget\n", 1),
    "merge of several": (
        f"a: &a {{kind: PodDisruptionBudget}}\nb: &b {{kind: No, apiVersion: {OLD}}}\n<<: [*a, *b]\n",
        1,
    ),
    "carriage returns": (f"# c\r\napiVersion: {OLD}\r\nkind: PodDisruptionBudget\r\n", 2),
    "byte order mark": (b"\xef\xbb\xbf" + f"apiVersion: {OLD}\nkind: PodDisruptionBudget\n".encode(), 1),
    "byte order mark in text": (f"\ufeffapiVersion: {OLD}\nkind: PodDisruptionBudget\n", 1),
    "utf-16 with a mark": (f"apiVersion: {OLD}\nkind: PodDisruptionBudget\n".encode("utf-16"), 1),
    "utf-16 big endian": (b"\xfe\xff" + f"apiVersion: {OLD}\nkind: PodDisruptionBudget\n".encode("utf-16-be"), 1),
    "utf-16 without a mark": (f"apiVersion: {OLD}\nkind: PodDisruptionBudget\n".encode("utf-16-le"), 1),
    "utf-32": (f"apiVersion: {OLD}\nkind: PodDisruptionBudget\n".encode("utf-32"), 1),
    "json in utf-16": (f'{{"apiVersion": "{OLD}", "kind": "PodDisruptionBudget"}}'.encode("utf-16"), 1),
    "start marker": (f"---\napiVersion: {OLD}\nkind: PodDisruptionBudget\n", 2),
    "start marker with a comment": (f"--- # budget\napiVersion: {OLD}\nkind: PodDisruptionBudget\n", 2),
    "content on the start marker": (f"--- {{apiVersion: {OLD}, kind: PodDisruptionBudget}}\n", 1),
    "directive": (f"%YAML 1.1\n---\napiVersion: {OLD}\nkind: PodDisruptionBudget\n", 3),
    "end marker": (f"apiVersion: {OLD}\nkind: PodDisruptionBudget\n...\n", 1),
    "empty documents around": (f"---\n---\n# nothing\n---\napiVersion: {OLD}\nkind: PodDisruptionBudget\n---\n", 5),
    "list": (f"apiVersion: v1\nkind: List\nitems:\n- apiVersion: {OLD}\n  kind: PodDisruptionBudget\n", 4),
    "list of lists": (
        (
            f"kind: List\napiVersion: v1\nitems:\n- kind: List\n  apiVersion: v1\n  items:\n"
            f"  - kind: PodDisruptionBudget\n    apiVersion: {OLD}\n"
        ),
        7,
    ),
    "typed list": (f"apiVersion: {OLD}\nkind: PodDisruptionBudgetList\nitems:\n- metadata: {{name: a}}\n", 4),
    "json list": (
        f'{{"kind": "List", "apiVersion": "v1", "items": [\n\n {{"apiVersion": "{OLD}", "kind": "PodDisruptionBudget"}}]}}',
        3,
    ),
    "array of objects": (f"- apiVersion: {OLD}\n  kind: PodDisruptionBudget\n", 1),
    "tabs between tokens": (f"apiVersion:\t{OLD}\nkind:\tPodDisruptionBudget\n", 1),
    "unknown tag elsewhere": (f"apiVersion: {OLD}\nkind: PodDisruptionBudget\nx: !vault secret\n", 1),
    "helm braces in a value": (f'apiVersion: {OLD}\nkind: PodDisruptionBudget\nx: "{{{{ .Values.x }}}}"\n', 1),
    "same key twice, same value": (f"apiVersion: {OLD}\nkind: PodDisruptionBudget\napiVersion: {OLD}\n", 1),
    "harmless key twice": (f"apiVersion: {OLD}\nkind: PodDisruptionBudget\nx: 1\nx: 2\n", 1),
    "kind twice below": (
        f"apiVersion: {OLD}\nkind: PodDisruptionBudget\nx: {{kind: a, kind: b}}\nitems: 1\nitems: 2\n",
        1,
    ),
    "no newline at the end": (f"apiVersion: {OLD}\nkind: PodDisruptionBudget", 1),
    "line separators in text": (
        f"kind: List\napiVersion: v1\nx: 'a\u2028\u2029b\x85c'\nitems:\n- apiVersion: {OLD}\n  kind: PodDisruptionBudget\n",
        5,
    ),
    "only carriage returns": (f"apiVersion: {OLD}\rkind: PodDisruptionBudget\r", 1),
}

# Text that looks like the old API and is none.
NOT_SEEN: dict[str, str] = {
    "block scalar": f"apiVersion: v1\nkind: ConfigMap\ndata:\n  a.yaml: |\n    apiVersion: {OLD}\n    kind: PodDisruptionBudget\n",
    "folded scalar": f"apiVersion: v1\nkind: ConfigMap\ndata:\n  a: >\n    apiVersion: {OLD}\n    kind: PodDisruptionBudget\n",
    "quoted text": f'apiVersion: v1\nkind: ConfigMap\ndata:\n  a: "apiVersion: {OLD}\\nkind: PodDisruptionBudget"\n',
    "comment": f"apiVersion: policy/v1 # was {OLD}\nkind: PodDisruptionBudget\n",
    "commented out": f"#apiVersion: {OLD}\napiVersion: policy/v1\nkind: PodDisruptionBudget\n",
    "annotation": f"apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata:\n  annotations:\n    was: {OLD}\n",
    "same version in another group": "apiVersion: policy.example.com/v1beta1\nkind: PodDisruptionBudget\n",
    "longer version": "apiVersion: policy/v1beta12\nkind: PodDisruptionBudget\n",
    "a field of the object": f"apiVersion: v1\nkind: Event\ninvolvedObject:\n  apiVersion: {OLD}\n  kind: PodDisruptionBudget\n",
    "overridden merge": f"x: &b {{apiVersion: {OLD}}}\n<<: *b\napiVersion: policy/v1\nkind: PodDisruptionBudget\n",
    "quoted merge key": f'x: &b {{apiVersion: {OLD}}}\n"<<": *b\napiVersion: policy/v1\nkind: PodDisruptionBudget\n',
}

# What nobody can judge, with the line that says why.
UNREAD: dict[str, tuple[str | bytes, int, str]] = {
    "tab as indentation": ("a:\n\tb: c\n", 2, "not YAML"),
    "bad indentation": ("a: 1\n  b: 2\n", 2, "not YAML"),
    "unclosed quote": ("a: 'b\nc: d\n", 2, "not YAML"),
    "template": ("kind: {{ .Values.kind }}\n", 1, "template"),
    "template with an if": ("{{- if .Values.x }}\napiVersion: v1\nkind: Pod\n{{- end }}\n", 1, "template"),
    "templated version that parses": ('apiVersion: "{{ .api }}"\nkind: Ingress\n', 1, "template"),
    "bytes of latin-1": (b"apiVersion: v1\nkind: Pod\nx: caf\xe9\n", 3, "0xE9"),
    "half a utf-16 character": (b"\xff\xfea\x00b", 1, "utf-16"),
    "control character": ("a: \x07\n", 1, "not YAML"),
    "two versions": (f"apiVersion: {OLD}\nkind: PodDisruptionBudget\napiVersion: policy/v1\n", 3, "twice"),
    "two versions in json": ('{"apiVersion": "v1",\n "apiVersion": "v2", "kind": "Pod"}', 2, "twice"),
    "unknown alias": ("a: *nope\n", 1, "alias"),
    "alias inside its anchor": ("a: &a\n  b: *a\n", 2, "alias"),
    "cut off": ("{apiVersion: v1, kind: Pod", 1, "not YAML"),
}


@pytest.mark.parametrize(("document", "line"), SEEN.values(), ids=SEEN)
def test_sees_the_object(document: str | bytes, line: int) -> None:
    (found,) = read(document, origin="a.yaml")
    assert isinstance(found, ManifestObject), found
    assert found.api == ApiKey("policy", "v1beta1", "PodDisruptionBudget")
    assert (found.place.origin, found.place.line) == ("a.yaml", line)


@pytest.mark.parametrize("document", NOT_SEEN.values(), ids=NOT_SEEN)
def test_takes_no_text_for_an_object(document: str) -> None:
    (found,) = read(document, origin="a.yaml")
    assert isinstance(found, ManifestObject), found
    assert found.api.api_version != OLD


@pytest.mark.parametrize(("document", "line", "reason"), UNREAD.values(), ids=UNREAD)
def test_says_what_it_could_not_read(document: str | bytes, line: int, reason: str) -> None:
    (found,) = read(document, origin="a.yaml")
    assert isinstance(found, Unread), found
    assert found.place.line == line
    assert reason in found.reason


@pytest.mark.parametrize(
    "document", ["", "\n\n", "# only words\n", "---\n", "---\n---\n...\n", "null\n", "\ufeff", b"\xff\xfe"]
)
def test_documents_without_content_yield_nothing(document: str | bytes) -> None:
    assert list(read(document, origin="a.yaml")) == []


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ("replicaCount: 1\n", "no apiVersion"),
        ("kind: pipeline\nname: default\n", "no apiVersion"),
        ("apiVersion: v2\nname: chart\n", "no kind"),
        ("apiVersion: 2\nkind: Config\n", "no text"),
        ("just words\n", "plain text"),
        ("- a\n- b\n", "list"),
        ("apiVersion: ''\nkind: Pod\n", "empty"),
    ],
)
def test_tells_other_yaml_from_objects(document: str, reason: str) -> None:
    (found,) = read(document, origin="values.yaml")
    assert isinstance(found, NotAnObject)
    assert reason in found.reason


def test_a_broken_document_costs_only_itself() -> None:
    kinds = [
        type(r) for r in read("apiVersion: v1\nkind: Pod\n---\na: 'b\n---\napiVersion: v1\nkind: Pod\n", origin="-")
    ]
    assert kinds == [ManifestObject, Unread, ManifestObject]


def test_a_foreign_byte_costs_only_its_document() -> None:
    kinds = [type(r) for r in read(b"x: \xe9\n---\napiVersion: v1\nkind: Pod\n", origin="-")]
    assert kinds == [Unread, ManifestObject]


@pytest.mark.parametrize(("key", "word"), [("name", "off"), ("namespace", "no"), ("name", "yes")])
def test_a_name_that_yaml_takes_for_a_switch_is_refused_as_the_server_would(key: str, word: str) -> None:
    (found,) = read(f"apiVersion: v1\nkind: Pod\nmetadata: {{{key}: {word}}}\n", origin="a.yaml")
    assert isinstance(found, Unread)
    assert f"its metadata.{key} is {'true' if word == 'yes' else 'false'}, not text: put it in quotes" in found.reason
    (quoted,) = read(f"apiVersion: v1\nkind: Pod\nmetadata: {{{key}: '{word}'}}\n", origin="a.yaml")
    assert isinstance(quoted, ManifestObject)

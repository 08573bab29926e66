"""A rename changes the apiVersion where it stands, and not one other byte."""

import pytest

from tracker.domain.manifest import ManifestObject
from tracker.importers.manifests.editing import rename, target_of
from tracker.importers.manifests.reader import read

OLD, NEW = "policy/v1beta1", "policy/v1"
KIND = "PodDisruptionBudget"

FORMS = {
    "plain": f"# top\napiVersion: {OLD} # why\nkind: {KIND}\n",
    "quoted": f"apiVersion: '{OLD}'\nkind: \"{KIND}\"\n",
    "double quotes": f'"apiVersion":   "{OLD}"\nkind: {KIND}\n',
    "carriage returns": f"apiVersion: {OLD}\r\nkind: {KIND}\r\n",
    "flow": f"{{apiVersion: {OLD}, kind: {KIND}}}",
    "json": f'{{"apiVersion": "{OLD}",\n\t"kind": "{KIND}"}}',
    "kind first": f"kind: {KIND}\nmetadata:\n  name: a   \n\napiVersion:    {OLD}\n",
    "second document": f"kind: A\napiVersion: v1\n---\n# é\nkind: {KIND}\napiVersion: {OLD}\n",
    "list": f"kind: List\napiVersion: v1\nitems:\n  - kind: {KIND}\n    apiVersion: {OLD}\n",
    "beside a quoted manifest": f"kind: {KIND}\nx: |\n  apiVersion: {OLD}\napiVersion: {OLD}\n",
    "value on the next line": f"apiVersion:\n  {OLD}\nkind: {KIND}\n",
    "after a broken document": f"a: 'b\n---\napiVersion: {OLD}\nkind: {KIND}\n",
    "after foreign letters": f"a: 백업\n---\nx: 업그레이드\napiVersion: {OLD}\nkind: {KIND}\n",
}
BY_HAND = {
    "alias": f"x: &v {OLD}\napiVersion: *v\nkind: {KIND}\n",
    "merge key": f"x: &v {{apiVersion: {OLD}}}\n<<: *v\nkind: {KIND}\n",
    "anchor": f"apiVersion: &v {OLD}\nkind: {KIND}\nx: *v\n",
    "tag": f"apiVersion: !!str {OLD}\nkind: {KIND}\n",
    "escape": f'apiVersion: "policy\\/v1beta1"\nkind: {KIND}\n',
    "folded": f"apiVersion: >-\n  {OLD}\nkind: {KIND}\n",
    "typed list": f"apiVersion: {OLD}\nkind: {KIND}List\nitems: [{{metadata: {{name: a}}}}]\n",
}


def versions(content: bytes) -> dict[tuple[int, str, str], str]:
    found = (target_of(each) for each in read(content, origin="a") if isinstance(each, ManifestObject))
    return {target: NEW for target in found if target[2] == OLD}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
def test_changes_nothing_else(text: str, encoding: str) -> None:
    content = text.encode(encoding)
    edit = rename(content, "a", versions(content))
    start = text.rindex(OLD) if "quoted manifest" not in text else text.index(OLD)
    assert edit.content == (text[:start] + NEW + text[start + len(OLD) :]).encode(encoding)
    assert [each.api.api_version for each in edit.changed] == [OLD]


@pytest.mark.parametrize("text", BY_HAND.values(), ids=BY_HAND)
def test_leaves_to_a_person_what_is_not_written_out(text: str) -> None:
    edit = rename(text.encode(), "a", versions(text.encode()))
    assert edit.content == text.encode()
    assert edit.changed == ()


def test_bytes_that_are_no_text_stay_as_they_are() -> None:
    content = f"x: '\xe9'\n---\napiVersion: {OLD}\nkind: {KIND}\n".encode("latin-1")
    edit = rename(content, "a", versions(content))
    assert edit.content == content.replace(OLD.encode(), NEW.encode())


def test_an_object_that_aliases_repeat_is_changed_once() -> None:
    text = f"kind: List\napiVersion: v1\nitems:\n- &a {{apiVersion: {OLD}, kind: {KIND}}}\n- *a\n"
    edit = rename(text.encode(), "a", versions(text.encode()))
    assert edit.after == text.replace(OLD, NEW)

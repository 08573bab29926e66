"""The catalogue of the rules on recorded clusters: complete, tested, explained."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import tracker.rules as rules_package
from tracker.domain.version import Minor
from tracker.rules import catalogue, recorded
from tracker.rules.base import AnyRule, Rule

ROOT = Path(__file__).parents[3]
FAMILIES = {
    "journal": "JRN",
    "skew": "SKEW",
    "support": "SUP",
    "compatibility": "CMP",
    "configuration": "CFG",
    "waivers": "WVR",
}
OWN = [rule for rule in catalogue.RULES if rule.family in FAMILIES.values()]


def modules_with_rules() -> dict[str, AnyRule]:
    found: dict[str, AnyRule] = {}
    for folder in FAMILIES:
        package = importlib.import_module(f"{rules_package.__name__}.{folder}")
        for info in pkgutil.iter_modules(package.__path__):
            module = importlib.import_module(f"{package.__name__}.{info.name}")
            if isinstance(getattr(module, "RULE", None), Rule) and module.RULE.check.__module__ == module.__name__:
                found[f"{folder}.{info.name}"] = module.RULE
    return found


MODULES = modules_with_rules()


def test_every_rule_module_is_listed_once_and_nothing_else_is() -> None:
    assert sorted(rule.code for rule in MODULES.values()) == sorted(rule.code for rule in OWN)


def test_codes_are_unique_and_never_retired_ones() -> None:
    codes = [rule.code for rule in catalogue.RULES]
    assert len(codes) == len(set(codes))
    assert not set(codes) & set(catalogue.RETIRED)


@pytest.mark.parametrize("name", MODULES, ids=str)
def test_a_rule_lies_in_the_folder_of_its_family(name: str) -> None:
    assert MODULES[name].family == FAMILIES[name.partition(".")[0]]


@pytest.mark.parametrize("name", MODULES, ids=str)
def test_every_rule_has_a_test_that_imports_it(name: str) -> None:
    module = name.partition(".")[2]
    tests = "\n".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.rglob("test_*.py"))
    assert re.search(rf"\b{module}\b", tests)


@pytest.mark.parametrize("rule", OWN, ids=lambda rule: rule.code)
def test_every_rule_has_a_manual_page_in_four_parts(rule: AnyRule) -> None:
    text = (ROOT / "docs" / "manual" / "rules" / f"{rule.code}.md").read_text(encoding="utf-8")
    assert text.startswith(f"# {rule.code}: ")
    assert f"Severity: {rule.severity.label}\n" in text
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings == ["What it says", "Why it matters", "Example", "What to do"]
    assert re.search(r"^Source: \S+", text, re.MULTILINE)
    assert not rule.source or f"<{rule.source}>" in text


@pytest.mark.parametrize("rule", OWN, ids=lambda rule: rule.code)
def test_titles_are_short_statements(rule: AnyRule) -> None:
    assert 10 < len(rule.title) < 70
    assert not rule.title.endswith(".")
    assert rule.title[0].isupper() or rule.title.startswith(("kube", "etcd"))


def test_every_manual_page_belongs_to_a_rule() -> None:
    pages = {path.stem for path in (ROOT / "docs" / "manual" / "rules").glob("*[0-9].md")}
    assert pages == {rule.code for rule in catalogue.RULES} | set(catalogue.RETIRED)


def test_the_rules_on_recorded_clusters_do_not_import_those_on_manifests() -> None:
    rules: tuple[AnyRule, ...] = (*recorded.SUBJECT_RULES, *recorded.CLUSTER_RULES)
    assert not any("readiness" in rule.check.__module__ for rule in rules)


def test_finds_rules_in_any_case_and_puts_unknown_codes_last() -> None:
    assert catalogue.find("skew001") is catalogue.find("SKEW001")
    assert catalogue.find("NOPE001") is None
    assert catalogue.position("SKEW001") < catalogue.position("SUP001") < catalogue.position("NOPE001")


def test_since_and_until_bound_the_minors_for_which_a_rule_matters() -> None:
    rule: AnyRule = Rule(
        "X001", "A title", catalogue.RULES[0].severity, "", lambda _: iter(()), Minor(1, 20), Minor(1, 25)
    )
    assert [rule.matters_for(Minor(1, number)) for number in (19, 20, 25, 26)] == [False, True, True, False]
    assert rule.matters_for(None)

"""Templates compiled in our way print what Jinja2's own code prints, and fail where they would print something else."""

import pytest
from jinja2 import Environment, StrictUndefined, UndefinedError
from jinja2.compiler import CodeGenerator
from markupsafe import Markup, escape

from tests.support.site_rendered import render, rendered_sample
from tests.support.site_sample import sample_site
from tracker.publish import code_generator
from tracker.publish.code_generator import DirectCodeGenerator, html


class Row:
    title = "1 < 2 & 'so'"
    body = Markup("<b>bold</b>")
    count = 12_345
    share = 0.5
    nothing = None


def printed(template: str, **values: object) -> str:
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    environment.code_generator_class = DirectCodeGenerator
    return environment.from_string(template).render(values)


def test_every_page_is_the_same_as_with_the_generator_of_jinja2(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code_generator, "DirectCodeGenerator", CodeGenerator)
    assert render(sample_site()) == rendered_sample()


@pytest.mark.parametrize("value", ["a<b>&\"'", Markup("<b>"), 7, True, 0.25, None, "", "한국어 <"])
def test_prints_a_value_as_markupsafe_escapes_it(value: object) -> None:
    assert html(value) == str(escape(value))


def test_what_a_macro_made_is_not_escaped_again() -> None:
    template = "{% macro cell(text) %}<td>{{ text }}</td>{% endmacro %}{{ cell(row.title) }}{{ cell(row.body) }}"
    assert printed(template, row=Row()) == "<td>1 &lt; 2 &amp; &#39;so&#39;</td><td><b>bold</b></td>"


@pytest.mark.parametrize(
    ("template", "error"),
    [
        ("{{ row.missing }}", AttributeError),
        ("{{ missing.title }}", UndefinedError),
        ("{{ missing }}", UndefinedError),
        ("{{ table.title }}", AttributeError),
        ("{% macro cell(text) %}{{ text }}{% endmacro %}{{ cell() }}", TypeError),
        ("{% macro cell(text) %}{{ text }}{% endmacro %}{{ cell(text=1) }}", TypeError),
    ],
)
def test_what_cannot_be_printed_fails(template: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        printed(template, row=Row(), table={"title": 1})

"""The environment that every fragment is rendered in."""

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from wizard.errors import DataError
from wizard.rendering import make_environment


@pytest.fixture(scope="module")
def environment():
    return make_environment()


def test_everything_is_escaped(environment):
    template = environment.from_string('<p title="{{ text }}">{{ text }}</p>')

    assert template.render(text="<b> & \"' {{ 7*7 }}") == (
        '<p title="&lt;b&gt; &amp; &#34;&#39; {{ 7*7 }}">&lt;b&gt; &amp; &#34;&#39; {{ 7*7 }}</p>'
    )


def test_finished_html_is_not_escaped_again(environment):
    assert environment.from_string("{{ link }}").render(link=Markup("<a>x</a>")) == "<a>x</a>"


@pytest.mark.parametrize("source", ["{{ name }}", "{{ thing.name }}", "{% if name %}{% endif %}"])
def test_a_name_that_the_view_did_not_provide_is_an_error(source, environment):
    with pytest.raises(UndefinedError):
        environment.from_string(source).render(thing={})


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ 2000 | rubles }}", "2\u00a0000\u00a0₽"),
        ("{{ 5 | counted('час', 'часа', 'часов') }}", "5\u00a0часов"),
        ("{{ 21 | plural('час', 'часа', 'часов') }}", "час"),
        ("{{ 1536 | file_size(('Б', 'КБ', 'МБ')) }}", "1,5\u00a0КБ"),
        ("{{ '15 минут' | nonbreaking }}", "15\u00a0минут"),
    ],
)
def test_templates_have_the_filters(source, expected, environment):
    assert environment.from_string(source).render() == expected


@pytest.mark.parametrize("name", ["steps/nowhere.html.jinja", "../data/contacts.toml/x"])
def test_a_template_that_is_not_packed_is_told(name, environment):
    with pytest.raises(DataError) as error:
        environment.get_template(name)
    assert str(error.value) == (
        f"wizard/templates/{name}: expected a file packed with the wizard, got None. Restore it."
    )

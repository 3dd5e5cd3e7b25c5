"""The chart as it stands on the page: places in the drawing, and the same figures in the table."""

import re
from datetime import date
from fractions import Fraction
from xml.etree import ElementTree

import pytest

from wizard.pricing import QuoteRequest, Sessions
from wizard.pricing.cost_chart import cost_chart
from wizard.rendering.cost_chart import CostChartRenderer, chart_view
from wizard.rendering.environment import make_environment
from wizard.site_data import load_site_data

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def data():
    return load_site_data()


@pytest.fixture(scope="module")
def view(data):
    return chart_view(cost_chart(data.tariffs, TODAY))


def test_axes_begin_at_nothing_and_end_past_every_line(view):
    assert [tick["text"] for tick in view["hour_ticks"]] == [*map(str, range(0, 36, 5))]
    assert view["cost_ticks"][0]["text"] == "0\u00a0₽"
    assert view["cost_ticks"][-1]["text"] == "70\u00a0000\u00a0₽"
    assert view["cost_ticks"][-1]["y"] == view["plot"]["top"]
    assert view["cost_ticks"][0]["y"] == view["plot"]["bottom"]


def test_line_is_a_staircase_inside_the_plot(view):
    plot = view["plot"]
    for line in view["series"]:
        assert re.fullmatch(r"M[\d.]+ [\d.]+(V[\d.]+H[\d.]+)+", line["path"])
        across = [float(x) for x in re.findall(r"H([\d.]+)", line["path"])]
        down = [float(y) for y in re.findall(r"V([\d.]+)", line["path"])]
        assert across == sorted(across)
        assert across[-1] == plot["right"]
        assert down == sorted(down, reverse=True)
        assert plot["top"] <= min(down) <= max(down) <= plot["bottom"]


def test_vip_line_is_flat_up_to_its_hours(view):
    vip = view["series"][-1]
    flat = view["cost_ticks"][2]

    assert flat["text"] == "20\u00a0000\u00a0₽"
    assert vip["path"].startswith(f"M82.0 {flat['y']}V{flat['y']}H{view['hour_ticks'][6]['x']}V")


def test_break_even_point_lies_where_its_ticks_cross(view):
    point = view["break_even"][0]

    assert (point["x"], point["y"]) == (view["hour_ticks"][2]["x"], view["cost_ticks"][2]["y"])
    assert (point["count"], point["size"], point["hours"]) == (40, "15", "10")


def test_table_says_what_the_lines_draw(view):
    rows = {row["hours"]: row["costs"] for row in view["table"]}

    assert [cost.replace("\u00a0", " ") for cost in rows[15]] == [
        "0 ₽",
        "30 000 ₽",
        "20 000 ₽",
        "30 000 ₽",
        "20 000 ₽",
    ]


def test_dearer_prices_get_a_coarser_scale(data):
    chart = cost_chart(data.tariffs, TODAY)
    dearer = chart_view(type(chart)(**{**fields_of(chart), "cost_most": 1_234_567}))

    assert [tick["text"].replace("\u00a0", " ") for tick in dearer["cost_ticks"]][
        -1
    ] == "1 400 000 ₽"
    assert len(dearer["cost_ticks"]) == 8


def fields_of(chart):
    return {name: getattr(chart, name) for name in chart.__dataclass_fields__}


def parsed(data, own=None):
    html = CostChartRenderer(make_environment(), data).render(TODAY, own)
    return ElementTree.fromstring(html.replace("&nbsp;", "\u00a0")), html


def test_page_part_is_well_formed_and_names_what_it_shows(data):
    figure, html = parsed(data)
    svg = figure.find("svg")

    assert svg.get("role") == "img"
    assert svg.find("title").get("id") == svg.get("aria-labelledby")
    assert figure.find(f".//*[@id='{svg.get('aria-describedby')}']").tag == "table"
    assert len(figure.findall(".//tbody/tr")) == 7
    assert "40\u00a0звонков по 15\u00a0мин" in html.replace("&nbsp;", "\u00a0")
    assert "Ваш месяц" not in html


def test_visitors_month_is_marked_and_said(data):
    own = QuoteRequest(sessions=(Sessions(Fraction(3, 2), 2),))
    _, html = parsed(data, own)

    assert html.count("Ваш месяц: 3&nbsp;ч, 8\u00a0000\u00a0₽") == 2


def test_no_inline_style_or_script_offends_the_content_security_policy(data):
    figure, html = parsed(data)

    assert "<script" not in html
    assert "<style" not in html
    assert not [element for element in figure.iter() if "style" in element.attrib]

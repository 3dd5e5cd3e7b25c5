"""What the buttons under the calculator do."""

import csv
import io
import json
from datetime import datetime

import pytest

from wizard.app.offers import WAYS, offer_reply
from wizard.app.visit import Visit
from wizard.flow import Responses
from wizard.rendering.environment import make_environment
from wizard.site_data import load_site_data

FIELDS = {"call_minutes": "50", "remote_hours": "1,5", "requests": "2"}


@pytest.fixture(scope="module")
def data():
    return load_site_data()


@pytest.fixture(scope="module")
def environment():
    return make_environment()


def visit_of(values):
    return Visit(
        step="estimate",
        responses=Responses(values),
        now=datetime.fromisoformat("2026-11-23T12:00+03:00"),
        seed=1,
        site="https://support.example/",
    )


@pytest.fixture
def press(data, environment):
    return lambda way, values=FIELDS: offer_reply(data, environment, visit_of(values), way)


def test_copied_text_is_the_offer(press):
    (effect,) = press("copy", {**FIELDS, "customer": "ООО «Ромашка»"}).effects

    assert effect["type"] == "copy"
    assert "Заказчик: ООО «Ромашка»\n" in effect["text"]
    assert "Итого: 12 000 ₽" in effect["text"].replace("\u00a0", " ")


def test_link_holds_numbers_only(press):
    (effect,) = press(
        "link", {**FIELDS, "customer": "ООО «Ромашка»", "text": "не печатает"}
    ).effects

    assert effect == {
        "type": "copy",
        "text": "https://support.example/tariffs/?on=2026-11-23&call=50-2&remote=1.5-2",
    }


def test_printed_offer_holds_all_that_a_customer_needs(press):
    reply = press("print", {**FIELDS, "customer": "ООО «Ромашка»"})
    page = reply.fragments["offer"].replace("\u00a0", " ")

    assert reply.effects == ({"type": "print"},)
    for part in (
        "Предложение: техническая поддержка Quartech LITE",
        "<strong>ООО «Ромашка»</strong>",
        "Дата: 23.11.2026. Цены действуют по 07.12.2026 включительно.",
        "<td>Звонок, 50 мин</td><td>2</td><td>2 × 2 000 ₽</td><td>4 000 ₽</td><td>4.6</td>",
        "<strong>12 000 ₽</strong>",
        "двенадцать тысяч рублей",
        "от 9 332 ₽ до 12 000 ₽",
        "В длинном звонке каждый начатый час считается целым, а не поминутно.",
        "4.10. Стоимость удалённого подключения",
        "номер карты сообщит специалист",
        "support@quartech.ru, +7 (495) 979-68-80",
        "https://support.example/tariffs/?on=2026-11-23&amp;call=50-2&amp;remote=1.5-2",
    ):
        assert part in page, part


def test_customer_cannot_write_html_into_the_offer(press):
    page = press("print", {**FIELDS, "customer": "<img src=x onerror=alert(1)>"}).fragments["offer"]

    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_csv_is_downloaded_with_its_name(press):
    reply = press("csv")

    assert reply.effects == (
        {
            "type": "download",
            "name": "quartech-2026-11-23.csv",
            "media_type": "text/csv;charset=utf-8",
            "file": 0,
        },
    )
    rows = list(csv.reader(io.StringIO(reply.files[0].decode("utf-8-sig")), delimiter=";"))
    assert [row[3] for row in rows[-3:]] == ["12000", "9332", "12000"]


def test_json_is_downloaded_with_its_name(press):
    reply = press("json", {**FIELDS, "customer": "ООО «Ромашка»"})

    assert reply.effects[0]["name"] == "quartech-2026-11-23.json"
    values = json.loads(reply.files[0])
    assert (values["customer"], values["total"]) == ("ООО «Ромашка»", 12000)


@pytest.mark.parametrize("way", [*WAYS, "fax"])
def test_nothing_leaves_the_page_while_a_field_is_wrong_or_the_way_is_unknown(way, press):
    values = FIELDS if way == "fax" else {**FIELDS, "requests": "много"}
    reply = press(way, values)

    assert (reply.fragments, reply.effects, reply.files) == ({}, (), ())
    assert reply.responses == values

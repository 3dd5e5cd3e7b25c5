"""What the buttons under the calculator do."""

import csv
import io
import json
from dataclasses import replace
from datetime import datetime

import pytest

from tests.small_faq import ARTICLES
from wizard.app.drafting import ArticleLinks
from wizard.app.knowledge import Knowledge
from wizard.app.offers import WAYS, offer_reply
from wizard.app.visit import Visit
from wizard.flow import Responses
from wizard.rendering.environment import make_environment
from wizard.search import Engine, build_index
from wizard.site_data import load_site_data

LOADED = load_site_data()
# The day of the tests is one of the first price list; what came after must not shorten an offer.
DATA = replace(LOADED, tariffs=replace(LOADED.tariffs, lists=LOADED.tariffs.lists[:1]))
FIELDS = {"call_minutes": "50", "remote_hours": "1,5", "requests": "2"}


@pytest.fixture(scope="module")
def knowledge():
    engine = Engine(build_index(ARTICLES))
    return Knowledge(DATA, engine, make_environment(), ArticleLinks(engine))


def visit_of(values):
    return Visit(
        step="estimate",
        responses=Responses(values),
        now=datetime.fromisoformat("2026-11-23T12:00+03:00"),
        seed=1,
        site="https://support.example/",
    )


@pytest.fixture
def press(knowledge):
    return lambda way, values=FIELDS: offer_reply(knowledge, visit_of(values), way)


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
        "text": "https://support.example/tariffs/?on=2026-11-23&call=50-2&remote=1.5-2#calculator",
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
        DATA.tariffs.payment.card or DATA.tariffs.payment.card_missing,
        f"{DATA.contacts.email}, {DATA.contacts.phone}",
        "https://support.example/tariffs/?on=2026-11-23&amp;call=50-2&amp;remote=1.5-2#calculator",
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


def test_nothing_leaves_the_page_by_an_unknown_way(press):
    reply = press("fax")

    assert (reply.fragments, reply.effects, reply.files) == ({}, (), ())
    assert reply.responses == FIELDS


SENDING = [way for way in WAYS if way != "new"]


@pytest.mark.parametrize("way", SENDING)
def test_a_wrong_field_is_told_instead_of_an_offer(way, press):
    values = {**FIELDS, "requests": "много"}
    reply = press(way, values)

    assert (reply.effects, reply.files, reply.responses) == ((), (), values)
    assert set(reply.errors) == {"requests"}
    assert f'id="{reply.focus}"' in reply.fragments["cost"]


@pytest.mark.parametrize("way", SENDING)
def test_nothing_asked_for_is_no_offer(way, press):
    reply = press(way, {**FIELDS, "requests": "0"})

    assert (reply.effects, reply.files) == ((), ())
    assert "Платить не за что" in reply.fragments["cost"]
    assert reply.focus == "field-call_minutes"


def test_a_new_quote_forgets_the_last_customer_and_nothing_else(press):
    rows = {"rows": "vip.2", "months.2": "3", "quote": "on=2026-11-20&call=50-2"}
    reply = press("new", {**FIELDS, **rows, "customer": "ООО «Первый»", "text": "не печатает"})

    assert reply.responses == {"text": "не печатает"}
    assert "Первый" not in reply.fragments["calculator-form"]
    assert "VIP-поддержка, месяцев" not in reply.fragments["calculator-form"]
    assert reply.focus == "field-call_minutes"

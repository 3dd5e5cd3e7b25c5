"""The parts of pages that the build renders: whole, named, and of use without Python."""

from datetime import date

import pytest

from tests.html_tree import CONTACTS, faults, names, parse
from wizard.app.pages import PageParts
from wizard.rendering import make_environment
from wizard.site_data import load_site_data

ROOT = "../"


@pytest.fixture(scope="module")
def parts():
    return PageParts(load_site_data(), make_environment(), date(2026, 11, 23), ROOT)


def structural(html):
    """Faults of the structure: a page, unlike a fragment, has relative addresses."""
    found = faults(parse(html))
    return [fault for fault in found if "leads to" not in fault or "a link leads" in fault]


def test_the_parts_are_whole(parts):
    assert structural(parts.tariff_table()) == []
    assert structural(parts.calculator()) == ["<script> is no part of any fragment"]
    assert structural(parts.wizard()) == []


def test_every_address_of_the_site_begins_at_its_root(parts):
    for html in (parts.wizard(), parts.calculator(), parts.tariff_table()):
        for element in parse(html).walk():
            for name in ("href", "src", "data-base", "data-site"):
                address = element.attributes.get(name, ROOT)
                assert address.startswith((ROOT, f"mailto:{CONTACTS.email}", "tel:", "#"))


def test_the_first_step_is_there_before_python(parts):
    page = parse(parts.wizard())
    stage = page.by_id("wizard-step")

    assert stage.attributes["data-step"] == "describe"
    assert names(stage, "textarea") == ["Что случилось?"]
    assert names(stage, "input", type="radio") == ["Проблема", "Требование", "Пожелание"]
    assert names(page, "progress") == ["Загружаем подсказки. Писать можно уже сейчас."]


def test_the_calculator_has_its_fields_before_python(parts):
    page = parse(parts.calculator())

    assert names(page, "input", role="spinbutton") == [
        "Звонок, минут", "Удалённое подключение, часов", "Обращений в месяц",
    ]  # fmt: skip
    assert [e.attributes["value"] for e in page.all("input", role="spinbutton")] == ["15", "0", "1"]
    assert page.by_id("cost").text == ""


def test_without_python_there_is_the_list_the_letter_and_the_prices(parts):
    (plain,) = parse(parts.wizard()).all("section", **{"class": "qs-plain"})
    link = next(a for a in plain.all("a") if a.text == "Открыть письмо с этими полями")

    assert [item.text.partition(". ")[0] for item in plain.all("li")] == [
        "Воспроизводимость", "Версия", "Суть обращения", "Как воспроизвести", "Что ожидалось",
        "Что получилось", "Дополнительная информация", "Файл", "Имя", "Организация", "Телефон",
    ]  # fmt: skip
    assert link.attributes["href"].startswith(f"mailto:{CONTACTS.email}?body=%D0%92%D0%BE")
    assert link.attributes["href"].isascii()
    assert CONTACTS.phone in plain.text
    assert "20 000 ₽ в месяц" in plain.text


def test_the_price_table_names_every_price_and_clause(parts):
    rows = parse(parts.tariff_table()).all("tbody")[0].all("tr")

    assert [[cell.text for cell in row.children if not isinstance(cell, str)] for row in rows] == [
        ["Письмо", "бесплатно", "п. 4.2"],
        ["Звонок до 15 минут", "500 ₽", "п. 4.6"],
        ["Звонок от 15 до 45 минут", "1 000 ₽", "п. 4.6"],
        ["Звонок свыше 45 минут", "2 000 ₽ в час", "п. 4.6"],
        ["Удалённое подключение", "2 000 ₽ в час, минимум за час", "п. 4.10"],
        ["VIP-поддержка", "20 000 ₽ в месяц, до 30 часов", "п. 4.16"],
    ]

"""The policy data as the values that pages print."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from wizard.errors import UsageError
from wizard.rendering import page_values
from wizard.rendering.views import clause_view, contacts_view, level_view, screenshot_formats
from wizard.site_data import Clause, load_site_data

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def data():
    return load_site_data()


@pytest.fixture(scope="module")
def values(data):
    return page_values(data, TODAY)


def test_pages_have_the_regulations_figures(values):
    assert values["contacts"]["email"] == "support@quartech.ru"
    assert values["hours"] == {
        "opens": "10:00",
        "closes": "20:00",
        "per_day": 10,
        "zone": "московское время",
    }
    assert values["reaction"] == {
        "hours": 8,
        "text": "8\u00a0рабочих часов",
        "same_day_before": "12:00",
    }
    assert values["phone"]["bands"] == [
        {"price": "500\u00a0₽", "rubles": "500\u00a0рублей", "upto_minutes": 15, "per_hour": False},
        {"price": "1\u00a0000\u00a0₽", "rubles": "1\u00a0000\u00a0рублей", "upto_minutes": 45,
         "per_hour": False},
        {"price": "2\u00a0000\u00a0₽", "rubles": "2\u00a0000\u00a0рублей", "upto_minutes": None,
         "per_hour": True},
    ]  # fmt: skip
    assert values["remote"]["minimum_text"] == "час"
    assert (values["vip"]["price"], values["vip"]["hours"]) == ("20\u00a0000\u00a0₽", 30)
    assert values["screenshot_formats"] == "gif, png, jpg"


@pytest.mark.parametrize(("hours", "moment"), [(10, "10:00"), (11, None), (24, None)])
def test_no_moment_is_named_where_no_day_holds_the_norm(hours, moment, data):
    working_time = replace(
        data.working_time, opens=time(10), closes=time(20), reaction=timedelta(hours=hours)
    )
    values = page_values(replace(data, working_time=working_time), TODAY)

    assert values["reaction"].get("same_day_before") == moment


def test_contacts_come_as_ready_links(data):
    view = contacts_view(data.contacts)

    assert view["email_link"] == '<a href="mailto:support@quartech.ru">support@quartech.ru</a>'
    assert view["phone_link"] == '<a href="tel:+74959796880">+7 (495) 979-68-80</a>'


def test_formats_are_those_of_screenshots_only(data):
    assert screenshot_formats(data.letter_fields) == "gif, png, jpg"


def test_a_clause_has_its_address():
    clause = Clause("phone-price", "4.6", "Стоимость звонка")

    assert clause_view(clause, "../../") == {
        "number": "4.6",
        "title": "Стоимость звонка",
        "url": "../../regulations/#phone-price",
    }


def test_the_sentences_of_levels_are_filled_in(data, values):
    levels = {level["id"]: level for level in values["levels"]}

    assert list(levels) == ["email", "phone", "remote", "vip"]
    assert ("Наименьшая оплата, часов: 1", "remote-price") in levels["remote"]["limits"]
    assert ("Часов в месяц: не больше 30", "vip-limit") in levels["vip"]["limits"]
    for level in levels.values():
        for part in ("covers", "limits", "prerequisites"):
            assert all("{" not in text for text, _ in level[part])
    assert level_view(data.levels.level("vip"), data, data.tariffs.on(TODAY)) == levels["vip"]


def test_a_day_before_every_price_list_has_no_values(data):
    with pytest.raises(UsageError):
        page_values(data, date(2024, 12, 31))

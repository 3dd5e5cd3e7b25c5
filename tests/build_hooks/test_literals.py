"""Numbers and addresses typed by hand: which are found, which are left alone."""

from datetime import date

import pytest

from build_hooks.literals import policy_literals, require_no_literals, require_no_literals_in_key
from wizard.errors import DataError
from wizard.rendering import page_values
from wizard.site_data import load_site_data

LITERALS = policy_literals(page_values(load_site_data(), date(2026, 11, 23)))


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        ("Пишите на support@quartech.ru.", "{{ contacts.email_link }}"),
        ("Звоните: +7 (495) 979-68-80.", "{{ contacts.phone_link }}"),
        ("Звоните: 84959796880.", "{{ contacts.phone_link }}"),
        ('<a href="tel:+74959796880">Позвонить</a>', "{{ contacts.phone_link }}"),
        ("Короткий звонок стоит 500 рублей.", "{{ phone.bands[0].price }}"),
        ("Короткий звонок стоит 500\u00a0₽.", "{{ phone.bands[0].price }}"),
        ("Короткий звонок стоит 500 р.", "{{ phone.bands[0].price }}"),
        ("Короткий звонок стоит 500р", "{{ phone.bands[0].price }}"),
        ("Дольше — 1000 руб.", "{{ phone.bands[1].price }}"),
        ("Дольше — 1&nbsp;000 ₽.", "{{ phone.bands[1].price }}"),
        ("VIP — 20 000 рублей в месяц.", "{{ vip.price }}"),
        ("Ответ в течение 8 рабочих часов.", "{{ reaction.text }}"),
        ("Ответ за 8 часов.", "{{ reaction.text }}"),
        ("Не больше 30 часов в месяц.", "{{ vip.hours }}"),
        ("Разговор до 15 минут.", "{{ phone.bands[0].upto_minutes }}"),
        ("Разговор 15–45 минут.", "{{ phone.bands[0].upto_minutes }}"),
        ("Разговор до 45 мин.", "{{ phone.bands[1].upto_minutes }}"),
        ("Работаем с 10:00.", "{{ hours.opens }}"),
        ("Работаем до 20.00.", "{{ hours.closes }}"),
        ("Работаем до 20 часов.", "{{ hours.closes }}"),
    ],
)
def test_refuses_a_value_typed_by_hand(typed, instead):
    with pytest.raises(DataError) as error:
        require_no_literals(f"Первая строка.\n\n{typed}\n", "docs/page.md", LITERALS)
    assert str(error.value).startswith("docs/page.md: line 3: expected a value of wizard/data/")
    assert str(error.value).endswith(f"Write {instead} instead.")


def test_the_whole_message():
    with pytest.raises(DataError) as error:
        require_no_literals("Звонок стоит 500 рублей.", "docs/page.md", LITERALS, first_line=7)
    assert str(error.value) == (
        "docs/page.md: line 7: expected a value of wizard/data/*.toml, not a copy of it, "
        "got '500 руб'. Write {{ phone.bands[0].price }} instead."
    )


def test_the_whole_message_for_a_key():
    with pytest.raises(DataError) as error:
        require_no_literals_in_key("Почему 500 рублей?", "docs/page.md: title", LITERALS)
    assert str(error.value) == (
        "docs/page.md: title: expected no copy of a value of wizard/data/*.toml, got '500 руб'. "
        "Say it without the value; the text of the article can have {{ phone.bands[0].price }}."
    )


@pytest.mark.parametrize(
    "price",
    [
        "700 ₽", "15 рублей", "750 р.", "5 тыс. руб.", "пятьсот рублей", "двадцать рублей",
        "тридцать рублей", "сорок рублей", "семьдесят рублей", "девяносто рублей", "сто рублей",
        "двести рублей", "триста ₽", "четыреста руб.", "восемьсот р.", "тысяча рублей",
        "две тысячи\u00a0₽", "двадцать тысяч руб.", "двадцать тыс. руб.", "пятьсот\nрублей",
        "700\u202f₽", "700\t₽", "700\r\n₽",
    ],
)  # fmt: skip
def test_refuses_any_price(price):
    with pytest.raises(DataError, match="Write a price of "):
        require_no_literals(f"Это стоит {price}", "docs/page.md", LITERALS)


@pytest.mark.parametrize(
    "typed",
    [
        "Звонок стоит {{ phone.bands[0].price }}.",
        "{% if vip.hours == 30 %}Часов хватит.{% endif %}",
        "Подождите 10 минут и повторите.",
        "Окно 1500 на 500 точек, файл 20 МБ.",
        "Нажмите 8 раз.",
        "Все цены — в рублях, платят рублями.",
        "Скопируйте с этого места рублёвую сумму.",
        "Перенесите из текста рубрики первое слово.",
        "Включите сто рубильников, откройте 10 рубрик.",
        "Дождитесь конца теста\n\nРублёвый счёт откройте снова.",
        "Прочитайте раздел 5\n\nРубль — валюта счёта.",
        "Укажите КПП 770101001 р/с и БИК.",
        "Офис в 3 р-не города, вентилятор на 7200 р/мин.",
        "Проверяйте почту 2 р. в день, нажмите Alt+7 Р.",
        "Ошибка 1000 в строке 2000.",
        "Адрес user@example.com — пример.",
    ],
)
def test_leaves_other_numbers_alone(typed):
    require_no_literals(typed, "docs/page.md", LITERALS)

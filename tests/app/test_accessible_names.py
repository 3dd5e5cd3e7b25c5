"""The names by which assistive technology and tests know the parts of each step (design.md)."""

import pytest

from tests.html_tree import name_of, names
from tests.page import Page
from tests.small_faq import LETTER, PRINTERS

VERDICTS = ["Помогло", "Похоже, но нужно пояснение", "Не подходит"]
REPRODUCIBILITY = [
    "Всегда", "Иногда", "Случайно", "Попыток не было", "Невоспроизводимо", "Недоступно",
]  # fmt: skip


@pytest.fixture
def at(page):
    """The page at a step."""

    def opened(step: str, **responses: str) -> Page:
        page.go_to(step, PRINTERS, **{**LETTER, **responses})
        return page

    return opened


def headings(page):
    return [e.text for e in page.shown.walk() if e.tag in ("h2", "h3")]


def test_describe(at):
    page = at("describe")
    page.press("stay")

    assert names(page.shown, "textarea") == ["Что случилось?"]
    assert names(page.shown, "input", type="radio") == ["Проблема", "Требование", "Пожелание"]


def test_matches(at):
    page = at("matches")
    regions = [e for e in page.shown.all("section") if name_of(e, page.shown) == "Похожие вопросы"]

    assert len(regions) == 1
    assert names(page.shown, "article") == [
        "Почему принтер пишет «нет связи»?",
        "Как очистить очередь печати принтера?",
        "Что делать, если принтер зажевал бумагу?",
    ]
    for article in page.shown.all("article"):
        assert names(article, "button") == VERDICTS
    assert names(page.shown, "button")[-1] == "Ничего не подошло"


def test_channel(at):
    page = at("channel", channel="")

    assert "Как обратиться" in headings(page)
    assert names(page.shown, "input", name="channel") == [
        "Письмо", "Звонок", "Удалённое подключение", "VIP-поддержка",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("channel", "price", "deadline", "clauses"),
    [
        ("letter", "бесплатно", "ответ не позже пн 23.11, 20:00 по Москве", ["4.2", "3.1"]),
        ("call", "до 15 мин — 500 ₽, до 45 мин — 1 000 ₽, дольше — 2 000 ₽ в час",
         "можно звонить прямо сейчас", ["4.6", "4.7"]),
        ("remote", "2 000 ₽ в час, оплата минимум за час", "после звонка", ["4.10", "4.11"]),
        ("vip", "20 000 ₽ в месяц, до 30 часов", "срок регламент отдельно не называет",
         ["4.16", "4.14"]),
    ],
)  # fmt: skip
def test_each_way_has_its_price_its_deadline_and_its_clauses(channel, price, deadline, clauses, at):
    shown = at("channel", channel="").shown
    terms = shown.by_id(f"option-channel-{channel}-terms")
    (way,) = [e for e in shown.all("div", **{"class": "qs-channel"}) if terms in e.children]

    assert terms.all("p")[0].text == price
    assert deadline in terms.all("p")[1].text
    assert [a.text for a in way.all("a")] == [f"п. {number}" for number in clauses]
    radio = shown.by_id(f"option-channel-{channel}")
    assert radio.attributes["aria-describedby"] == terms.attributes["id"]


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        ("problem", ["Шаги", "Ожидалось", "Получилось"]),
        ("requirement", ["Причины", "Предлагаемая реализация"]),
        ("wish", ["Причины", "Предлагаемая реализация"]),
    ],
)
def test_letter(kind, parts, at):
    page = at("letter", kind=kind)
    (description,) = [e for e in page.shown.all("fieldset") if name_of(e, page.shown) == "Описание"]

    assert names(description, "textarea") == parts
    fields = [*names(page.shown, "input"), *names(page.shown, "textarea")]
    for name in ("Версия", "Дополнительная информация", "Файлы", "Имя", "Организация", "Телефон"):
        assert name in fields


def test_reproducibility_has_six_values_each_explained(at):
    page = at("letter")
    radios = page.shown.all("input", name="reproducibility")

    assert [name_of(radio, page.shown) for radio in radios] == REPRODUCIBILITY
    for radio in radios:
        assert page.shown.by_id(radio.attributes["aria-describedby"]).text
    (group,) = page.shown.all("fieldset", id="field-reproducibility")
    assert name_of(group, page.shown) == "Воспроизводимость"


def test_only_a_problem_is_asked_how_often_it_happens(at):
    assert at("letter", kind="wish").shown.all("input", name="reproducibility") == []


def test_check(at):
    page = at("check")

    assert "Проверьте письмо" in headings(page)
    answers = [term.text for term in page.shown.all("dt")]
    assert answers == [
        "Вид обращения", "Тема", "Воспроизводимость", "Версия", "Что случилось?", "Шаги",
        "Ожидалось", "Получилось", "Дополнительная информация", "Файлы", "Показанные статьи",
        "Имя", "Организация", "Телефон", "Часовой пояс", "Код письма",
    ]  # fmt: skip
    assert names(page.shown, "a") == [f"Изменить «{answer}»" for answer in answers[:-2]]


def test_send(at):
    page = at("send")
    buttons = names(page.shown, "button")

    for name in ("Открыть в почтовой программе", "Скачать письмо (.eml)", "Скопировать текст"):
        assert name in buttons
    links = [a.text for a in page.shown.all("a") if a.attributes.get("class") != "qs-cite"]
    assert links == ["Gmail", "Яндекс Почта", "Mail.ru", "Outlook"]


def test_estimate(page):
    page.go_to("estimate", PRINTERS, "call")
    regions = [name_of(e, page.shown) for e in page.shown.all("section")]

    assert names(page.shown, "input", role="spinbutton") == [
        "Звонок, минут", "Удалённое подключение, часов", "Обращений в месяц",
    ]  # fmt: skip
    assert "Стоимость" in regions
    for name in ("Скопировать", "Печать", "Ссылка на расчёт"):
        assert name in names(page.shown, "button")


@pytest.mark.parametrize(
    "step", ["describe", "matches", "channel", "letter", "check", "send", "estimate"]
)
def test_every_step_has_one_title_for_the_focus(step, page):
    page.go_to(step, PRINTERS, "call" if step == "estimate" else "letter", **LETTER)
    page.press("stay")
    title = page.shown.by_id("step-title")

    assert title.tag == "h2"
    assert title.text


def test_errors_have_one_titled_alert(page):
    page.press("next")
    summary = page.shown.by_id("error-summary")

    assert summary.attributes["role"] == "alert"
    assert name_of(summary, page.shown) == "Исправьте ошибки"

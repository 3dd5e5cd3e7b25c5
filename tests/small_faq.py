"""A small FAQ, problems that meet it, and a bridge over it."""

from wizard.app import WizardApp
from wizard.bridge import Bridge
from wizard.rendering import make_environment
from wizard.search import Article, Engine, Section, build_index, build_texts
from wizard.search.semantics import Semantics
from wizard.site_data import SiteData, load_site_data


def article(id_, title, body, *questions):
    sections = (Section("", "", body), Section("more", "Подробнее", f"{title}. {body}"))
    return Article(id_, title, body, questions, f"faq/common/{id_}/", sections)


ARTICLES = (
    article(
        "no-connection",
        "Почему принтер пишет «нет связи»?",
        "Проверьте кабель принтера и перезагрузите компьютер: связь восстановится.",
        "нет связи с принтером",
    ),
    article(
        "paper-jam",
        "Что делать, если принтер зажевал бумагу?",
        "Откройте крышку принтера и вытяните бумагу.",
        "принтер мнёт бумагу",
    ),
    article(
        "print-queue",
        "Как очистить очередь печати принтера?",
        "Остановите очередь печати и включите принтер снова.",
        "принтер не печатает документы из очереди",
    ),
    article(
        "call-price",
        "Сколько стоит звонок в поддержку?",
        "Стоимость звонка зависит от его длительности.",
        "цена консультации по телефону",
    ),
    article(
        "which-version",
        "Как узнать версию программы?",
        "Номер версии показывает программа. Перепишите версию целиком.",
        "где посмотреть номер версии",
    ),
    Article("page:regulations", "Регламент поддержки", "Принтер, связь, звонок, версия, письмо."),
)
PRINTERS = "Принтер не печатает: пишет «нет связи»"
"""A problem that three articles match."""
NOTHING = "Вчера исчезла галактика Андромеды над океаном"
"""A problem that no article matches."""
LETTER = {
    "reproducibility": "always",
    "version": "3.14",
    "steps": "1. Запустил программу.\n2. Нажал кнопку печати.",
    "expected": "Документ печатается на принтере.",
    "actual": "Программа пишет, что нет связи с принтером.",
    "additional": "Другие программы печатают.",
    "name": "Мария Ёлкина",
    "organisation": "ООО «Ромашка»",
    "phone": "+7 (495) 123-45-67",
}
WISH = {
    "reasons": "Так продажа занимает меньше времени, чем сейчас.",
    "proposal": "Печатать чек сразу после оплаты, без отдельной кнопки.",
}
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452")


def small_bridge(data: SiteData | None = None, semantics: Semantics | None = None) -> Bridge:
    """A wizard over the site's data, or over `data`, and this FAQ."""
    engine = Engine(build_index(ARTICLES), build_texts(ARTICLES), semantics)
    return Bridge(WizardApp(data or load_site_data(), engine, make_environment()))

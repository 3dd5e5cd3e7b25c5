"""Folders of the navigation and what they become."""

from datetime import date

from build_hooks.article import Article
from build_hooks.navigation import expand_nav
from build_hooks.topics import Topic

TOPICS = (Topic("prices", "Цены", "О ценах"), Topic("letter", "Письмо", "О письме"))


def article(topic: str, slug: str, title: str) -> Article:
    """An article of which only the place and the title matter."""
    src_uri = f"faq/{topic}/{slug}.md"
    return Article(slug, title, (), topic, (), date(2026, 1, 1), False, src_uri, "", 1)


def test_groups_articles_by_topic_in_the_order_of_topics():
    articles = [
        article("letter", "what", "Что писать?"),
        article("prices", "vip", "Я хочу VIP"),
        article("prices", "call", "Почём звонок?"),
    ]
    nav = expand_nav([{"Вопросы": "faq/"}], ["faq/index.md"], TOPICS, articles)
    assert nav == [
        {
            "Вопросы": [
                "faq/index.md",
                {
                    "Цены": [
                        "faq/prices/index.md",
                        {"Почём звонок?": "faq/prices/call.md"},
                        {"Я хочу VIP": "faq/prices/vip.md"},
                    ]
                },
                {"Письмо": ["faq/letter/index.md", {"Что писать?": "faq/letter/what.md"}]},
            ]
        }
    ]


def test_a_topic_without_articles_is_not_shown():
    nav = expand_nav([{"Вопросы": "faq/"}], [], TOPICS, [article("letter", "what", "Что?")])
    assert nav == [
        {"Вопросы": [{"Письмо": ["faq/letter/index.md", {"Что?": "faq/letter/what.md"}]}]}
    ]


def test_a_folder_lists_its_index_first():
    pages = ["guides/b.md", "guides/index.md", "guides/a.md", "index.md"]
    nav = expand_nav(["index.md", {"Инструкции": "guides/"}], pages, TOPICS, [])
    assert nav == ["index.md", {"Инструкции": ["guides/index.md", "guides/a.md", "guides/b.md"]}]


def test_an_empty_folder_goes():
    assert expand_nav(["index.md", {"Сотрудникам": "staff/"}], [], TOPICS, []) == ["index.md"]

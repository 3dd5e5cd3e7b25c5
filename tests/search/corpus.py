"""A small made-up help desk for the tests of the search."""

from wizard.search import Article, Background, Section

ARTICLES = (
    Article(
        id="printer",
        title="Не печатает принтер",
        body="Проверьте, включён ли принтер и есть ли бумага. Перезапустите службу печати.",
        questions=("принтер не реагирует", "документ висит в очереди печати"),
        url="faq/printer/",
    ),
    Article(
        id="password",
        title="Как сменить пароль?",
        body="Откройте настройки учётной записи и нажмите «Сменить пароль».",
        url="faq/password/",
    ),
    Article(
        id="screenshot",
        title="Как сделать снимок экрана?",
        body="Нажмите Windows+Shift+S. Снимок попадёт в буфер обмена.",
        questions=("как сделать скриншот",),
        url="faq/screenshot/",
        sections=(
            Section("", "", "Снимок экрана показывает ошибку лучше слов."),
            Section("windows", "В Windows", "Нажмите Windows+Shift+S. Снимок попадёт в буфер."),
            Section("mac", "В macOS", "Нажмите Cmd+Shift+4 и выделите область экрана мышью."),
        ),
    ),
    Article(
        id="price",
        title="Сколько стоит звонок?",
        body="Цена звонка зависит от его длительности.",
        url="faq/price/",
    ),
    Article(
        id="android",
        title="Приложение для Android не обновляется",
        body="Откройте Google Play и проверьте обновления приложения.",
        url="faq/android/",
    ),
)

BACKGROUND = Background(
    stop_terms=frozenset({"не", "и", "в", "на", "у", "мен", "я", "здравств"}),
    zipf={"как": 6.8, "работа": 6.1, "сдела": 6.0, "дом": 6.0, "любов": 5.5, "видет": 5.5},
)

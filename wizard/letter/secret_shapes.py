"""How secrets are written in logs, and the words and signs that give them away."""

import re
from dataclasses import dataclass

_GAP = r"[^\S\r\n]{0,4}"  # a question «Password:» has no answer on the next line
_QUOTED = r"""(?:"([^"\r\n]+)"|'([^'\r\n]+)'|«([^«»\r\n]+)»)"""
# A quotation mark inside a word belongs to it; one before a gap or a sign ends a setting.
_WORD = r"""((?:[^\s"';,&<>]|["'](?=[^\s"';,&<>)}\]/]))+)"""
_VALUE = rf"(?:{_QUOTED}|{_WORD})"
_TOKEN = r"""([^\s"';,&<>«»]{6,})"""
_TOKEN_SIGNS = "[A-Za-z0-9._~+/=-]"


@dataclass(frozen=True, slots=True)
class Shape:
    """One way to write a secret of a `kind`.

    The pattern matches at one of the `clues`, which are in lower case. What it captures last is the
    secret, so that the words that give it away stay readable; without a capture all of it is.
    """

    kind: str
    clues: tuple[str, ...]
    pattern: re.Pattern[str]


def _shape(kind: str, clues: tuple[str, ...], pattern: str, flags: int = 0) -> Shape:
    return Shape(kind, clues, re.compile(pattern, flags | re.VERBOSE))


_PASSWORD = _shape(
    "password",
    ("pass", "pwd", "pin", "пин"),
    rf"""(?<!</)(?:
        pass(?:word|wd|phrase)          # MYSQL_PASSWORD, userpassword
      | (?<![a-z])pass                  # DB_PASS, but no bypass
      | (?-i:(?<=[a-z])Pass)            # userPass
      | pwd(?!["']?{_GAP}[:=]{_GAP}/)   # MYSQL_PWD; a PWD of Unix is the working folder
      | (?<![a-z])pin | (?<!\w)пин-?код
    )(?:
        ["']?(?:[ ]is)?{_GAP}[:=]{_GAP}{_VALUE}
      | [ ]is[ ]{{1,4}}(?:{_QUOTED}|(?=\S{{0,99}}[0-9]){_WORD})     # not «password is incorrect»
      | (?:[ ][^<>\r\n]{{0,99}})?>{_GAP}([^<>\s][^<>\r\n]{{0,99}})</  # the text of a tag
      | ["'][\s,]{{1,4}}["']?value["']?{_GAP}[:=]{_GAP}{_QUOTED}    # key="Password" value="…"
    )""",
    re.IGNORECASE,
)
_RUSSIAN_PASSWORD = _shape(
    "password",
    ("парол",),
    rf"""парол[а-яё]{{0,3}}(?:
        {_GAP}{_QUOTED}                                             # пароль «сирень»
      | ["']{_GAP}[:=]{_GAP}{_VALUE}                                # "пароль": 1234 of JSON
      | (?:[ ][\w-]{{1,20}}){{0,3}}{_GAP}:{_GAP}(?:{_QUOTED}|(\S(?:[^\r\n]*\S)?))
      | (?:[ ][\w-]{{1,20}}){{0,3}}{_GAP}={_GAP}{_VALUE}            # пароль от почты = …
    )""",
    re.IGNORECASE,
)
_PASSWORD_OPTION = _shape(
    "password",
    ("-pass",),
    rf"(?<![^\W_])-pass(?:word|wd|phrase)?[ ]{{1,4}}(?!-){_VALUE}",
    re.IGNORECASE,
)
_PASSWORD_IN_ADDRESS = _shape("password", ("://",), r"://[^\s/:@]{0,200}:([^\s/@]{1,200})@")
_NAMED_TOKEN = _shape(
    "token",
    ("token", "api", "secret", "access", "session"),
    rf"""(?:token|api[ _-]?key|secret(?:[ _-]?key)?|access[ _-]?key|session[_-]?id)
        ["']?{_GAP}[:=]{_GAP}["']?(?:bearer\s{{1,4}})?{_TOKEN}""",
    re.IGNORECASE,
)
_RUSSIAN_TOKEN = _shape(
    "token",
    ("токен", "ключ"),
    rf"""(?:токен[а-яё]{{0,2}}(?:[ ][\w-]{{1,20}}){{0,2}}
          | ключ[а-яё]{{0,2}}[ ](?:доступа|api|апи|шифрования)(?:[ ][\w-]{{1,20}}){{0,2}}
          | (?:(?<=api-)|(?<=api[ ])|(?<=секретный[ ]))ключ)          # not a key of the registry
        ["']?{_GAP}[:=]{_GAP}["'«]?(?:bearer\s{{1,4}})?(?![а-яё]){_TOKEN}""",
    re.IGNORECASE,
)
_HEADER = _shape(
    "token",
    ("authorization",),
    rf"""authorization["']?{_GAP}[:=]{_GAP}["']?
        (?:bearer|basic|token|digest|negotiate)\s{{1,4}}({_TOKEN_SIGNS}{{6,}})""",
    re.IGNORECASE,
)
# Capitals in a row inside a word, a digit before a letter: no words such as «Basic functionality».
_BEARER = _shape(
    "token",
    ("bearer", "basic"),
    rf"""\b(?i:bearer|basic)\s{{1,4}}
        (?={_TOKEN_SIGNS}{{0,99}}(?:[a-z][A-Z][A-Z0-9]|[0-9][A-Za-z]|=))({_TOKEN_SIGNS}{{8,}})""",
)
_SHAPED_TOKEN = _shape(
    "token",
    (
        *("eyj", "github_pat_", "ghp_", "gho_", "ghu_", "ghs_", "ghr_"),
        *("glpat-", "xox", "aiza", "akia", "sk-"),
    ),
    r"""\b(?:
        eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*                       # JSON Web Token, RFC 7519
      | github_pat_\w{20,} | gh[pousr]_\w{20,} | glpat-[\w-]{16,}
      | xox[a-z]-[\w-]{10,}                                   # Slack
      | AIza[\w-]{30,}                                        # Google
      | AKIA[0-9A-Z]{16}                                      # Amazon
      | sk-[\w-]{20,}
    )""",
)
_PRIVATE_KEY = _shape(
    "token",
    ("-----begin ",),
    r"""-----BEGIN[ ][A-Z0-9 ]{0,40}PRIVATE[ ]KEY-----(?:
        (?:[^-]+|-(?!----))*+-----END[ ][A-Z0-9 ]{0,40}PRIVATE[ ]KEY-----
      | (?:\s{1,4}[A-Za-z0-9+/=]{16,}(?!\S))*                 # a log that was cut off
    )""",
)
# What stands between the digits of a phone or a card: gaps, hyphens and dashes, or else dots; among
# both, columns of fractions would do.
_SIGNS = " \u00a0\u202f\u2011\u2013-"
_BETWEEN = f"[{_SIGNS}]"
_DIGIT = f"(?:[.(){_SIGNS}]{{0,3}}[0-9])"
_NAMED_PHONE = _shape(
    "phone",
    ("тел", "моб", "tel", "phone", "mobile"),
    rf"""(?:(?<![^\W_])(?:тел(?:ефон[а-яё]{{0,3}})?|моб(?:ильн[а-яё]{{2,3}})?|tel)|phone|mobile)
        (?:[ _-]?number)?["']?[.]?{_GAP}[:=№]?{_GAP}["']?
        ((?:\+?[78]{_BETWEEN}?)?[(]?[3-9]{_DIGIT}{{9}})(?![0-9])""",
    re.IGNORECASE,
)
SHAPES = (
    *(_PASSWORD, _RUSSIAN_PASSWORD, _PASSWORD_OPTION, _PASSWORD_IN_ADDRESS),
    *(_NAMED_TOKEN, _RUSSIAN_TOKEN, _HEADER, _BEARER, _SHAPED_TOKEN, _PRIVATE_KEY),
    _NAMED_PHONE,
)

# A digit and nine or more signs that phones and cards are written with: cheap to pass over, and
# the moment at the start of a log's line, which begins none, is left out.
DIGITS = re.compile(
    r"[0-9](?<![0-9]{2})(?!(?<=2)0[0-9]{2}-[0-9]{2}-[0-9]{2}[ T])" rf"[0-9._(){_SIGNS}]{{9,}}+"
)
_PART_BEFORE = r"(?<![0-9A-FXa-fx+])(?<![0-9]\.)"  # of a longer number, a hexadecimal, a fraction


def _long_distance(between: str) -> str:
    """A phone from 8 or 7 on; a code begins with 3 to 9, so that a year is none."""
    return rf"""[78]{between}[3-9](?:
            [0-9]{{2}}{between}[0-9]{{3}}{between}?         # 8 916 123-45-67
          | [0-9]{{3}}{between}[0-9]{{2}}{between}          # 8 4212 97-96-88
          | [0-9]{{4}}{between}[0-9]{between}               # 8 42138 9-12-34
        )[0-9]{{2}}{between}?[0-9]{{2}}"""


PHONE = re.compile(
    rf"""{_PART_BEFORE}(?:
        \+7{_DIGIT}{{10}}                                               # +7 (495) 979-68-80
      | \+(?!0|7|1[0-4]00\b)[0-9]{{1,3}}{_BETWEEN}?\(?[0-9]{{2,4}}\)?
        (?:{_BETWEEN}{{0,2}}[0-9]){{6,8}}                               # +375 29 123-45-67
      | [78]{_BETWEEN}{{0,2}}\([3-9][0-9]{{2,4}}\)
        (?:{_BETWEEN}{{0,2}}[0-9]){{5,7}}                               # 8 (495) 979-68-80
      | {_long_distance(_BETWEEN)}
      | {_long_distance("[.]")}
      | \([3-9][0-9]{{2}}\){_BETWEEN}?[0-9]{{3}}(?:{_BETWEEN}[0-9]{{2}}){{2}}   # (495) 979-68-80
      | \([3-9][0-9]{{3}}\){_BETWEEN}?[0-9]{{2}}(?:{_BETWEEN}[0-9]{{2}}){{2}}   # (4212) 97-96-88
      | [78]9[0-9]{{9}}                                                 # 89161234567
    )(?![0-9A-Fa-f])""",
    re.VERBOSE,
)


def _cards(digits: str) -> re.Pattern[str]:
    """Finds numbers written so, overlapping: another number may stand right before a card."""
    return re.compile(rf"{_PART_BEFORE}(?=({digits})(?![0-9A-Fa-f]))")


# One for each number of groups, so that a longer one does not hide a shorter.
CARDS = (
    _cards("[0-9]{13,19}"),
    *(
        _cards(form.replace("_", between))
        for between in (f"[_{_SIGNS}]{{1,2}}", "[.]")
        for form in (
            "[0-9]{4}_[0-9]{6}_[0-9]{4,5}",
            "[0-9]{4}_[0-9]{4}_[0-9]{4}_[0-9]{1,4}",
            "[0-9]{4}_[0-9]{4}_[0-9]{4}_[0-9]{4}_[0-9]{1,3}",
        )
    ),
)
# Lengths and first digits that payment systems give out (ISO/IEC 7812): no IMEI, OGRN or number of
# a SIM card or a fiscal drive, which pass Luhn by their own standards or by chance, and no moment.
CARD_NUMBER = re.compile(
    r"4[0-9]{12}|3[0689][0-9]{12}|3[47][0-9]{13}|(?:2[2-7]|[3-6][0-9])[0-9]{14,17}"
)

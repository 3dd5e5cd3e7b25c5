"""Messages of other programs: charsets, names, dates, broken parts."""

from datetime import UTC, datetime

import pytest

from wizard.letter.html_text import html_to_text
from wizard.letter.mail_reading import read_mail


def test_a_letter_in_an_old_code_page():
    content = (
        b"Subject: =?koi8-r?B?8NLJ18XU?=\r\nContent-Type: text/plain; charset=koi8-r\r\n\r\n"
        + "Не печатается".encode("koi8-r")
    )
    mail = read_mail(content)
    assert (mail.subject, mail.texts) == ("Привет", ("Не печатается",))


def test_raw_bytes_in_the_subject_are_read():
    assert read_mail("Subject: Привет\r\n\r\n".encode()).subject == "Привет"
    assert read_mail("Subject: Привет\r\n\r\n".encode("cp1251")).subject == "Привет"


def test_an_unknown_charset_is_read_as_utf_8():
    content = "Content-Type: text/plain; charset=no-such\r\n\r\nПривет".encode()
    assert read_mail(content).texts == ("Привет",)


def test_the_plain_version_comes_before_the_html_one():
    content = (
        b"Content-Type: multipart/alternative; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/html\r\n\r\n<p>html</p>\r\n"
        b"--b\r\nContent-Type: text/plain\r\n\r\nplain\r\n--b--\r\n"
    )
    assert [text.strip() for text in read_mail(content).texts] == ["plain", "html"]


@pytest.mark.parametrize(
    "parameter",
    [
        b"filename*=utf-8''%D1%81%D0%BD%D0%B8%D0%BC%D0%BE%D0%BA.png",
        b'filename="=?utf-8?B?0YHQvdC40LzQvtC6LnBuZw==?="',
        b"filename*0*=utf-8''%D1%81%D0%BD%D0%B8; filename*1*=%D0%BC%D0%BE%D0%BA.png",
        'filename="снимок.png"'.encode(),
        'filename="..\\снимок.png"'.encode(),
    ],
)
def test_cyrillic_names_of_files(parameter):
    content = (
        b"Content-Type: image/png\r\nContent-Disposition: attachment; " + parameter + b"\r\n\r\nx"
    )
    assert [item.name for item in read_mail(content).attachments] == ["снимок.png"]


def test_a_part_with_a_broken_type_is_a_plain_file():
    content = b"Content-Type: image/<b>; name=a.png\r\n\r\nx"
    assert [item.media_type for item in read_mail(content).attachments] == [
        "application/octet-stream"
    ]


def test_the_date_is_read_with_its_zone():
    assert read_mail(b"Date: Mon, 23 Nov 2026 10:15:00 +0300\r\n\r\n").sent == datetime(
        2026, 11, 23, 7, 15, tzinfo=UTC
    )


@pytest.mark.parametrize("value", [b"", b"yesterday", b"Mon, 99 Nov 2026 10:15:00 +0300"])
def test_a_date_that_is_none_is_left_out(value):
    assert read_mail(b"Date: " + value + b"\r\n\r\n").sent is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe",
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n",
        b"Content-Type: multipart/mixed\r\n\r\nx",
        b"Content-Transfer-Encoding: base64\r\nContent-Type: image/png\r\n\r\n%%%",
        b"Content-Disposition: attachment; filename*=utf-8''%ff%fe\r\n\r\nx",
        b"Content-Disposition: attachment; filename*=no-such''%ff\r\n\r\nx",
        b"Subject: =?no-such?B?xx?=\r\n\r\n",
        b"Subject: =?utf-8?B?x?=\r\n\r\n",
        b"Content-Type: message/rfc822\r\n\r\n" * 50,
        b"Content-Type: multipart/mixed; boundary=b; a*=x; a*0=y\r\n\r\n--b\r\n\r\nx\r\n--b--",
        b"Content-Disposition: attachment; filename*=x; filename*0*=y\r\n\r\nx",
        b"Content-Type: text/plain; charset=a\0b\r\n\r\nx",
        b'Content-Type: text/plain; name="' + b";" * 1_000_000,
        b'Content-Disposition: attachment; filename="' + b"; a=b" * 200_000,
        b"Content-Type:\r\n message/rfc822\r\n\r\n" * 5000,
        b"Content-Type: message/rfc822\r\n\r\n" * 5000,
    ],
)
def test_broken_messages_do_not_raise(content):
    read_mail(content)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>раз</p><p>два</p>", "раз\nдва"),
        ("раз<br>два<br/>три", "раз\nдва\nтри"),
        ("раз\n  два", "раз два"),
        ("раз&nbsp; два", "раз\u00a0 два"),
        ("<style>p {}</style><script>x</script><title>t</title>раз", "раз"),
        ("<ul><li>раз<li>два</ul>", "раз\nдва"),
        ("<table><tr><th>раз:</th><td>два</td></tr><tr><td>три</td></tr></table>", "раз: два\nтри"),
        ("<table><tr><td>раз:</td> <td> два</td></tr></table>", "раз: два"),
        ("<pre>раз\n  два</pre>", "раз\n  два"),
        ("&lt;b&gt;", "<b>"),
        ("раз<!-- <p>x</p> -->, два<!--> три", "раз, два три"),
        ("<!doctype html><?xml x?><![if !mso]>раз<![endif]>", "раз"),
        ("раз <![", "раз <!["),
        ("раз <![ два", "раз <![ два"),
        ("раз < 2, два > 1", "раз < 2, два > 1"),
        ("раз <!-- два", "раз <!-- два"),
        ('раз<a title="', 'раз<a title="'),
    ],
)
def test_html_to_text(html, text):
    assert html_to_text(html).strip("\n") == text


# The standard library's parser needs hours for some of these.
@pytest.mark.parametrize("piece", ["<", "<a ", '<a x="', "</a ", "<!--", "<!-- ", "<?", "<!["])
def test_markup_that_never_ends_does_not_keep_the_reader_busy(piece):
    assert html_to_text(piece * 200_000).strip() == (piece * 200_000).strip()

"""`letter example`, `letter compose`, `letter parse`: the same JSON both ways."""

import json
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from wizard.cli.letter import letter_group
from wizard.errors import DataError, UsageError

PNG = b"\x89PNG\r\n\x1a\n"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(letter_group, [str(a) for a in arguments], catch_exceptions=False)


@pytest.fixture
def request_file(tmp_path) -> Path:
    path = tmp_path / "request.json"
    path.write_text(run("example").stdout, encoding="utf-8")
    return path


def test_the_example_has_every_field():
    assert all(json.loads(run("example").stdout).values())


@pytest.mark.parametrize("kind", ["problem", "requirement", "wish"])
def test_a_composed_example_parses_back_to_itself(kind, tmp_path):
    source = tmp_path / "request.json"
    source.write_text(run("example", "--kind", kind).stdout, encoding="utf-8")
    composed = run("compose", source, "--eml", tmp_path / "out.eml")
    assert (composed.stdout, composed.stderr) == ("", "")
    parsed = run("parse", tmp_path / "out.eml", "--json")
    assert (json.loads(parsed.stdout), parsed.stderr) == (
        json.loads(source.read_text(encoding="utf-8")),
        "",
    )


def test_an_unknown_kind_is_refused():
    with pytest.raises(UsageError) as caught:
        run("example", "--kind", "bug")
    assert str(caught.value) == (
        "--kind: expected one of problem, requirement, wish, got 'bug'. Name one of them."
    )


def test_files_are_enclosed_under_the_extension_of_their_content(request_file, tmp_path):
    picture = tmp_path / "снимок.jpg"
    picture.write_bytes(PNG)
    run("compose", request_file, "--eml", tmp_path / "out.eml", "--attach", picture)
    message = message_from_bytes((tmp_path / "out.eml").read_bytes(), policy=policy.default)
    names = [part.get_filename() for part in message.iter_attachments()]
    assert names == ["снимок экрана.png", "снимок.png"]


def test_a_file_that_is_no_picture_and_no_log_is_refused(request_file, tmp_path):
    program = tmp_path / "a.png"
    program.write_bytes(b"MZ\0")
    with pytest.raises(UsageError) as caught:
        run("compose", request_file, "--eml", tmp_path / "out.eml", "--attach", program)
    assert str(caught.value) == (
        f"--attach: expected a file of the kinds gif, png, jpg, zip, log, got '{program}'. "
        "Файл «a.png» не подходит. Приложите снимок экрана (gif, png, jpg) или лог-файл "
        "(log, txt, zip)."
    )


def test_a_letter_above_the_budget_is_refused(request_file, tmp_path):
    picture = tmp_path / "big.png"
    picture.write_bytes(PNG + bytes(19_000_000))
    with pytest.raises(UsageError) as caught:
        run("compose", request_file, "--eml", tmp_path / "out.eml", "--attach", picture)
    assert str(caught.value).startswith("--attach: expected smaller files, got 'big.png'. Письмо")
    assert not (tmp_path / "out.eml").exists()


def test_what_support_would_ask_about_is_said(tmp_path):
    source = tmp_path / "request.json"
    source.write_text('{"kind": "wish", "version": null}', encoding="utf-8")
    composed = run("compose", source, "--eml", tmp_path / "out.eml")
    assert composed.stderr.splitlines()[0] == (
        "summary: Опишите, что случилось. Хватит одного-двух предложений."
    )
    assert (tmp_path / "out.eml").exists()


@pytest.mark.parametrize(
    ("content", "error", "message"),
    [
        ("[]", UsageError, "expected a JSON object, got []."),
        ("{", UsageError, "expected JSON in UTF-8, got "),
        ('{"kind": "x"}', DataError, "kind: expected one of problem, requirement, wish, got 'x'."),
    ],
)
def test_a_wrong_request_is_refused(content, error, message, tmp_path):
    source = tmp_path / "request.json"
    source.write_text(content, encoding="utf-8")
    with pytest.raises(error) as caught:
        run("compose", source, "--eml", tmp_path / "out.eml")
    assert message in str(caught.value)


def test_enclosed_files_are_written_and_none_is_overwritten(request_file, tmp_path):
    run("compose", request_file, "--eml", tmp_path / "out.eml")
    files = tmp_path / "files"
    run("parse", tmp_path / "out.eml", "--attachments", files)
    run("parse", tmp_path / "out.eml", "--attachments", files)
    assert sorted(path.name for path in files.iterdir()) == [
        "снимок экрана (2).png",
        "снимок экрана.png",
    ]


def test_a_draft_that_cannot_be_written_is_refused(request_file, tmp_path):
    target = tmp_path / "nowhere" / "out.eml"
    with pytest.raises(UsageError) as caught:
        run("compose", request_file, "--eml", target)
    assert str(caught.value) == (
        f"--eml: expected a path that can be written, got '{target}'. "
        "No such file or directory: name another path."
    )


def test_enclosed_files_that_cannot_be_written_are_refused(request_file, tmp_path):
    run("compose", request_file, "--eml", tmp_path / "out.eml")
    target = request_file / "files"
    with pytest.raises(UsageError) as caught:
        run("parse", tmp_path / "out.eml", "--attachments", target)
    assert str(caught.value) == (
        f"--attachments: expected a path that can be written, got '{target}'. "
        "Not a directory: name another path."
    )


def test_an_edited_letter_is_read_and_its_edits_named(request_file, tmp_path):
    run("compose", request_file, "--eml", tmp_path / "out.eml")
    text = run("parse", tmp_path / "out.eml").stdout.replace("Версия: 1.2.3", "Версия: 2")
    (tmp_path / "edited.txt").write_text(text, encoding="utf-8")
    parsed = run("parse", tmp_path / "edited.txt", "--json")
    assert json.loads(parsed.stdout)["version"] == "2"
    assert parsed.stderr.splitlines() == ["version: changed", "files: not_enclosed"]


def test_a_letter_over_an_older_one_is_read_and_the_older_one_told(request_file, tmp_path):
    run("compose", request_file, "--eml", tmp_path / "out.eml")
    text = run("parse", tmp_path / "out.eml").stdout
    older = text.replace("\nКонтроль: 1 ", "\nКонтроль: 1 00000 ").rsplit(" ", 1)[0]
    (tmp_path / "both.txt").write_text(f"{text}\n\n{older}", encoding="utf-8")
    parsed = run("parse", tmp_path / "both.txt", "--json")
    assert json.loads(parsed.stdout)["version"] == "1.2.3"
    assert parsed.stderr.splitlines() == ["files: not_enclosed", "letter: several"]


def test_half_a_surrogate_pair_survives_both_ways(tmp_path):
    source = tmp_path / "request.json"
    source.write_text('{"kind": "wish", "name": "a\\ud800"}', encoding="utf-8")
    run("compose", source, "--eml", tmp_path / "out.eml")
    assert json.loads(run("parse", tmp_path / "out.eml", "--json").stdout)["name"] == "a\ud800"

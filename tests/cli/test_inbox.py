"""`inbox report` over .eml files, directories, maildirs and mbox files."""

import csv
import json
import mailbox
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from wizard.cli.inbox import inbox_group
from wizard.errors import UsageError
from wizard.letter.eml import compose_eml
from wizard.letter.example import example_letter
from wizard.site_data import load_site_data

FIELDS = load_site_data().letter_fields
LETTER = example_letter("problem", "3.3", FIELDS)
OUTPUTS = ["gaps.html", "gaps.json", "mantis.csv", "tickets.csv", "tickets.jsonl"]


def draft(**changes: str) -> bytes:
    return compose_eml(replace(LETTER, **changes), FIELDS, "support@example.org")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(inbox_group, [str(a) for a in arguments], catch_exceptions=False)


def tickets(directory: Path) -> list[dict]:
    lines = (directory / "tickets.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture
def inbox(tmp_path) -> dict[str, Path]:
    """Two letters in each kind of store."""
    letters = [draft(name="Анна"), draft(name="Борис", version="")]
    folder = tmp_path / "folder" / "deeper"
    folder.mkdir(parents=True)
    maildir = mailbox.Maildir(tmp_path / "maildir")
    mbox = mailbox.mbox(tmp_path / "box")
    for number, content in enumerate(letters):
        (folder / f"{number}.eml").write_bytes(content)
        maildir.add(content)
        mbox.add(content)
    mbox.close()
    return {
        "eml": folder / "0.eml",
        "directory": tmp_path / "folder",
        "maildir": tmp_path / "maildir",
        "mbox": tmp_path / "box",
    }


@pytest.mark.parametrize("store", ["directory", "maildir", "mbox"])
def test_every_store_gives_the_same_letters(store, inbox, tmp_path):
    run("report", inbox[store], "--out", tmp_path / "out")
    found = tickets(tmp_path / "out")
    assert sorted(ticket["name"] for ticket in found) == ["Анна", "Борис"]
    assert all(ticket["untrusted"] == {} for ticket in found)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == OUTPUTS


def test_a_directory_gives_files_only_in_any_case_of_the_suffix(inbox, tmp_path):
    folder = inbox["directory"]
    (folder / "loud.EML").write_bytes(draft(name="Вера"))
    (folder / "directory.eml").mkdir()
    (folder / "dangling.eml").symlink_to(folder / "nowhere")
    run("report", folder, "--out", tmp_path / "out")
    assert sorted(ticket["name"] for ticket in tickets(tmp_path / "out")) == [
        "Анна",
        "Борис",
        "Вера",
    ]


def test_paths_add_up_and_letters_of_a_mailbox_have_numbers(inbox, tmp_path):
    result = run("report", inbox["eml"], inbox["mbox"], "--out", tmp_path / "out")
    assert [ticket["place"] for ticket in tickets(tmp_path / "out")] == [
        str(inbox["eml"]),
        f"{inbox['mbox']}#1",
        f"{inbox['mbox']}#2",
    ]
    assert result.stdout == (f"3 letters, 3 made by the wizard, 2 complete: {tmp_path / 'out'}\n")
    assert result.stderr == ""


def test_the_report_says_what_is_missing(inbox, tmp_path):
    run("report", inbox["mbox"], "--out", tmp_path / "out")
    gaps = json.loads((tmp_path / "out" / "gaps.json").read_text(encoding="utf-8"))
    assert gaps["fields"] == [
        {
            "field": "version",
            "label": "Версия",
            "required": True,
            "asked": 2,
            "missing": 1,
            "share": 0.5,
            "cost": "спросят, какая у вас версия",
        }
    ]
    page = (tmp_path / "out" / "gaps.html").read_text(encoding="utf-8")
    assert '<td class="number">1 из 2</td>' in page


def test_no_cell_of_the_tables_is_a_formula(tmp_path):
    letter = tmp_path / "a.eml"
    letter.write_bytes(draft(name="=1+1", organisation="@SUM(1)", subject="-1", additional="+1"))
    run("report", letter, "--out", tmp_path / "out")
    for name in ("tickets.csv", "mantis.csv"):
        with (tmp_path / "out" / name).open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert tickets(tmp_path / "out")[0]["name"] == "=1+1"


def test_the_page_shows_markup_as_text(tmp_path):
    letter = tmp_path / "a.eml"
    note = replace(LETTER.shown[0], title="<script>alert(1)</script>")
    letter.write_bytes(compose_eml(replace(LETTER, shown=(note,)), FIELDS, "support@example.org"))
    run("report", letter, "--out", tmp_path / "out")
    page = (tmp_path / "out" / "gaps.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_directory_without_letters_is_refused(tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError) as caught:
        run("report", tmp_path / "empty", "--out", tmp_path / "out")
    assert str(caught.value) == (
        "PATH: expected an .eml file, a directory with .eml files, a maildir or an mbox file, "
        f"got '{tmp_path / 'empty'}'. Check the path."
    )


def test_a_report_that_cannot_be_written_is_refused(inbox, tmp_path):
    target = inbox["eml"] / "out"
    with pytest.raises(UsageError) as caught:
        run("report", inbox["eml"], "--out", target)
    assert str(caught.value) == (
        f"--out: expected a path that can be written, got '{target}'. "
        "Not a directory: name another path."
    )

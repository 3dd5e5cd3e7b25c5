"""A new year of the production calendar: written from `holidays`, at the end of the file."""

import tomllib
from pathlib import Path

import pytest
import tomlkit
from click.testing import CliRunner

from build_hooks import calendar_year
from build_hooks.calendar_year import add_calendar_year, calendar_year_block, calendar_year_command
from wizard.errors import UsageError

TEXT = Path(calendar_year.WORKING_TIME).read_text(encoding="utf-8")
BLOCK_OF_2027 = TEXT.index("[[calendar.year]]\nyear = 2027")
UNTIL_2026 = TEXT[:BLOCK_OF_2027]
DECREE = "https://example.org/decree"


def test_year_in_the_file_is_what_the_command_writes():
    document = tomllib.loads(TEXT)

    for year in document["calendar"]["year"]:
        block = tomllib.loads(calendar_year_block(year["year"], year["decree"]))
        assert block["calendar"]["year"] == [year]


def test_year_is_added_at_the_end_and_nothing_else_changes():
    decree = tomlkit.parse(TEXT)["calendar"]["year"][-1]["decree"]

    assert add_calendar_year(UNTIL_2026, 2027, decree) == TEXT


@pytest.mark.parametrize("year", [2026, 2029])
def test_year_out_of_turn_is_refused(year):
    with pytest.raises(UsageError) as caught:
        add_calendar_year(TEXT, year, DECREE)

    assert str(caught.value) == (
        f"year: expected the year after the last one in the file, 2028, got {year}. "
        "Correct the year."
    )


def test_year_without_a_decree_is_refused(monkeypatch):
    monkeypatch.setattr(calendar_year, "version", lambda package: "0.109")

    with pytest.raises(UsageError) as caught:
        calendar_year_block(2090, DECREE)

    assert str(caught.value) == (
        "year: expected a year whose moved days are known to holidays 0.109, got 2090. "
        "Upgrade the package with `pip install -U holidays`, or wait for its release."
    )


def test_command_writes_the_file(tmp_path, monkeypatch):
    file = tmp_path / "working_time.toml"
    file.write_text(UNTIL_2026, encoding="utf-8")
    monkeypatch.setattr(calendar_year, "WORKING_TIME", file)

    result = CliRunner().invoke(calendar_year_command, ["2027", "--decree", DECREE])

    assert result.exit_code == 0, result.output
    assert tomllib.loads(file.read_text("utf-8"))["calendar"]["year"][-1]["decree"] == DECREE


def test_command_tells_what_is_wrong_and_leaves_the_file(tmp_path, monkeypatch):
    file = tmp_path / "working_time.toml"
    file.write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(calendar_year, "WORKING_TIME", file)

    result = CliRunner().invoke(calendar_year_command, ["2027", "--decree", DECREE])

    assert result.exit_code == 2
    assert result.stderr == (
        "year: expected the year after the last one in the file, 2028, got 2027. "
        "Correct the year.\n"
    )
    assert file.read_text(encoding="utf-8") == TEXT

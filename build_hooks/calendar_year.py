"""Bring a year of the Russian production calendar into working_time.toml.

    python -m build_hooks.calendar_year 2028 --decree https://…

The days come from the `holidays` package, which is a development dependency: the site ships only
the table written here.
"""

import re
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path

import click
import holidays
import tomlkit

from wizard.errors import SupportError, UsageError

WORKING_TIME = Path(__file__).parents[1] / "wizard" / "data" / "working_time.toml"
FRIDAY = 4
DATES_A_LINE = 6
_ADDRESS = re.compile(r"https?://[^\s\"'\\\\<>]+")


def calendar_year_block(year: int, decree: str) -> str:
    """The `[[calendar.year]]` block of `year`, as text.

    `UsageError` when the installed `holidays` knows no decree for that year: its days off would
    then be those of the Labour Code, which the site counts by itself and calls provisional.
    """
    if not _ADDRESS.fullmatch(decree):
        raise UsageError(
            "--decree", decree, "an address: https://…, without quotes or spaces", "Correct it."
        )
    russia = holidays.country_holidays("RU", years=year)
    if year not in russia.special_public_holidays:
        raise UsageError(
            "year",
            year,
            f"a year whose moved days are known to holidays {version('holidays')}",
            "Upgrade the package with `pip install -U holidays`, or wait for its release.",
        )
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(366)]
    days = [day for day in days if day.year == year]
    weekends = [day for day in days if day.weekday() > FRIDAY]
    return (
        "[[calendar.year]]\n"
        f"year = {year}\n"
        f'decree = "{decree}"\n'
        f"days_off = {_dates([day for day in days if day not in weekends and day in russia])}\n"
        f"working_weekends = {_dates([day for day in weekends if russia.is_working_day(day)])}\n"
    )


def add_calendar_year(text: str, year: int, decree: str) -> str:
    """The contents of working_time.toml with `year` added at its end."""
    known = [row["year"] for row in tomlkit.parse(text)["calendar"]["year"]]
    if year != known[-1] + 1:
        raise UsageError(
            "year",
            year,
            f"the year after the last one in the file, {known[-1] + 1}",
            "Correct the year.",
        )
    return f"{text.rstrip()}\n\n{calendar_year_block(year, decree)}"


@click.command()
@click.argument("year", type=int)
@click.option("--decree", required=True, metavar="URL", help="The text of the decree.")
def calendar_year_command(year: int, decree: str) -> None:
    """Add YEAR to the production calendar of working_time.toml."""
    try:
        text = add_calendar_year(WORKING_TIME.read_text("utf-8"), year, decree)
    except SupportError as error:
        click.echo(str(error), err=True)
        raise SystemExit(2) from error
    WORKING_TIME.write_text(text, "utf-8")
    click.echo(f"{WORKING_TIME}: {year} added. Read it, run the tests, commit it.")


def _dates(days: list[date]) -> str:
    if len(days) <= DATES_A_LINE:
        return f"[{', '.join(day.isoformat() for day in days)}]"
    rows = [days[start : start + DATES_A_LINE] for start in range(0, len(days), DATES_A_LINE)]
    lines = "".join(f"    {', '.join(day.isoformat() for day in row)},\n" for row in rows)
    return f"[\n{lines}]"


if __name__ == "__main__":
    calendar_year_command()

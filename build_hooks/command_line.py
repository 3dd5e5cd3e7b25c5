"""`quartech-support`: every command of the project in one group."""

import click

from build_hooks.ask_command import ask_command
from build_hooks.faq_commands import faq_group
from build_hooks.site_commands import build_command, serve_command
from wizard.cli.deadline import deadline_command
from wizard.cli.evaluate import evaluate_command
from wizard.cli.inbox import inbox_group
from wizard.cli.letter import letter_group
from wizard.cli.quote import quote_command
from wizard.errors import SupportError

WRONG_USE = 2


class SupportGroup(click.Group):
    """A group whose commands report bad input on stderr and end with status 2."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a `SupportError` is its message and nothing else."""
        try:
            return super().invoke(ctx)
        except SupportError as error:
            click.echo(str(error), err=True)
            ctx.exit(WRONG_USE)


@click.group(cls=SupportGroup)
@click.version_option(package_name="quartech-support")
def main() -> None:
    """Build the support site, ask its FAQ, price support, make and read letters."""


for command in (
    build_command,
    serve_command,
    ask_command,
    evaluate_command,
    faq_group,
    quote_command,
    deadline_command,
    letter_group,
    inbox_group,
):
    main.add_command(command)

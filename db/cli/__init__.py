"""The command line, `demarche`: the same program without a window.

Each group of commands is imported when it is used, so that asking for help costs no more than that.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

import click

from db import log
from db.cli import faults
from db.version import VERSION

# Name, module, and what the list of commands says: kept here, so that the list needs no module.
_COMMANDS = {
    "new": ("making", "Make a project."),
    "sample": ("making", "Make a project of sample articles to try things on."),
    "import": ("importing", "Bring in articles, and annotation of other tools."),
    "group": ("grouping", "Put wire copies into groups."),
    "export": ("exporting", "Write a dataset in any of many formats."),
    "person": ("person", "Say what is kept of somebody, hand it out, or forget it."),
    "check": ("checking", "Look for damage, and repair what is safe to repair."),
    "info": ("telling", "Say what a project holds."),
    "annotators": ("people", "List the annotators of a project, and add new ones."),
    "assign": ("assigning", "Hand out articles to annotators, or say who has what."),
    "unassign": ("unassigning", "Take articles back that nobody has begun."),
    "pack": ("packing", "Make a work package for each annotator."),
    "send-back": ("packing", "Write an annotator's work into a file for the lead."),
    "collect": ("collecting", "Take in the work that annotators have sent back."),
    "merge": ("collecting", "Bring in what another project, or another copy, has beyond this one."),
    "hub": ("hub", "Say where the team's shared hub is, or list what lies there."),
    "send": ("hub", "Send through the hub: packages, or finished work."),
    "fetch": ("hub", "Fetch through the hub and take it in."),
    "collects": ("collecting", "List what has come in from elsewhere."),
    "agreement": ("agreeing", "Say how far annotators agree."),
    "review": ("reviewing", "Settle what annotators agree on."),
    "take-back": ("collecting", "Take back what came in, all of it."),
}


class _Commands(click.Group):
    """Finds the commands in their modules."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"db.cli.{_COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, f"{cmd_name.replace('-', '_')}_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, said) for name, (_, said) in _COMMANDS.items()])


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit status: 0 fine, 1 something is wrong with the data or the file, 2 wrong usage.",
)
@click.version_option(VERSION, prog_name="Demarche", message="%(prog)s %(version)s")
@click.pass_context
def demarche(context: click.Context) -> None:
    """Turn news articles into training data: who proposed what, and who rejected it."""
    log.start("command")
    log.command(context.invoked_subcommand or "")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit status; every error is told in one sentence."""
    with faults.told():
        status = demarche.main(
            args=list(sys.argv[1:] if arguments is None else arguments),
            prog_name="demarche",
            standalone_mode=False,
        )
    sys.exit(status if isinstance(status, int) else 0)

"""The only place that turns errors into one sentence on stderr and an exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click

from db import log
from db.errors import UserFault

DATA_IS_WRONG = 1
WRONG_USAGE = 2


@contextmanager
def told() -> Iterator[None]:
    """Leave with a sentence and an exit status where the block raises."""
    _let_every_character_through()
    try:
        yield
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "demarche"
        say(f"{error.format_message()} See: {command} --help")
        sys.exit(WRONG_USAGE)
    except click.ClickException as error:
        say(error.format_message())
        sys.exit(DATA_IS_WRONG)
    except UserFault as fault:
        _log(fault)
        say(str(fault))
        sys.exit(DATA_IS_WRONG)
    except (KeyboardInterrupt, click.Abort):
        say("Stopped; nothing was changed.")
        sys.exit(DATA_IS_WRONG)
    except BrokenPipeError:
        # Whoever read our output has gone, as in "| head"; closing stdout must not complain again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(DATA_IS_WRONG)
    except Exception as error:  # noqa: BLE001 - the last place before a person
        say(_reported(error))
        sys.exit(DATA_IS_WRONG)
    finally:
        log.stop()


def say(sentence: str) -> None:
    """One line on stderr."""
    click.echo(sentence, err=True)


def _let_every_character_through() -> None:
    # The console of Windows may know no arrow or Arabic letter: a replacement is better than a
    # crash.
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _log(fault: UserFault) -> None:
    from db.fault_report import described  # noqa: PLC0415 - only needed now

    log.fault(described(fault), is_bug=False)


def _reported(error: Exception) -> str:
    """Keep the trace where it can be found, and say where."""
    from db.fault_report import described, keep_report, report_text  # noqa: PLC0415

    log.fault(described(error), is_bug=True)
    now = datetime.now(UTC)
    path = keep_report(report_text(error, now=now), log.folder(), now=now)
    if path is None:
        return f"Demarche made a mistake ({type(error).__name__}); what was not finished is undone."
    return (
        "Demarche made a mistake; what was not finished is undone. "
        f"Please send this report to its developers: {path}"
    )

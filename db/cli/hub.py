"""`demarche hub`, `demarche send` and `demarche fetch`."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from db.cli import collect_wording, hub_wording
from db.cli.faults import DATA_IS_WRONG, say
from db.cli.people import find
from db.cli.progress import bar
from db.cli.projects import opened, project_argument
from db.merge.plan import Authority
from db.model import AnnotatorId
from db.operations import hub as operations
from db.packages import collect, keys
from db.packages.collect_plan import CollectPlan, Wishes
from db.packages.hub import credentials, exchange
from db.packages.hub.address import Address, HubKind, parse
from db.packages.hub.credentials import Credentials, UnknownHost
from db.packages.hub.exchange import Fetched
from db.packages.hub.faults import HubFault, Trouble
from db.packages.hub.opening import open_hub
from db.packages.keys import SecretStore
from db.project import Project
from db.queries import annotators, collects, projects


@click.command("hub")
@project_argument
@click.argument("address", required=False)
@click.option("--user", default="", help="Who you are there; for S3, the id of the access key.")
@click.option(
    "--password-stdin",
    is_flag=True,
    help="Read the password, or the secret key of S3, from the first line of standard input.",
)
@click.option(
    "--host-key",
    metavar="SHA256:…",
    help="Trust the host of an SFTP hub if its key has this fingerprint.",
)
@click.option("--off", is_flag=True, help="Use no hub any more; what lies there stays there.")
@click.option("--json", "as_json", is_flag=True, help="For other programs to read.")
def hub_command(
    project: Path,
    address: str | None,
    *,
    user: str,
    password_stdin: bool,
    host_key: str | None,
    off: bool,
    as_json: bool,
) -> None:
    """Say where the hub of a project is; without ADDRESS, list what is there.

    A hub is a place that all can reach: a folder (a network share, a synced folder), or
    s3://bucket/prefix?endpoint=https://host, sftp://user@host/path, webdav+https://user@host/path.
    It is tried out before it is taken. Passwords are asked for and kept in the keyring of this
    computer, never in the project.
    """
    with opened(project, is_read_only=not (address or off)) as source:
        author = annotators.default_author(source)
        if off:
            operations.set_hub(source, author, address=None)
            say("The hub is left. What lies there stays there.")
        elif address is None:
            _list(source, as_json=as_json)
        else:
            secrets = keys.default_secrets()
            where = parse(address)
            entered = _entered(where, user, from_stdin=password_stdin)
            if entered is not None:
                credentials.keep(secrets, where, entered)
            _try_out(source, where, secrets, user=user, host_key=host_key)
            operations.set_hub(source, author, address=where.text)
            say(f"The hub {where.text} works, and is that of the project from now on.")


@click.command("send")
@project_argument
@click.option(
    "--annotator",
    "named",
    multiple=True,
    metavar="NAME|ID",
    help="Only to these annotators; else to everybody for whom something is new.",
)
@click.option("--again", is_flag=True, help="Send also where nothing is new since the last time.")
def send_command(project: Path, named: tuple[str, ...], again: bool) -> None:
    """Send through the hub: packages from a lead's PROJECT, finished work from a work package."""
    with opened(project) as source, bar("Sending") as progress:
        secrets = keys.default_secrets()
        if named and projects.is_work_package(source):
            raise click.UsageError("A work package is sent to the lead; leave --annotator out.")
        hub = exchange.hub_of(source, secrets)
        try:
            sent = exchange.send(
                source,
                annotators.default_author(source),
                hub=hub,
                secrets=secrets,
                among=find(source, named) if named else None,
                again=again,
                progress=progress,
            )
        finally:
            hub.close()
    for line in hub_wording.sent_lines(sent):
        click.echo(line)
    for line in hub_wording.quiet_lines(sent):
        say(line)


@click.command("fetch")
@project_argument
@click.option("--dry-run", is_flag=True, help="Say what would come in, and change nothing.")
@click.option(
    "--accept-new-key",
    "trusted",
    multiple=True,
    metavar="NAME|ID",
    help="Take what this annotator signs with another key than before; in a work package, LEAD.",
)
@click.option("--again", is_flag=True, help="Fetch also what was fetched before.")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    help="Put the files into this folder and take nothing in.",
)
def fetch_command(
    project: Path, dry_run: bool, trusted: tuple[str, ...], again: bool, into: Path | None
) -> None:
    """Fetch through the hub and take it in: returned work, or the newest package for oneself.

    What comes in is said as `collect` says it, and can be taken back in the same way.
    """
    with opened(project, is_read_only=dry_run or into is not None) as source:
        believed = _believed(source, trusted)
        hub = exchange.hub_of(source, keys.default_secrets())
        try:
            with bar("Fetching") as progress:
                fetched = exchange.fetch(
                    source, hub=hub, folder=into, trusted=believed, again=again, progress=progress
                )
        finally:
            hub.close()
        for line in hub_wording.doubt_lines(fetched):
            say(line)
        if into is not None:
            for path in fetched.paths:
                click.echo(path)
            is_fine = True
        else:
            wishes = Wishes(trusted=believed)
            is_fine = _take_in(source, fetched, wishes, is_dry=dry_run)
    if fetched.doubtful or not is_fine:
        sys.exit(DATA_IS_WRONG)


def _believed(project: Project, named: Sequence[str]) -> frozenset[AnnotatorId]:
    if not projects.is_work_package(project):
        return frozenset(find(project, named))
    # The lead is the only one whose key matters there, and their name may not be in it.
    return frozenset([annotators.default_author(project)]) if named else frozenset()


def _list(project: Project, *, as_json: bool) -> None:
    hub = exchange.hub_of(project, keys.default_secrets())
    try:
        places = exchange.what_is_where(project, hub)
    finally:
        hub.close()
    if as_json:
        listed = [hub_wording.place_data(each) for each in places]
        data = {"address": hub.address, "files": listed}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    say(f"Hub: {hub.address}")
    for each in places:
        click.echo(hub_wording.place_line(each))
    if not places:
        say("Nothing of this project lies there yet.")


def _entered(where: Address, user: str, *, from_stdin: bool) -> Credentials | None:
    """What was handed over; None where nothing was."""
    if from_stdin:
        return Credentials(user=user, password=sys.stdin.readline().rstrip("\r\n"))
    if user and where.kind is not HubKind.SFTP:
        return Credentials(user=user, password=_asked(where))
    return Credentials(user=user) if user else None


def _asked(where: Address) -> str:
    what = "Secret access key" if where.kind is HubKind.S3 else "Password"
    answer: str = click.prompt(f"{what} for {where.text}", hide_input=True, err=True)
    return answer


def _try_out(
    project: Project, where: Address, secrets: SecretStore, *, user: str, host_key: str | None
) -> None:
    """Try until it works; ask for what is missing where somebody is there to answer."""
    is_asked = False
    while True:
        hub = open_hub(where.text, secrets)
        try:
            exchange.try_out(project, hub)
        except UnknownHost as fault:
            if not _confirmed(fault, host_key):
                raise
            credentials.trust(secrets, fault.key)
        except HubFault as fault:
            if fault.trouble is not Trouble.LOGIN or is_asked or not sys.stdin.isatty():
                raise
            is_asked = True
            name = user or where.user or click.prompt("User or id of the key", err=True)
            credentials.keep(secrets, where, Credentials(user=name, password=_asked(where)))
        else:
            return
        finally:
            hub.close()


def _confirmed(fault: UnknownHost, host_key: str | None) -> bool:
    if host_key is not None:
        return credentials.is_same(fault.key.fingerprint, host_key)
    if fault.key.is_changed or not sys.stdin.isatty():
        return False
    say(str(fault))
    return click.confirm("Is it its key?", err=True)


def _take_in(project: Project, fetched: Fetched, wishes: Wishes, *, is_dry: bool) -> bool:
    """Take in what was fetched, and say so; whether all of it could be taken."""
    is_package = projects.is_work_package(project)
    plan = collect.read_plan(
        project,
        fetched.paths,
        authority=Authority.RECEIVE if is_package else Authority.COLLECT,
        wishes=wishes,
    )
    with plan:
        for file in plan.files:
            click.echo("\n".join(collect_wording.file_lines(file, wishes)))
        operations_made = () if is_dry else _applied(project, plan)
        taken = {each.path for each in plan.files if not each.refusal}
        if not is_dry:
            exchange.note(project, annotators.default_author(project), fetched, taken=taken)
        if not plan.files:
            say("There is nothing new in the hub.")
        elif taken:
            said = collect_wording.outcome(plan, operations_made, project.path, is_dry=is_dry)
            click.echo(said)
        refused = collect_wording.refusals(plan.files)
    if refused:
        say(refused)
    return not refused


def _applied(project: Project, plan: CollectPlan) -> tuple[int, ...]:
    """The operations that wrote something."""
    before = {each.operation for each in collects.every(project)}
    with bar("Writing") as progress:
        collect.apply(project, annotators.default_author(project), plan, progress=progress)
    after = {each.operation for each in collects.every(project)}
    return tuple(sorted(after - before))

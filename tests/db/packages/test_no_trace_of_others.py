"""Nothing of what others say is in any byte that an annotator gets, makes or sends.

Everything that can hold words holds a secret in the lead's project, and all files of the annotator
are searched for it at every step of a round: the log beside the file, free pages and backups, too.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from db.merge.plan import Authority
from db.model import LayerState
from db.operations import comments, layers, projects, schemes, spans
from db.operations.referents import merge_referents, rename_referent
from db.packages import bundle, keys, send_back
from db.project import Project
from db.queries import annotators
from db.queries import schemes as scheme_queries
from tests.builders import Desk, article_ids
from tests.db.packages.team import Team
from tests.db.team.team import take

SECRET = "zebra"


@pytest.fixture
def whispering(team: Team) -> Team:
    """A project in which annotator B has a secret in every place that holds words."""
    team.assign(team.first, 0, 1)
    team.assign(team.second, 0, 1, 2)
    mine = team.desk(team.first, 0)
    mine.link(mine.mark("PROPOSAL", "send troops"), "proposed_by", mine.mark("ACTOR", "France"))
    team.finish(team.first, 0)
    team.finish(team.gold, 0)
    _whisper(team)
    return team


def _whisper(team: Team) -> None:
    project, second = team.project, team.second
    theirs = team.desk(second, 0)
    proposal = theirs.mark("PROPOSAL", "send troops to the border")
    actor = theirs.mark("ACTOR", "the border")
    for span, name in ((proposal, "zebra plan"), (actor, "Zebraland")):
        rename_referent(project, second, referent=theirs.referent_of(span), name=name)
    question = team.say(second, 0, "a zebra on the article")
    team.say(second, 0, "a zebra on a span", span=proposal)
    team.say(team.lead, 0, "a zebra in answer", answers=question)
    team.say(team.lead, 0, "a zebra on their span", span=proposal)
    team.say(second, 1, "a zebra that went away")
    row = project.connection.execute("SELECT max(id) FROM comment").fetchone()
    comments.delete_comment(project, second, article=team.articles[1], comment=row[0])
    layers.set_flag(project, second, article=team.articles[0], flag="a zebra as a flag")
    projects.rename_annotator(project, team.lead, annotator=second, name="Zebra")
    team.add_decision(0, "unit zebra", second, "a zebra as a note")
    schemes.keep_draft(project, team.lead, draft="a zebra as a draft")
    with project.transaction() as connection:
        for statement in _WHISPERS:
            connection.execute(statement, {"article": team.articles[0], "annotator": second})


_WHISPERS = (
    """INSERT INTO forked_layer (id, article, annotator, updated_at, created_at, lineage, content)
       VALUES ('fork', :article, :annotator, '', '', 'zebra', '{"zebra": "zebra"}')""",
    """INSERT INTO work_package (id, annotator, round, direction, fingerprint, created_at, details)
       VALUES ('zebra', :annotator, 1, 'back', 'zebra', '', '{"file": "zebra.demarche-back"}')""",
    "UPDATE assignment SET package = 'zebra' WHERE annotator = :annotator",
    "UPDATE article SET source = 'zebra.jsonl', batch = 'zebra'",
    """UPDATE decision SET details = '{"said": "zebra"}', reason = 'a zebra as a reason'""",
    """UPDATE layer SET labels = '{"note": "zebra"}',
           record = '{"referents": [], "split": "zebra"}' WHERE annotator = :annotator""",
    """UPDATE span SET external_id = 'zebra', attributes = '{"note": "zebra"}'
       WHERE layer IN (SELECT id FROM layer WHERE annotator = :annotator)""",
    """UPDATE referent SET external_id = 'zebra', attributes = '{"note": "zebra"}'
       WHERE owner = :annotator""",
    """UPDATE scheme SET migration = json_object('from', sha256, 'backup', 'zebra', 'renames',
           json('[]'), 'renamed', json('["zebra"]'), 'deleted', json('["zebra"]'))""",
    "INSERT INTO setting VALUES ('hub password', 'zebra')",
)


def _files_with_the_secret(folder: Path, scratch: Path) -> list[str]:
    """Which files hold it, in any case of letters; what is packed is unpacked."""
    found = []
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        content = path.read_bytes()
        if bundle.is_bundle(path):
            plain = scratch / f"{path.name}.plain"
            plain.unlink(missing_ok=True)
            bundle.read(path, plain)
            content += plain.read_bytes()
        if SECRET.encode() in content.lower() or SECRET.encode("utf-16-le") in content.lower():
            found.append(str(path.relative_to(folder)))
    return found


def test_the_lead_does_hold_the_secret(whispering: Team) -> None:
    whispering.project.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    folder = whispering.project.path.parent
    assert whispering.project.path.name in _files_with_the_secret(folder, folder)


def test_no_file_of_an_annotator_ever_holds_it(whispering: Team, tmp_path: Path) -> None:
    home, scratch = tmp_path / "out", tmp_path / "scratch"
    scratch.mkdir()
    first = whispering.pack(whispering.first)[0].path
    assert _files_with_the_secret(home, scratch) == []
    _renew_scheme(whispering)
    _whisper_again(whispering)
    second = whispering.pack(whispering.first)[0].path
    with Project.open(first) as own:
        _work(own, whispering)
        # With the log beside the file.
        assert _files_with_the_secret(home, scratch) == []
        [plan] = take(own, whispering.first, second, authority=Authority.RECEIVE)
        assert plan.refusal == ""
        assert scheme_queries.current(own).version == "9.9"
        secrets = keys.FileSecrets(scratch / "secrets")
        send_back.send_back(own, whispering.first, target=home / "back", secrets=secrets)
        assert _files_with_the_secret(home, scratch) == []
    assert any("backup" in str(each) for each in home.rglob("*")), "no backup was made to look into"
    assert _files_with_the_secret(home, scratch) == []


def test_what_is_sent_back_holds_no_more_than_the_annotators_own_work(
    whispering: Team, tmp_path: Path
) -> None:
    whispering.say(whispering.lead, 0, "only for their eyes")
    path = whispering.pack(whispering.first)[0].path
    with Project.open(path) as own:
        _work(own, whispering)
        secrets = keys.FileSecrets(tmp_path / "own secrets")
        receipt = send_back.send_back(
            own, whispering.first, target=tmp_path / "back", secrets=secrets
        )
        assert b"only for their eyes" in b"".join(
            each.read_bytes() for each in path.parent.glob(f"{path.name}*")
        )
        gold = annotators.gold(own)
    plain = tmp_path / "plain"
    bundle.read(receipt.path, plain)
    content = plain.read_bytes()
    assert b"my own remark" in content
    assert b"only for their eyes" not in content
    assert gold.encode() not in content


def _work(own: Project, team: Team) -> None:
    article = article_ids(own)[1]
    desk = Desk(own, team.first, article)
    span = desk.mark("ACTOR", "Poland")
    comments.add_comment(own, team.first, article=article, text="my own remark", span=span)
    spans.delete_span(own, team.first, article=article, span=span)
    desk.undo()
    layers.set_state(own, team.first, article=article, state=LayerState.DONE)


def _renew_scheme(team: Team) -> None:
    toml = scheme_queries.current_toml(team.project)
    version = scheme_queries.current(team.project).version
    newer = toml.replace(f'version = "{version}"', 'version = "9.9"', 1)
    schemes.use_scheme(team.project, team.lead, toml=newer)


def _whisper_again(team: Team) -> None:
    """What annotator B made is merged into the register, where others find it under its name."""
    theirs = team.desk(team.second, 1)
    mention = theirs.mark("ACTOR", "the proposal")
    away = theirs.referent_of(mention)
    rename_referent(team.project, team.second, referent=away, name="zebra alliance")
    row = team.project.connection.execute(
        "SELECT id FROM referent WHERE owner IS NULL AND label = 'ACTOR'"
    ).fetchone()
    merge_referents(team.project, team.lead, kept=row[0], merged=[away])

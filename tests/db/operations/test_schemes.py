from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from db import backup, shipped
from db.errors import InvalidInput, SchemeViolation, StorageFault
from db.model import Absence, AnnotatorId, ArticleId, Fragment, NewArticle, SpanId
from db.operations import articles as article_operations
from db.operations import history, imports, layers, links, projects, referents, schemes, spans
from db.project import Project
from db.queries import annotators
from db.queries import referents as referent_queries
from db.queries import schemes as scheme_queries
from db.queries.scheme_impact import impact
from db.scheme.model import Scheme
from db.scheme.parts import Part, PartKind
from db.scheme.toml import parse, write
from tests.db.scheme.builders import BODY

DEFAULT = shipped.DEFAULT_SCHEME.read_text(encoding="utf-8")
PROPOSAL = Part(kind=PartKind.LABEL, label="PROPOSAL")
REJECTION = Part(kind=PartKind.LABEL, label="REJECTION")
STATUS = Part(kind=PartKind.ATTRIBUTE, label="PROPOSAL", name="status")
REJECTS = Part(kind=PartKind.ROLE, label="REJECTION", name="rejects")


class Marked:
    """A project with one annotated article: France proposes, Sudland rejects."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.author: AnnotatorId = annotators.default_author(project)
        imports.add_articles(
            project, self.author, articles=[NewArticle(title="Truce", body=BODY, source="test")]
        )
        row = project.connection.execute("SELECT id FROM article").fetchone()
        self.article = ArticleId(row[0])
        self.norland = self.mark("ACTOR", "Norland")
        self.sudland = self.mark("ACTOR", "Sudland")
        self.truce = self.mark("PROPOSAL", "a truce")
        self.refused = self.mark("REJECTION", "refused")
        for statement, role, target in (
            (self.truce, "proposed_by", self.norland),
            (self.refused, "rejects", self.truce),
            (self.refused, "rejected_by", self.sudland),
        ):
            links.add_link(
                project,
                self.author,
                article=self.article,
                statement=statement,
                role=role,
                target=target,
            )
        links.add_absence(
            project,
            self.author,
            article=self.article,
            statement=self.refused,
            role="reported_by",
            absence=Absence.UNNAMED,
        )

    def mark(self, label: str, words: str) -> SpanId:
        start = BODY.index(words)
        changes = spans.add_span(
            self.project,
            self.author,
            article=self.article,
            label=label,
            fragments=(Fragment(start, start + len(words)),),
        )
        assert changes.focus is not None
        return changes.focus

    def use(self, scheme: Scheme | str, **options: object) -> None:
        toml = scheme if isinstance(scheme, str) else write(scheme)
        schemes.use_scheme(self.project, self.author, toml=toml, **options)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        return self.project.connection.execute(query).fetchall()

    def roles(self) -> list[str]:
        return [str(row[0]) for row in self.rows("SELECT role FROM link ORDER BY id")]

    def answers(self, span: SpanId) -> dict[str, object]:
        [[text]] = self.rows(f"SELECT attributes FROM span WHERE id = '{span}'")
        return json.loads(str(text))


@pytest.fixture
def marked(tmp_path: Path) -> Iterator[Marked]:
    with projects.create(tmp_path / "truce.demarche", title="Truce") as project:
        yield Marked(project)


def next_version(scheme: Scheme | None = None, **values: object) -> Scheme:
    return replace(scheme or parse(DEFAULT), version="2.0", **values)


def renamed_label(old: str, new: str) -> Scheme:
    text = DEFAULT.replace(f'"{old}"', f'"{new}"').replace('version = "1.0"', 'version = "2.0"')
    return parse(text)


def with_attributes(label: str, *names: str) -> Scheme:
    """The default scheme with only these questions about spans of a label."""
    scheme = parse(DEFAULT)
    return next_version(
        span_types=tuple(
            replace(each, attributes=tuple(a for a in each.attributes if a.name in names))
            if each.label == label
            else each
            for each in scheme.span_types
        )
    )


def test_a_new_project_knows_the_names_that_its_scheme_brings(marked: Marked):
    france = referent_queries.named(marked.project, "ACTOR", "france")
    assert france is not None
    assert (france.attributes, france.owner) == ({"type": "state"}, None)


def test_looks_change_without_touching_anything_marked(marked: Marked):
    before = marked.rows("SELECT * FROM span"), marked.rows("SELECT * FROM link")
    marked.use(DEFAULT.replace("#0072B2", "#123456").replace('"1.0"', '"1.1"'))
    assert (marked.rows("SELECT * FROM span"), marked.rows("SELECT * FROM link")) == before
    span_type = scheme_queries.current(marked.project).span_type("ACTOR")
    assert span_type is not None
    assert span_type.light == "#123456"


def test_versions_are_kept_and_exactly_one_is_current(marked: Marked):
    marked.use(next_version())
    marked.use(DEFAULT)
    versions = scheme_queries.every(marked.project)
    assert [(each.version, each.is_current) for each in versions] == [("1.0", True), ("2.0", False)]
    assert scheme_queries.toml_of(marked.project, versions[0].id) == DEFAULT
    assert scheme_queries.current(marked.project) == parse(DEFAULT)


def test_using_the_scheme_that_is_in_force_does_nothing(marked: Marked):
    marked.use(DEFAULT)
    assert len(scheme_queries.every(marked.project)) == 1
    assert not backup.folder_of(marked.project.path).exists()
    assert history.next_undo(marked.project) is not None


def test_a_version_number_never_means_two_things(marked: Marked):
    with pytest.raises(SchemeViolation, match=r"another version 1\.0"):
        marked.use(DEFAULT.replace("#0072B2", "#123456"))


def test_a_scheme_with_problems_is_refused(marked: Marked):
    with pytest.raises(InvalidInput):
        marked.use(DEFAULT.replace('key = "A"', 'key = "AA"'))


def test_a_renamed_label_takes_its_spans_links_and_referents_along(marked: Marked):
    marked.use(renamed_label("PROPOSAL", "OFFER"), renames={PROPOSAL: "OFFER"})
    assert marked.rows("SELECT label FROM span ORDER BY id") == [
        ("ACTOR",), ("ACTOR",), ("OFFER",), ("REJECTION",),
    ]  # fmt: skip
    assert marked.rows("SELECT count(*) FROM referent WHERE label = 'OFFER'") == [(1,)]
    assert len(marked.roles()) == 4
    assert marked.answers(marked.truce)["status"] == "proposed"


def test_two_labels_can_change_names_with_each_other(marked: Marked):
    text = (
        DEFAULT.replace('"PROPOSAL"', '"#"')
        .replace('"REJECTION"', '"PROPOSAL"')
        .replace('"#"', '"REJECTION"')
        .replace('version = "1.0"', 'version = "2.0"')
    )
    marked.use(text, renames={PROPOSAL: "REJECTION", REJECTION: "PROPOSAL"})
    assert marked.rows("SELECT label FROM span ORDER BY id")[2:] == [("REJECTION",), ("PROPOSAL",)]
    assert marked.answers(marked.truce)["status"] == "proposed"
    assert marked.answers(marked.refused)["strength"] == "unspecified"


def test_a_removed_label_is_refused_with_the_numbers_and_nothing_changes(marked: Marked):
    scheme = parse(DEFAULT)
    without = next_version(
        span_types=scheme.span_types[:2],
        roles=tuple(role for role in scheme.roles if role.source != "REJECTION"),
        rules=replace(scheme.rules, conflicts=()),
    )
    with pytest.raises(SchemeViolation, match="1 span in 1 article labelled “Rejection”"):
        marked.use(without)
    assert scheme_queries.current(marked.project) == scheme
    assert len(marked.roles()) == 4
    marked.use(without, drop=[REJECTION])
    assert marked.rows("SELECT label FROM span ORDER BY id") == [
        ("ACTOR",), ("ACTOR",), ("PROPOSAL",),
    ]  # fmt: skip
    assert marked.roles() == ["proposed_by"]
    assert marked.rows("SELECT count(*) FROM referent WHERE label = 'REJECTION'") == [(0,)]
    assert marked.rows("PRAGMA foreign_key_check") == []


def test_comments_outlive_the_spans_of_a_removed_label(marked: Marked):
    marked.project.connection.execute(
        """INSERT INTO comment (id, article, annotator, span, created_at, "text")
           VALUES ('c', ?, ?, ?, '', 'why?')""",
        (marked.article, marked.author, marked.sudland),
    )
    scheme = parse(DEFAULT)
    only_statements = next_version(
        span_types=scheme.span_types[1:],
        roles=tuple(role for role in scheme.roles if role.targets == ("PROPOSAL",)),
        rules=replace(scheme.rules, conflicts=()),
        known=(),
    )
    actor = Part(kind=PartKind.LABEL, label="ACTOR")
    roles = [
        Part(kind=PartKind.ROLE, label=role.source, name=role.name)
        for role in scheme.roles
        if role.targets == ("ACTOR",)
    ]
    marked.use(only_statements, drop=[actor, *roles])
    assert marked.rows('SELECT span, "text" FROM comment') == [(None, "why?")]


def test_renamed_and_removed_roles_take_their_links_along(marked: Marked):
    text = DEFAULT.replace('"rejects"', '"refuses"').replace('version = "1.0"', 'version = "2.0"')
    marked.use(text, renames={REJECTS: "refuses"})
    assert marked.roles() == ["proposed_by", "refuses", "rejected_by", "reported_by"]
    scheme = scheme_queries.current(marked.project)
    fewer = replace(
        scheme,
        version="3.0",
        roles=tuple(role for role in scheme.roles if role.name != "reported_by"),
    )
    reported = Part(kind=PartKind.ROLE, label="REJECTION", name="reported_by")
    with pytest.raises(SchemeViolation, match="1 link in 1 article “Reported by”"):
        marked.use(fewer)
    marked.use(fewer, drop=[reported])
    assert marked.roles() == ["proposed_by", "refuses", "rejected_by"]


def test_a_narrowed_role_loses_only_the_links_that_point_elsewhere(marked: Marked):
    scheme = parse(DEFAULT)
    wider = next_version(
        roles=tuple(
            replace(role, targets=("ACTOR", "PROPOSAL")) if role.name == "rejected_by" else role
            for role in scheme.roles
        )
    )
    marked.use(wider)
    narrower = replace(
        wider,
        version="3.0",
        roles=tuple(
            replace(role, targets=("PROPOSAL",)) if role.name == "rejected_by" else role
            for role in wider.roles
        ),
    )
    target = Part(kind=PartKind.ROLE, label="REJECTION", name="rejected_by", option="ACTOR")
    with pytest.raises(SchemeViolation, match="1 link in 1 article “rejected_by” that point"):
        marked.use(narrower)
    marked.use(narrower, drop=[target])
    assert marked.roles() == ["proposed_by", "rejects", "reported_by"]


def test_answers_follow_renamed_questions_and_options(marked: Marked):
    text = (
        DEFAULT.replace('name = "status"', 'name = "stage"')
        .replace('value = "proposed"', 'value = "made"')
        .replace('default = "proposed"', 'default = "made"')
        .replace('version = "1.0"', 'version = "2.0"')
    )
    marked.use(text, renames={STATUS: "stage", replace(STATUS, option="proposed"): "made"})
    assert marked.answers(marked.truce) == {
        "stage": "made",
        "certainty": "CT+",
        "modality": "reported",
    }


def test_a_removed_question_needs_consent_to_lose_its_answers(marked: Marked):
    fewer = with_attributes("PROPOSAL", "certainty", "modality")
    with pytest.raises(SchemeViolation, match="1 span in 1 article with an answer to “Status”"):
        marked.use(fewer)
    marked.use(fewer, drop=[STATUS])
    assert marked.answers(marked.truce) == {"certainty": "CT+", "modality": "reported"}
    assert marked.answers(marked.refused) == {"strength": "unspecified", "explicitness": "explicit"}


def test_a_removed_option_needs_consent_only_where_it_was_chosen(marked: Marked):
    unused = DEFAULT.replace('  { value = "floated", title = "floated" },\n', "")
    marked.use(unused.replace('version = "1.0"', 'version = "2.0"'))
    used = unused.replace('  { value = "proposed", title = "proposed" },\n', "")
    used = used.replace('default = "proposed"\n', "")
    with pytest.raises(SchemeViolation, match="with the answer “proposed” to “status”"):
        marked.use(used.replace('version = "1.0"', 'version = "3.0"'))


def test_fields_of_annotators_are_carried_over_and_metadata_outlives_its_field(marked: Marked):
    layers.set_answer(
        marked.project, marked.author, article=marked.article, field="relevance", value="marginal"
    )
    article_operations.set_metadata(
        marked.project, marked.author, article=marked.article, field="author", value="A. Ruiz"
    )
    scheme = parse(DEFAULT)
    fields = tuple(each for each in scheme.fields if each.name not in ("relevance", "author"))
    fewer = next_version(fields=fields)
    with pytest.raises(SchemeViolation, match="with an answer to “Relevance”"):
        marked.use(fewer)
    marked.use(fewer, drop=[Part(kind=PartKind.ANNOTATOR_FIELD, name="relevance")])
    assert marked.rows("SELECT labels FROM layer") == [("{}",)]
    assert marked.rows("SELECT metadata FROM article") == [('{"author":"A. Ruiz"}',)]


def test_an_affiliation_goes_with_the_label_of_what_it_names(marked: Marked):
    project, author = marked.project, marked.author
    france = referent_queries.named(project, "ACTOR", "France")
    assert france is not None
    text = DEFAULT.replace("[[roles]]", BODY_LABEL + "\n[[roles]]", 1)
    marked.use(text.replace('version = "1.0"', 'version = "2.0"'))
    body = marked.mark("BODY", "Monday")
    [[referent]] = marked.rows(f"SELECT referent FROM span WHERE id = '{body}'")
    referents.set_referent_attribute(
        project, author, referent=france.id, name="affiliation", value=str(referent)
    )
    marked.use(
        DEFAULT.replace('version = "1.0"', 'version = "3.0"'),
        drop=[Part(kind=PartKind.LABEL, label="BODY")],
    )
    after = referent_queries.one(project, france.id)
    assert after is not None
    assert after.attributes == {"type": "state"}


BODY_LABEL = """
[[labels]]
label = "BODY"
key = "B"
light = "#333333"
dark = "#cccccc"
""".replace('"B"', '"W"')


def test_the_impact_says_what_would_be_touched_before_anything_is(marked: Marked):
    scheme = renamed_label("PROPOSAL", "OFFER")
    found = impact(marked.project, scheme, {PROPOSAL: "OFFER"})
    assert [(each.sentence, each.is_loss) for each in found.effects] == [
        ("1 span in 1 article labelled “Proposal”, with 2 links and 1 referent", False)
    ]
    assert found.losses == ()
    assert impact(marked.project, parse(DEFAULT), {}).changes == ()


def test_a_change_of_scheme_backs_up_first_and_undo_does_not_cross_it(marked: Marked):
    marked.use(renamed_label("PROPOSAL", "OFFER"), renames={PROPOSAL: "OFFER"})
    assert history.next_undo(marked.project) is None
    [copy] = backup.folder_of(marked.project.path).iterdir()
    with closing(sqlite3.connect(copy)) as connection:
        labels = connection.execute("SELECT DISTINCT label FROM span ORDER BY 1").fetchall()
    assert labels == [("ACTOR",), ("PROPOSAL",), ("REJECTION",)]
    [record] = [
        json.loads(each.migration)
        for each in scheme_queries.every(marked.project)
        if each.migration
    ]
    assert record["backup"] == copy.name
    assert record["changes"] == ["The label “Proposal” is renamed to OFFER"]
    assert record["renamed"][0]["count"] == 1


def test_without_its_backup_nothing_is_changed(marked: Marked):
    backup.folder_of(marked.project.path).write_text("in the way")
    with pytest.raises(StorageFault, match="backup"):
        marked.use(next_version())
    assert scheme_queries.current(marked.project) == parse(DEFAULT)


def test_layers_stay_as_new_as_they_were_so_that_work_done_meanwhile_is_newer(marked: Marked):
    before = marked.rows("SELECT lineage FROM layer")
    marked.use(renamed_label("PROPOSAL", "OFFER"), renames={PROPOSAL: "OFFER"})
    assert marked.rows("SELECT lineage FROM layer") == before


def test_names_that_a_later_version_knows_are_added_once(marked: Marked):
    [[before]] = marked.rows("SELECT count(*) FROM referent")
    text = DEFAULT.replace('"Afghanistan", ', '"Afghanistan", "Nordwest Republic", ')
    marked.use(text.replace('version = "1.0"', 'version = "2.0"'))
    assert marked.rows("SELECT count(*) FROM referent") == [(before + 1,)]

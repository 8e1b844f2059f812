"""The register."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.errors import SchemeViolation
from db.model import ReferentId
from db.operations import referents, spans
from db.operations.spans import NewReferent
from db.queries import referents as queries
from tests.builders import ADVANCING, BODY, Desk, all_rows, article_ids, author_of, make_project


def named(desk: Desk, name: str) -> ReferentId:
    found = queries.named(desk.project, "ACTOR", name)
    assert found is not None
    return found.id


def test_a_new_name_is_found_by_all_its_spellings(desk: Desk) -> None:
    span = desk.mark("ACTOR", "The plan")
    referents.rename_referent(
        desk.project, desk.author, referent=desk.referent_of(span), name="  Élysée \x00 Palace "
    )
    assert named(desk, "éLYSÉE palace") == desk.referent_of(span)


def test_a_name_of_spaces_is_refused(desk: Desk) -> None:
    span = desk.mark("ACTOR", "The plan")
    with pytest.raises(SchemeViolation, match="needs a name"):
        referents.rename_referent(
            desk.project, desk.author, referent=desk.referent_of(span), name=" \n "
        )


def test_renaming_tells_every_article_that_mentions_it(tmp_path: Path) -> None:
    with make_project(tmp_path, articles=["France", "France", "Poland"]) as project:
        desks = [Desk(project, author_of(project), each) for each in article_ids(project)]
        for desk, word in zip(desks, ("France", "France", "Poland"), strict=True):
            desk.mark("ACTOR", word)
        changes = referents.rename_referent(
            project, desks[0].author, referent=named(desks[0], "France"), name="Republic"
        )
        assert changes.articles == {desks[0].article, desks[1].article}
        undone = desks[0].undo()
        assert undone is not None
        assert undone.touches(desks[1].article, "referent")


def test_an_answer_about_a_referent_is_set_and_removed(desk: Desk) -> None:
    referent = desk.referent_of(desk.mark("ACTOR", "The plan"))
    for value in ("state", None):
        referents.set_referent_attribute(
            desk.project, desk.author, referent=referent, name="type", value=value
        )
        found = queries.one(desk.project, referent)
        assert found is not None
        assert found.attributes.get("type") == value


def test_merging_moves_all_mentions_and_gathers_answers(desk: Desk) -> None:
    one, two, three = (desk.mark("ACTOR", words) for words in ("The plan", "troops", "threat"))
    kept, merged = desk.referent_of(one), [desk.referent_of(two), desk.referent_of(three)]
    for referent, name, value in (
        (kept, "type", "group"),
        (merged[0], "type", "state"),
        (merged[0], "role", "ally"),
        (merged[1], "affiliation", kept),
    ):
        referents.set_referent_attribute(
            desk.project, desk.author, referent=referent, name=name, value=value
        )
    referents.merge_referents(desk.project, desk.author, kept=kept, merged=[*merged, merged[0]])
    assert {span.referent for span in desk.annotation.spans} == {kept}
    (found,) = desk.annotation.referents
    assert found.name == "The plan"
    assert found.attributes == {"type": "group", "role": "ally"}


def test_what_named_a_merged_referent_names_the_kept_one(desk: Desk) -> None:
    one, two, three = (desk.mark("ACTOR", words) for words in ("The plan", "troops", "threat"))
    referents.set_referent_attribute(
        desk.project,
        desk.author,
        referent=desk.referent_of(three),
        name="affiliation",
        value=desk.referent_of(two),
    )
    referents.merge_referents(
        desk.project,
        desk.author,
        kept=desk.referent_of(one),
        merged=[desk.referent_of(two)],
    )
    found = queries.one(desk.project, desk.referent_of(three))
    assert found is not None
    assert found.attributes["affiliation"] == desk.referent_of(one)


def test_merging_is_taken_back_row_for_row(desk: Desk) -> None:
    one, two = desk.mark("ACTOR", "The plan"), desk.mark("ACTOR", "troops")
    tables = ("referent", "merged_referent", "span")
    before = all_rows(desk.project, *tables, but=ADVANCING)
    referents.merge_referents(
        desk.project, desk.author, kept=desk.referent_of(one), merged=[desk.referent_of(two)]
    )
    desk.undo()
    assert all_rows(desk.project, *tables, but=ADVANCING) == before


def test_undoing_a_merge_tells_every_article_that_it_touched(tmp_path: Path) -> None:
    with make_project(tmp_path, articles=[BODY, BODY]) as project:
        first, second = (Desk(project, author_of(project), each) for each in article_ids(project))
        kept = first.referent_of(first.mark("ACTOR", "The plan"))
        merged = second.referent_of(second.mark("ACTOR", "troops"))
        referents.merge_referents(
            project, first.author, kept=kept, merged=[merged], article=first.article
        )
        changes = first.undo()
        assert changes is not None
        assert changes.articles == {first.article, second.article}


def test_referents_of_different_labels_are_not_merged(desk: Desk) -> None:
    actor, plan = desk.mark("ACTOR", "The plan"), desk.mark("PROPOSAL", "The plan")
    with pytest.raises(SchemeViolation, match="same label"):
        referents.merge_referents(
            desk.project,
            desk.author,
            kept=desk.referent_of(actor),
            merged=[desk.referent_of(plan)],
        )


def test_merging_a_referent_with_itself_changes_nothing(desk: Desk) -> None:
    referent = desk.referent_of(desk.mark("ACTOR", "The plan"))
    referents.merge_referents(desk.project, desk.author, kept=referent, merged=[referent])
    assert queries.one(desk.project, referent) is not None


def test_splitting_takes_some_mentions_into_a_new_referent(desk: Desk) -> None:
    one, two = desk.mark("ACTOR", "France"), desk.mark("ACTOR", "France", nth=1)
    old = desk.referent_of(one)
    referents.split_referent(
        desk.project, desk.author, referent=old, mentions=[two], name="The team of France"
    )
    assert desk.referent_of(one) == old
    new = queries.one(desk.project, desk.referent_of(two))
    assert new is not None
    assert new.name == "The team of France"
    before = queries.one(desk.project, old)
    assert before is not None
    assert new.attributes == before.attributes


def test_only_mentions_of_the_referent_are_split_off(desk: Desk) -> None:
    one, other = desk.mark("ACTOR", "France"), desk.mark("ACTOR", "Poland")
    for mentions in ([other], []):
        with pytest.raises(SchemeViolation, match="not mentions"):
            referents.split_referent(
                desk.project,
                desk.author,
                referent=desk.referent_of(one),
                mentions=mentions,
                name="x",
            )


def test_a_referent_is_added_before_anything_mentions_it(desk: Desk) -> None:
    referents.add_referent(desk.project, desk.author, label="ACTOR", name="Ruritania")
    span = desk.mark("ACTOR", "Poland", referent=named(desk, "ruritania"))
    assert desk.referent_of(span) == named(desk, "Ruritania")


@pytest.mark.parametrize(("label", "name"), [("ACTOR", " "), ("THREAT", "Ruritania")])
def test_a_referent_without_name_or_known_label_is_refused(
    desk: Desk, label: str, name: str
) -> None:
    with pytest.raises(SchemeViolation):
        referents.add_referent(desk.project, desk.author, label=label, name=name)


def test_only_a_referent_without_mentions_is_deleted(desk: Desk) -> None:
    span = desk.mark("ACTOR", "France")
    referent = desk.referent_of(span)
    with pytest.raises(SchemeViolation, match="still has mentions"):
        referents.delete_referent(desk.project, desk.author, referent=referent)
    spans.set_referent(
        desk.project,
        desk.author,
        article=desk.article,
        span=span,
        referent=NewReferent(name="Somebody"),
    )
    referents.delete_referent(desk.project, desk.author, referent=referent)
    assert queries.one(desk.project, referent) is None
    desk.undo()
    assert queries.one(desk.project, referent) is not None


def test_answers_that_name_a_deleted_referent_go_with_it(desk: Desk) -> None:
    span = desk.mark("ACTOR", "The plan")
    poland = named(desk, "Poland")
    referents.set_referent_attribute(
        desk.project,
        desk.author,
        referent=desk.referent_of(span),
        name="affiliation",
        value=poland,
    )
    referents.delete_referent(desk.project, desk.author, referent=poland)
    found = queries.one(desk.project, desk.referent_of(span))
    assert found is not None
    assert "affiliation" not in found.attributes


def test_a_referent_that_is_gone_is_refused_everywhere(desk: Desk) -> None:
    gone = ReferentId("gone")
    for act in (
        lambda: referents.rename_referent(desk.project, desk.author, referent=gone, name="x"),
        lambda: referents.delete_referent(desk.project, desk.author, referent=gone),
        lambda: referents.merge_referents(desk.project, desk.author, kept=gone, merged=[]),
        lambda: referents.split_referent(
            desk.project, desk.author, referent=gone, mentions=[], name="x"
        ),
        lambda: referents.set_referent_attribute(
            desk.project, desk.author, referent=gone, name="a", value="b"
        ),
    ):
        with pytest.raises(SchemeViolation, match="no longer in the register"):
            act()


def test_the_register_counts_mentions_and_articles(tmp_path: Path) -> None:
    with make_project(tmp_path, articles=["France and France", "France"]) as project:
        first, second = (Desk(project, author_of(project), each) for each in article_ids(project))
        first.mark("ACTOR", "France")
        first.mark("ACTOR", "France", nth=1)
        second.mark("ACTOR", "France")
        (entry,) = queries.register(project, "ACTOR", containing="FRANCE")
        assert (entry.mentions, entry.articles) == (3, 2)
        words = [
            (mention.before, mention.quote, mention.after)
            for mention in queries.mentions(project, entry.referent.id)
        ]
        assert words == [
            ("", "France", " and France"),
            ("France and ", "France", ""),
            ("", "France", ""),
        ]


def test_in_a_work_package_only_own_referents_change_and_the_shared_ones_are_the_leads(
    desk: Desk,
) -> None:
    desk.project.connection.execute("UPDATE project SET kind = 'work_package'")
    shared = desk.referent_of(desk.mark("ACTOR", "France"))
    own = desk.referent_of(desk.mark("ACTOR", "troops"))
    before = all_rows(desk.project, "referent", "span")
    for refused in (
        lambda: referents.rename_referent(
            desk.project, desk.author, referent=shared, name="The Fifth Republic"
        ),
        lambda: referents.set_referent_attribute(
            desk.project, desk.author, referent=shared, name="type", value="group"
        ),
        lambda: referents.merge_referents(desk.project, desk.author, kept=own, merged=[shared]),
    ):
        with pytest.raises(SchemeViolation, match="only the lead can change it"):
            refused()
    assert all_rows(desk.project, "referent", "span") == before
    referents.rename_referent(desk.project, desk.author, referent=own, name="French troops")
    assert named(desk, "French troops") == own


def test_in_a_work_package_an_own_referent_can_go_into_a_shared_one_that_stays_as_it_is(
    desk: Desk,
) -> None:
    shared = desk.referent_of(desk.mark("ACTOR", "France"))
    own = desk.referent_of(desk.mark("ACTOR", "Poland", referent=NewReferent(name="Warsaw")))
    desk.project.connection.execute("UPDATE project SET kind = 'work_package'")
    before = desk.project.connection.execute(
        "SELECT * FROM referent WHERE id = ?", (shared,)
    ).fetchone()
    referents.merge_referents(desk.project, desk.author, kept=shared, merged=[own])
    after = desk.project.connection.execute(
        "SELECT * FROM referent WHERE id = ?", (shared,)
    ).fetchone()
    assert after == before

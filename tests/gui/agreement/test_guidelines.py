"""What decisions say about the guidelines: rules beside the differences, places that need more."""

from __future__ import annotations

from db.exports import agreement_report
from db.operations import review
from db.operations.review import Wish
from db.queries import review as queries
from db.queries import review_rules
from db.review.choices import TakeVersion
from gui.agreement.book import Book
from gui.agreement.wish import Basis
from tests.builders import author_of


def decide(office, article, words, **said):
    """Settle the unit in which somebody marked these words."""
    found = queries.article(office.project, article)
    unit = next(u for u in found.units if any(v.quote == words for v in u.marked))
    wish = Wish(unit=unit.id, choice=TakeVersion(), **said)
    changes = review.decide(
        office.project, author_of(office.project), article=article, wishes=[wish]
    )
    office.session.announce(changes)
    office.settle()
    return unit


def boundary_row(page):
    return next(each for each in page.figures.kinds.rows if "begins or ends" in each.words)


def test_a_way_of_differing_names_the_rule_that_decided_it(page, office, office_team):
    assert boundary_row(page).aside == ""
    decide(office, office_team.articles[0], "to send troops", rule="3.1 Proposals: Extent")
    assert boundary_row(page).aside == "rule 3.1"
    others = [each for each in page.figures.kinds.rows if each != boundary_row(page)]
    assert all(each.aside == "" for each in others if "Rejection" in each.words)


def test_places_that_ask_for_an_update_are_listed_with_their_rule_and_lead_there(
    page, office, office_team
):
    assert page.figures.gaps.rows == ()
    unit = decide(
        office,
        office_team.articles[0],
        "to send troops",
        rule="3.1 Proposals: Extent",
        note="Say whether “to” belongs.",
        is_guideline_gap=True,
    )
    [row] = page.figures.gaps.rows
    assert (row.words, row.aside) == ("Say whether “to” belongs.", "rule 3.1")
    assert "Troops" in row.example
    wanted = []
    page.unit_wanted.connect(lambda *place: wanted.append(place))
    page.figures.gaps.opened.emit(row.key)
    assert wanted == [(office_team.articles[0], unit.id)]


def test_the_report_says_what_decided_and_leaves_notes_at_home(page, office, office_team, tmp_path):
    decide(
        office,
        office_team.articles[0],
        "to send troops",
        rule="3.1 Proposals: Extent <b>",
        note="annotator 2 was wrong",
        is_guideline_gap=True,
    )
    with Book().opened(Basis(), office.project, lambda *_: None, lambda: False) as desk:
        found = agreement_report.report(
            desk.comparison,
            title="T",
            made_at="2026-01-01",
            names={},
            guidelines=review_rules.guideline_use(office.project),
        )
    agreement_report.write_html(found, tmp_path / "report.html")
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<td>3.1 Proposals: Extent &lt;b&gt;</td><td>1</td><td>1</td>" in text
    assert "Where the guidelines need an update" in text
    assert "was wrong" not in text

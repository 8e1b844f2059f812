from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from db.agreement.drift import DriftWarning
from db.agreement.figure import DifferenceKind, Measure
from db.assignment.model import Request
from db.assignment.planner import plan
from db.model import Fragment, LayerState
from db.operations import assignments, layers, spans
from db.queries import assignment_wishes, second_readings
from gui import ask
from gui.agreement.page import AgreementPage
from gui.agreement.side import difference_list
from gui.theme import DARK, LIGHT
from tests.builders import BODY, Desk, make_project
from tests.gui.agreement.conftest import settle
from tests.gui.project.office import answer, buttons, click, opened_office, said


def words(page):
    return " | ".join(said(page))


def names(bars):
    return [each.name for each in bars.rows]


def rows(page):
    model = page.pane.list.differences
    return [model.index(row).data().split("\n")[1] for row in range(model.rowCount())]


def open_row(page, office, text):
    found = [each for each in page.figures.kinds.rows if text in each.words]
    assert found, [each.words for each in page.figures.kinds.rows]
    page.figures.kinds.opened.emit(found[0].key)
    office.settle()


def test_it_says_what_is_compared_and_how_far_all_agree(page):
    assert "3 annotators · 2 articles seen by two or more" in words(page)
    assert "95 % between" in words(page)
    assert page.figures.measures.rows[1].name == "Span F1, relaxed"
    assert page.figures.measures.rows[1].text


def test_every_card_is_filled(page):
    figures = page.figures
    assert names(figures.labels) == [
        "Actor",
        "Proposal",
        "Rejection",
        "Links, end to end",
        "Statements, whole",
    ]
    assert [each.text for each in figures.measures.rows if not each.text and not each.note] == []
    assert figures.pairs.cell(0, 1).text.startswith(".")
    assert figures.pairs.cell(0, 0).text == "–"
    assert figures.time.points
    assert figures.kinds.rows
    assert figures.confusion.cell(0, 0).text == "3"
    assert names(figures.articles) == ["Truce", "Troops"]
    assert "being computed" not in words(page)


def test_the_differences_behind_the_figure_are_there_at_once(page):
    assert "Everybody, everything" in words(page)
    assert "Actor · only annotator 2" in rows(page)
    assert page.pane.list.current is not None


def test_a_cell_opens_the_differences_of_its_pair(page, office, office_team):
    office.bot.keyClick(page.figures.pairs, Qt.Key.Key_Right)
    office.bot.keyClick(page.figures.pairs, Qt.Key.Key_Return)
    office.settle()
    assert "annotator 1 × annotator 2" in words(page)
    assert page.behind.scope.annotators == tuple(sorted(office_team.people[:2]))
    assert rows(page) == ["Actor · only annotator 2", "Actor · only annotator 1"]
    assert page.figures.pairs.marked == page.behind


def test_a_row_of_what_is_disagreed_on_opens_just_that(page, office):
    open_row(page, office, "Proposal against Rejection")
    assert page.behind.kind is DifferenceKind.LABEL
    assert len(rows(page)) == int(
        next(each.count for each in page.figures.kinds.rows if each.key == page.behind)
    )


def test_from_a_difference_the_article_opens_at_its_words(page, office, office_team):
    open_row(page, office, "Proposal: where it begins or ends")
    with office.bot.waitSignal(page.article_wanted) as signal:
        click(page, "Open the article")
    start = BODY.index("to send troops to the border")
    assert signal.args == [
        office_team.articles[0],
        Fragment(start, start + len("to send troops to the border")),
    ]


def test_from_a_difference_review_opens_at_the_span(page, office, office_team):
    open_row(page, office, "Proposal: where it begins or ends")
    page.pane.list.setFocus()
    with office.bot.waitSignal(page.unit_wanted) as signal:
        office.bot.keyClick(page.pane.list, Qt.Key.Key_Return)
    article, span = signal.args
    assert article == office_team.articles[0]
    assert span in {each.id for each in office_team.desk(0).annotation.spans} | {
        each.id for each in office_team.desk(1).annotation.spans
    }


def test_without_a_place_to_settle_enter_opens_the_article(office):
    page = office.show(
        AgreementPage(office.session, office.settings, LIGHT, office.background, can_review=False)
    )
    assert "Settle in Review" not in buttons(page)
    with office.bot.waitSignal(page.article_wanted):
        office.bot.keyClick(page.pane.list, Qt.Key.Key_Return)


def test_another_measure_shows_another_view(page, office):
    click(page, "Links")
    office.settle()
    assert page.figures.choices.wish.measure is Measure.LINKS_F1
    assert page.behind.measure is Measure.LINKS_F1
    assert names(page.figures.names) == ["Proposed by", "Rejects"]
    assert "Proposal · proposed by" in " ".join(rows(page))
    click(page, "γ")
    office.settle()
    assert not page.figures.articles.rows
    assert "Aligns the spans" in words(page)


def test_what_is_marked_meanwhile_is_counted_too(page, office, office_team):
    before = rows(page)
    office.session.author = office_team.people[0]
    office.session.run(
        spans.add_span,
        article=office_team.articles[1],
        label="ACTOR",
        fragments=[Fragment(0, 6)],
    )
    office.settle()
    assert len(rows(page)) < len(before)


def test_hidden_it_counts_nothing_until_it_is_seen_again(page, office, office_team):
    page.hide()
    changes = spans.add_span(
        office.project,
        office_team.people[0],
        article=office_team.articles[1],
        label="ACTOR",
        fragments=[Fragment(0, 6)],
    )
    before = rows(page)
    office.session.announce(changes)
    assert not office.background.running
    page.show()
    office.settle()
    assert len(rows(page)) < len(before)


def test_long_lists_are_put_into_words_as_they_are_scrolled(office, monkeypatch):
    monkeypatch.setattr(difference_list, "PAGE", 2)
    monkeypatch.setattr("gui.agreement.pieces.PAGE", 2)
    page = office.show(
        AgreementPage(office.session, office.settings, LIGHT, office.background, can_review=True)
    )
    click(page, "Span F1, exact")
    office.settle()
    model = page.pane.list.differences
    total = len(page.pane.found.differences)
    assert total > 2
    while model.canFetchMore(model.index(-1)):
        model.fetchMore(model.index(-1))
        office.settle()
    assert model.rowCount() == total


def test_a_project_without_common_work_says_what_to_do(qapp, qtbot, tmp_path):
    with opened_office(make_project(tmp_path, articles=[BODY]), qapp, qtbot) as office:
        page = office.show(
            AgreementPage(
                office.session, office.settings, LIGHT, office.background, can_review=True
            )
        )
        assert "There is nothing to compare yet." in words(page)
        assert "Nothing differs here." in words(page)
        # Cards that could only say the same are not shown.
        assert not page.figures.pairs.isVisible()
        assert page.figures.choices.isVisible()


def test_f6_goes_to_the_differences_and_back(page, office):
    page.setFocus()
    assert page.run_command("pane.next")
    office.bot.waitUntil(page.pane.list.hasFocus)
    assert page.run_command("pane.previous")
    office.bot.waitUntil(lambda: page.figures.isAncestorOf(QApplication.focusWidget()))
    assert not page.run_command("span.next")


def test_the_measures_are_explained(page, monkeypatch):
    told = []
    monkeypatch.setattr(ask, "report", lambda *said: told.append(said[-1]))
    assert page.run_command("help.guidelines")
    assert "Krippendorff α-U" in told[0]


def test_another_theme_keeps_what_is_shown(page):
    before = names(page.figures.labels)
    page.set_theme(DARK)
    assert names(page.figures.labels) == before


def test_annotators_are_compared_with_what_was_settled(page, office, office_team):
    settle(office_team)
    page.show_section("annotators")
    office.settle()
    profiles = page.profiles
    bars = {each.name: each for each in profiles.people.rows}
    assert bars["annotator 1"].text == "1.00"
    assert bars["annotator 3"].text < "1.00"
    profiles.people.opened.emit(office_team.people[2])
    office.settle()
    assert profiles.chosen == office_team.people[2]
    assert "Finds" in words(page)
    assert "2 done" in words(page)
    assert any("annotator 3" in row for row in rows(page))
    assert profiles.slips.height() == len(profiles.slips.rows) * profiles.slips.row_height()
    card = profiles.slips.parentWidget()
    office.bot.waitUntil(lambda: card.height() > profiles.slips.height())
    [slip] = [each for each in profiles.slips.rows if "against" in each.words]
    profiles.slips.opened.emit(slip.key)
    office.settle()
    assert len(rows(page)) == 1
    assert "annotator 3" in rows(page)[0]


def test_a_point_of_a_profile_opens_the_differences_of_its_article(page, office, office_team):
    settle(office_team)
    page.show_section("annotators")
    office.settle()
    page.profiles.people.opened.emit(office_team.people[2])
    office.settle()
    [point] = page.profiles.time.points
    page.profiles.time.opened.emit(point.key)
    office.settle()
    assert page.behind.scope.article == office_team.articles[0]
    assert rows(page)


def test_an_annotator_is_compared_with_themselves(page, office, office_team):
    office.project.connection.execute(
        "UPDATE article SET sha256 = 'twin' WHERE id IN (?, ?)",
        (office_team.articles[0], office_team.articles[1]),
    )
    page.show_section("annotators")
    office.settle()
    page.profiles.people.opened.emit(office_team.people[0])
    office.settle()
    bar = page.profiles.figures.rows[-1]
    assert bar.name == "Themselves, texts read twice"
    page.profiles.figures.opened.emit(bar.key)
    office.settle()
    assert "the first time × the second time" in words(page)
    assert rows(page)


def test_an_article_that_came_twice_shows_how_steady_somebody_is(page, office, office_team):
    person = office_team.people[0]
    planned = plan(
        Request(
            articles=assignment_wishes.candidates(office.project, round_=1, annotators=[person]),
            annotators=assignment_wishes.capacities(office.project, [person], round_=1),
            repeats=1,
            repeats_after=2,
        )
    )
    office.session.run(assignments.assign, plan=planned)
    again = Desk(
        office.project, second_readings.readers(office.project)[person], planned.rows[0].article
    )
    again.mark("ACTOR", "Germany")
    layers.set_state(office.project, again.author, article=again.article, state=LayerState.DONE)
    page.show_section("annotators")
    office.settle()
    assert len(page.profiles.people.rows) == 3
    page.profiles.people.opened.emit(person)
    office.settle()
    assert "1 text" in words(page)
    bar = page.profiles.figures.rows[-1]
    assert (bar.name, bar.value) == ("Themselves, texts read twice", 0.0)
    page.profiles.figures.opened.emit(bar.key)
    office.settle()
    assert "the first time × the second time" in words(page)
    assert len(rows(page)) == 4


def test_without_gold_the_profiles_say_so(page, office):
    page.show_section("annotators")
    office.settle()
    assert "Nothing is settled yet." in words(page)
    assert "No slip is known." in words(page)


def test_the_report_and_the_table_are_written(page, office, tmp_path, monkeypatch):
    target = tmp_path / "report.html"
    monkeypatch.setattr(ask, "save_file", answer(target))
    page._reports.ask_for_page()
    office.settle()
    report = target.read_text(encoding="utf-8")
    assert "Agreement of annotators" in report
    assert "Wrote report.html." in words(page)
    table = tmp_path / "table.csv"
    monkeypatch.setattr(ask, "save_file", answer(table))
    page._reports.ask_for_table()
    office.settle()
    lines = table.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("measure,label,annotator_1")
    assert any(line.startswith("spans_exact,ACTOR") for line in lines)
    assert any(",annotator 2," in line for line in lines)


def test_each_way_out_in_the_menu_of_reports_does_its_work(page, office, tmp_path, monkeypatch):
    asked, told = [], []
    monkeypatch.setattr(ask, "save_file", lambda *said, **_: asked.append(said[2].name))
    monkeypatch.setattr(ask, "report", lambda *said: told.append(said[-1]))
    for action in page._reports._menu.actions()[:3]:
        action.trigger()
    office.settle()
    assert [Path(each).suffix for each in asked] == [".html", ".csv"]
    assert len(told) == 1


def test_no_file_is_written_where_none_was_named(page, office, monkeypatch):
    monkeypatch.setattr(ask, "save_file", answer(None))
    page._reports.ask_for_page()
    page._reports.ask_for_table()
    assert not office.background.running


def test_the_methods_paragraph_is_shown_and_copied(page, office, qapp, monkeypatch):
    told = []
    monkeypatch.setattr(ask, "report", lambda *said: told.append(said[-1]))
    page._reports.show_methods()
    office.settle()
    assert "Hripcsak" in told[0]
    assert qapp.clipboard().text() == told[0]


@pytest.mark.parametrize("size", [(760, 560), (1400, 900)])
def test_the_cards_use_the_room_there_is(page, office, size):
    page.resize(*size)
    office.settle()
    first, second = page.figures._cards["pairs"], page.figures._cards["labels"]
    is_beside = abs(first.y() - second.y()) < 4
    assert is_beside is (size[0] > 1000)


def test_a_drift_is_told_where_it_is_known(page, office, office_team):
    settle(office_team)
    page.show_section("annotators")
    office.settle()
    view = page.profiles
    standing = view._standings[office_team.people[2]]
    warning = DriftWarning(before=0.9, now=0.7)
    drifting = replace(standing, drift=replace(standing.drift, warning=warning))
    view.show_standings((drifting,))
    office.settle()
    assert "drifting" in view.people.rows[0].note
    assert "Agreement with gold has fallen from 0.90 to 0.70" in words(page)

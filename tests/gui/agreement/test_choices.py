from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox

from db.agreement.figure import Grain, Measure
from db.agreement.layers import pair_of
from gui.agreement.choices import Choices
from gui.agreement.sheets import Material
from tests.gui.project.office import click, part


@pytest.fixture
def choices(office, office_team):
    made = office.show(Choices())
    one, two, three = office_team.people
    made.material = Material(
        annotators=(one, two, three),
        pairs=(pair_of(one, two), pair_of(one, three)),
        labels=("ACTOR", "PROPOSAL"),
        rounds=(1, 2),
        articles=2,
        spans=9,
    )
    made.show_material(made.material, office_team.names)
    made.told = []
    made.changed.connect(lambda: made.told.append(made.wish))
    return made


def field(choices, name):
    return part(choices, QComboBox, name)


def take(choices, name, title):
    box = field(choices, name)
    box.setCurrentIndex(box.findText(title))
    box.activated.emit(box.currentIndex())


def test_a_measure_is_chosen_with_its_usual_kind_first(choices):
    click(choices, "Statements")
    assert choices.wish.measure is Measure.STATEMENTS_RELAXED
    click(choices, "Exactly the same")
    assert choices.wish.measure is Measure.STATEMENTS_EXACT
    assert [each.measure for each in choices.told] == [
        Measure.STATEMENTS_RELAXED,
        Measure.STATEMENTS_EXACT,
    ]


def test_what_is_counted_is_asked_only_where_it_matters(choices):
    click(choices, "Krippendorff α")
    click(choices, "Words")
    assert choices.wish.basis.grain is Grain.TOKENS
    click(choices, "Span F1, exact")
    assert not [each for each in choices.findChildren(QComboBox) if not each.isVisible()]
    assert choices.wish.measure is Measure.SPANS_EXACT


def test_label_pair_and_round_are_chosen_and_let_go_again(choices, office_team):
    take(choices, "Label", "Proposal")
    take(choices, "Pair of annotators", "annotator 1 × annotator 3")
    take(choices, "Round", "Round 2")
    wish = choices.wish
    assert (wish.label, wish.round) == ("PROPOSAL", 2)
    assert wish.annotators == pair_of(office_team.people[0], office_team.people[2])
    take(choices, "Label", "All labels")
    assert choices.wish.label is None
    assert len(choices.told) == 4


def test_a_choice_that_is_no_longer_there_is_let_go(choices, office_team):
    take(choices, "Round", "Round 2")
    fewer = Material(annotators=(), pairs=(), labels=("ACTOR",), rounds=(1,), articles=1, spans=1)
    choices.show_material(fewer, office_team.names)
    assert choices.wish.round is None
    assert not field(choices, "Round").isVisible()
    choices.show_material(choices.material, office_team.names)
    assert field(choices, "Round").isVisible()


def test_the_settled_version_is_compared_where_it_is_wanted(choices):
    part_of = next(each for each in choices.findChildren(QCheckBox))
    part_of.click()
    assert choices.wish.basis.with_gold


def test_arrow_keys_walk_through_the_measures(choices, office):
    choices.focus_first()
    office.bot.keyClick(choices.focusWidget(), Qt.Key.Key_Right)
    assert choices.wish.measure is Measure.SPANS_EXACT

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from db import shipped
from db.queries import schemes
from db.scheme.model import AttributeKind
from db.scheme.parts import PartKind
from db.scheme.toml import parse
from gui import ask, theme
from gui.background import Background
from gui.project.scheme.editors import QuestionEditor
from gui.project.scheme.form import Form
from gui.project.scheme.options_field import OptionsField
from gui.project.scheme.outline import Chapter
from gui.project.scheme.page import SchemePage
from gui.project_session import ProjectSession
from gui.theme import DARK, LIGHT
from tests.builders import make_desk

DEFAULT = shipped.DEFAULT_SCHEME.read_text(encoding="utf-8")


class Bench:
    """A scheme page on a project in which France, its plan and a refusal are marked."""

    def __init__(self, desk, background: Background) -> None:
        self.desk = desk
        self.project = desk.project
        self.session = ProjectSession(desk.project, desk.author)
        self.refusals: list[object] = []
        self.session.failed.connect(self.refusals.append)
        self.background = background
        self.page = SchemePage(self.session, LIGHT, background)

    @property
    def form(self) -> Form:
        form = self.page.editor.form
        assert isinstance(form, Form)
        return form

    @property
    def labels(self):
        return self.page.draft.labels

    def write(self, qtbot, field: str, text: str) -> None:
        """Type into a field of the form, in place of what is there."""
        line = self.form.field(field)
        line.setFocus()
        line.selectAll()
        qtbot.keyClicks(line, text)

    def stored_labels(self) -> list[str]:
        rows = self.project.connection.execute("SELECT label FROM span ORDER BY id")
        return [row[0] for row in rows]


@pytest.fixture
def bench(qapp, qtbot, tmp_path):
    theme.apply(qapp, LIGHT, 100)
    desk = make_desk(tmp_path)
    desk.mark("ACTOR", "France")
    desk.mark("PROPOSAL", "send troops to the border")
    desk.mark("REJECTION", "rejected")
    background = Background()
    made = Bench(desk, background)
    qtbot.addWidget(made.page)
    made.page.resize(1180, 800)
    with qtbot.waitExposed(made.page):
        made.page.show()
    made.page.activateWindow()
    yield made
    background.close()
    made.page.close()
    desk.project.close()


@pytest.fixture
def answers(monkeypatch):
    """Agrees to everything that is asked, and remembers it."""
    asked: list[tuple[str, bool]] = []

    def confirm(_parent, _title, question, *, yes, is_danger=False):
        asked.append((question, is_danger))
        return True

    monkeypatch.setattr(ask, "confirm", confirm)
    return asked


def use(bench: Bench, qtbot) -> None:
    with qtbot.waitSignal(bench.session.changed):
        bench.page.header.use_wanted.emit()


def test_the_page_opens_with_the_scheme_in_force_and_nothing_to_do(bench):
    assert not bench.page.is_changed
    assert bench.page.problems.text == "No problems"
    assert [card.accessibleName() for card in bench.page.preview.cards] == [
        "Preview of Actor",
        "Preview of Proposal",
        "Preview of Rejection",
    ]
    assert bench.page.header.version_titles[0].startswith("1.0 of ")


def test_what_is_typed_shows_in_outline_and_preview_and_gets_a_version_of_its_own(bench, qtbot):
    bench.page.outline.choose(bench.labels[1])
    bench.write(qtbot, "title", "Offer")
    assert bench.form.title == "Offer"
    assert bench.page.is_changed
    assert bench.page.draft.version == "1.1"
    qtbot.waitUntil(
        lambda: "Preview of Offer" in [card.accessibleName() for card in bench.page.preview.cards]
    )
    assert schemes.current(bench.project).version == "1.0"


def test_a_problem_stands_beside_its_field_and_keeps_the_version_from_being_used(bench, qtbot):
    bench.page.outline.choose(bench.labels[1])
    bench.write(qtbot, "key", "a")
    assert bench.form.shown_faults == {"key": "The key A is that of “Actor” already."}
    assert bench.page.problems.text.startswith("1 problem: ")
    bench.page.outline.choose(Chapter.GENERAL)
    bench.page.problems.next_wanted.emit()
    assert bench.page.outline.current is bench.labels[1]
    qtbot.waitUntil(lambda: bench.form.field("key").hasFocus())
    bench.write(qtbot, "key", "p")
    assert bench.form.shown_faults == {}
    assert bench.page.problems.text == "No problems"


def test_a_key_field_takes_the_letter_that_is_pressed_last(bench, qtbot):
    bench.page.outline.choose(bench.labels[1])
    line = bench.form.field("key")
    qtbot.keyClicks(line, "wz")
    assert line.text() == "Z"
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    assert bench.form.shown_faults["key"].startswith("A key is needed")


def test_a_new_label_names_itself_after_its_title_and_can_be_used(bench, qtbot, answers):
    bench.page.tools.add_label()
    assert bench.page.outline.current is bench.labels[3]
    qtbot.waitUntil(lambda: bench.form.field("title").hasFocus())
    bench.write(qtbot, "title", "Open threat")
    bench.write(qtbot, "key", "w")
    assert bench.labels[3].value.label == "OPEN_THREAT"
    assert bench.form.field("label").text() == "OPEN_THREAT"
    use(bench, qtbot)
    assert schemes.current(bench.project).span_type("OPEN_THREAT") is not None
    assert not bench.page.is_changed
    assert [is_danger for _, is_danger in answers] == [False]
    assert "The label “Open threat” is new" in answers[0][0]


def test_a_renamed_label_takes_what_is_marked_along(bench, qtbot, answers):
    bench.page.outline.choose(bench.labels[1])
    bench.write(qtbot, "label", "OFFER")
    use(bench, qtbot)
    assert bench.stored_labels() == ["ACTOR", "OFFER", "REJECTION"]
    assert "1 span in 1 article labelled “Proposal”" in answers[0][0]
    assert [each.version for each in schemes.every(bench.project)] == ["1.0", "1.1"]


def test_what_would_be_deleted_is_asked_for_and_nothing_goes_without_consent(
    bench, qtbot, monkeypatch
):
    asked = []

    def refuse(_parent, _title, question, *, yes, is_danger=False):
        asked.append((question, is_danger))
        return False

    monkeypatch.setattr(ask, "confirm", refuse)
    bench.page.outline.choose(bench.labels[2])
    bench.page.outline.setFocus()
    qtbot.keyClick(bench.page.outline, Qt.Key.Key_Delete)
    assert [each.value.label for each in bench.labels] == ["ACTOR", "PROPOSAL"]
    bench.page.outline.choose(Chapter.RULES)
    bench.page.draft.conflicts.clear()
    bench.page.editor.edited.emit()
    bench.page.header.use_wanted.emit()
    qtbot.waitUntil(lambda: bool(asked))
    [(question, is_danger)] = asked
    assert is_danger
    assert "1 span in 1 article labelled “Rejection”" in question
    qtbot.waitUntil(lambda: bench.page.isEnabled() and not bench.background.running)
    assert bench.stored_labels() == ["ACTOR", "PROPOSAL", "REJECTION"]
    assert bench.page.is_changed


def test_a_cancelled_attempt_leaves_the_page_as_it_was(bench, qtbot, answers):
    bench.page.outline.choose(bench.labels[1])
    bench.write(qtbot, "title", "Offer")
    release = threading.Event()
    bench.background.start(lambda _progress: release.wait(10))
    bench.page.header.use_wanted.emit()
    assert not bench.page.editor.isEnabled()
    bench.background.running[1].cancel()
    release.set()
    qtbot.waitUntil(bench.page.editor.isEnabled)
    assert answers == []
    assert bench.page.is_changed
    assert bench.session.scheme.version == "1.0"


def test_a_question_can_change_its_kind_and_its_options(bench, qtbot):
    status = bench.labels[1].attributes[0]
    bench.page.outline.choose(status)
    field = bench.form.field("options")
    assert isinstance(field, OptionsField)
    table = field.focusProxy()
    table.setCurrentCell(0, 0)
    table.item(0, 0).setText("aired")
    assert status.options[0].value.title == "aired"
    assert status.options[0].value.value == "floated"
    field._move_down()
    assert [each.value.value for each in status.options[:2]] == ["proposed", "floated"]
    field._remove()
    assert "floated" not in [each.value.value for each in status.options]
    kind = bench.form.field("kind")
    kind.activated.emit(1)
    assert status.value.kind is AttributeKind.TEXT
    assert status.options == []

    def form_is_new() -> None:
        assert isinstance(bench.form, QuestionEditor)
        assert "options" not in bench.form._fields

    qtbot.waitUntil(form_is_new)


def test_a_new_option_is_kept_under_a_name_made_from_its_title(bench, qtbot):
    status = bench.labels[1].attributes[0]
    bench.page.outline.choose(status)
    field = bench.form.field("options")
    field._add()
    table = field.focusProxy()
    row = table.rowCount() - 1
    editor = table.viewport().findChild(QLineEdit) or table.findChild(QLineEdit)
    qtbot.keyClicks(editor, "On ice")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: status.options[row].value.title == "On ice")
    assert status.options[row].value.value == "on_ice"
    assert bench.page.problems.text == "No problems"


def test_slots_say_what_may_fill_them(bench, qtbot):
    proposed_by = bench.labels[1].roles[0]
    bench.page.outline.choose(proposed_by)
    bench.form.field("target 0").setChecked(False)
    assert bench.form.shown_faults == {"targets": "A role needs at least one label to point at."}
    bench.form.field("target 1").setChecked(True)
    bench.form.field("target 0").setChecked(True)
    assert [each.value.label for each in proposed_by.targets] == ["ACTOR", "PROPOSAL"]


def test_rules_known_names_and_guidelines_are_edited_too(bench, qtbot):
    page = bench.page
    page.outline.choose(Chapter.RULES)
    bench.form.field("nesting").setChecked(False)
    page.outline.choose(page.draft.known[0])
    bench.form.field("names").setPlainText("Norland\n\n Sudland \n")
    page.outline.choose(Chapter.GUIDELINES)
    page.editor.form.focusProxy().setPlainText("# Short\n\nMark *everything*.")
    scheme = page.draft.scheme()
    assert not scheme.rules.nesting
    assert scheme.known[0].names == ("Norland", "Sudland")
    assert scheme.guidelines == "# Short\n\nMark *everything*."


def test_a_pair_of_roles_can_come_and_go(bench, qtbot):
    bench.page.outline.choose(Chapter.RULES)
    bench.form._add_conflict_item()
    assert len(bench.page.draft.conflicts) == 2
    qtbot.waitUntil(lambda: "conflict 1" in bench.form._fields)
    assert bench.form.shown_faults == {"conflict 1": "A role is needed."}
    bench.form.field("conflict 1").removed.emit()
    assert len(bench.page.draft.conflicts) == 1


def test_an_unfinished_draft_is_there_again_after_a_restart(bench, qtbot):
    bench.page.outline.choose(bench.labels[1])
    bench.write(qtbot, "label", "OFFER")
    bench.page.hide()
    again = SchemePage(bench.session, LIGHT, bench.background)
    qtbot.addWidget(again)
    assert again.is_changed
    assert again.draft.labels[1].value.label == "OFFER"
    assert again.draft.renames(bench.session.scheme)
    again.header.discard_wanted.emit()
    assert not again.is_changed
    third = SchemePage(bench.session, LIGHT, bench.background)
    qtbot.addWidget(third)
    assert not third.is_changed


def test_a_scheme_file_is_read_and_written(bench, tmp_path, monkeypatch):
    text = DEFAULT.replace('version = "1.0"', 'version = "7"').replace("#0072B2", "#005A8C")
    path = tmp_path / "lead.toml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(ask, "open_file", lambda *_, **__: path)
    bench.page.header.import_wanted.emit()
    assert bench.page.draft.scheme() == parse(text)
    out = tmp_path / "out.toml"
    monkeypatch.setattr(ask, "save_file", lambda *_, **__: out)
    bench.page.header.export_wanted.emit()
    assert out.read_text(encoding="utf-8") == text


def test_a_scheme_file_with_problems_is_shown_with_them_and_changes_nothing(
    bench, tmp_path, monkeypatch
):
    told = []
    path = tmp_path / "bad.toml"
    monkeypatch.setattr(ask, "open_file", lambda *_, **__: path)
    monkeypatch.setattr(ask, "message", lambda _parent, fault: told.append(fault))
    for content in (b"id = ", b"\xff\xfe", DEFAULT.replace('"A"', '"AA"').encode()):
        path.write_bytes(content)
        bench.page.header.import_wanted.emit()
    path.unlink()
    bench.page.header.import_wanted.emit()
    assert len(told) == 4
    assert "bad.toml, line 1" in str(told[0])
    assert not bench.page.is_changed


def test_one_can_return_to_an_earlier_version(bench, qtbot, answers):
    bench.page.outline.choose(bench.labels[1])
    bench.write(qtbot, "title", "Offer")
    use(bench, qtbot)
    first = schemes.every(bench.project)[0]
    bench.page.header.version_wanted.emit(first.id)
    assert bench.labels[1].value.title == "Proposal"
    assert bench.page.problems.text == "No problems"
    use(bench, qtbot)
    assert schemes.current_toml(bench.project) == DEFAULT
    assert len(schemes.every(bench.project)) == 2


def test_a_version_number_that_is_kept_already_is_a_problem(bench, qtbot):
    bench.page.outline.choose(bench.labels[1])
    bench.write(qtbot, "title", "Offer")
    bench.page.outline.choose(Chapter.GENERAL)
    bench.write(qtbot, "version", "1.0")
    assert bench.form.shown_faults == {"version": "The project keeps another version 1.0 already."}


def test_parts_can_be_added_moved_and_removed_by_the_keyboard(bench, qtbot):
    page = bench.page
    page.outline.choose(bench.labels[0])
    page.outline.setFocus()
    qtbot.keyClick(page.outline, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [each.value.label for each in bench.labels] == ["PROPOSAL", "ACTOR", "REJECTION"]
    assert page.outline.current is bench.labels[1]
    page.tools.add_slot()
    page.tools.add_question()
    page.tools.add_referent_question()
    page.tools.add_field()
    page.tools.add_known()
    actor = bench.labels[1]
    assert len(actor.roles) == 1
    assert len(actor.attributes) == 1
    assert len(actor.referent_attributes) == 3
    assert page.draft.fields[-1].kind is PartKind.ARTICLE_FIELD
    page.tools.remove_chosen()
    assert len(page.draft.known) == 3


def test_every_control_has_a_name_for_a_screen_reader(bench):
    nodes = [*Chapter, *(item for _, item in bench.page.draft.placed())]
    for node in nodes:
        bench.page.outline.choose(node)
        assert _nameless(bench.page) == []


def test_a_narrow_page_has_room_for_the_form_first(bench, qtbot):
    bench.page.resize(560, 640)
    qtbot.waitUntil(lambda: not bench.page.preview.isVisible())
    bench.page.resize(1180, 640)
    qtbot.waitUntil(bench.page.preview.isVisible)


def test_the_page_follows_the_theme(bench):
    bench.page.set_theme(DARK)
    assert bench.page.grab().toImage().isNull() is False
    bench.page.set_theme(LIGHT)


def _nameless(page: QWidget) -> list[QWidget]:
    kinds = (QLineEdit, QComboBox, QPlainTextEdit, QAbstractButton)
    return [
        widget
        for widget in page.findChildren(QWidget)
        if isinstance(widget, kinds)
        and widget.isVisible()
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
        and widget.objectName() != "qt_spinbox_lineedit"
    ]

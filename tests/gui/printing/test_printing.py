"""An annotated article on paper: what stands on it, and how it comes there."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPrintSupport import QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from db.errors import StorageFault
from gui import ask
from gui.background import Background
from gui.printing.commands import Printing, file_name
from gui.printing.paper import write_pdf
from gui.printing.parts import TextPart, parts_of
from gui.printing.sheet import make_sheet
from tests.builders import make_article
from tests.gui.annotate.room import made_room

LONG = "\n\n".join(
    f"Paragraph {number}. " + "Words that fill the line. " * 30 for number in range(30)
)


@pytest.fixture
def room(qapp, tmp_path):
    article = make_article(
        "France rejected the plan to send troops.",
        title="Troops",
        metadata={"publisher": "Courier"},
    )
    with made_room(tmp_path, article, LONG) as made:
        desk = made.desk()
        desk.open()
        rejected = desk.mark("REJECTION", "rejected")
        desk.link(rejected, "rejects", desk.mark("PROPOSAL", "plan to send troops"))
        desk.link(rejected, "rejected_by", desk.mark("ACTOR", "France"))
        made.selection.choose_article(None)
        made.open(0)
        yield made


@pytest.fixture
def background(qapp):
    made = Background()
    yield made
    made.close()


@pytest.fixture
def printing(room, background, qtbot):
    window = QWidget()
    window.resize(900, 700)
    qtbot.addWidget(window)
    window.show()
    made = Printing(window, room.session, room.current, room.settings, background)
    made.told = []
    made.said.connect(lambda *said: made.told.append(said))
    return made


def sheet_of(room):
    return make_sheet(room.current.article, room.current.annotation, room.session.scheme)


def drawn(part) -> QImage:
    image = QImage(700, 400, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    part.draw(painter, 0, part.height)
    painter.end()
    return image


def colours(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }


def test_title_answers_statements_and_the_labels_in_use_are_on_the_sheet(room):
    sheet = sheet_of(room)
    assert sheet.title == "Troops"
    assert sheet.facts == (("Publisher", "Courier"),)
    assert [each.split(",")[0] for each in sheet.statements][:1] == [
        "France (state) rejects plan to send troops"
    ]
    assert sheet.legend.split() == ["Actor", "Proposal", "Rejection"]
    assert [each.label for each in sheet.legend_spans] == ["ACTOR", "PROPOSAL", "REJECTION"]


def test_spans_are_tinted_and_underlined_on_the_paper(room):
    part = next(each for each in parts_of(sheet_of(room), 640) if isinstance(each, TextPart))
    seen = colours(drawn(part))
    for span in sheet_of(room).spans:
        assert span.colour.name() in seen


def test_a_text_without_spans_prints_its_words_only(room):
    room.open(1)
    sheet = sheet_of(room)
    assert sheet.statements == ()
    assert sheet.legend == ""
    assert len(parts_of(sheet, 640)) == 2


def test_a_pdf_has_as_many_pages_as_the_text_needs(room, tmp_path):
    room.open(1)
    path = tmp_path / "long.pdf"
    pages = write_pdf(sheet_of(room), path)
    content = path.read_bytes()
    assert content.startswith(b"%PDF")
    assert pages > 3
    assert content.count(b"/Type /Page\n") == pages


def test_a_pdf_that_can_not_be_written_is_told(room, tmp_path):
    with pytest.raises(StorageFault, match="Choose another folder"):
        write_pdf(sheet_of(room), tmp_path / "none" / "a.pdf")


def test_save_as_pdf_writes_in_the_background_and_tells_where(
    qtbot, printing, background, room, tmp_path, monkeypatch
):
    path = tmp_path / "Troops.pdf"
    offered = []
    monkeypatch.setattr(ask, "save_file", lambda *args: offered.append(args[2].name) or path)
    tasks = []
    background.started.connect(tasks.append)
    printing.save_pdf()
    qtbot.waitUntil(lambda: bool(printing.told))
    assert offered == ["Troops.pdf"]
    assert path.stat().st_size > 1000
    assert printing.told[0][0] == "Troops.pdf is written, 1 page."
    assert tasks[0].folder == tmp_path


def test_without_an_article_nothing_is_printed(printing, room):
    room.selection.choose_article(None)
    printing.save_pdf()
    printing.preview()
    assert "Open an article first" in printing.told[0][0]


def test_the_pages_are_shown_before_they_are_printed(qtbot, printing):
    printing.preview()
    dialog = printing.parent().findChild(QPrintPreviewDialog)
    assert dialog is not None
    assert "Troops" in dialog.windowTitle()
    dialog.close()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Troops: who sends them?", "Troops who sends them"),
        ("///", "Article"),
        ("x" * 99, "x" * 60),
    ],
)
def test_a_title_becomes_a_name_that_files_can_have(title, name):
    assert file_name(title) == name

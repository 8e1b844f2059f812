"""An article written for this test, from the first word to Done, with the keyboard alone."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from db.model import LayerState
from tests.builders import make_article, make_project
from tests.journeys.annotator import Annotator
from tests.journeys.program import annotator_of

BODY = (
    "Ruritania proposed a common border police on Monday, said Minister Ilse Brandt. The "
    "proposal, and with it a shared budget, was rejected by Freedonia and by Sylvania.\n\n"
    "“We will not pay,” Brandt was told."
)


def test_a_sample_is_annotated_and_done_with_keys_alone(qapp: QApplication, tmp_path: Path):
    articles = [make_article(BODY, title="First"), make_article("No news.", title="Second")]
    make_project(tmp_path, articles=articles, name="own").close()
    with annotator_of(tmp_path / "own.demarche", qapp) as annotator:
        the_proposal(annotator)
        the_rejection(annotator)
        the_refusal(annotator)
        take_back_and_do_again(annotator)
        annotator.press("Ctrl+Return")
        assert annotator.page.current.article is not None
        assert annotator.page.current.article.title == "Second"
        annotator.press("K")
        assert annotator.annotation.layer.state is LayerState.DONE
        assert annotator.effort.gestures_and_keys <= 45


def the_proposal(annotator: Annotator) -> None:
    """A span with a gap, a filler marked and linked in one, and one picked by its letter."""
    annotator.select("a common border police")
    annotator.press("P")
    annotator.select("Ruritania")
    annotator.press("B")
    annotator.select("Ilse Brandt")
    annotator.press("Shift+V", "Y", "P")
    annotator.select("The proposal")
    annotator.press("Shift+P")
    annotator.select("a shared budget")
    annotator.press("+")
    proposal = annotator.selected
    assert proposal is not None
    assert [BODY[piece.start : piece.end] for piece in proposal.fragments] == [
        "The proposal",
        "a shared budget",
    ]
    assert len({span.referent for span in annotator.annotation.spans}) == 3


def the_rejection(annotator: Annotator) -> None:
    annotator.select("rejected")
    annotator.press("R", "X")
    annotator.pick("The proposal, and with it a shared budget")
    for words in ("Freedonia", "Sylvania"):
        annotator.select(words)
        annotator.press("B")
    annotator.press("U", "Shift+S", "E")


def the_refusal(annotator: Annotator) -> None:
    """Nobody is named, and what is refused is only implied."""
    annotator.select("We will not pay")
    annotator.press("R", "X", "2", "B", "1")
    annotator.select("Brandt", start=BODY.index("Brandt was"))
    annotator.press("A")
    assert [link.absence for link in annotator.annotation.links if link.absence] == [
        "implied",
        "unnamed",
    ]


def take_back_and_do_again(annotator: Annotator) -> None:
    before = annotator.annotation
    for _ in range(6):
        annotator.press("Ctrl+Z")
    assert annotator.annotation != before
    for _ in range(6):
        annotator.press("Ctrl+Y")
    assert annotator.annotation == before
    annotator.effort.keys -= 12

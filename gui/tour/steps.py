"""The steps of the tour: what is said, what is pointed at, when it is done, and how it is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRect

from gui.tour.course import ACTOR, PROPOSAL, REJECTION, Course
from gui.translation import tr

PROPOSED_BY, REJECTS, REJECTED_BY = "proposed_by", "rejects", "rejected_by"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to learn; `words` are those that it points at, where it points at words."""

    id: str
    title: str
    sentence: str
    is_done: Callable[[Course], bool]
    show: Callable[[Course], object]
    words: str = ""
    points_at: Callable[[Course], QRect] | None = None


def steps_of(course: Course) -> tuple[Step, ...]:
    """The nine steps, in the words of the lesson."""
    return (*_proposal(course), *_rejection(course), *_whole(course))


def _proposal(course: Course) -> tuple[Step, ...]:
    lesson = course.place.lesson
    return (
        Step(
            id="actor",
            title=tr("Mark who acts"),
            sentence=tr(
                "Select “{words}” with the mouse, or with Shift and the arrow keys. Then press "
                "{key}: they are an actor.",
                words=lesson.proposer,
                key=course.label_key(ACTOR),
            ),
            words=lesson.proposer,
            is_done=lambda now: bool(now.spans(ACTOR)),
            show=lambda now: now.mark(ACTOR, lesson.proposer),
        ),
        Step(
            id="proposal",
            title=tr("Mark what is proposed"),
            sentence=tr(
                "Select “{words}” and press {key}. A card for the proposal appears on the right.",
                words=lesson.proposal,
                key=course.label_key(PROPOSAL),
            ),
            words=lesson.proposal,
            is_done=lambda now: bool(now.spans(PROPOSAL)),
            show=lambda now: now.mark(PROPOSAL, lesson.proposal),
        ),
        Step(
            id="proposed_by",
            title=tr("Say who proposed it"),
            sentence=tr(
                "The proposal is selected (Tab walks to it). Press {key}: letters appear over what "
                "can fill the slot. Press the letter over “{words}”.",
                key=course.role_key(PROPOSED_BY, PROPOSAL),
                words=lesson.proposer,
            ),
            words=lesson.proposer,
            is_done=lambda now: now.has_link(PROPOSED_BY, PROPOSAL),
            show=lambda now: now.link(
                PROPOSED_BY,
                now.span_at(PROPOSAL, lesson.proposal),
                now.span_at(ACTOR, lesson.proposer),
            ),
        ),
    )


def _rejection(course: Course) -> tuple[Step, ...]:
    lesson = course.place.lesson
    return (
        Step(
            id="rejection",
            title=tr("Mark the no"),
            sentence=tr(
                "Further down, select “{words}” and press {key}.",
                words=lesson.rejection,
                key=course.label_key(REJECTION),
            ),
            words=lesson.rejection,
            is_done=lambda now: bool(now.spans(REJECTION)),
            show=lambda now: now.mark(REJECTION, lesson.rejection),
        ),
        Step(
            id="rejects",
            title=tr("Say what is rejected"),
            sentence=tr(
                "The rejection is selected. Press {key}, then the letter over “{words}”.",
                key=course.role_key(REJECTS, REJECTION),
                words=lesson.proposal,
            ),
            words=lesson.proposal,
            is_done=lambda now: now.has_link(REJECTS, REJECTION),
            show=lambda now: now.link(
                REJECTS,
                now.span_at(REJECTION, lesson.rejection),
                now.span_at(PROPOSAL, lesson.proposal),
            ),
        ),
        Step(
            id="rejected_by",
            title=tr("Mark and link in one"),
            sentence=tr(
                "Now select “{words}” and press {key}. That marks the words and puts them into the "
                "slot at once.",
                words=lesson.rejecter,
                key=course.role_key(REJECTED_BY, REJECTION),
            ),
            words=lesson.rejecter,
            is_done=lambda now: now.has_link(REJECTED_BY, REJECTION),
            show=lambda now: now.mark_and_link(
                REJECTED_BY, now.span_at(REJECTION, lesson.rejection), lesson.rejecter
            ),
        ),
    )


def _whole(course: Course) -> tuple[Step, ...]:
    return (
        Step(
            id="undo",
            title=tr("Take something back"),
            sentence=tr(
                "Everything is saved as you do it, and nothing is final. {undo} takes the last "
                "step back, {redo} does it again. Try both.",
                undo=course.key("edit.undo"),
                redo=course.key("edit.redo"),
            ),
            is_done=lambda now: now.was_redone,
            show=_undo_and_redo,
        ),
        Step(
            id="help",
            title=tr("Find help"),
            sentence=tr(
                "{keys} in the text shows all keys, {guidelines} the guidelines, {palette} finds "
                "articles and commands. Look at one of them; Escape brings you back.",
                keys="?",
                guidelines=course.key("help.guidelines"),
                palette=course.key("palette.open"),
            ),
            is_done=lambda now: now.has_seen_help,
            show=lambda now: now.window.run_command("help.guidelines"),
        ),
        Step(
            id="done",
            title=tr("Done", meaning="one article"),
            sentence=tr(
                "{key} checks the article, marks it as done and opens the next one. What is still "
                "open is listed first.",
                key=course.key("article.done"),
            ),
            points_at=lambda now: now.rect_of_widget(now.window.annotate.done),
            is_done=lambda now: now.is_done,
            show=lambda now: now.window.run_command("article.done"),
        ),
    )


def _undo_and_redo(course: Course) -> None:
    for command in ("edit.undo", "edit.redo"):
        course.window.run_command(command)
        course.note()

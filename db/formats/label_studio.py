"""Label Studio's JSON: tasks with an annotation from each annotator and predictions of models.

Reads whole exports and the short form (JSON-MIN). Offsets count code points now and UTF-16 units
in older versions, and line ends of two signs shift them; the quotes tell. Answers about a region
carry the region's id and become its attributes. `db.formats.label_studio_writer` writes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from db.formats.faults import Object
from db.formats.foreign import (
    ForeignArticle,
    ForeignLayer,
    ForeignLink,
    ForeignNote,
    ForeignRead,
)
from db.formats.json_lines import dicts, objects, plain, plain_values, whole_number
from db.formats.marks import Account, Mark, placed, refused, tied, with_referents
from db.formats.offsets import RawText
from db.model import AnnotatorKind, AttributeValue
from db.text.decoding import Unreadable
from db.text.titles import title_of

SUFFIXES = (".json", ".jsonl")
ANNOTATORS = "annotators"
"""The key of a task's data that names who made its annotations, in their order."""

_LABELS = frozenset({"labels", "hypertextlabels"})
_TEXT_KEYS = ("text", "body", "content", "article")
_MIN_KEYS = frozenset({
    "id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time",
})  # fmt: skip
_SHOWN = 40


def read(stream: BinaryIO, *, path: str, annotator: str | None = None) -> Iterator[ForeignRead]:
    """Each task as an article with a layer for each annotation and prediction."""
    for number, data in objects(stream):
        if isinstance(data, str):
            yield refused(path, data, number)
        elif isinstance(data.get("data"), dict):
            yield _task(data, Account(path, number), annotator)
        else:
            yield _short_task(data, Account(path, number), annotator)


def _task(task: Object, account: Account, annotator: str | None) -> ForeignRead:
    data = task["data"]
    assert isinstance(data, dict)
    key = _text_key(data)
    text = _text(data, key, account)
    if isinstance(text, ForeignRead):
        return text
    names = data.get(ANNOTATORS)
    names = names if isinstance(names, list) else []
    annotations = dicts(task.get("annotations", task.get("completions")))
    layers = []
    for counter, annotation in enumerate(annotations):
        if annotation.get("was_cancelled") is True:
            account.note(f"annotation {counter + 1} was skipped by its annotator and is left out")
            continue
        said = names[counter] if counter < len(names) else None
        who = said if isinstance(said, str) and said else _who(annotation) or annotator
        kind = AnnotatorKind.GOLD if annotation.get("ground_truth") is True else AnnotatorKind.HUMAN
        layers.append(_Results(annotation.get("result"), account).layer(text, who, kind))
    for prediction in dicts(task.get("predictions")):
        version = plain(prediction.get("model_version"))
        model = "a model" if version is None else str(version)
        results = _Results(prediction.get("result"), account)
        layers.append(results.layer(text, model, AnnotatorKind.MODEL))
    rest = {name: value for name, value in data.items() if name not in {key, ANNOTATORS}}
    return account.read(_article(task.get("id"), text, rest, layers))


def _short_task(task: Object, account: Account, annotator: str | None) -> ForeignRead:
    """A task of JSON-MIN: the data's keys and, for each control, its values."""
    key = _text_key(task)
    text = _text(task, key, account)
    if isinstance(text, ForeignRead):
        return text
    results: list[object] = []
    answers: dict[str, AttributeValue] = {}
    used = set()
    for name, value in task.items():
        regions = [each for each in dicts(value) if "start" in each and "end" in each]
        for region in regions:
            kind = "labels" if "labels" in region else "hypertextlabels"
            results.append({"type": kind, "from_name": name, "value": region})
        if isinstance(value, dict) and isinstance(value.get("choices"), list):
            answers[name] = plain(value["choices"]) or ""
        if regions or name in answers:
            used.add(name)
    who = _who({"completed_by": task.get("annotator")}) or annotator
    layer = _Results(results, account).layer(text, who, AnnotatorKind.HUMAN, answers)
    rest = {name: each for name, each in task.items() if name not in used | {key} | _MIN_KEYS}
    return account.read(_article(task.get("id"), text, rest, [layer]))


def _text_key(data: Object) -> str:
    """The key of the text: by its usual names, else the longest text."""
    texts = {name: value for name, value in data.items() if isinstance(value, str)}
    usual = next((name for name in _TEXT_KEYS if name in texts), None)
    return usual or max(texts, key=lambda name: len(texts[name]), default="")


def _text(data: Object, key: str, account: Account) -> RawText | ForeignRead:
    raw = data.get(key)
    if not isinstance(raw, str):
        return refused(account.path, "the task holds no text", account.line)
    try:
        return RawText(raw)
    except Unreadable as error:
        return refused(account.path, f'"{key}" can\'t be used: {error}', account.line)


def _article(
    identifier: object, text: RawText, rest: Object, layers: list[ForeignLayer]
) -> ForeignArticle:
    metadata = plain_values(rest)
    title = metadata.pop("title", None)
    name = metadata.pop("id", identifier)
    return ForeignArticle(
        name="" if name is None else str(name),
        text=text.body,
        title=str(title) if title else title_of(text.body, fallback=""),
        metadata=metadata,
        layers=tuple(layers),
    )


def _who(annotation: Object) -> str | None:
    who = annotation.get("completed_by")
    if isinstance(who, dict):
        names = (who.get(key) for key in ("email", "username", "id"))
        who = next((name for name in names if isinstance(name, str | int) and name != ""), None)
    return str(who) if isinstance(who, str | int) and who != "" else None


class _Results:
    """The results of one annotation: regions first, then what is said about them."""

    def __init__(self, results: object, account: Account) -> None:
        self._account = account
        self._marks: dict[str, Mark] = {}
        self._regions: dict[str, str] = {}
        self._links: list[ForeignLink] = []
        self._answers: dict[str, dict[str, AttributeValue]] = {}
        self._about_article: dict[str, AttributeValue] = {}
        self._notes: list[ForeignNote] = []
        entries = dicts(results)
        for counter, result in enumerate(entries, start=1):
            if _is_region(result):
                self._region(result, counter)
        for counter, result in enumerate(entries, start=1):
            if result.get("type") == "relation":
                self._relation(result, counter)
            elif not _is_region(result):
                self._answer(result, counter)

    def layer(
        self,
        text: RawText,
        annotator: str | None,
        kind: AnnotatorKind,
        answers: dict[str, AttributeValue] | None = None,
    ) -> ForeignLayer:
        """The layer that the results make."""
        marks = [
            Mark(
                id=mark.id,
                label=mark.label,
                pieces=mark.pieces,
                words=mark.words,
                quote=mark.quote,
                attributes=self._answers.get(self._regions[mark.id], {}),
                kind=mark.kind,
            )
            for mark in self._marks.values()
        ]
        found = placed(text, marks, self._account)
        spans, referents = with_referents(found)
        return ForeignLayer(
            annotator=annotator,
            kind=kind,
            spans=spans,
            links=tied(self._links, spans, self._account),
            referents=referents,
            notes=tuple(self._notes),
            answers=self._about_article | (answers or {}),
        )

    def _region(self, result: Object, counter: int) -> None:
        value = result.get("value")
        if not isinstance(value, dict):
            self._account.problem(f"result {counter} has no value")
            return
        place = _place(value)
        names = _texts(value.get("labels", value.get("hypertextlabels")))
        identifier = result.get("id")
        name = identifier if isinstance(identifier, str) and identifier else f"r{counter}"
        words = f'region "{name}"'
        if place is None or not names:
            self._account.problem(f"{words} has no label, start and end in a text")
            return
        if name in self._marks:
            self._account.problem(f"{words}: there is another one of this id before")
            return
        quote = value.get("text")
        for number, label in enumerate(names):
            own = name if number == 0 else f"{name}#{counter}.{number}"
            self._regions[own] = name
            self._marks[own] = Mark(
                id=own,
                label=label,
                pieces=(place,),
                words=words,
                quote=quote if isinstance(quote, str) else None,
                kind=str(result.get("from_name") or ""),
            )
        self._meta(result, name)

    def _meta(self, result: Object, about: str) -> None:
        meta = result.get("meta")
        texts = meta.get("text") if isinstance(meta, dict) else None
        for text in texts if isinstance(texts, list) else [texts]:
            if isinstance(text, str) and text:
                self._notes.append(ForeignNote(text=text, about=about))

    def _relation(self, result: Object, counter: int) -> None:
        source, target = result.get("from_id"), result.get("to_id")
        if not isinstance(source, str) or not isinstance(target, str):
            self._account.problem(f"relation {counter} has no from_id and to_id")
            return
        if result.get("direction") == "left":
            source, target = target, source
        for number, role in enumerate(_texts(result.get("labels")) or [""]):
            self._links.append(
                ForeignLink(
                    id=f"l{counter}" if number == 0 else f"l{counter}#{number}",
                    role=role,
                    source=source,
                    target=target,
                )
            )

    def _answer(self, result: Object, counter: int) -> None:
        """A choice, text, number or rating, about a region of the same id or about the article."""
        kind, value = result.get("type"), result.get("value")
        answer = None
        if isinstance(value, dict) and isinstance(kind, str):
            answer = _answer_of(value.get("text" if kind == "textarea" else kind))
        if answer is None:
            shown = str(kind)[:_SHOWN]
            self._account.note(f'result {counter} ("{shown}") says nothing that can be kept here')
            return
        name = str(result.get("from_name") or kind)
        about = result.get("id")
        if isinstance(about, str) and about in self._marks:
            self._answers.setdefault(about, {})[name] = answer
        else:
            self._about_article[name] = answer


def _is_region(result: Object) -> bool:
    kind = result.get("type")
    return isinstance(kind, str) and kind in _LABELS


def _place(value: Object) -> tuple[int, int] | None:
    """Start and end; in HTML those of the text as a whole."""
    whole = value.get("globalOffsets")
    places = whole if isinstance(whole, dict) else value
    start, end = whole_number(places.get("start")), whole_number(places.get("end"))
    return None if start is None or end is None else (start, end)


def _texts(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _answer_of(value: object) -> AttributeValue | None:
    """An answer; lists in lists are the paths of a taxonomy."""
    if isinstance(value, list) and value and all(isinstance(each, list) for each in value):
        paths = ["/".join(str(step) for step in path) for path in value]
        return ", ".join(paths)
    return plain(value)

"""The forms of the scheme page, one class a kind of item; each changes its item with the typing."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal

from db.model import AttributeValue
from db.scheme.model import AttributeKind, LineStyle
from db.scheme.parts import PartKind
from gui.project.scheme.draft import Draft, LabelItem, QuestionItem, RoleItem, with_field
from gui.project.scheme.form import Form
from gui.project.scheme.names import label_from_title, name_from_title
from gui.project.scheme.options_field import OptionsField
from gui.translation import tr


class LabelEditor(Form):
    """What may be marked: its name, key and looks."""

    def __init__(self, item: LabelItem) -> None:
        value = item.value
        super().__init__(
            value.title or tr("New label"), tr("What can be marked, with its key and its looks.")
        )
        self._item = item
        self.edited.connect(self._take)
        self.text("title", tr("Title"), value.title)
        self.text("label", tr("Name in the data"), value.label)
        self.key("key", tr("Key"), value.key)
        self.colour("light", tr("Colour, light"), value.light)
        self.colour("dark", tr("Colour, dark"), value.dark)
        self.choice("line", tr("Underline"), _line_styles(), value.line)
        self.area("hint", tr("In a sentence"), value.hint, lines=4)
        self.finish()

    def _take(self, name: str, value: object) -> None:
        item = self._item
        before = item.value
        item.value = with_field(before, name, value)
        if name == "title":
            self.set_title(str(value) or tr("New label"))
            if item.origin is None and before.label == label_from_title(before.title):
                item.value = replace(item.value, label=label_from_title(str(value)))
                self.show_text("label", item.value.label)


class QuestionEditor(Form):
    """A question about spans, their referents, or the article.

    `rebuilt` asks for another form, because another kind of answer has other fields.
    """

    rebuilt = Signal()

    def __init__(self, item: QuestionItem) -> None:
        value = item.value
        super().__init__(value.title or tr("New question"), _about(item))
        self._item = item
        self.edited.connect(self._take)
        self.text("title", tr("Title"), value.title)
        self.text("name", tr("Name in the data"), value.name)
        if not item.is_field:
            self.key("key", tr("Key"), value.key, placeholder="–")
        self.choice("kind", tr("Kind of answer"), _answer_kinds(item), value.kind)
        self._options: OptionsField | None = None
        if value.kind is AttributeKind.CHOICE:
            self._options = OptionsField(item.options)
            self._options.edited.connect(self._take_options)
            self.custom("options", tr("Options"), self._options)
        self._add_default()
        if item.is_field:
            self.flag(
                "per_annotator",
                tr("Asked of each annotator"),
                value=item.kind is PartKind.ANNOTATOR_FIELD,
            )
        self.area("hint", tr("Explanation"), value.hint, lines=2)
        self.finish()

    def _take(self, name: str, value: object) -> None:
        item = self._item
        before = item.value
        if name == "options":
            return
        if name == "per_annotator":
            item.kind = PartKind.ANNOTATOR_FIELD if value else PartKind.ARTICLE_FIELD
            return
        if name == "default":
            value = _default_from(before.kind, value)
        item.value = with_field(before, name, value)
        if name == "kind":
            item.value = replace(item.value, default=None)
            if value is not AttributeKind.CHOICE:
                item.options.clear()
            self.rebuilt.emit()
        elif name == "title":
            self.set_title(str(value) or tr("New question"))
            if item.origin is None and before.name == name_from_title(before.title):
                item.value = replace(item.value, name=name_from_title(str(value)))
                self.show_text("name", item.value.name)

    def show_option_faults(self, faults: dict[int, str]) -> None:
        """Mark the options that something is wrong with, by their rows."""
        if self._options is not None:
            self._options.show_faults(faults)

    def _add_default(self) -> None:
        value, label = self._item.value, tr("Starts as")
        nothing = ("", tr("nothing"))
        if value.kind is AttributeKind.CHOICE:
            self.choice("default", label, self._default_options(), value.default or "")
        elif value.kind is AttributeKind.YES_NO:
            choices = [nothing, (True, tr("yes")), (False, tr("no"))]
            self.choice("default", label, choices, "" if value.default is None else value.default)
        elif value.kind is not AttributeKind.REFERENT:
            shown = "" if value.default is None else str(value.default)
            self.text("default", label, shown, placeholder=tr("nothing"))

    def _take_options(self) -> None:
        values = [each.value.value for each in self._item.options]
        default = self._item.value.default
        if default not in values:
            self._item.value = replace(self._item.value, default=None)
        self.refill("default", self._default_options(), self._item.value.default or "")
        self.edited.emit("options", None)

    def _default_options(self) -> list[tuple[object, str]]:
        options = [(each.value.value, each.value.title) for each in self._item.options]
        return [("", tr("nothing")), *options]


class RoleEditor(Form):
    """A slot of a statement and what may fill it."""

    def __init__(self, item: RoleItem, draft: Draft) -> None:
        value = item.value
        super().__init__(
            value.title or tr("New slot"), tr("A slot of a statement, to be filled with spans.")
        )
        self._item = item
        self.edited.connect(self._take)
        self.text("title", tr("Title"), value.title)
        self.text("name", tr("Name in the data"), value.name)
        self.key("key", tr("Key"), value.key)
        self.flag("required", tr("Has to be filled"), value=value.required).setToolTip(
            tr("Or a reason given why there is nothing to point at")
        )
        self.section(tr("What may fill it"))
        self._labels = list(draft.labels)
        for index, label in enumerate(self._labels):
            is_target = label in item.targets
            self.flag(f"target {index}", label.value.title or label.value.label, value=is_target)
        self.room_for_problem("targets")
        self.finish()

    def _take(self, name: str, value: object) -> None:
        item = self._item
        if name.startswith("target "):
            chosen = self._labels[int(name.split()[1])]
            kept = [each for each in self._labels if each in item.targets and each is not chosen]
            wanted = [*kept, chosen] if value else kept
            item.targets = [each for each in self._labels if each in wanted]
            return
        before = item.value
        item.value = with_field(before, name, value)
        if name == "title":
            self.set_title(str(value) or tr("New slot"))
            if item.origin is None and before.name == name_from_title(before.title):
                item.value = replace(item.value, name=name_from_title(str(value)))
                self.show_text("name", item.value.name)


class GeneralEditor(Form):
    """The scheme as a whole."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(tr("This scheme"), tr("What the scheme is called, here and in exports."))
        self._draft = draft
        self.edited.connect(self._take)
        self.text("title", tr("Title"), draft.title)
        self.text("id", tr("Name in the data"), draft.id)
        self.text("version", tr("Version"), draft.version)
        self.finish()

    def _take(self, name: str, value: object) -> None:
        setattr(self._draft, name, str(value))


def _line_styles() -> list[tuple[object, str]]:
    return [
        (LineStyle.SINGLE, tr("one line")),
        (LineStyle.LOW, tr("one line, lower")),
        (LineStyle.DOUBLE, tr("two lines")),
        (LineStyle.DASHED, tr("dashes")),
        (LineStyle.DOTTED, tr("dots")),
        (LineStyle.WAVY, tr("a wave")),
    ]


def _answer_kinds(item: QuestionItem) -> list[tuple[object, str]]:
    kinds: list[tuple[object, str]] = [
        (AttributeKind.CHOICE, tr("one of several options")),
        (AttributeKind.TEXT, tr("words")),
        (AttributeKind.YES_NO, tr("yes or no")),
        (AttributeKind.NUMBER, tr("a number")),
        (AttributeKind.DATE, tr("a date")),
    ]
    if item.kind is PartKind.REFERENT_ATTRIBUTE:
        kinds.append((AttributeKind.REFERENT, tr("another referent")))
    return kinds


def _about(item: QuestionItem) -> str:
    if item.is_field:
        return tr("A question about each article.")
    if item.kind is PartKind.REFERENT_ATTRIBUTE:
        return tr("A question about what is mentioned, answered once in the register.")
    return tr("A question about each marked span.")


def _default_from(kind: AttributeKind, value: object) -> AttributeValue | None:
    if isinstance(value, bool):
        return value
    text = str(value).strip()
    if not text:
        return None
    if kind is AttributeKind.NUMBER:
        try:
            return float(text) if "." in text else int(text)
        except ValueError:
            return text
    return text

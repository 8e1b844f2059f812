"""What is said about one of the first articles of an import; no screen."""

from __future__ import annotations

from collections import Counter

from db.imports.judging import Preview
from db.scheme.model import Scheme
from gui.isolation import in_a_row
from gui.translation import tr, tr_count


def row_words(preview: Preview) -> str:
    """Its line in the list: the title, and below it whose annotation comes with it."""
    title = " ".join(preview.title.split())
    if preview.annotator is None:
        return title
    marks = tr_count(preview.spans, "{count} span", "{count} spans")
    return f"{title}\n{in_a_row((_who(preview.annotator), marks))}"


def byline(preview: Preview) -> str:
    """What is known of the article."""
    return in_a_row(str(value) for value in preview.metadata.values())


def foot(preview: Preview, scheme: Scheme | None) -> str:
    """What is marked in it, and where it stands."""
    said = []
    if not preview.is_new:
        said.append(tr("the article is here already"))
    if preview.annotator is not None:
        said.append(_who(preview.annotator))
        said.append(tr_count(preview.spans, "{count} span", "{count} spans"))
        said.append(tr_count(preview.links, "{count} link", "{count} links"))
        counts = Counter(each.label for each in preview.marks)
        for label, count in counts.most_common():
            span_type = None if scheme is None else scheme.span_type(label)
            said.append(f"{label if span_type is None else span_type.title} {count}")
    fields = [f"{name}: {value}" for name, value in preview.metadata.items()]
    line = "" if preview.line is None else tr(", line {line}", line=preview.line)
    name = preview.path.replace("\\", "/").rpartition("/")[2]
    return in_a_row([*said, *fields, f"{name}{line}"])


def _who(annotator: str) -> str:
    return annotator or tr("gold")

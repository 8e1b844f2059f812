from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.formats import (
    brat,
    brat_writer,
    cas_json,
    cas_writer,
    cas_xmi,
    conll,
    doccano,
    label_studio,
    label_studio_writer,
    prodigy,
    refi_qda,
    refi_qda_writer,
    webanno_tsv,
    webanno_writer,
)
from db.formats.foreign import ForeignRead
from db.formats.record import Record
from tests.db.formats.foreign_checks import check_sound, gold

Reader = Callable[..., Iterator[ForeignRead]]
READERS: dict[str, Reader] = {
    "brat": lambda stream, path: brat.read(
        stream, io.BytesIO(gold().article.body.encode()), path=path
    ),
    "webanno": webanno_tsv.read,
    "xmi": cas_xmi.read,
    "json": cas_json.read,
    "conll": conll.read,
    "doccano": doccano.read,
    "label studio": label_studio.read,
    "prodigy": prodigy.read,
    "refi": refi_qda.read,
}


@cache
def file_of(name: str) -> bytes:
    """The full annotation of a real article in a format."""
    return WRITERS[name](gold())


def _refi(record: Record) -> bytes:
    stream = io.BytesIO()
    refi_qda_writer.write([record], stream, name="a project")
    return stream.getvalue()


WRITERS: dict[str, Callable[[Record], bytes]] = {
    "brat": lambda record: brat_writer.write(record).data,
    "webanno": lambda record: webanno_writer.write(record).data,
    "xmi": lambda record: cas_writer.write_xmi(record).data,
    "json": lambda record: cas_writer.write_json(record).data,
    "conll": lambda record: conll.write(record).data,
    "doccano": lambda record: doccano.write(record).data,
    "label studio": lambda record: b"[" + label_studio_writer.write([record]).data + b"]",
    "prodigy": lambda record: prodigy.write(record).data,
    "refi": _refi,
}


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """The bytes with some replaced, cut out or said twice, and perhaps cut off."""
    data = bytearray(whole)
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 40))
        match draw(st.sampled_from(["replace", "cut", "twice"])):
            case "replace":
                data[start : start + length] = draw(st.binary(max_size=8))
            case "cut":
                del data[start : start + length]
            case _:
                data[start:start] = data[start : start + length]
    return bytes(data[: draw(st.one_of(st.none(), st.integers(0, len(data))))])


@pytest.mark.parametrize("name", READERS)
def test_the_whole_file_is_sound(name: str):
    assert check_sound(READERS[name](io.BytesIO(file_of(name)), path="f")) == 1


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=60)
@given(data=st.data())
def test_a_damaged_file_gives_sound_articles_or_problems(name: str, data: st.DataObject):
    changed = data.draw(damaged(file_of(name)))
    check_sound(READERS[name](io.BytesIO(changed), path="f"))


@pytest.mark.parametrize("name", READERS)
@given(data=st.binary(max_size=120))
@settings(max_examples=60)
def test_any_bytes_give_sound_articles_or_problems(name: str, data: bytes):
    check_sound(READERS[name](io.BytesIO(data), path="f"))

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.formats import cas_writer, inception
from db.formats.archive import Archive
from db.formats.foreign import ForeignRead
from db.model import AnnotatorKind
from tests.db.formats.foreign_checks import article_of, gold, quotes, reasons
from tests.shared_data import shared

TSV = (
    "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Span|value\n\n\n"
    "#Text=Acme sold\n1-1\t0-4\tAcme\t{}\t\n1-2\t5-9\tsold\t_\t\n"
)
SUITE = ("corpora", "inception_testfiles", "inception-curation", "src", "test", "resources")


def packed(files: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def read(data: bytes) -> list[ForeignRead]:
    return list(inception.read(io.BytesIO(data), path="export.zip"))


def test_each_annotator_of_an_article_has_a_layer_and_the_curator_is_gold():
    data = packed(
        {
            "exportedproject.json": "{}",
            "source/one.txt": "Acme sold",
            "annotation/one.txt/annotator 2.tsv": TSV.format("B"),
            "annotation/one.txt/annotator 1.tsv": TSV.format("A"),
            "annotation/one.txt/INITIAL_CAS.tsv": TSV.format("_"),
            "curation/one.txt/CURATION_USER.tsv": TSV.format("C"),
            "annotation/two.txt/annotator 1.tsv": TSV.format("D"),
        }
    )
    assert inception.is_project(Archive(io.BytesIO(data)))
    one, two = read(data)
    article = article_of([one])
    assert article.name == "one.txt"
    assert [(layer.annotator, layer.kind, quotes(article, layer)) for layer in article.layers] == [
        (None, AnnotatorKind.GOLD, [("C", "Acme")]),
        ("annotator 1", AnnotatorKind.HUMAN, [("A", "Acme")]),
        ("annotator 2", AnnotatorKind.HUMAN, [("B", "Acme")]),
    ]
    assert article_of([two]).name == "two.txt"


def test_files_packed_with_their_types_are_read():
    record = gold()
    types = cas_writer.type_system(cas_writer.attributes_of([record]))
    xmi = cas_writer.write_xmi(record).data
    inner = packed({"one.xmi": xmi, "TypeSystem.xml": types})
    (found,) = read(packed({"annotation/one/annotator 1.zip": inner}))
    (layer,) = article_of([found]).layers
    assert (layer.annotator, len(layer.spans)) == ("annotator 1", 43)


def test_a_text_that_differs_is_told_and_left_out():
    (found,) = read(
        packed(
            {
                "annotation/one/a.tsv": TSV.format("A"),
                "annotation/one/b.tsv": TSV.format("B").replace("sold", "sell"),
            }
        )
    )
    assert found.article is not None
    assert len(found.article.layers) == 1
    assert "not that of the other annotators" in reasons([found])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"nonsense", "no ZIP archive"),
        (packed({"a/b.tsv": ""}), "no export of INCEpTION"),
        (packed({"annotation/one/a.zip": b"no zip"}), "no ZIP archive"),
        (packed({"annotation/one/a.zip": packed({"TypeSystem.xml": "<a"})}), "no XML"),
        (packed({"annotation/one/a.xmi": "<a/>"}), "no XMI"),
    ],
)
def test_a_fault_is_told(data: bytes, reason: str):
    assert reason in reasons(read(data))


@given(st.binary(max_size=100), st.sampled_from(["tsv", "xmi", "json", "zip"]))
def test_any_bytes_end_in_an_account(data: bytes, suffix: str):
    for found in read(packed({f"annotation/one/a.{suffix}": data})):
        assert found.article is not None or found.problems


def test_real_work_of_two_annotators_and_their_curator_comes_together():
    folders = sorted(shared(*SUITE, "testsuite").iterdir())
    assert folders
    for folder in folders:
        files: dict[str, str | bytes] = {
            f"annotation/doc/user{number}.tsv": (folder / f"user{number}.tsv").read_bytes()
            for number in (1, 2)
        }
        files["curation/doc/CURATION_USER.tsv"] = (folder / "curator.tsv").read_bytes()
        article = article_of(read(packed(files)))
        assert [layer.kind for layer in article.layers] == ["gold", "human", "human"], folder.name

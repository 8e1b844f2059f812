from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import InvalidInput
from db.formats.fields import FieldMapping
from db.imports import map_file
from db.imports.choices import Copies, ImportChoices, InvalidColumns, parsed_columns
from db.imports.kinds import Kind
from db.imports.mapping.model import LabelRule, LinkRule, Mapping
from tests.db.formats.strategies import scheme

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1)
MAPPING = Mapping(
    labels=(LabelRule(label="Person", to="ACTOR", answers={"type": "person"}),),
    links=(LinkRule(role="says", source="Person", to="reported_by", is_reversed=True),),
)


def problems(text: str, **more) -> list[str]:
    with pytest.raises(InvalidInput) as raised:
        map_file.parse(text, **more)
    return [str(problem) for problem in raised.value.problems]


@given(
    st.builds(
        ImportChoices,
        encodings=st.dictionaries(
            WORDS.map(Path), st.sampled_from(["cp1252", "utf-8"]), max_size=2
        ),
        kinds=st.dictionaries(WORDS.map(Path), st.sampled_from(Kind), max_size=2),
        encoding=st.none() | st.just("koi8-r"),
        kind=st.none() | st.sampled_from(Kind),
        fields=st.none()
        | st.builds(
            FieldMapping,
            body=WORDS,
            title=st.none() | WORDS,
            external_id=st.none() | WORDS,
            fields=st.dictionaries(WORDS, WORDS, max_size=3),
            day_first=st.none() | st.booleans(),
            is_html=st.booleans(),
        ),
        file_name_pattern=st.none() | st.just("{date}_{title}"),
        reads_headers=st.booleans(),
        mapping=st.none() | st.just(MAPPING),
        makes_scheme=st.booleans(),
        annotator=st.none() | WORDS,
        copies=st.none() | st.sampled_from(Copies),
        left_out=st.frozensets(WORDS.map(Path), max_size=2),
    )
)
def test_choices_come_back_from_a_map_as_they_were(choices):
    assert map_file.parse(map_file.write(choices)) == choices


def test_every_problem_of_a_map_is_named_with_its_line():
    text = (
        'as = "csvv"\n\nfoo = 1\nfile_names = "{a"\n[columns]\ntitel = "x"\n'
        '[files."a.txt"]\nencodin = "a"\n[[mapping.labels]]\nlabl = "x"\n'
    )
    found = problems(text, path="my.toml")
    assert [each.partition(": ")[0] for each in found] == [
        f"my.toml, line {line}" for line in (1, 3, 4, 5, 6, 8, 10)
    ]
    assert "Did you mean “csv”?" in found[0]


def test_a_map_that_is_no_toml_says_where():
    (found,) = problems('as = "csv"\nannotator = \n', path="my.toml")
    assert found.startswith("my.toml, line 2: This is no valid TOML")


def test_what_the_scheme_does_not_have_is_named_with_its_line():
    text = (
        'file_names = "{dat}"\n[[mapping.labels]]\nlabel = "Person"\nto = "ACTR"\n'
        '[[mapping.links]]\nrole = "says"\nto = "reported"\n'
    )
    assert map_file.parse(text).file_name_pattern == "{dat}"
    found = problems(text, scheme=scheme())
    assert [each.partition(": ")[0] for each in found] == [f"map, line {n}" for n in (1, 4, 7)]


def test_a_map_that_is_not_there_is_a_problem(tmp_path):
    with pytest.raises(InvalidInput, match="no such file"):
        map_file.load(tmp_path / "gone.toml")


def test_columns_are_written_as_people_write_them():
    found = parsed_columns(["body=Text, title = Head, line", "date=Published,day_first=yes"])
    assert found == FieldMapping(
        body="Text", title="Head, line", fields={"date": "Published"}, day_first=True
    )


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("title=Headline", "which column holds the text"),
        ("Text", "says no column"),
        ("body=", "says no column"),
        ("body=a,body=b", "said twice"),
        ("body=a,html=perhaps", "must be yes or no"),
    ],
)
def test_columns_that_can_not_be_used_say_what_to_write(said, words):
    with pytest.raises(InvalidColumns, match=words):
        parsed_columns([said])

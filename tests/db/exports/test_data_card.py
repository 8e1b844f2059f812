from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from db.exports.card_metadata import language_codes
from db.exports.data_card import data_card
from db.exports.facts import Annotation, Licence, MediaType, SplitFacts
from db.exports.licence_ids import hub_id, page
from db.exports.markdown import paragraph
from db.exports.wording import split_facts
from db.formats.losses import LossKind
from db.splitting.assign import assign
from db.splitting.model import By, SplitPlan
from tests.db.exports.dataset_facts import make_facts, make_file
from tests.db.splitting.making import make_article


def head_of(card):
    _, head, _ = card.decode().split("---\n", 2)
    return yaml.safe_load(head)


def text_of(**other):
    return data_card(make_facts(**other)).decode()


def section(text, title):
    return re.split(r"^## ", text, flags=re.MULTILINE)[
        1 + re.findall(r"^## (.+)$", text, flags=re.MULTILINE).index(title)
    ]


def test_the_head_says_what_data_hubs_ask_for():
    head = head_of(data_card(make_facts()))
    assert head == {
        "pretty_name": "Rejected proposals",
        "language": ["de", "en"],
        "license": "other",
        "license_name": "unknown-not-for-redistribution",
        "license_link": "README.md#licences",
        "annotations_creators": ["expert-generated"],
        "language_creators": ["found"],
        "multilinguality": ["multilingual"],
        "size_categories": ["n<1K"],
        "source_datasets": ["original"],
        "task_categories": ["token-classification"],
        "task_ids": ["named-entity-recognition"],
        "tags": ["news", "political-science", "relation-extraction", "croissant"],
        "configs": [
            {
                "config_name": "default",
                "data_files": [
                    {"split": "train", "path": "train.jsonl"},
                    {"split": "test", "path": "test.jsonl"},
                ],
            }
        ],
    }


def test_one_licence_of_all_is_the_licence_of_the_dataset():
    by = Licence(name="https://creativecommons.org/licenses/by/4.0/", articles=12)
    assert head_of(data_card(make_facts(text_licences=(by,))))["license"] == "cc-by-4.0"


def test_texts_that_are_not_in_the_files_do_not_count_for_the_licence():
    unknown = Licence(name=None, articles=12, without_text=12)
    facts = make_facts(text_licences=(unknown,))
    assert head_of(data_card(facts))["license"] == "cc-by-4.0"
    licences = section(text_of(text_licences=(unknown,)), "Licences")
    assert "The texts are not part of this dataset" in licences
    assert "must not be passed on" not in licences


def test_licences_that_differ_are_told_apart():
    share = Licence(name="CC BY-SA 4.0", articles=12)
    head = head_of(data_card(make_facts(text_licences=(share,))))
    assert (head["license"], head["license_name"]) == ("other", "see-the-section-on-licences")


def test_texts_of_which_no_licence_is_known_must_not_be_passed_on():
    licences = section(text_of(), "Licences")
    assert "| CC BY 4.0 | https://creativecommons.org/licenses/by/4.0/ | 10 | 10 |" in licences
    assert "| unknown, not for redistribution |  | 2 | 2 |" in licences
    assert "must not be passed on" in licences
    assert "nobody has chosen a licence" in text_of(annotation_licence=None)


def test_tables_are_configurations_with_files_for_each_split():
    files = tuple(
        make_file(f"{table}-{split}.csv", media_type=MediaType.CSV, table=table, split=split)
        for table in ("articles", "spans")
        for split in ("train", "held-out")
    )
    configs = head_of(data_card(make_facts(files=files)))["configs"]
    assert [each["config_name"] for each in configs] == ["articles", "spans"]
    assert configs[1]["data_files"][1] == {"split": "held_out", "path": "spans-held-out.csv"}


def test_files_that_no_hub_reads_are_no_configuration():
    files = (make_file("brat.zip", media_type=MediaType.ZIP, columns=()),)
    assert "configs" not in head_of(data_card(make_facts(files=files)))


def test_losses_are_told_with_numbers_and_places():
    lost = section(text_of(), "What the format could not express")
    assert (
        "| nested: spans inside or across others, left out | ACTOR | 3 | 1 | A: “b &lt;c>” |"
        in lost
    )
    nothing = section(text_of(losses=()), "What the format could not express")
    assert "Nothing is missing" in nothing


@pytest.mark.parametrize("kind", LossKind)
def test_every_kind_of_loss_has_its_words(kind):
    loss = make_facts().losses[0]
    assert f"| {kind}: " in text_of(losses=(type(loss)(kind=kind, number=1, articles=1),))


def test_splits_are_told_with_seed_and_leaks():
    split = section(text_of(), "Splits")
    assert "Seed: 7." in split
    assert "leakage: 0" in split
    assert "| ACTOR | 9 | 3 |" in split
    leaking = SplitFacts(rule="By date", seed=None, records={"train": 1}, leaks=2, kept_together=1)
    split = section(text_of(split=leaking), "Splits")
    assert "2 pairs of near-duplicates are torn apart" in split
    assert "1 article is in another split" in split
    assert "not divided" in section(text_of(split=None), "Splits")


def test_agreement_is_told_where_it_is_known():
    assert "| Spans, exact F1 | 0.76 | 0.70 to 0.80 |  |" in section(text_of(), "Annotation")
    unknown = Annotation(layers="all layers", people=1)
    assert "is not told" in section(text_of(annotation=unknown), "Annotation")


def test_guidelines_stand_below_our_headings():
    scheme = section(text_of(), "Scheme and guidelines")
    assert "### How" in scheme
    assert "Mark | what stands there." in scheme


def test_every_file_is_listed_with_its_digest():
    facts = make_facts()
    structure = section(text_of(), "Structure")
    assert all(each.sha256 in structure for each in facts.files)
    assert "| `spans[].start` | integer | Its first code point |" in structure


def test_the_same_facts_give_the_same_bytes():
    assert data_card(make_facts()) == data_card(make_facts())


@given(st.text(max_size=40))
def test_any_title_makes_a_card_whose_head_can_be_read(title):
    card = data_card(make_facts(title=title, description=title, annotation_licence=title))
    assert head_of(card)["pretty_name"] == title.encode("utf-8", "replace").decode()


def test_languages_are_codes_without_country():
    assert language_codes(("en-GB", "en", "pt_BR", "English", "")) == ["en", "pt"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("CC BY 4.0", "cc-by-4.0"),
        ("cc-by-sa-3.0", "cc-by-sa-3.0"),
        (
            "Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International",
            "cc-by-nc-sa-4.0",
        ),
        ("http://creativecommons.org/licenses/by-nd/2.5/", "cc-by-nd-2.5"),
        ("CC0 1.0", "cc0-1.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "cc0-1.0"),
        ("MIT License", "mit"),
        ("Apache License 2.0", "apache-2.0"),
        ("CC BY", None),
        ("all rights reserved", None),
        ("", None),
        (None, None),
    ],
)
def test_licences_are_known_by_the_names_that_people_give_them(name, expected):
    assert hub_id(name) == expected


def test_a_licence_that_is_an_address_is_its_own_page():
    assert page("https://press.example/terms") == "https://press.example/terms"
    assert page("CC BY-SA 4.0") == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert page("all rights reserved") is None


def test_the_rule_of_a_split_says_how_to_work_it_out_again():
    articles = [make_article(at, date=f"2024-{at:02}", publisher="The Post") for at in range(1, 13)]

    def told(**plan):
        return split_facts(SplitPlan(**plan), assign(articles, SplitPlan(**plan)), {"train": 12})

    assert "“seed/text_sha256”" in told().rule
    assert "train=80,dev=10,test=10" in told().rule
    by_date = told(by=By.DATE, cuts=("2024-11", "2024-12"))
    assert "“dev” begins on 2024-11, “test” begins on 2024-12" in by_date.rule
    assert by_date.seed is None
    by_publisher = told(by=By.PUBLISHER, publishers={"test": ("The Post",)})
    assert "“test” has The Post; all others by lot" in by_publisher.rule
    assert "may be in different" in told(by=By.DATE, keeps_copies_together=False).rule


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("# big", "\\# big"),
        ("1. first", "1\\. first"),
        ("- item", "\\- item"),
        ("2024 was <b>", "2024 was &lt;b>"),
        ("plain\n\n# two", "plain # two"),
    ],
)
def test_words_from_outside_never_become_markup(words, expected):
    assert paragraph(words) == expected

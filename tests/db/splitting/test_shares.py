from __future__ import annotations

import pytest

from db.errors import UserFault
from db.splitting.model import STANDARD
from db.splitting.shares import shares_from, words_of


def pairs(words):
    return [(each.name, each.part) for each in shares_from(words)]


def test_numbers_alone_are_train_dev_and_test():
    assert shares_from("80/10/10") == STANDARD
    assert pairs("70 / 30") == [("train", 70), ("test", 30)]
    assert pairs("80%/10%/10%") == [("train", 80), ("dev", 10), ("test", 10)]


def test_splits_can_have_any_names():
    assert pairs("train=0.5, held-out=0.25,v2.1=.25") == [
        ("train", 0.5), ("held-out", 0.25), ("v2.1", 0.25),
    ]  # fmt: skip


def test_what_is_written_can_be_read_again():
    assert shares_from(words_of(STANDARD)) == STANDARD


@pytest.mark.parametrize(
    "words",
    [
        "",
        "80",
        "80/x",
        "80/-1",
        "0/0",
        "1/2/3/4",
        "train=80,20",
        "a=1,a=2",
        "a b=1,c=2",
        "nan/1",
        "1/inf",
    ],
)
def test_anything_else_is_refused_in_words(words):
    with pytest.raises(UserFault):
        shares_from(words)

from __future__ import annotations

import pytest

from db.grouping.shingles import Shingler, exact_key


def shingles(text):
    return Shingler().shingles(text)


def test_a_text_has_a_shingle_for_each_run_of_five_words():
    assert len(shingles("one two three four five six seven")) == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The ministers said: no, not again!", "the ministers said “no” – not AGAIN"),
        ("Le café était déjà fermé à midi.", "le cafe etait deja ferme a midi"),
        ("日本の宮城県沖で地震があった。", "日本の宮城県沖で\n地震があった"),
        ("ＡＢＣ １２３ one two three", "abc 123 one two three"),
    ],
)
def test_case_accents_widths_punctuation_and_line_breaks_do_not_count(one, other):
    assert shingles(one) == shingles(other)


@pytest.mark.parametrize(
    ("text", "number"),
    [("日本の宮城県沖", 3), ("ประเทศไทย", 5), ("大韓民國은 민주", 3), ("日本 NATO の会議", 2)],
)
def test_a_character_counts_as_a_word_where_a_script_has_no_spaces(text, number):
    assert len(shingles(text)) == number


def test_vowel_signs_do_not_cut_hindi_words():
    assert len(shingles("दिल्ली में सरकार ने प्रस्ताव को खारिज")) == 3


def test_a_text_of_fewer_words_has_one_shingle_and_one_without_words_has_none():
    assert len(shingles("No comment.")) == 1
    assert shingles("… !") == frozenset()


def test_what_is_known_of_words_does_not_change_the_shingles():
    shingler = Shingler()
    first = shingler.shingles("one two three four five six")
    shingler.shingles(" ".join(str(number) for number in range(120_000)))
    assert shingler.shingles("one two three four five six") == first


def test_texts_are_equal_whatever_their_case_and_white_space():
    assert exact_key("  A b\n\nC") == exact_key("a  B c ")
    assert exact_key("a, b") != exact_key("a b")

"""What a thing is called: names out of entries of knowledge bases, and words that are names."""

from __future__ import annotations

import re
from urllib.parse import unquote

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)
# Words that begin sentences in large letters without being names; people who read them in a list
# could not tell what they mean.
_NO_NAMES = frozenset({
    "i", "me", "my", "mine", "we", "us", "our", "you", "your", "he", "him", "his", "she", "her",
    "it", "its", "they", "them", "their", "this", "that", "these", "those", "who", "whom", "whose",
    "which", "what", "the", "a", "an", "one", "some", "many", "all", "both", "each", "every",
    "other", "another", "here", "there", "il", "elle", "ils", "elles", "on", "er", "sie", "es",
    "wir", "ihr", "ich", "du", "он", "она", "оно", "они", "мы", "вы", "я", "他", "她", "它", "我",
    "你", "您", "他们", "她们", "它们", "我们", "你们", "自己", "彼", "彼女", "彼ら", "私", "我々",
    "それ", "これ", "그", "그녀", "그들", "우리", "هو", "هي", "هم", "نحن", "أنا", "הוא", "היא",
    "הם", "הן", "אנחנו", "אני", "वह", "वे", "यह", "हम", "मैं", "เขา", "เธอ", "มัน", "เรา", "ผม",
})  # fmt: skip
_LONGEST_UNCASED = 24


def entry_name(entry: str) -> str:
    """The name in an entry: the last part of an address, with spaces for underscores."""
    words = entry.strip()
    if _ADDRESS.fullmatch(words):
        last = re.split(r"[/#]", words.rstrip("/#"))[-1]
        words = unquote(last, errors="replace") or words
    return " ".join(words.replace("_", " ").split()) or entry.strip()


def is_name(words: str) -> bool:
    """Whether words are most likely a name, which means the same in another text.

    Scripts without small letters don't tell, so all but long words and pronouns count there.
    """
    parts = words.split()
    if not parts or parts[0].casefold() in _NO_NAMES:
        return False
    if not any(each.isupper() or each.islower() for each in words):
        return len(words) <= _LONGEST_UNCASED and any(map(str.isalpha, words))
    long = [part for part in parts if len(part) > 3] or parts
    return all(part[0].isupper() or not part[0].isalpha() for part in long) and any(
        part[0].isupper() for part in long
    )

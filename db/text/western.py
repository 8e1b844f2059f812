"""Telling one-byte encodings of languages in Latin letters apart, by the letters these have.

Guessing by frequency takes a few accented letters of French for Polish or Baltic ones, and cp1252
for whichever code page comes first; whole alphabets decide better on texts as short as news.
"""

from __future__ import annotations

# cp1252 first, for it is by far the most common; it holds all of Latin-1 that is text.
_LETTERS = {
    "cp1252": (
        "àâæçéèêëîïôœùûüÿ",  # French
        "äöüßé",  # German
        "áéíóúüñçªº",  # Spanish
        "áàâãçéêíóôõúª",  # Portuguese
        "àèéìíîòóùú",  # Italian
        "åäöéü",  # Swedish, Finnish
        "æøåéèêóòôäöü",  # Danish, Norwegian
        "áðéíóúýþæö",  # Icelandic
        "áèéêëíïóöúüç",  # Dutch
        "àçèéíïòóúü·",  # Catalan
        "áéíóú",  # Irish
        "šžõäöü",  # Estonian
    ),
    "cp1250": (
        "ąćęłńóśźż",  # Polish
        "áčďéěíňóřšťúůýž",  # Czech
        "áäčďéíĺľňóôŕšťúýž",  # Slovak
        "áéíóöőúüű",  # Hungarian
        "ăâîşţ",  # Romanian
        "čćđšž",  # Croatian, Slovene, Bosnian
        "ëç",  # Albanian
    ),
    "cp1254": ("çğıi\u0307öşüâîû",),  # Turkish
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž"),  # Lithuanian, Latvian
    "iso8859_15": ("àâæçéèêëîïôœùûüÿ", "äöüß", "áéíóúüñ"),
    "iso8859_2": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áéíóöőúüű"),
    "mac_roman": ("àâæçéèêëîïôœùûüÿ", "äöüß", "áéíóúüñ"),
}
_PUNCTUATION = frozenset("“”‘’„‚«»‹›–—…•·€£§°©®™¿¡´¨¸ªº¼½¾²³µ×±\u00a0\u00ad")
_MOST_ACCENTED_SHARE = 0.4


def encoding_of(data: bytes) -> str | None:
    """The first encoding in which all letters beyond ASCII belong to one language, or None."""
    for encoding, alphabets in _LETTERS.items():
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_plausible(text, alphabets):
            return encoding
    return None


def _is_plausible(text: str, alphabets: tuple[str, ...]) -> bool:
    beyond = {character for character in set(text) if not character.isascii()} - _PUNCTUATION
    letters = set("".join(beyond).lower())
    if not any(letters <= set(alphabet) for alphabet in alphabets):
        return False
    if _has_sign_inside_word(text, beyond):
        return False
    accented = sum(text.count(character) for character in beyond)
    plain = sum(character.isascii() and character.isalpha() for character in text)
    return accented <= _MOST_ACCENTED_SHARE * (accented + plain)


def _has_sign_inside_word(text: str, letters: set[str]) -> bool:
    """Whether a sign such as ³ stands between letters, as in a text of another encoding."""
    signs = {
        "¼",
        "½",
        "¾",
        "²",
        "³",
        "µ",
        "ª",
        "º",
        "´",
        "¨",
        "¸",
        "•",
        "×",
        "±",
        "¿",
        "¡",
        "£",
        "§",
        "°",
    }
    for sign in signs.intersection(text) - letters:
        place = text.find(sign)
        while place >= 0:
            if text[place - 1 : place].isalpha() and text[place + 1 : place + 2].isalpha():
                return True
            place = text.find(sign, place + 1)
    return False

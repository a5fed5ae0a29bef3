"""What dictionaries say of words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DictionaryEntry:
    """A word of a dictionary: its forms (traditional, simplified, other spellings), pinyin with tones, and meanings by line."""

    forms: tuple[str, ...]
    pinyin: str = ""
    meanings: tuple[str, ...] = ()
    dictionary: str = ""

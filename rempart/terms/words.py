"""A short text in each language of the product, for units that bring their own words."""

from dataclasses import dataclass

OWN_NAMES = {"en": "English", "fr": "Français", "zh": "中文"}  # as whoever reads it calls it


@dataclass(frozen=True, slots=True)
class Words:
    """English, French and Simplified Chinese."""

    en: str
    fr: str
    zh: str

    def said_in(self, language: str | None) -> str:
        """In the language of a tag such as `zh-hans`; English for one that nobody wrote for."""
        return {"fr": self.fr, "zh": self.zh}.get((language or "en")[:2], self.en)

"""Room for words inside a drawing: SVG does not wrap, so lines are broken here by a rough width."""

LATIN, HAN = 6.6, 13.0  # px a letter takes at 13 px; measured on the system fonts the style sheet names


def width_of(text: str) -> float:
    """Roughly how wide the text is at 13 px."""
    return sum(HAN if ord(letter) > 0x2E80 else LATIN for letter in text)


def wrapped(text: str, room: float) -> list[str]:
    """Lines no wider than `room` where words allow it; Han text may break anywhere."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and width_of(f"{lines[-1]} {word}") <= room:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.extend(_pieces(word, room))
    return lines or [""]


def _pieces(word: str, room: float) -> list[str]:
    if width_of(word) <= room or not any(ord(letter) > 0x2E80 for letter in word):
        return [word]
    size = max(int(room // HAN), 1)
    return [word[start : start + size] for start in range(0, len(word), size)]

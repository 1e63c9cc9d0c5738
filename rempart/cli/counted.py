"""A number with its noun, as English counts; sentences of commands are English."""


def counted(number: int, one: str, many: str = "") -> str:
    """`1 entry`, `2 entries`; without `many` an s is added."""
    return f"{number:d} {one if number == 1 else many or one + 's'}"


def entries(number: int) -> str:
    """Of a log."""
    return counted(number, "entry", "entries")

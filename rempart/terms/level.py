"""The five levels of the wall and the five steps of the watch; zero exists (MOD-03, MOD-06)."""

from enum import IntEnum, StrEnum


class Level(IntEnum):
    """A level of the wall, or a step of the watch: each is laid on the one below."""

    NONE = 0
    ONE = 1
    TWO = 2
    THREE = 3
    FOUR = 4
    FIVE = 5


class Dimension(StrEnum):
    """Two numbers, never added: the site and its hosting, and the people around it."""

    WALL = "wall"
    WATCH = "watch"

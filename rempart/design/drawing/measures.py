"""The two sheets the wall is drawn on: where courses, lines and words stand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Side:
    """Wall or watch on a sheet: its span at the foot, how much it narrows a course, where its words go."""

    left: float
    right: float
    narrows: float
    per_row: float
    line: tuple[float, float]
    pole: float
    words: float
    label_width: float
    labels_right: bool = False
    has_merlons: bool = False

    def span(self, level: int) -> tuple[float, float]:
        """Left and right edge of a course."""
        step = self.narrows * (level - 1)
        return self.left + step, self.right - step


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawing's measures; `courses` are (top, bottom) of levels 1 to 5."""

    width: int
    height: int
    courses: tuple[tuple[float, float], ...]
    ground: float
    slab_top: float
    slab_height: float
    loose_gap: float
    bound_gap: float
    merlon_gap: float
    pattern: float
    has_names: bool
    wall: Side
    watch: Side

    def course(self, level: int) -> tuple[float, float]:
        """Top and bottom of a course."""
        return self.courses[level - 1]

    def line_of(self, level: int) -> float:
        """Where the line of a height runs: on the ground for 0, else between this course and the next."""
        if level <= 0:
            return self.ground + 1
        top = self.course(level)[0]
        return top - 8 if level == 5 else (top + self.course(level + 1)[1]) / 2


WIDE = Sheet(
    width=840,
    height=580,
    courses=((420, 527), (316, 413), (214, 306), (118, 205), (32, 109)),
    ground=529,
    slab_top=540,
    slab_height=13,
    loose_gap=5,
    bound_gap=2.5,
    merlon_gap=38,
    pattern=1.0,
    has_names=True,
    wall=Side(104, 528, 6, 9.5, (96, 622), 537, 622, 96, has_merlons=True),
    watch=Side(642, 744, 2, 4.4, (634, 840), 751, 840, 74, labels_right=True),
)
NARROW = Sheet(
    width=360,
    height=400,
    courses=((294, 362), (222, 288), (153, 215), (87, 146), (26, 80)),
    ground=364,
    slab_top=371,
    slab_height=9,
    loose_gap=4,
    bound_gap=1.5,
    merlon_gap=17,
    pattern=0.75,
    has_names=False,
    wall=Side(24, 232, 3, 9.5, (18, 240), 240, 256, 0, has_merlons=True),
    watch=Side(270, 334, 1.5, 4.4, (264, 360), 340, 360, 0, labels_right=True),
)

"""Where the drawing of the head shows each place: its spots, its label and the line between."""

from dataclasses import dataclass

from treatments.choices import Muscle, Side
from treatments.muscles import GRID, Place

Point = tuple[float, float]
FRONT, BACK, LEFT, RIGHT = "front", "back", "left", "right"
WIDE, NARROW = 310, 156
# The side of the square around a label that takes a tap: 48 pixels on a phone of 320.
HIT = 54


def _path(points: tuple[Point, ...]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)


@dataclass(frozen=True)
class Drawn:
    """A place in one view; the line runs from its spots to the middle of its label."""

    view: str
    place: Place
    spots: tuple[Point, ...]
    line: tuple[Point, ...]
    label: Point

    @property
    def area(self) -> str:
        """A line through its spots, which drawn broadly is the area of the place."""
        first = self.spots[0]
        return _path((*self.spots, first) if len(self.spots) > 2 else (first, *self.spots))

    @property
    def path(self) -> str:
        """The line as SVG writes it."""
        return _path(self.line)


# As seen on the right half of the picture: its spots, then the line to its label.
SEEN: dict[str, dict[Muscle, tuple[tuple[Point, ...], tuple[Point, ...], Point]]] = {
    FRONT: {
        Muscle.PROCERUS: (((155, 124),), ((155, 118), (155, 34)), (155, 18)),
        Muscle.CORRUGATOR: (((173, 113.5),), ((179, 112), (258, 111)), (281, 111)),
        Muscle.FRONTALIS: (
            ((170, 93), (194, 95)),
            ((176, 93.5), (188, 94.5), (258, 58)),
            (281, 56),
        ),
    },
    BACK: {
        Muscle.OCCIPITALIS: (
            ((171, 107), (185, 119), (199, 105)),
            ((191, 118), (258, 103)),
            (281, 101),
        ),
        Muscle.CERVICAL_PARASPINAL: (
            ((166, 158), (180, 147)),
            ((186, 148), (258, 156)),
            (281, 157),
        ),
        Muscle.TRAPEZIUS: (
            ((206, 194), (231, 205), (256, 215)),
            ((231, 211), (229, 222)),
            (227, 235),
        ),
    },
    LEFT: {
        Muscle.TEMPORALIS: (
            ((64, 103), (83, 110), (101, 97), (82, 92)),
            ((82, 86), (82, 34)),
            (82, 18),
        ),
        Muscle.MASSETER: (((68, 168),), ((64, 173), (40, 214)), (27, 226)),
    },
}


def _flip(point: Point, width: int) -> Point:
    return width - point[0], point[1]


def _draw(view: str, muscle: Muscle, place: Place, *, flip: bool) -> Drawn:
    seen = {RIGHT: LEFT}.get(view, view)
    width = NARROW if seen == LEFT else WIDE
    spots, line, label = SEEN[seen][muscle]
    if flip:
        spots, line = (tuple(_flip(point, width) for point in points) for points in (spots, line))
        label = _flip(label, width)
    return Drawn(view, place, spots, line, label)


def _drawn() -> dict[Place, Drawn]:
    """Each place once. Seen from the front, a person's right is on the left of the picture."""
    found = {}
    for view, muscles in SEEN.items():
        for muscle in muscles:
            for place in GRID[muscle]:
                if view == LEFT:
                    shown = RIGHT if place.side == Side.RIGHT else LEFT
                    flip = shown == RIGHT
                else:
                    shown = view
                    flip = place.side == (Side.RIGHT if view == FRONT else Side.LEFT)
                found[place] = _draw(shown, muscle, place, flip=flip)
    return found


DRAWN = _drawn()
VIEWS = (FRONT, BACK, RIGHT, LEFT)

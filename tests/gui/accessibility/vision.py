"""How colours look to people without one kind of cone, and how far two colours lie apart."""

from __future__ import annotations

from PySide6.QtGui import QColor

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
_MATRICES = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
}
_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_WHITE = (0.95047, 1.0, 1.08883)


def distance(one: QColor, other: QColor, sight: str) -> float:
    """How different two colours look with a sight: CIE 1976, 2.3 is just noticeable."""
    pairs = zip(_lab(one, sight), _lab(other, sight), strict=True)
    return sum((a - b) ** 2 for a, b in pairs) ** 0.5


def _lab(colour: QColor, sight: str) -> tuple[float, float, float]:
    linear = tuple(map(_linear, (colour.redF(), colour.greenF(), colour.blueF())))
    seen = tuple(min(1.0, max(0.0, value)) for value in _times(_MATRICES[sight], linear))
    x, y, z = (
        _curved(value / white) for value, white in zip(_times(_XYZ, seen), _WHITE, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _times(matrix, vector):
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def _curved(value: float) -> float:
    return value ** (1 / 3) if value > 216 / 24389 else 841 / 108 * value + 4 / 29

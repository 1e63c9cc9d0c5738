"""Pure rules of a contest: weaknesses, remedies, flags, points."""

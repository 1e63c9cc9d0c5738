"""Collectors: the only code that touches a target, and the rules under which it may."""

"""Sealed settings that were not typed again stay, but never follow to another address."""

from collections.abc import Collection, Mapping


def with_kept(before: Mapping[str, str], typed: Mapping[str, str], sealed: Collection[str]) -> dict[str, str]:
    """What is typed, and what stays of before: whoever names another `url` would read the secret there."""
    moves = bool(typed.get("url")) and typed["url"] != before.get("url")
    stays = {name: value for name, value in before.items() if name in sealed and not typed.get(name)}
    return {**typed, **({} if moves else stays)}

"""A scene: one state of one fixture, and the collectors that look at it; scenes are found by walking scenes/."""

import importlib
import pkgutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from dev.recording.form import Side
from dev.wordpress import Site, cache, start
from rempart.facts.fact import Fact
from rempart.scanner.net.install import install
from tests.servers.papers import Authority


def nothing_before(_kind: type[Fact]) -> Fact | None:
    """A first look."""
    return None


@dataclass(frozen=True, slots=True)
class Stand:
    """Where to look while the scene lasts. `ports` in use and the fixed ones they are recorded as."""

    url: str
    options: Mapping[str, Any] = field(default_factory=dict)
    ports: Mapping[int, int] = field(default_factory=dict)
    previous: Callable[[type[Fact]], Fact | None] = nothing_before
    is_stopped: bool = False  # somebody stops the run as soon as the first collector has reported


class Fixtures:
    """What scenes stand on, each part made when first needed.

    `site` may be one that runs already, hardened; `tools` a state folder in place of the one that is kept.
    """

    def __init__(self, site: Site | None = None, tools: Path | None = None) -> None:
        self._site, self._tools = site, tools
        self.stack = ExitStack()

    def __enter__(self) -> "Fixtures":
        return self

    def __exit__(self, *_: object) -> None:
        self.stack.close()

    @cached_property
    def folder(self) -> Path:
        """Gone when the recording ends."""
        return Path(self.stack.enter_context(tempfile.TemporaryDirectory()))

    @cached_property
    def site(self) -> Site:
        """WordPress 6.5.5 on SQLite, every weakness removed."""
        if self._site is None:
            self._site = start(self.folder / "site")
            self.stack.callback(self._site.stop)
            self._site.harden()
        return self._site

    @cached_property
    def authority(self) -> Authority:
        """A root that the run trusts, and one that nobody does."""
        return Authority()

    @cached_property
    def ca_file(self) -> Path:
        """The trusted root."""
        file = self.folder / "root.pem"
        file.write_bytes(self.authority.root.pem)
        return file

    @cached_property
    def tools(self) -> Path:
        """A state folder with sslyze in it, kept between recordings."""
        if self._tools is None:
            self._tools = cache.folder()
            install(self._tools)
        return self._tools

    def room(self, name: str) -> Path:
        """A folder for one server's files."""
        path = self.folder / name
        path.mkdir(exist_ok=True)
        return path


@dataclass(frozen=True, slots=True)
class Scene:
    """`side` says what was planted, never what was judged; `what` says it to a person."""

    id: str
    side: Side
    what: str
    collectors: tuple[str, ...]
    stand: Callable[[Fixtures], AbstractContextManager[Stand]]


class TwoScenes(Exception):
    """Two scenes of one name for one collector: the second would overwrite the first."""


@lru_cache
def scenes() -> tuple[Scene, ...]:
    """Every scene of every module. Raises TwoScenes."""
    package = importlib.import_module("dev.recording.scenes")
    found: list[Scene] = []
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda module: module.name):
        found += importlib.import_module(f"dev.recording.scenes.{info.name}").SCENES
    pairs = [(scene.id, collector) for scene in found for collector in scene.collectors]
    if twice := sorted({pair for pair in pairs if pairs.count(pair) > 1}):
        raise TwoScenes(", ".join(f"{collector}/{scene}" for scene, collector in twice))
    return tuple(found)

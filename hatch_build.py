"""Build hook: `pip install .` compiles the translations itself, so that no step is done by hand."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface):  # type: ignore[type-arg]
    """The .mo files stand beside their .po files and enter the wheel as artifacts."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before files are gathered."""
        sys.path.insert(0, self.root)
        from dev.catalogues import compile_all

        compile_all(Path(self.root) / "rempart")

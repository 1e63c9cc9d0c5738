"""A person with a shell: runs the programs as processes of their own, and sees streams and exit codes only."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
REMPART = (sys.executable, "-m", "rempart")
VERIFY = (sys.executable, str(ROOT / "rempart_verify.py"))
PATIENCE_S = 120


@dataclass(frozen=True)
class Said:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """Standard output as the one JSON document it must be."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """Standard output as one JSON object a line."""
        return [json.loads(line) for line in self.out.splitlines()]


class Stranger:
    """Everything happens in the one data folder `data`."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def environment(self, **more: str) -> dict[str, str]:
        """The variables of a plain shell, none of the tests' own."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("REMPART_", "DJANGO_"))}
        return {**kept, "REMPART_DATA": str(self.data), "PYTHONWARNINGS": "default", **more}

    def run(self, *words: object, text: bytes = b"", program: tuple[str, ...] = REMPART, **more: str) -> Said:
        """Run to the end. No command may ever show a traceback."""
        done = subprocess.run(
            [*program, *map(str, words)],
            input=text,
            capture_output=True,
            env=self.environment(**more),
            cwd=ROOT,
            timeout=PATIENCE_S,
            check=False,
        )
        said = Said(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
        assert "Traceback" not in said.out + said.err, said.err
        assert "should not happen" not in said.err, said.err
        return said

    def start(self, *words: object, program: tuple[str, ...] = REMPART, **more: str) -> subprocess.Popen[bytes]:
        """Start and hand over."""
        return subprocess.Popen(
            [*program, *map(str, words)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=self.environment(**more),
            cwd=ROOT,
        )

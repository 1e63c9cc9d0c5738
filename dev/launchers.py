"""Put two small launchers into .venv/bin: the checkout is run as it stands, nothing is built or copied."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LAUNCHER = """#!{python}
import sys
sys.path.insert(0, {root!r})
from {module} import main
sys.exit(main())
"""


def write(name: str, module: str) -> None:
    """An executable `name` beside the interpreter that calls `module.main()`."""
    path = Path(sys.executable).parent / name
    path.write_text(LAUNCHER.format(python=sys.executable, root=str(ROOT), module=module))
    path.chmod(0o755)


if __name__ == "__main__":
    write("rempart", "rempart.cli.main")
    write("rempart-verify", "rempart_verify")

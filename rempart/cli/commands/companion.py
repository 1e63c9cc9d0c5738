"""`rempart companion build`: the plug-in for WordPress as a zip that wp-admin installs."""

import hashlib
import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from rempart.cli.command import DONE, Command, UsageFault


def arguments(parser: ArgumentParser) -> None:
    """`build` is the only word."""
    parser.add_argument("what", choices=("build",), help="build the installable plug-in")
    parser.add_argument("--out", type=Path, metavar="FILE", help="where to write it (rempart-companion.zip)")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(chosen: Namespace) -> int:
    """Write the file and say its digest, which is the same wherever it is built."""
    from rempart.companion import plugin_zip

    content = plugin_zip.build()
    target = chosen.out or Path(f"{plugin_zip.NAME}.zip")
    try:
        target.write_bytes(content)
    except OSError as bad:
        raise UsageFault(f"{target} cannot be written ({bad.strerror}).", "Choose another place with --out.") from bad
    digest = hashlib.sha256(content).hexdigest()
    if chosen.json:
        print(
            json.dumps({"file": str(target), "version": plugin_zip.version(), "bytes": len(content), "sha256": digest})
        )
    else:
        print(f"{target}: version {plugin_zip.version()}, {len(content)} bytes, SHA-256 {digest}")
        print("In WordPress: Plugins > Add New > Upload Plugin; then Tools > Rempart > Make a code.")
    return DONE


UNIT = Command("companion", "build the plug-in for WordPress", arguments, run)

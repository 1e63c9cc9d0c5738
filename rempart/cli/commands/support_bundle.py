"""`rempart support-bundle`: a zip for whoever helps; the person sees what is in it before it is sent anywhere."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from rempart.channel.place import state_folder
from rempart.cli import upkeeping
from rempart.cli.command import DONE, Command


def arguments(parser: ArgumentParser) -> None:
    """Where to."""
    parser.add_argument(
        "--out", type=Path, metavar="FILE", default=Path("rempart-support.zip"), help="default rempart-support.zip"
    )
    parser.add_argument("--show", action="store_true", help="print every line that is in it")
    parser.add_argument(
        "--json", action="store_true", help="{file, bytes, contents: [{name, bytes}]} on standard output"
    )


def run(chosen: Namespace) -> int:
    """Nothing is sent."""
    import django

    folder = state_folder()
    django.setup()
    from rempart.upkeep import bundle

    with upkeeping.told():
        texts = bundle.parts(folder)
        packed = bundle.pack(texts)
        chosen.out.write_bytes(packed)
    contents = [{"name": name, "bytes": len(text.encode())} for name, text in sorted(texts.items())]
    if chosen.json:
        print(json.dumps({"file": str(chosen.out), "bytes": len(packed), "contents": contents}))
        return DONE
    print(f"{chosen.out} ({len(packed) // 1024 + 1} KB) holds:")
    for part in contents:
        print(f"  {part['name']}  {part['bytes']} bytes")
        if chosen.show:
            print(texts[str(part["name"])])
    print("No secrets, no names, no addresses of people or sites. Look inside before you send it: --show")
    return DONE


UNIT = Command("support_bundle", "make a zip for whoever helps you, without secrets or people", arguments, run)

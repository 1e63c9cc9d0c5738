"""A word of the command line, run here, and what it told."""

import json
from argparse import ArgumentParser

import pytest

from rempart.cli.command import Command


def call(capsys: pytest.CaptureFixture[str], unit: Command, *words: str) -> tuple[int, dict[str, list[str]]]:
    """Exit code and document."""
    parser = ArgumentParser()
    unit.arguments(parser)
    code = unit.run(parser.parse_args([*words, "--json"]))
    return code, json.loads(capsys.readouterr().out)

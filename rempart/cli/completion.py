"""Shell completion scripts, printed from the argparse tree: words, options, and where a file is wanted."""

import re
from argparse import Action, ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SAFE = re.compile(r"[A-Za-z0-9@%+=:,./_-]+").fullmatch  # nothing else goes unquoted into a script


@dataclass(frozen=True, slots=True)
class Node:
    """One parser of the tree: the words that lead to it, what may follow, and whether files may."""

    path: tuple[str, ...]
    words: tuple[str, ...]
    options: tuple[str, ...]
    takes_files: bool


def nodes(parser: ArgumentParser, path: tuple[str, ...] = ()) -> Iterator[Node]:
    """The parser itself, then those below it."""
    words: list[str] = []
    options: list[str] = []
    takes_files = False
    below: dict[str, ArgumentParser] = {}
    for action in parser._actions:
        if isinstance(action, _SubParsersAction):
            below.update(action.choices)
        elif action.option_strings:
            options += [text for text in action.option_strings if text.startswith("--")]
            takes_files = takes_files or action.type is Path
        else:
            words += [str(choice) for choice in action.choices or ()]
            takes_files = takes_files or _wants_file(action)
    found = (*words, *below)
    if not all(map(SAFE, (*found, *options))):
        raise ValueError(f"a word of {' '.join(path)} would need quotes in a shell")
    yield Node(path, found, tuple(options), takes_files)
    for name, sub in below.items():
        yield from nodes(sub, (*path, name))


def _wants_file(action: Action) -> bool:
    return action.type is Path or action.dest in ("file", "folder", "export")


def script(shell: str, parser: ArgumentParser) -> str:
    """The script for `bash`, `zsh` or `fish`."""
    tree = list(nodes(parser))
    if shell == "fish":
        return _fish(tree)
    zsh = "autoload -U +X bashcompinit && bashcompinit\n" if shell == "zsh" else ""
    return zsh + _bash(tree)


def _bash(tree: list[Node]) -> str:
    cases = "\n".join(
        f'    "{" ".join(node.path)}") offered="{" ".join(node.words)}" flags="{" ".join(node.options)}" files={int(node.takes_files)} ;;'
        for node in tree
    )
    return f"""# Completion of rempart. Put this into your shell's start file: eval "$(rempart completion bash)"
_rempart() {{
  local cur="${{COMP_WORDS[COMP_CWORD]}}" trail="" known offered="" flags="" files=0 i
  known=" {_known(tree)} "
  for ((i = 1; i < COMP_CWORD; i++)); do
    local next="${{trail:+$trail }}${{COMP_WORDS[i]}}"
    case "$known" in *" ${{next// //}} "*) trail="$next" ;; esac
  done
  case "$trail" in
{cases}
  esac
  case "$cur" in
    -*) COMPREPLY=($(compgen -W "$flags" -- "$cur")) ;;
    *) COMPREPLY=($(compgen -W "$offered" -- "$cur"))
       if [ "$files" = 1 ]; then COMPREPLY+=($(compgen -f -- "$cur")); fi ;;
  esac
}}
complete -o filenames -F _rempart rempart
"""


def _known(tree: list[Node]) -> str:
    return " ".join("/".join(node.path) for node in tree if node.path)


def _fish(tree: list[Node]) -> str:
    lines = ["# Completion of rempart: rempart completion fish | source", "complete -c rempart -f"]
    for node in tree:
        seen = " ".join(f"; and __fish_seen_subcommand_from {word}" for word in node.path)
        rest = f"; and not __fish_seen_subcommand_from {' '.join(node.words)}" if node.words else ""
        where = f"true{seen}{rest}"
        if node.words:
            lines.append(f"complete -c rempart -n '{where}' -a '{' '.join(node.words)}'")
        lines += [f"complete -c rempart -n 'true{seen}' -l {option[2:]}" for option in node.options]
        if node.takes_files:
            lines.append(f"complete -c rempart -n 'true{seen}' -F")
    return "\n".join(lines) + "\n"

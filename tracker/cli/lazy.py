"""A group of commands that imports a command only when it runs.

Help and completion see stand-ins with the summaries of `tracker.cli.listing`. Rich is kept out: it takes longer to
import than the rest of tracker takes to run (docs/decisions/0040-plain-help-and-tables.md).
"""

import importlib
import re
from collections.abc import Iterable, Iterator
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from tracker.cli.listing import COMMANDS, SECTIONS, Listed

_EXAMPLES = re.compile(r"^Examples?:$", re.MULTILINE)


class LazyGroup(TyperGroup):
    """The root, and groups such as ``import`` whose commands live in modules of their own."""

    prefix = ""
    """How the path of every member begins: empty for the root, ``import `` for that group."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings | {"rich_markup_mode": None})
        for listed in members(self.prefix):
            name = listed.path.removeprefix(self.prefix)
            self.commands[name] = TyperCommand(name, help=listed.summary, rich_markup_mode=None)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Like click's, with the real command in place of the stand-in; words that name none get suggestions."""
        name, stand_in, rest = super().resolve_command(ctx, args)
        return name, load(self.prefix + name) if name and stand_in else stand_in, rest

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The commands under the headings of the listing."""
        width = max((len(name) for name in self.commands), default=0)
        for section in SECTIONS:
            names = [each.path.removeprefix(self.prefix) for each in section.commands if each in members(self.prefix)]
            if names:
                with formatter.section(section.title if not self.prefix else "Commands"):
                    formatter.write_dl([(f"{name:{width}}", self.commands[name].help or "") for name in names])

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """An example of each member of a group; the root names its own."""
        super().format_epilog(ctx, formatter)
        if self.prefix:
            with formatter.section("Examples"):
                formatter.write("\n".join(_first_examples(load(self.prefix + name) for name in self.commands)) + "\n")


def members(prefix: str) -> list[Listed]:
    """The listed commands directly below a prefix."""
    return [
        each for each in COMMANDS if each.path.startswith(prefix) and " " not in each.path.removeprefix(prefix).strip()
    ]


def load(path: str) -> Any:
    """The command of that path, imported now, with the options that every command has.

    Raises:
        KeyError: No such command is listed.
    """
    listed = {each.path: each for each in COMMANDS}[path]
    if not listed.module:
        return _group(listed)
    module = importlib.import_module(f"tracker.cli.commands.{listed.module}")
    command = typer.main.get_command(module.app)
    command.name = path.rpartition(" ")[2]
    return _finish(command)


def _group(listed: Listed) -> LazyGroup:
    kind = type("LazyMembers", (LazyGroup,), {"prefix": f"{listed.path} "})
    group: LazyGroup = kind(name=listed.path, help=listed.summary, no_args_is_help=True)
    return group


def _finish(command: Any) -> Any:
    """Plain help with the examples as they were written, and ``--store`` behind the command as well as before it."""
    command.rich_markup_mode = None
    # \b on a line of its own tells click to leave the lines of a paragraph alone.
    command.help = _EXAMPLES.sub(lambda heading: f"\b\n{heading[0]}", command.help or "")
    if isinstance(command, TyperGroup):
        command.no_args_is_help = True
        for member in command.commands.values():
            # Whole, where click would cut a long sentence off.
            member.short_help = " ".join((member.help or "").partition("\n\n")[0].split())
            _finish(member)
        command.help = f"{command.help}\n\n\b\nExamples:\n" + "\n".join(_first_examples(command.commands.values()))
    else:
        command.params.append(_store_option())
    return command


def _first_examples(commands: Iterable[Any]) -> Iterator[str]:
    """The first example of each command, as its help has it."""
    for command in commands:
        _, heading, examples = (command.help or "").partition("Examples:\n")
        if heading:
            yield f"  {examples.lstrip().splitlines()[0]}"


def _store_option() -> TyperOption:
    return TyperOption(
        param_decls=["--store"],
        metavar="PATH|URL",
        help="The store to use, instead of the one that tracker.toml or TRACKER_STORE names.",
        expose_value=False,
        callback=_use_store,
    )


def _use_store(ctx: typer.Context, _parameter: Any, value: str | None) -> None:
    if value:
        ctx.obj.store_option = value

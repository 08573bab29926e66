"""What templates are compiled to: the same as Jinja2 makes, with fewer calls for what our templates do most.

Jinja2's code asks for each value whether it is an attribute or an item, wraps each escaped text, and calls macros through
two functions that sort their arguments. Our templates print attributes of view models and call macros by position, so
that plain Python does (docs/decisions/0090). What a template must not do in turn fails at once, in every test that
renders it: read an item of a mapping with a dot, leave out an argument of a macro or give it by name, and use
``caller``, ``varargs``, ``kwargs`` or functions that want the context.
"""

from functools import partial

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from markupsafe import Markup, escape

try:
    from markupsafe._speedups import _escape_inner
except ImportError:  # pragma: no cover (a platform without a compiled MarkupSafe)
    from markupsafe._native import _escape_inner

safe = partial(str.__new__, Markup)
"""`Markup` of a text without looking for ``__html__`` in it."""


def html(value: object) -> str:
    """A value as it is printed: what `markupsafe.escape` gives, but not wrapped where nobody looks at the wrapping."""
    kind = type(value)
    if kind is str:
        return _escape_inner(value)  # type: ignore[arg-type]
    if kind is Markup:
        return value  # type: ignore[return-value]
    if kind is int or kind is float:
        return str(value)
    return escape(value)


class DirectCodeGenerator(CodeGenerator):
    """Writes attributes as attributes and calls as calls."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 (Jinja2 calls it so)
        """The module of a template."""
        self.writeline(f"from {__name__} import html, safe")
        super().visit_Template(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 (Jinja2 calls it so)
        """``item.title``."""
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802 (Jinja2 calls it so)
        """``line(item, false)``."""
        self.visit(node.node, frame)
        self.write("(")
        for argument in [*node.args, *node.kwargs]:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """What the name of a macro stands for."""
        self.write("macro")

    def return_buffer_contents(self, frame: Frame, force_unescaped: bool = False) -> None:
        """The end of a macro; what it made is escaped already."""
        self.writeline(f"return safe(concat({frame.buffer}))")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write("html(")

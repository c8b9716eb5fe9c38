"""Changes code when it is compiled: the block's traced functions, and methods of asyncio.

Lines and columns stay as they are, and no frame of ours stands on the stack while the code runs.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from typing import Any

MAX_TEXT = 40
"""Characters of an awaited expression that are told; of a longer call, the name."""


class Instrument(ast.NodeVisitor):
    """Puts the body of every function with one of `names` into a `with` that makes a `tracer.Call`."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        self.functions: list[tuple[str, str, list[str]]] = []
        """Those found: the name given in the fence, the qualified name, the parameters."""
        self.scopes: list[tuple[str, bool]] = []

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._inside(node, is_class=True)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        qualified = ".".join([*(name for name, _ in self.scopes), node.name])
        in_class = bool(self.scopes) and self.scopes[-1][1]
        self._inside(node, is_class=False)
        for name in self.names:
            if name == qualified or name == node.name:
                self._wrap(node, name, qualified, in_class)
                return

    visit_AsyncFunctionDef = visit_FunctionDef

    def _inside(self, node: ast.AST, *, is_class: bool) -> None:
        self.scopes.append((node.name, is_class))  # type: ignore[attr-defined]
        self.generic_visit(node)
        self.scopes.pop()

    def _wrap(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef, name: str, qualified: str, in_class: bool
    ) -> None:
        signature = node.args
        parameters = [a.arg for a in [*signature.posonlyargs, *signature.args, *signature.kwonlyargs]]
        static = any(isinstance(d, ast.Name) and d.id == "staticmethod" for d in node.decorator_list)
        if in_class and not static:
            parameters = parameters[1:]
        self.functions.append((name, qualified, parameters))
        first = 1 if ast.get_docstring(node, clean=False) is not None else 0
        body = node.body[first:] or [ast.copy_location(ast.Pass(), node)]
        arguments: list[ast.expr] = [ast.Constant(len(self.functions) - 1)]
        arguments += [ast.Name(name, ast.Load()) for name in parameters]
        call = _call("Call", body[0], *arguments)
        body = [_ReportYields().visit(statement) for statement in body]
        wrapped = ast.With(items=[ast.withitem(context_expr=call)], body=body)
        node.body[first:] = [ast.copy_location(wrapped, body[0])]


class _ReportYields(ast.NodeTransformer):
    """Has each `yield` of one generator call the functions above; inner functions stay as they are."""

    def visit_FunctionDef(self, node: ast.AST) -> ast.AST:
        return node

    visit_AsyncFunctionDef = visit_Lambda = visit_ClassDef = visit_FunctionDef

    def visit_Yield(self, node: ast.Yield) -> ast.AST:
        self.generic_visit(node)
        node.value = _call("yielding", node, node.value or ast.Constant(None))
        return _call("yielded", node, node)

    def visit_YieldFrom(self, node: ast.YieldFrom) -> ast.AST:
        self.generic_visit(node)
        node.value = _call("yielding_from", node.value, node.value)
        return node


def _call(function: str, at: ast.AST, *arguments: ast.expr) -> ast.expr:
    """`__import__('tracer').function(arguments)`, with all that has no place yet at the place of `at`."""
    module = ast.Call(ast.Name("__import__", ast.Load()), [ast.Constant("tracer")], [])
    made = ast.Call(ast.Attribute(module, function, ast.Load()), list(arguments), [])
    return ast.fix_missing_locations(ast.copy_location(made, at))


def rewrite_method(
    owner: type,
    name: str,
    *,
    around: Callable[[Any], Any] | None = None,
    value_of: type[ast.Return] | type[ast.Assign] | None = None,
    through: Callable[[Any], Any] | None = None,
) -> None:
    """Compile a method of asyncio's anew: its body within `with around(self):`, or values passed `through`.

    These are the values of its returns or assignments. Its places, names and frames stay as they are.
    """
    method = getattr(owner, name)
    lines, first = inspect.getsourcelines(method)
    tree = ast.parse(f"class {owner.__name__}:\n{''.join(lines)}")  # columns stay as they are
    ast.increment_lineno(tree, first - 2)
    function = tree.body[0].body[0]  # type: ignore[attr-defined]
    for node in ast.walk(function) if value_of else ():
        if isinstance(node, value_of) and node.value:  # type: ignore[arg-type]
            passed = ast.Call(ast.Name("__through__", ast.Load()), [node.value], [])
            node.value = ast.copy_location(passed, node.value)
    if around:
        manager = ast.Call(ast.Name("__around__", ast.Load()), [ast.Name("self", ast.Load())], [])
        within = ast.With([ast.withitem(manager)], function.body)
        function.body = [ast.copy_location(within, function.body[0])]
    names = method.__globals__ | {"__around__": around, "__through__": through}
    code = compile(ast.fix_missing_locations(tree), method.__code__.co_filename, "exec", dont_inherit=True)
    exec(code, names)
    setattr(owner, name, vars(names[owner.__name__])[name])
    names[owner.__name__] = owner


def awaited(tree: ast.Module) -> Iterator[tuple[tuple[int, ...], str]]:
    """For each place where the block may be suspended, by position and by line: what it awaits."""
    waits: list[tuple[ast.expr, str]]
    for node in ast.walk(tree):
        if isinstance(node, ast.Await | ast.YieldFrom):
            waits = [(node, _text(node.value))]
        elif isinstance(node, ast.AsyncWith):
            contexts = [item.context_expr for item in reversed(node.items)]
            waits = [(context, f"async with {_text(context)}") for context in contexts]
        elif isinstance(node, ast.AsyncFor):
            waits = [(node.iter, f"async for … in {_text(node.iter)}")]
        else:
            continue
        for at, text in waits:
            yield (node.lineno,), text
            yield (at.lineno, at.end_lineno or 0, at.col_offset, at.end_col_offset or 0), text


def _text(node: ast.expr) -> str:
    text = ast.unparse(node).replace("asyncio.", "")
    if len(text) > MAX_TEXT and isinstance(node, ast.Call):
        text = f"{ast.unparse(node.func).removeprefix('asyncio.')}(…)"
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"


def imports_asyncio(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom):
        return (node.module or "").partition(".")[0] == "asyncio"
    return isinstance(node, ast.Import) and any(n.name.partition(".")[0] == "asyncio" for n in node.names)

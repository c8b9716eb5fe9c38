"""What an author sees first on each page of a server while something has to be mended: what, and where."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from execution.model import Fault


def note(faults: Sequence[Fault], here: str, address_of: Callable[[Fault], str]) -> str:
    """The note on the page named `here`: its own faults come first, then those of other pages."""
    if not faults:
        return ""
    own_first = sorted(faults, key=lambda fault: fault.page != here)  # which is stable
    items = "".join(_item(fault, address_of(fault)) for fault in own_first)
    return (
        '<div class="admonition failure run-note"><p class="admonition-title">'
        f"고쳐야 할 곳이 {len(faults)}군데 있습니다</p><ul>{items}</ul></div>\n"
    )


def _item(fault: Fault, address: str) -> str:
    place = escape(f"{fault.page}:{fault.line}")
    where = f'<a href="{escape(address)}">{place}</a>' if address else place
    return f"<li>{where}: {escape(fault.message)}</li>"

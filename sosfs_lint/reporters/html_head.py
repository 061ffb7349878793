"""The head of a page that needs nothing from outside, and may run nothing but its own script."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from sosfs_lint.reporters.markup import Markup, tag


def page_head(title: str, *, script: str | None = None) -> tuple[Markup, Markup]:
    """The head with its policy and style, and the script (the name of an asset) to put last in the body."""
    style, runs = _asset("page.css"), _asset(script) if script else ""
    allowed = f"script-src '{_hash(runs)}'" if script else "script-src 'none'"
    policy = f"default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; style-src '{_hash(style)}'; {allowed}"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="robots", content="noindex"),
        tag("title", title),
        tag("link", rel="icon", href="data:,"),
        tag("style", Markup(style)),
    )
    return head, tag("script", Markup(runs)) if script else Markup("")


def _asset(name: str) -> str:
    return files("sosfs_lint.reporters").joinpath(name).read_text("utf-8")


def _hash(text: str) -> str:
    """A hash by which the page allows its own style and script, and no other."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

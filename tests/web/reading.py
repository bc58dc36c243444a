"""A page as a browser takes it apart: what it would run, and what a person would read."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_READ = ("aria-label", "placeholder", "title", "alt", "label", "summary", "data-error", "data-text", "content")
_VOID = frozenset({"input", "img", "br", "hr", "meta", "link", "source", "col"})


@dataclass
class Page(HTMLParser):
    """`runs`: anything that could execute and is not ours; `says`: every text that a person sees or is read aloud."""

    html: str
    runs: list[str] = field(default_factory=list)
    says: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag not in _VOID:
            self._open.append(tag)
        if tag == "script" and "nonce" not in values:
            self.runs.append("a script without the nonce")
        for name, value in values.items():
            if name.startswith("on") or name in ("style", "srcdoc"):
                self.runs.append(f"{tag} {name}={value[:60]}")
            if name in ("href", "src", "action", "formaction", "xlink:href"):
                self.links.append(value)
                if value.strip().lower().startswith(("javascript:", "data:text", "vbscript:")):
                    self.runs.append(f"{tag} {name}={value[:60]}")
            if name in _READ and not (tag == "meta" and values.get("name") != "description"):
                self.says.append(value)
        if tag in ("iframe", "object", "embed", "base", "svg") and "src" in values:
            self.runs.append(f"<{tag}>")
        if tag == "input" and values.get("type") in ("submit", "button", "reset"):
            self.says.append(values.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open and self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] in ("script", "style"):
            if self._open[-1] == "script" and "mc_hit" in data:
                self.runs.append(f"script text {data[:60]}")
        elif data.strip():
            self.says.append(" ".join(data.split()))

    @property
    def text(self) -> str:
        return "\n".join(self.says)

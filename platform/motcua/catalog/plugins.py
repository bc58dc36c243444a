"""Finding and loading the agencies' plugins, each on its own: one that can't be used hurts no other.

A plugin is the module named by an entry point of group "motcua". The entry point's name is the agency's key, the
module's `NAME` its Vietnamese name. What can't be meant (an unknown hook, a key used twice) stops the start; what may
happen (an import error, a hook that raises or returns nonsense) is a `Problem`, logged with the plugin's name.
"""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType
from typing import Any

import pluggy

from motcua import hookspecs, metrics
from motcua.catalog import core_version
from motcua.catalog.places import Place, place_of, root_of
from motcua.domain.errors import DefinitionError
from motcua.domain.routes import CENTER

GROUP = "motcua"
_AGENCY_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")

log = logging.getLogger("motcua.catalog")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a plugin did wrong, for the administrator's page and `motcua plugin list`. Holds no personal data."""

    plugin: str
    what: str
    sentence: str
    place: Place | None = None
    """The plugin's own line, where the exception that it is about passed one."""

    def __str__(self) -> str:
        return f"{self.plugin}: {self.what}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Plugin:
    """One installed agency."""

    key: str
    name: str
    version: str
    module: ModuleType
    entry: EntryPoint | None = None


Refuse = Callable[[str, DefinitionError], None]
"""What is done about a mistake that stops the start, told with the plugin's key."""


def stop(plugin: str, why: DefinitionError) -> None:
    raise why


@dataclass(slots=True)
class Plugins:
    """Every plugin that could be loaded, and what went wrong. Made by `load_plugins`, one per process."""

    manager: pluggy.PluginManager
    by_key: Mapping[str, Plugin]
    problems: list[Problem] = field(default_factory=list)

    def record(self, plugin: str, what: str, sentence: str, place: Place | None = None) -> Problem:
        """Logged every time, kept once: a hook that fails with every dossier must not fill the memory."""
        problem = Problem(plugin, what, sentence, place)
        if problem not in self.problems:
            self.problems.append(problem)
        metrics.plugin_failed(plugin, what)
        log.error("plugin %s: %s: %s", plugin, what, sentence)
        return problem

    def call(
        self, hook: str, only: frozenset[str] | None = None, *, failed: list[Problem] | None = None, **arguments: Any
    ) -> Iterator[tuple[Plugin, Any]]:
        """Every value that `hook` returns, with its plugin, in the order of keys; what went wrong is added to `failed`.

        A plain pluggy call would lose who answered and stop at the first exception. Each implementation is run to its
        end before its values are used, so that a generator that raises half-way contributes nothing.
        """
        implementations = sorted(getattr(self.manager.hook, hook).get_hookimpls(), key=lambda impl: impl.plugin_name)
        for implementation in implementations:
            plugin = self.by_key.get(implementation.plugin_name)
            if plugin is None or (only is not None and plugin.key not in only):
                continue
            try:
                answered = implementation.function(*(arguments[name] for name in implementation.argnames))
                values = () if answered is None else tuple(answered)
            except Exception as why:
                # What a refusal of the plugin's own definitions says was written by its author, not typed by anybody.
                sentence = str(why) if isinstance(why, DefinitionError) else f"gây lỗi {described(why)}"
                problem = self.record(plugin.key, hook, sentence, place_of(why, root_of(plugin.module)))
                if failed is not None:
                    failed.append(problem)
                continue
            for value in values:
                yield plugin, value


def load_plugins(found: Iterable[EntryPoint] | None = None, *, refuse: Refuse = stop) -> Plugins:
    """Load every plugin. `found` replaces the installed entry points, `refuse` what is done about a plugin that no
    start can go on with; where it goes on all the same, that plugin is left out."""
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    by_key: dict[str, Plugin] = {}
    plugins = Plugins(manager, by_key)
    for entry in sorted(entry_points(group=GROUP) if found is None else found, key=lambda each: each.name):
        if entry.name in by_key:
            sentence = "hai gói cài đặt cùng khai báo khóa cơ quan này; hãy gỡ bớt một gói."
            refuse(entry.name, DefinitionError(entry.name, sentence))
        elif (plugin := _loaded(entry, plugins)) is not None:
            try:
                _register(manager, plugin)
            except DefinitionError as why:
                refuse(plugin.key, why)
            else:
                by_key[entry.name] = plugin
    return plugins


def _loaded(entry: EntryPoint, plugins: Plugins) -> Plugin | None:
    if not _AGENCY_KEY.fullmatch(entry.name) or entry.name == CENTER:
        plugins.record(entry.name, "entry point", "khóa cơ quan không hợp lệ (chữ thường không dấu, gạch dưới)")
        return None
    if entry.dist is not None and (refused := core_version.refusal(entry.dist, core_version.running())):
        plugins.record(entry.name, "core version", refused, core_version.stated_at(entry.dist))
        return None
    try:
        module = entry.load()
    except DefinitionError as why:
        plugins.record(entry.name, "import", str(why), place_of(why, root_of(entry.module)))
        return None
    except FileNotFoundError as why:
        missing = Path(str(why.filename or why))
        root = root_of(entry.module)
        shown = missing.relative_to(root) if root is not None and root in missing.parents else missing
        plugins.record(entry.name, "import", f"thiếu tệp {shown} mà gói đọc khi nạp", place_of(why, root))
        return None
    except Exception as why:
        sentence = f"gây lỗi {described(why)}: {why}"
        plugins.record(entry.name, "import", sentence, place_of(why, root_of(entry.module)))
        return None
    name = getattr(module, "NAME", None)
    if not isinstance(module, ModuleType) or not isinstance(name, str) or not name.strip():
        plugins.record(entry.name, "import", "entry point phải trỏ tới một mô-đun có NAME là tên cơ quan")
        return None
    version = entry.dist.version if entry.dist is not None else "0"
    return Plugin(entry.name, name, version, module, entry)


def _register(manager: pluggy.PluginManager, plugin: Plugin) -> None:
    """An unknown hook or argument is a misspelling that would stay silent for ever, so it stops the start."""
    try:
        manager.register(plugin.module, name=plugin.key)
        manager.check_pending()
    except (pluggy.PluginValidationError, ValueError) as why:
        if manager.has_plugin(plugin.key):
            manager.unregister(name=plugin.key)
        raise DefinitionError(plugin.key, f"hook không khớp với docs/hooks.md: {why}") from why


def described(why: BaseException) -> str:
    """The kind of exception and where, never its text: that may hold what somebody typed at the counter."""
    frames = traceback.extract_tb(why.__traceback__)
    where = f" ({frames[-1].filename.rsplit('/', 1)[-1]}:{frames[-1].lineno})" if frames else ""
    return f"{type(why).__name__}{where}"

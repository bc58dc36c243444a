"""One plugin read again from its files whenever they change, and where it broke when it can't be read.

For the person who writes it: the page after saving a file shows what the file now says, or the line that is wrong.
"""

from __future__ import annotations

import importlib
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from threading import Lock

from motcua.catalog.catalog import Catalog, build_catalog
from motcua.catalog.folders import PROJECT, PluginFolder, read_plugin_folder, sources_of
from motcua.catalog.plugins import GROUP, load_plugins
from motcua.domain.errors import DataError, MotCuaError, Refused

SAYS: Mapping[type[BaseException], str] = {
    SyntaxError: "Sai cú pháp Python.",
    ModuleNotFoundError: "Không tìm thấy mô-đun được import.",
    ImportError: "Mô-đun được import không có tên này.",
    NameError: "Tên này chưa được khai báo hoặc chưa được import.",
    AttributeError: "Đối tượng này không có thuộc tính như vậy.",
    KeyError: "Không có khóa này.",
    TypeError: "Gọi sai tham số, hoặc giá trị sai kiểu.",
    ValueError: "Giá trị không hợp lệ.",
    OSError: "Không đọc được tệp.",
}
AROUND = 3
"""Lines of code shown before and after the one that broke."""


@dataclass(frozen=True, slots=True)
class Broken:
    """Why the plugin can't be read, with the last line of its own that was running; "" and 0 where none was.

    `detail` is Python's own sentence, in English, for a mistake that is the language's and not ours.
    """

    sentence: str
    detail: str = ""
    file: str = ""
    line: int = 0
    excerpt: tuple[tuple[int, str], ...] = ()

    @classmethod
    def by(cls, why: BaseException, folder: Path) -> Broken:
        """The folder's own line: the platform's frames below it say where it was noticed, not where it is wrong."""
        if isinstance(why, SyntaxError) and why.filename and why.lineno:
            path, line = Path(why.filename), why.lineno
        else:
            frames = [
                (Path(frame.filename), frame.lineno or 0)
                for frame in traceback.extract_tb(why.__traceback__)
                if folder in Path(frame.filename).parents
            ]
            path, line = frames[-1] if frames else (Path(), 0)
        said = str(why) if isinstance(why, MotCuaError) else _says(why)
        detail = "" if isinstance(why, MotCuaError) else f"{type(why).__name__}: {_first_line(why)}"
        if not line:
            return cls(said, detail)
        name = str(path.relative_to(folder)) if folder in path.parents else str(path)
        return cls(said, detail, name, line, tuple(_around(path, line)))


def _says(why: BaseException) -> str:
    return next(
        (sentence for kind, sentence in SAYS.items() if isinstance(why, kind)), "Mã nguồn gây lỗi khi được đọc."
    )


def _first_line(why: BaseException) -> str:
    return why.msg if isinstance(why, SyntaxError) else str(why).partition("\n")[0]


def _around(path: Path, line: int) -> Iterator[tuple[int, str]]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return
    for number in range(max(line - AROUND, 1), min(line + AROUND, len(lines)) + 1):
        yield number, lines[number - 1]


@dataclass(frozen=True, slots=True)
class Loaded:
    """The plugin as its files stood at `stamp`. `catalog` holds it alone; None where it is `broken`."""

    stamp: str
    catalog: Catalog | None = None
    broken: Broken | None = None


class Reloading:
    """`current()` is the plugin as its files are now; they are read again only when one of them has changed.

    Importing is slow and not for two at once: a second reader would take away the modules that the first is importing.
    """

    def __init__(self, folder: PluginFolder) -> None:
        self._reading = Lock()
        self._folder = folder
        self._loaded: Loaded | None = None

    @property
    def folder(self) -> Path:
        return self._folder.folder

    def current(self) -> Loaded:
        with self._reading:
            stamp = self._stamp()
            if self._loaded is None or self._loaded.stamp != stamp:
                self._loaded = self._read(stamp)
            return self._loaded

    def _stamp(self) -> str:
        found = []
        for path in sources_of([self._folder]):
            try:
                stat = path.stat()
            except OSError:  # being replaced by an editor, or an installed package, which has no project file
                continue
            found.append(f"{path}:{stat.st_mtime_ns}:{stat.st_size}")
        return sha256("\n".join(found).encode()).hexdigest()[:16]

    def _read(self, stamp: str) -> Loaded:
        self._folder.forget()
        importlib.invalidate_caches()
        try:
            if (self.folder / PROJECT).is_file():
                self._folder = read_plugin_folder(self.folder)
            self._folder.put_on_path()
            for entry in self._folder.entries:
                entry.load()
            catalog = build_catalog(load_plugins(self._folder.entries))
        except Exception as why:
            return Loaded(stamp, broken=Broken.by(why, self.folder))
        if not catalog.plugins.by_key:
            return Loaded(stamp, broken=Broken("; ".join(str(problem) for problem in catalog.problems)))
        return Loaded(stamp, catalog=catalog)


def find_plugin(named: str) -> PluginFolder:
    """A folder of a package, or the key of an installed agency, whose files are then those that are installed."""
    folder = Path(named)
    if (folder / PROJECT).is_file():
        return read_plugin_folder(folder)
    entries = [entry for entry in entry_points(group=GROUP) if entry.name == named]
    if folder.is_dir() and not entries:
        raise DataError(
            str(folder), PROJECT, "không có tệp này.", "chỉ vào thư mục của một gói, hoặc khóa cơ quan đã cài."
        )
    if not entries:
        raise Refused(f"Không có thư mục hay cơ quan đã cài nào tên “{named}”. Xem các gói: motcua plugin list.")
    return _installed(entries[0])


def _installed(entry: EntryPoint) -> PluginFolder:
    spec = find_spec(entry.value.partition(".")[0])
    if spec is None or spec.origin is None:
        raise Refused(f"Gói của “{entry.name}” không còn tệp nào. Hãy cài lại gói.")
    root = Path(spec.origin).parent.parent
    if (root / PROJECT).is_file():
        return read_plugin_folder(root)
    version = entry.dist.version if entry.dist is not None else "0"
    return PluginFolder(root, version, (EntryPoint(entry.name, entry.value, GROUP),))

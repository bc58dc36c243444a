"""The worker's side: `python -I -m motcua.sandbox.worker <kind> <caps as JSON> <parent pid>`.

A kind is a module (or a file, for tests) with `handle(request, body) -> (value, body)` and, when it has things to load
before the limits close around it, `prepare()`. A handler refuses by raising `Refused`; anything else it raises is its
own fault and is told as an error with the exception's type, never its data.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import sys
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any, BinaryIO

from motcua.domain.errors import Refused
from motcua.sandbox.caps import Caps, allow_cpu_for_one_task, bind_this_process
from motcua.sandbox.wire import read_frame, write_frame

Handler = Callable[[Mapping[str, Any], bytes], tuple[Any, bytes]]


def main() -> None:
    kind, caps_text, parent = sys.argv[1:4]
    caps = Caps.from_data(json.loads(caps_text))
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    # Libraries that print must not speak on the answer pipe.
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    try:
        module = _load(kind)
        getattr(module, "prepare", lambda: None)()
        bind_this_process(caps, int(parent))
    except Exception as problem:
        write_frame(answers, {"problem": f"{type(problem).__name__}: {problem}"})
        return
    write_frame(answers, {"ready": True})
    _serve(module.handle, caps, requests, answers)


def _serve(handle: Handler, caps: Caps, requests: BinaryIO, answers: BinaryIO) -> None:
    while (frame := read_frame(requests)) is not None:
        request, body = frame
        allow_cpu_for_one_task(caps)
        try:
            value, out = handle(request, body)
            write_frame(answers, {"value": value}, out)
        except Refused as refusal:
            write_frame(answers, {"refused": refusal.sentence})
        except MemoryError:
            # What is left of the heap after this is nobody's guess: a fresh process takes over.
            os._exit(70)
        except Exception as error:
            write_frame(answers, {"error": f"{type(error).__name__}: {error}"[:2000]})


def _load(kind: str) -> ModuleType:
    if not kind.endswith(".py"):
        return importlib.import_module(kind)
    spec = importlib.util.spec_from_file_location("motcua_sandbox_kind", kind)
    if spec is None or spec.loader is None:
        raise ImportError(kind)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()

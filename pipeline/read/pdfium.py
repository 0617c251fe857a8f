"""Functions of pdfium as they are called for every character of a page."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache
from typing import Any


@cache
def unchecked(name: str) -> Callable[..., Any]:
    """The function of that name without what ctypes does at each call by its declaration, which costs more than the function itself.

    Arguments are passed as they are: whole numbers as C's ``int``, pointers and all else as objects of ctypes.
    """
    from pypdfium2 import raw

    function = getattr(raw, name)
    prototype = ctypes.PYFUNCTYPE(function.restype)
    return prototype(ctypes.cast(function, ctypes.c_void_p).value or 0)

"""What a function of a short text gave, remembered."""

from collections.abc import Callable
from typing import TypeVar

_MOST = 1 << 16  # texts; the words of a large corpus in every spelling, some 10 MB
_LONGEST = 40  # characters; what is longer is a link or noise, and seldom comes twice

Value = TypeVar("Value")


class Remembered(dict[str, Value]):
    """The values of a function by text, reckoned once: `remembered[text]`.

    A look into it takes a third of a call through `lru_cache`, and `map` asks for many at once.
    """

    def __init__(self, function: Callable[[str], Value]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, text: str) -> Value:
        value = self._function(text)
        if len(text) <= _LONGEST:
            if len(self) >= _MOST:
                self.clear()
            self[text] = value
        return value

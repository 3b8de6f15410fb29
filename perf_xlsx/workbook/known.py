"""What small pieces of text mean, kept as long as there is room: the forms of one issue have most pieces in common."""

from collections.abc import Callable
from typing import Generic, TypeVar

Meaning = TypeVar("Meaning")


class Known(dict[bytes, Meaning], Generic[Meaning]):
    """Meanings by text, each worked out when it is first asked for; begun anew when the texts are past `room` bytes."""

    __slots__ = ("left", "meaning_of", "room")

    def __init__(self, meaning_of: Callable[[bytes], Meaning], room: int) -> None:
        super().__init__()
        self.meaning_of, self.room, self.left = meaning_of, room, room

    def __missing__(self, text: bytes) -> Meaning:
        meaning = self.meaning_of(text)
        self.left -= len(text)
        if self.left < 0:
            self.clear()
            self.left = self.room - len(text)
        if self.left >= 0:
            self[text] = meaning
        return meaning

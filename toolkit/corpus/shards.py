"""Cutting a stream of documents into shards: the unit of work, of restart and of storage.

A shard ends where the hash of a document's name says so (content-defined chunking; Muthitacharoen, Chen and Mazières, "A
low-bandwidth network file system", SOSP 2001), or where it has grown large. So shards depend on the documents alone, not on the order
of listing, the number of processes or what was built before, and a document added, changed or taken away touches few of them.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toolkit.corpus.raw import Item

__all__ = ["Shard", "cut_shards"]

_ONE_IN = 64
_MAX_ITEMS = 256
_MAX_BYTES = 2**20


@dataclass(frozen=True, slots=True)
class Shard:
    """Consecutive documents that are processed and stored together, and the key of what they are and how they are read."""

    key: str
    items: tuple[Item, ...]


def cut_shards(items: Iterable[Item], *, rules: str) -> Iterator[Shard]:
    """Yield the shards of a sorted stream of items.

    Parameters
    ----------
    items : iterable of Item
        In the order of the corpus.
    rules : str
        Everything besides the items that the tables depend on: options, versions.
    """
    held: list[Item] = []
    size = 0
    for item in items:
        if held and size + item.size > _MAX_BYTES:
            yield _shard(held, rules)
            held, size = [], 0
        held.append(item)
        size += item.size
        if _ends_here(item.name) or len(held) == _MAX_ITEMS:
            yield _shard(held, rules)
            held, size = [], 0
    if held:
        yield _shard(held, rules)


def _ends_here(name: str) -> bool:
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=4).digest(), "big") % _ONE_IN == 0


def _shard(items: list[Item], rules: str) -> Shard:
    digest = hashlib.sha256(rules.encode())
    for item in items:
        for part in (item.name, item.sha256, item.error):
            digest.update(part.encode() + b"\0")
    return Shard(digest.hexdigest()[:20], tuple(items))

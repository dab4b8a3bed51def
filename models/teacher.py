"""A transformer over characters: learns to guess masked characters of plain reports, then to label annotated texts. Needs PyTorch."""

import copy
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional
from train_entity_tagger import TYPES

from toolkit.entities.tagger_model import labels_of

PAD, UNKNOWN, MASK, RESERVED = 0, 1, 2, 3
N_LABELS = len(labels_of(TYPES))
NO_RULES = N_LABELS
"""What stands for the rules where they are not read."""
NO_LABEL = -100
PIECE = 600
"""Characters of an annotated text that are read at once."""


@dataclass(frozen=True)
class Size:
    """How large the transformer is, and what it reads at once."""

    width: int = 512
    layers: int = 10
    heads: int = 8
    length: int = 512
    batch: int = 192
    epochs: int = 16


class Block(nn.Module):
    """A layer: attention with rotary positions, then a gated network."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        width, inner = size.width, (size.width * 8 // 192 + 1) * 64
        self.heads, self.dropped = size.heads, 0.0
        self.before_attention, self.before_network = nn.LayerNorm(width), nn.LayerNorm(width)
        self.attention, self.attended = nn.Linear(width, 3 * width, bias=False), nn.Linear(width, width, bias=False)
        self.gated, self.narrowed = nn.Linear(width, 2 * inner, bias=False), nn.Linear(inner, width, bias=False)

    def forward(self, hidden: Tensor, seen: Tensor | None, turns: tuple[Tensor, Tensor]) -> Tensor:
        n, length, width = hidden.shape
        parts = self.attention(self.before_attention(hidden)).view(n, length, 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        found = functional.scaled_dot_product_attention(turned(query, turns), turned(key, turns), value, attn_mask=seen)
        attended = self.attended(found.transpose(1, 2).reshape(n, length, width))
        hidden = hidden + functional.dropout(attended, self.dropped, self.training)
        gate, inner = self.gated(self.before_network(hidden)).chunk(2, -1)
        return hidden + functional.dropout(self.narrowed(functional.silu(gate) * inner), self.dropped, self.training)


def turned(x: Tensor, turns: tuple[Tensor, Tensor]) -> Tensor:
    """Vectors turned by their position."""
    cosine, sine = (turn[: x.shape[2]].to(x.dtype) for turn in turns)
    a, b = x.chunk(2, -1)
    return torch.cat([a * cosine - b * sine, b * cosine + a * sine], -1)


class Teacher(nn.Module):
    """A transformer over characters that guesses masked ones, and labels."""

    def __init__(self, n_characters: int, size: Size) -> None:
        super().__init__()
        self.characters, self.rules = nn.Embedding(n_characters, size.width), nn.Embedding(N_LABELS + 1, size.width)
        self.blocks, self.last = nn.ModuleList(Block(size) for _ in range(size.layers)), nn.LayerNorm(size.width)
        self.guess, self.bias = nn.Linear(size.width, size.width), nn.Parameter(torch.zeros(n_characters))
        self.labels = nn.Linear(size.width, N_LABELS)
        for part in self.modules():
            if isinstance(part, nn.Linear | nn.Embedding):
                nn.init.normal_(part.weight, std=0.02)
        nn.init.zeros_(self.rules.weight)
        half = size.width // size.heads // 2
        angles = torch.outer(torch.arange(max(PIECE + 32, size.length)), 1e4 ** (-torch.arange(half) / half))
        self.register_buffer("cosine", angles.cos())
        self.register_buffer("sine", angles.sin())

    def forward(self, characters: Tensor, rules: Tensor | None = None, *, padded: bool = False) -> Tensor:
        """What is known of each character."""
        hidden = self.characters(characters) if rules is None else self.characters(characters) + self.rules(rules)
        seen = (characters != PAD)[:, None, None, :] if padded else None
        for block in self.blocks:
            hidden = block(hidden, seen, (self.cosine, self.sine))
        return self.last(hidden)

    def guessed(self, hidden: Tensor) -> Tensor:
        """Scores of the characters that may stand at places."""
        return functional.gelu(self.guess(hidden)) @ self.characters.weight.T + self.bias


def half_precision(device: str) -> torch.autocast:
    """What is computed in sixteen bits."""
    return torch.autocast(device, dtype=torch.bfloat16)


def step(teacher: nn.Module, optimiser: torch.optim.Optimizer, loss: Tensor, rate: float) -> None:
    """Move the weights; a group of them may move several times as far."""
    for group in optimiser.param_groups:
        group["lr"] = rate * group.get("times", 1)
    optimiser.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
    optimiser.step()


def pretrain(teacher: Teacher, stream: Tensor, size: Size, minutes: float) -> None:
    """Learn to guess a quarter of the characters, in stretches of one to four."""
    device, start, number = stream.device.type, time.monotonic(), 0
    read: Callable[..., Tensor] = torch.compile(teacher, dynamic=False) if device == "cuda" else teacher
    optimiser = torch.optim.AdamW(teacher.parameters(), betas=(0.9, 0.98), weight_decay=0.05)
    while (done := (time.monotonic() - start) / (60 * minutes)) < 1:
        at = torch.randint(0, len(stream) - size.length + 1, (size.batch, 1), device=device) + torch.arange(size.length, device=device)
        text = stream[at]
        hidden_ones = masked(text)
        shown = torch.where(hidden_ones & (torch.rand(text.shape, device=device) < 0.9), MASK, text)
        with half_precision(device):
            places = hidden_ones.view(-1).nonzero().squeeze(1)
            scores = teacher.guessed(read(shown).reshape(-1, size.width)[places])
        loss = functional.cross_entropy(scores.float(), text.view(-1)[places])
        number += 1
        step(teacher, optimiser, loss, 1e-3 * min(1, number / 300) * max(0.02, 0.5 * (1 + math.cos(math.pi * done))))


def masked(text: Tensor) -> Tensor:
    """Which characters are to be guessed."""
    begins, lengths = torch.rand(text.shape, device=text.device) < 0.12, torch.randint(1, 5, text.shape, device=text.device)
    chosen = begins.clone()
    for k in (1, 2, 3):
        chosen[:, k:] |= (begins & (lengths > k))[:, :-k]
    return chosen & (text >= RESERVED)


Piece = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]
"""Characters, labels, and what the rules say."""


def fine_tune(base: Teacher, pieces: Sequence[Piece], size: Size, seed: int, device: str) -> Teacher:
    """A copy that has learned the labels; for a third of the texts without the rules, so that it does not lean on them."""
    torch.manual_seed(seed)
    rng, batch, teacher, number = np.random.default_rng(seed), 32, copy.deepcopy(base).train(), 0
    for block in teacher.blocks:
        block.dropped = 0.15
    new = {*teacher.labels.parameters(), *teacher.rules.parameters()}
    groups = [{"params": [p for p in teacher.parameters() if p not in new]}, {"params": list(new), "times": 5}]
    optimiser, total = torch.optim.AdamW(groups, weight_decay=0.05), size.epochs * math.ceil(len(pieces) / batch)
    for _ in range(size.epochs):
        order = rng.permutation(len(pieces))
        for at in range(0, len(order), batch):
            text, labels, rules = together([pieces[i] for i in order[at : at + batch]], device)
            rules = torch.where(torch.rand(len(text), 1, device=device) < 0.7, rules, NO_RULES)
            text = torch.where((torch.rand(text.shape, device=device) < 0.08) & (text != PAD), MASK, text)
            with half_precision(device):
                scores = teacher.labels(teacher(text, rules, padded=True))
            loss = functional.cross_entropy(scores.float().view(-1, N_LABELS), labels.view(-1), ignore_index=NO_LABEL)
            number += 1
            step(teacher, optimiser, loss, 1.2e-4 * min(1, 10 * number / total) * (1 - (number - 1) / total))
    return teacher.eval()


def together(pieces: Sequence[Piece], device: str) -> list[Tensor]:
    """Pieces as one array each, filled up to the longest."""
    length = -(-max(len(piece[0]) for piece in pieces) // 32) * 32
    filled = zip(zip(*pieces, strict=True), (PAD, NO_LABEL, 0), strict=True)
    rows = ([np.pad(row, (0, length - len(row)), constant_values=fill) for row in part] for part, fill in filled)
    return [torch.from_numpy(np.stack(part)).to(device) for part in rows]


def likely(teacher: Teacher, text: NDArray[np.int64], rules: NDArray[np.int64], size: Size, device: str) -> NDArray[np.float32]:
    """How likely each label of each character of a report is, read in stretches that overlap."""
    length = min(size.length, len(text))
    starts = [*range(0, len(text) - length, length * 3 // 4 or 1), len(text) - length]
    at = np.array(starts)[:, None] + np.arange(length)
    with torch.no_grad(), half_precision(device):
        scores = teacher.labels(teacher(torch.from_numpy(text[at]).to(device), torch.from_numpy(rules[at]).to(device)))
    read = scores.float().softmax(-1).cpu().numpy()
    found = np.zeros((len(text), N_LABELS), dtype=np.float32)
    for start, part in zip(starts, read, strict=True):
        edge = length // 8 if start else 0
        found[start + edge : start + length] = part[edge:]
    return found

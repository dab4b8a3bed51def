"""Numeric claims: what a report states in figures, read with indicator, role, time and modality."""

from typing import TYPE_CHECKING

from toolkit.lazy import lazily

if TYPE_CHECKING:
    from toolkit.claims.extract import extract_claims

__all__ = ["extract_claims"]

__getattr__ = lazily(__name__, {"extract_claims": "extract"})

"""Numeric claims: what a report states in figures, read with indicator, role, time and modality."""

from toolkit.claims.extract import extract_claims

__all__ = ["extract_claims"]

"""Numeric claims: what a report states in figures, read with indicator, role, time and modality."""

from toolkit.claims.extract import extract_claims
from toolkit.claims.numerals import parse_number

__all__ = ["extract_claims", "parse_number"]

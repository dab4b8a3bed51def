"""Named policies, places and organisations of one text."""

from toolkit.entities.extract import extract_entities

__all__ = ["extract_entities"]

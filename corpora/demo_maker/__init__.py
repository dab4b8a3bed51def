"""Writes the demo corpus: fictional series, sentences from a grammar, pages as sites serve them, and the truth that was planted."""

"""The language's own small parts, each in one place: numerals, units, quantities, times, marks, levels."""

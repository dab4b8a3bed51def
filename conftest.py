"""Doctests import every module; one of them is HanLP's own and needs the extra."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("hanlp") else ["toolkit/entities/hanlp_rnn.py"]

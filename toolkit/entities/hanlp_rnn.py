"""The BiLSTM-CRF that our models are made of: HanLP's own component, with two faults mended.

A saved model names this class in its ``config.json``, so that ``hanlp.load(folder)`` builds it wherever the toolkit is
installed. The module is only imported by HanLP and by training; it needs the extra ``hanlp``.
"""

from typing import Any

from hanlp.components.ner.rnn_ner import RNNNamedEntityRecognizer

__all__ = ["CharacterBiLSTM"]

FORBIDDEN = -1e4
"""Log score of a transition that no well-formed tag sequence has; finite, also in half precision."""


def may_follow(before: str | None, after: str | None) -> bool:
    """Return whether IOBES tag ``after`` may come after ``before``; None stands for the edge of the sentence.

    Examples
    --------
    >>> may_follow("B-ORG", "E-ORG"), may_follow("B-ORG", "O"), may_follow(None, "I-ORG")  # doctest: +SKIP
    (True, False, False)
    """
    state, kind = _split(before)
    next_state, next_kind = _split(after)
    if state in "BI":
        return next_state in "IE" and kind == next_kind
    return next_state in "OBS"


def _split(tag: str | None) -> tuple[str, str]:
    state, _, kind = (tag or "O").partition("-")
    return state, kind


class CharacterBiLSTM(RNNNamedEntityRecognizer):  # type: ignore[misc]
    """HanLP's ``RNNNamedEntityRecognizer`` whose CRF runs along the sentence and yields only well-formed tags.

    Upstream passes the tag constraints to the CRF's parameter ``batch_first``, so that the CRF runs along the batch and learns
    nothing; and its decoder raises on any ill-formed path, which an unconstrained CRF does produce.
    """

    def build_model(self, *args: Any, **kwargs: Any) -> Any:
        """Return the tagging model with a batch-first, constrained CRF."""
        model = super().build_model(*args, **kwargs)
        if model.crf is not None:
            model.crf.batch_first = True
            self._forbid_ill_formed(model.crf)
        return model

    def _forbid_ill_formed(self, crf: Any) -> None:
        tags = self.vocabs["tag"].idx_to_token
        for i, tag in enumerate(tags):
            if not may_follow(None, tag):
                crf.start_transitions.data[i] = FORBIDDEN
            if not may_follow(tag, None):
                crf.end_transitions.data[i] = FORBIDDEN
            for j, after in enumerate(tags):
                if not may_follow(tag, after):
                    crf.transitions.data[i, j] = FORBIDDEN

"""All entities of one text, or of many."""

from collections.abc import Iterable
from pathlib import Path

from toolkit.document import Entity
from toolkit.entities.hanlp_merge import merge_entities
from toolkit.entities.hanlp_models import load_recognizer
from toolkit.entities.hanlp_plausible import plausible
from toolkit.entities.hybrid import extract_with_tagger
from toolkit.entities.proposals import extract_by_rules, parsed_once
from toolkit.entities.tagger import Tagger
from toolkit.entities.tagger_model import load_tagger
from toolkit.errors import InvalidValue, invalid
from toolkit.text import ParsedText

__all__ = ["extract_entities", "extract_together"]

ENGINES = ("hybrid", "rules", "hanlp")


def extract_entities(
    text: str | ParsedText, *, place: str | None = None, year: int | None = None, engine: str = "hybrid",
    model: str | Path | None = None,
) -> list[Entity]:  # fmt: skip
    """Return the named policies, places and organisations of a text.

    Parameters
    ----------
    text : str or ParsedText
        A cleaned report or passage, or one that `parse_text` has read.
    place : str, optional
        Whose report it is: decides between places of one name, and completes short forms (市委, 省生态环境厅).
    year : int, optional
        The year of the document: places get the code and name valid then.
    engine : {"hybrid", "rules", "hanlp"}
        ``hybrid``: the rules propose, and a small trained tagger decides; laws, titles and document numbers stay as the rules have them.
        ``rules``: the rules alone. ``hanlp``: the rules decide on policies and linked places, and a HanLP model adds organisations
        and places that they do not know. It needs the extra ``hanlp``.
    model : str or Path, optional
        Whose model; by default the toolkit's own. For ``engine="hybrid"`` the folder of a tagger, for ``engine="hanlp"`` as in
        `load_recognizer`.

    Returns
    -------
    list of Entity
        In order, without overlap. ``type`` is POLICY, PLACE or ORG; ``subtype`` the kind (law, document, programme, …, county, river, …);
        ``name`` the canonical form; ``id`` the link: an adcode; a law's full title, the title that a document number belongs to, and for
        other policies their name without marks, one for all ways to write it; ``engine`` and ``score`` the model that decided
        and how sure it is, None where a rule did.

    Raises
    ------
    InvalidValue
        If the engine is not known, or a model is named for the rules.
    MissingExtra
        If ``engine="hanlp"`` is asked for and HanLP is not installed; the message has the install line.
    ReadError
        If the model is missing or damaged.

    Examples
    --------
    >>> found = extract_entities("市生态环境局印发《碧水行动方案》，推动连南县落实河长制", place="清远市", year=2023)
    >>> [(e.text, e.type, e.name) for e in found]  # doctest: +NORMALIZE_WHITESPACE
    [('市生态环境局', 'ORG', '清远市生态环境局'), ('《碧水行动方案》', 'POLICY', '碧水行动方案'),
     ('连南县', 'PLACE', '连南瑶族自治县'), ('河长制', 'POLICY', '河长制')]
    """
    (found,) = extract_together([(text, place, year)], engine=engine, model=model)
    return found


def extract_together(
    texts: Iterable[tuple[str | ParsedText, str | None, int | None]], *, engine: str, model: str | Path | None = None
) -> list[list[Entity]]:
    """Return what `extract_entities` finds in each text; with a text stand its place and its year.

    The tagger reads all of them at once: many short texts take no longer than a long one.
    """
    if engine not in ENGINES:
        raise invalid("engine", engine, ENGINES)
    if engine == "hybrid":
        tagger = Tagger(load_tagger(model))
        parsed = ((parsed_once(text, place=place, year=year), place, year) for text, place, year in texts)
        return extract_with_tagger(parsed, tagger)
    return [_extract(text, place, year, engine, model) for text, place, year in texts]


def _extract(text: str | ParsedText, place: str | None, year: int | None, engine: str, model: str | Path | None) -> list[Entity]:
    if engine == "rules":
        if model is not None:
            raise InvalidValue(f"model={model!r} is for a trained engine: use engine='hybrid' or 'hanlp', or leave the model out")
        return extract_by_rules(text, place=place, year=year)
    plain = text if isinstance(text, str) else text.text
    (found,) = load_recognizer(model).recognize([plain])
    return merge_entities(extract_by_rules(text, place=place, year=year), plausible(plain, found))

"""Tables behind the figures of policies: where each is named first, and which laws and documents are cited."""

import pandas as pd

from toolkit.citations import citation_network
from toolkit.corpus import Corpus
from toolkit.corpus.several import documents_of
from toolkit.diffusion.first import mention_status
from toolkit.ordering import by_frequency
from toolkit.trail import with_trail

__all__ = ["CITED", "citations_of", "cited_most", "first_named"]

CITED = 20
"""Laws and documents that are listed and drawn: those that most documents cite."""

_POLICIES = 12
"""Policies whose first mentions are looked at: those named most."""
_PLACES = 3


def first_named(once: Corpus, names: pd.DataFrame, policy_places: pd.DataFrame) -> pd.DataFrame:
    """Return when the places first name the policies named most, and what is not known because reports are missing.

    Parameters
    ----------
    once : Corpus
        Documents that repeat none.
    names, policy_places : DataFrame
        As `Names.tables` returns them.

    Returns
    -------
    DataFrame
        As `mention_status` returns it; without rows where no policy is named by three places.
    """
    documents = documents_of(once, texts=False)
    places = policy_places.dropna(subset=["first_year"]).groupby("name")["place"].nunique()
    named = names.loc[names["type"] == "POLICY", "name"]
    policies = [str(name) for name in named[named.map(places).fillna(0) >= _PLACES].head(_POLICIES)]
    codes = documents[["place", "adcode"]].drop_duplicates("place", keep="last")
    hits = policy_places[policy_places["name"].isin(policies)].merge(codes, on="place")
    hits = hits.rename(columns={"name": "policy", "first_year": "year"}).dropna(subset=["year"]).astype({"year": "int64"})
    return with_trail(mention_status(documents, hits, policies), ["corpus.entities"], "first_mentions", by="entity")


def citations_of(counted: Corpus) -> pd.DataFrame:
    """Return which documents cite which laws and documents; without rows where no document has place and year.

    Parameters
    ----------
    counted : Corpus
        The documents that are looked at.
    """
    known = counted.read("documents", ["place", "year"]).dropna()
    return citation_network(counted).table if len(known) else pd.DataFrame()


def cited_most(citations: pd.DataFrame) -> pd.DataFrame:
    """Return the citations of the laws and documents that most documents cite."""
    return citations[citations["policy"].isin(by_frequency(citations["policy"]).index[:CITED])]

"""Citations of laws and policies by documents: a bipartite network, its versions, ages and co-citations."""

from toolkit.citations.network import CitationNetwork, citation_network

__all__ = ["CitationNetwork", "citation_network"]

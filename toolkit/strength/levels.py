"""Level of who issues a document, on the scale of 彭纪生 et al. (2008): 5 the legislature, 1 a county."""

import re

import pandas as pd

from toolkit.places.regions import level_of

__all__ = ["issuer_levels"]

_LEGISLATURE = re.compile("(?<!省)(?<!市)(?<!自治区)(?<!县)全国人民?代?表?大会?|^中华人民共和国主席|National People's Congress")
_COUNCIL = re.compile("国务院(?!.{2,}局)|中共中央|中央办公厅|^(?:General Office of )?(?:the )?State Council|CPC Central Committee")
_CENTRAL = re.compile("^(?:国家|中国|中央|全国|最高人民)|^[^省市县区州]{2,8}部(?:办公厅)?$|Ministry|National|State |of China", re.ASCII)
_POINTS = {"nation": 4.0, "province": 3.0, "prefecture": 2.0, "county": 1.0}


def issuer_levels(documents: pd.DataFrame) -> "pd.Series[float]":
    """Return the level of the issuer of each document; missing where neither its issuer nor its place tells.

    5 the National People's Congress, 4 the centre (State Council, Party centre, reports of the nation), 3 ministries and provinces,
    2 prefectures, 1 counties. A local issuer counts by its place.

    Examples
    --------
    >>> documents = pd.DataFrame({"issuer": ["国务院", "国家统计局", None, None], "adcode": [None, None, "441800", None]})
    >>> issuer_levels(documents).tolist()
    [4.0, 3.0, 2.0, nan]
    """
    rows = zip(documents["issuer"], documents["adcode"], strict=True)
    return pd.Series([_points(issuer, adcode) for issuer, adcode in rows], index=documents.index, dtype="float64")


def _points(issuer: object, adcode: object) -> float:
    name = issuer if isinstance(issuer, str) else ""
    level = level_of(adcode) if isinstance(adcode, str) else None
    if _LEGISLATURE.search(name):
        return 5.0
    if _COUNCIL.search(name):
        return 4.0
    if level not in (None, "nation"):
        return _POINTS[str(level)]
    if _CENTRAL.search(name):
        return 3.0
    return _POINTS["nation"] if level == "nation" else float("nan")

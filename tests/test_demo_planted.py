"""What was planted over the years of the demo corpus is found: who takes up and copies what, targets, breaks, bursts, trends, laws."""

import pandas as pd
import pytest

import toolkit as tk

pytestmark = pytest.mark.xdist_group("demo")
BURSTS = ["金融危机", "疫情", "脱贫攻坚", "去产能"]
"""Words that come and go within six years; 棚户区 stays for eleven."""


@pytest.fixture(scope="module")
def reports(demo_corpus):
    """The work reports: twenty years of twelve places."""
    return demo_corpus.filter(doc_type="政府工作报告")


@pytest.fixture(scope="module")
def files(demo_corpus):
    """The file of each document."""
    return demo_corpus.documents.set_index("doc_id")["source"]


@pytest.fixture(scope="module")
def matrix(reports):
    return tk.count_terms(reports)


@pytest.fixture(scope="module")
def first(reports, planted):
    policies = planted["diffusion"]["policy"].unique()
    return tk.first_mentions(reports, {policy: policy for policy in policies})


def test_first_mentions_are_the_planted_years(first, planted):
    found = first.dropna(subset="first_year").set_index(["policy", "place"])["first_year"]
    told = planted["diffusion"].set_index(["policy", "place"])["first_year"]
    assert found.to_dict() == told.to_dict()
    assert set(first["status"]) == {"observed", "not yet"}


def test_policy_that_goes_downward_reaches_level_after_level(first):
    order = tk.adoption_order(first[first["policy"] == "一章办结"], by="level").set_index("group")
    assert order.loc[["province", "prefecture", "county"], "first_year"].tolist() == [2011, 2013, 2015]


def test_policy_that_goes_upward_begins_in_a_county(first):
    order = tk.adoption_order(first[first["policy"] == "田园课堂"], by="level").set_index("group")
    assert order.loc[["county", "prefecture", "province"], "first_year"].tolist() == [2009, 2011, 2013]


def test_provinces_follow_their_neighbours(first):
    events = tk.event_table(first[first["level"] == "province"])
    effect = tk.hazard_model(events, ["neighbours_share"]).coefficients.set_index("term").loc["neighbours_share"]
    assert effect["coefficient"] > 0
    assert effect["p"] < 0.05


@pytest.fixture(scope="module")
def own_passages(reports):
    return tk.find_reuse(reports, pairs="own", lag=1)


@pytest.mark.parametrize(("relation", "lag"), [("own", 1), ("higher", 0)])
def test_copied_passages_are_found_between_the_planted_documents(reports, files, planted, own_passages, relation, lag):
    passages = own_passages if relation == "own" else tk.find_reuse(reports, pairs=relation, lag=lag)
    copied = passages[passages["kind"] == "copied"]
    names = [copied["target_doc_id"].map(files).rename("file"), copied["source_doc_id"].map(files).rename("source")]
    found = copied["n_chars"].groupby(names).sum()
    told = planted["reuse"].query("relation == @relation and copied > 0").set_index(["file", "source"])["copied_chars"]
    # Punctuation is not counted, of which such a sentence has a tenth and more.
    assert (found.reindex(told.index, fill_value=0) >= 0.7 * told).mean() > 0.95


def test_place_that_begins_to_copy_itself_stands_out(reports, own_passages):
    shares = tk.reuse_shares(reports, own_passages, by="document").set_index(["place", "year"])["copied"].sort_index()
    copying = shares.loc["贵州省"]
    others = shares.drop("贵州省").groupby("year").mean()
    assert copying.loc[2014:].min() > 2 * others.loc[2014:].max()
    assert copying.loc[:2012].max() < 2 * others.loc[:2012].mean()


@pytest.fixture(scope="module")
def outcomes(demo_corpus, planted):
    panel = tk.claims_panel(demo_corpus.claims, indicator=planted["targets"]["concept"].unique().tolist())
    return tk.target_outcomes(panel[panel["measure"] == "change"])


def test_targets_are_hit_and_missed_as_planted(outcomes, planted):
    found = outcomes.outcomes.set_index(["place", "indicator", "year"])["outcome"]
    told = planted["targets"].set_index(["place", "concept", "year"])["attained"].map({True: "hit", False: "miss"})
    assert found.reindex(told.index).to_dict() == told.to_dict()
    assert (told == "miss").mean() > 0.2


def test_planted_shocks_are_misses(outcomes, planted):
    found = outcomes.outcomes.set_index(["place", "indicator", "year"])["outcome"]
    names = {"gdp": "地区生产总值", "revenue": "一般公共预算收入"}
    for shock in planted["shocks"]:
        years = range(int(shock["first"]), int(shock["last"]) + 1)
        cells = [(shock["place"], names[shock["key"]], year) for year in years]
        told = found.reindex(cells).dropna()
        assert set(told) == ({"miss"} if float(shock["points"]) < 0 else {"hit"}), shock
        assert len(told)


def test_ratchet_is_estimated_where_it_is_and_not_where_it_is_not(outcomes, planted):
    fits = outcomes.ratchet.set_index("indicator")
    with_it, without = fits.loc[planted["ratchet"]["concept"]], fits.loc["一般公共预算收入"]
    assert 0 < with_it["ratchet_low"] < planted["ratchet"]["ratchet"] < with_it["ratchet_high"]
    assert without["ratchet_low"] < 0 < without["ratchet_high"]


@pytest.fixture(scope="module")
def trends(matrix, planted):
    return tk.term_trends(matrix, planted["words"]["word"].tolist())


@pytest.mark.parametrize(("word", "trend", "shape"), [("志愿服务", "increasing", "rise"), ("乡镇企业", "decreasing", "fall")])
def test_long_trends_are_found_with_their_shapes(trends, word, trend, shape):
    row = tk.trend_summary(trends).set_index("term").loc[word]
    assert (row["trend"], row["shape"]) == (trend, shape)


@pytest.mark.parametrize("word", ["湿地", "乡村振兴"])
def test_break_is_dated(trends, planted, word):
    year = planted["words"].set_index("word").loc[word, "year"]
    changes = tk.find_change_points(trends).set_index("term").loc[[word]]
    largest = changes.loc[changes["difference"].abs().to_numpy().argmax() == range(len(changes))].iloc[0]
    assert largest["low"] <= year <= largest["high"]
    assert largest["year"] == year
    summary = tk.trend_summary(trends).set_index("term").loc[word]
    assert (summary["shape"], summary["turn"]) == ("step", year)


@pytest.mark.parametrize("word", BURSTS)
def test_burst_has_the_planted_years(matrix, planted, word):
    row = planted["words"].set_index("word").loc[word]
    bursts = tk.detect_bursts(matrix, word)
    assert len(bursts) == 1
    # A last year with a single sentence may lie below the burst.
    assert bursts.loc[0, "start"] == row["first"]
    assert row["last"] - bursts.loc[0, "end"] in ((0,) if row["last"] - row["first"] < 3 else (0, 1))
    assert bursts.loc[0, "kind"] == "burst"


@pytest.fixture(scope="module")
def regions(reports, planted):
    """The region of each document, as a covariate."""
    region = planted["places"].set_index("place")["region"]
    return pd.DataFrame({"region": reports.documents.set_index("doc_id")["place"].map(region)})


def effects_of(topics, regions, topic):
    """How much less of a topic other regions have, and its adjusted p, by region."""
    effects = topics.effects("region", data=regions, contrasts="pairs")
    return effects[effects["topic"] == topic]


def test_seeded_topics_are_told_most_in_their_regions(reports, regions, planted):
    seeds = {row["region"]: row["words"] for row in planted["regional"]}
    matrix = tk.count_terms(reports, min_df=5, stop_words="all")
    topics = tk.fit_topics(matrix, n_topics=10, method="lda", seeds=seeds, names=False)
    for number, region in enumerate(seeds, start=1):
        own = effects_of(topics, regions, number)
        own = own[(own["value"] == region) | (own["reference"] == region)]
        sign = own["reference"].ne(region) * 2 - 1
        assert (own["estimate"] * sign > 0).all()
        assert (own["q"] < 0.001).all()


def test_regional_topic_is_found_without_seeds(reports, regions, planted):
    words = set(planted["regional"][0]["words"])
    topics = tk.fit_topics(tk.count_terms(reports, unit="block", min_df=5, stop_words="all"), n_topics=24, names=False)
    terms = topics.terms()
    known = terms[terms["rank"] <= 5].groupby("topic")["term"].agg(lambda found: len(words & set(found)))
    assert known.max() == len(words)
    own = effects_of(topics, regions, known.idxmax()).set_index(["value", "reference"])["estimate"]
    assert own.loc["中部", "东部"] < -0.05
    assert own.loc["西部", "东部"] < -0.05


@pytest.fixture(scope="module")
def citations(reports):
    return tk.citation_network(reports).table


def test_law_made_anew_is_cited_in_the_text_of_its_time(citations, planted):
    for law in planted["renewed_laws"]:
        cited = citations[citations["found"].str.contains(law["name"].strip("《》"))]
        for text in law["versions"]:
            years = cited.loc[cited["version"] == text["version"], "year"]
            assert len(years) >= 15
            assert text["first_report"] <= years.min() <= years.max() <= text["last_report"]


def test_law_that_was_taken_up_is_cited_no_more(citations, planted):
    law = planted["replaced_law"]
    cited = {name: citations.loc[citations["found"].str.contains(law[name].strip("《》")), "year"] for name in ("old", "new")}
    assert cited["old"].max() == law["last_year"] < law["first_year"] == cited["new"].min()

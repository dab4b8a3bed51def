"""The report page: tables, figures and their provenance in one HTML file."""

from toolkit.report.analysis import Analysis, AnalysisOptions, analyse
from toolkit.report.charts import charts_of
from toolkit.report.page import render_page, versions, write_report

__all__ = ["Analysis", "AnalysisOptions", "analyse", "charts_of", "render_page", "versions", "write_report"]

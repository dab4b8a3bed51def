"""Levels of government, and the words by which a report names a whole level or its own: 全省, 我市, 本县."""

__all__ = ["DEICTIC", "LEVELS", "OWN_LEVEL", "WHOLE_LEVEL"]

LEVELS = "省市县区州盟旗"
"""The last character of a division's name (for a class: ``[{LEVELS}]``)."""
WHOLE_LEVEL = f"全[国{LEVELS}]"
"""A whole level or country: 全国, 全市."""
OWN_LEVEL = f"[全我本](?:[国{LEVELS}]|自治区)"
"""The report's own place or country, whole: 全市, 我省, 本县, 我国."""

DEICTIC = {
    **dict.fromkeys(("我省", "全省", "本省", "省"), "province"),
    **dict.fromkeys(("我市", "全市", "本市", "市"), "city"),
    **dict.fromkeys(("我县", "全县", "本县", "县", "我旗", "全旗", "本旗"), "county"),
    **dict.fromkeys(("我区", "全区", "本区", "自治区", "我州", "全州", "本州"), "own"),
}
"""The words for the reporter's own place, and which level of its places they may mean; 区 and 州 stand on several levels."""

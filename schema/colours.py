"""Fixed colours: the same label, group or campaign looks the same in Browser, maps and reports.

Tol's "bright" palette, which colour-blind readers can tell apart, plus its orange; grey for all others.
"""

GROUPS = ("#4477AA", "#EE6677", "#228833", "#CCBB44", "#66CCEE", "#AA3377", "#EE8866")
OTHERS = "#9AA3AD"

LABELS = {
    "Campaign": "#1B2733",
    "Account": "#4477AA",
    "Tweet": "#66CCEE",
    "Hashtag": "#228833",
    "Url": "#CCBB44",
    "Domain": "#EE8866",
    "Client": "#9AA3AD",
    "Media": "#AA3377",
    "Community": "#EE6677",
    "Run": "#5F6D7D",
}

"""The geometry of charts: pure functions from histories to positions. Templates only draw what they find here.

Horizontal positions are percentages of the plot's width, so that one drawing fits a phone and a wall; vertical ones are
CSS pixels. Times are minutes since 1970 in UTC, which the zoom script uses to place things anew.
"""

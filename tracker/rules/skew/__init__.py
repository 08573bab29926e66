"""Version skew: how far apart the parts of a cluster may be, by the policy of the period."""

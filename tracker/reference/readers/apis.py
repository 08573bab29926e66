"""Rows of the tables below ``apis/``."""

from tracker.domain.knowledge.apis import ApiKey, ApiLifecycle, ApiUse
from tracker.reference.fields import Fields


def api_lifecycle(fields: Fields) -> ApiLifecycle:
    """A row of ``apis/kubernetes`` or ``apis/third-party``; a missing group is the core group."""
    return ApiLifecycle(
        api=ApiKey(fields.text_or_none("group") or "", fields.text("version"), fields.text("kind")),
        component=fields.text("component"),
        use=fields.one_of("use", ApiUse),
        stage=fields.text("stage"),
        introduced_in=fields.minor_or_none("introduced_in"),
        deprecated_in=fields.minor_or_none("deprecated_in"),
        removed_in=fields.minor_or_none("removed_in"),
        removal_is_planned=fields.flag("removal_is_planned", default=False),
        served_by_default=fields.flag_or_none("served_by_default"),
        replacement=fields.api_or_none("replacement"),
        replacement_since=fields.minor_or_none("replacement_since"),
        removal_basis=fields.text_or_none("removal_basis"),
        **fields.sourced(),
    )

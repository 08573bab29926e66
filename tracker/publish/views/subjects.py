"""Lifelines and settings: a subject's history as the charts and tables want it."""

from dataclasses import dataclass

from tracker.domain.event import Action, SubjectType
from tracker.publish import urls
from tracker.publish.charts.axis import TimeAxis, minute
from tracker.publish.charts.config_steps import Setting
from tracker.publish.charts.lifelines import Lifeline, Turn, lifeline
from tracker.publish.gathered import ClusterData, SubjectHistory
from tracker.publish.views.labels import action_label, come_again
from tracker.publish.views.links import Links
from tracker.publish.views.values import shown
from tracker.publish.words import Words


@dataclass(frozen=True, slots=True)
class SettingRow:
    """A value of a key, for the table behind the chart."""

    value: str
    """Empty when the key was taken away."""
    since: str
    until: str
    days: int
    """How long it held; 0 while it does."""
    href: str


def cluster_lifelines(data: ClusterData, axis: TimeAxis, links: Links, words: Words) -> tuple[Lifeline, ...]:
    """The lanes of a cluster's components, in order of their arrival; trouble with a component shows in its lane."""
    lanes = [
        component_lifeline(data, history, axis, links, words, name=history.subject.name)
        for history in data.histories
        if history.subject.type is SubjectType.COMPONENT
    ]
    return tuple(sorted(lanes, key=lambda lane: (lane.first, lane.name.casefold())))


def component_lifeline(
    data: ClusterData, history: SubjectHistory, axis: TimeAxis, links: Links, words: Words, *, name: str
) -> Lifeline:
    """The lane of one component in one cluster."""
    turns = [
        Turn(
            minute(step.when),
            step.action,
            shown(step.to, SubjectType.COMPONENT),
            f"{step.when} · {action_label(step.action, SubjectType.COMPONENT, words, is_again=is_again)} {step.to or ''}".strip(),
            links.event(step.when.day, step.event_id),
        )
        for step, is_again in zip(history.steps, come_again(history.steps), strict=True)
    ]
    turns += [
        Turn(
            minute(incident.when),
            None,
            "",
            f"{incident.when} · {words.choose(incident.title, incident.language, incident.translations).text}",
            links.moment(incident),
        )
        for incident in data.troubles_with(history.subject.name)
    ]
    turns.sort(key=lambda turn: turn.at)
    return lifeline(axis, name, links.to(urls.component(history.subject.name)), turns)


def config_settings(history: SubjectHistory, axis: TimeAxis, links: Links) -> tuple[Setting, ...]:
    """The values of a config key as the chart wants them, oldest first."""
    ends = [*(minute(step.when) for step in history.steps[1:]), axis.present]
    return tuple(
        Setting(
            value=None if step.action is Action.REMOVED else (step.to or "?"),
            start=minute(step.when),
            end=end,
            title=f"{step.when} · {history.subject} {step.to or '−'}",
            href=links.event(step.when.day, step.event_id),
        )
        for step, end in zip(history.steps, ends, strict=True)
    )


def setting_rows(history: SubjectHistory, links: Links) -> tuple[SettingRow, ...]:
    """The values of a config key for a table, newest first."""
    following = [*history.steps[1:], None]
    rows = [
        SettingRow(
            value="" if step.action is Action.REMOVED else (step.to or "?"),
            since=str(step.when),
            until=str(after.when) if after else "",
            days=(after.when.day - step.when.day).days if after else 0,
            href=links.event(step.when.day, step.event_id),
        )
        for step, after in zip(history.steps, following, strict=True)
    ]
    return tuple(reversed(rows))

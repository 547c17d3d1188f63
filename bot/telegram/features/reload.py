"""/reload: what would change, what is wrong, a button to publish; /releases: the way back."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.curating.curator import Published, Refused, Staged
from bot.delivery.message import Outgoing
from bot.enquiries.cards import literal
from bot.knowledge.changes import Change
from bot.knowledge.labels import label
from bot.knowledge.model import Fact
from bot.knowledge.problems import Problem
from bot.store import releases
from bot.telegram.keyboards import button
from bot.telegram.turn import Turn
from bot.telegram.visit import Command, Desk, Feature, Press, Visit, Work

MOST_CHANGES, MOST_PROBLEMS, MOST_WARNINGS, MOST_RELEASES = 20, 15, 5, 8


async def stage(desk: Desk, _turn: Turn) -> Work:
    """Read the files beside the loop; then show what publishing them would do."""
    staged = await desk.curator.stage()
    return lambda visit: [_staged(visit, staged)]


def _staged(visit: Visit, staged: Staged) -> Outgoing:
    errors = [each for each in staged.problems if each.severity == "error"]
    warnings = [each for each in staged.problems if each.severity != "error"]
    blocks = []
    if errors:
        blocks.append(visit.say("reload.errors", number=len(errors),
                                lines=_problems(visit, errors)))
    if staged.same and not errors:
        blocks.append(visit.say("reload.same"))
    if staged.changes:
        blocks.append(visit.say("reload.changes", number=len(staged.changes),
                                lines=_changes(visit, staged.changes)))
    elif not staged.same and not errors:
        files = [literal(name) for name in staged.files[:MOST_PROBLEMS]]
        blocks.append(visit.say("reload.no_changes",
                                lines=_cut(visit, files, len(staged.files))))
    if warnings:
        blocks.append(visit.say("reload.warnings", number=len(warnings),
                                lines=_problems(visit, warnings, MOST_WARNINGS)))
    if not staged.publishable:
        return visit.send("\n\n".join(blocks))
    keys = (button(visit.say("reload.publish"), "publish", staged.id),
            button(visit.say("reload.leave"), "leave"))
    return visit.send("\n\n".join(blocks), (keys,))


def _problems(visit: Visit, problems: Sequence[Problem], most: int = MOST_PROBLEMS) -> str:
    lines = [visit.say("reload.problem", path=each.path, line=each.line, words=literal(each.text))
             for each in problems[:most]]
    return _cut(visit, lines, len(problems))


def _changes(visit: Visit, changes: Sequence[Change]) -> str:
    lines = [visit.say(f"change.{each.kind}", label=literal(_label(visit, each)),
                       old=_value(each.old), new=_value(each.new))
             for each in changes[:MOST_CHANGES]]
    return _cut(visit, lines, len(changes))


def _cut(visit: Visit, lines: list[str], number: int) -> str:
    if number > len(lines):
        lines.append(visit.say("list.more", number=number - len(lines)))
    return "\n".join(lines)


def _label(visit: Visit, change: Change) -> str:
    fact = change.new or change.old
    return label(fact, visit.language) if fact is not None else change.entity


def _value(fact: Fact | None) -> str:
    return literal(fact.value or "\u2014") if fact is not None else ""


async def publish(desk: Desk, turn: Turn) -> Work:
    """Publish what was staged, if the files still are what was shown."""
    identifier = turn.callback.first if turn.callback else ""
    result = await desk.curator.publish(identifier, turn.user_id)
    return lambda visit: _published(visit, result)


def _published(visit: Visit, result: Published | Refused) -> Sequence[Outgoing]:
    if isinstance(result, Published):
        said = visit.say("reload.published", release=result.release, number=len(result.changes))
        return [visit.toast(), visit.show(said)]
    lines = _problems(visit, result.problems)
    said = visit.say(f"reload.refused.{result.reason}")
    return [visit.toast(), visit.show(f"{said}\n{lines}" if lines else said)]


def leave(visit: Visit) -> Sequence[Outgoing]:
    """Publish nothing."""
    return [visit.toast(), visit.show(visit.say("reload.left"))]


def history(visit: Visit) -> Sequence[Outgoing]:
    """List the last releases; an owner can go back to one."""
    found = releases.all_of(visit.tx, MOST_RELEASES)
    zone = ZoneInfo(visit.desk.settings.digests.timezone)
    current = visit.desk.current.release
    lines = [visit.say("releases.line", number=each.number,
                       at=f"{each.published_at.astimezone(zone):%Y-%m-%d %H:%M}",
                       mark=visit.say("releases.current") if each.number == current else "")
             for each in found]
    keys = [button(visit.say("releases.back", number=each.number), "back", each.number)
            for each in found if each.number != current] if visit.may("owner") else []
    rows = tuple(tuple(keys[at:at + 3]) for at in range(0, len(keys), 3))
    return [visit.send(visit.say("releases.all", lines="\n".join(lines)), rows)]


async def press_back(desk: Desk, turn: Turn) -> Work:
    """Ask, then publish an earlier release's files as a new release."""
    callback = turn.callback
    number = callback.first if callback else ""
    if callback is None or not number.isdecimal():
        return lambda visit: visit.stale()
    if len(callback.arguments) == 1:
        return lambda visit: [visit.toast(), _sure(visit, int(number))]
    result = await desk.curator.rollback(int(number), turn.user_id)
    differing = await desk.curator.differing()
    return lambda visit: [*_published(visit, result), *_differing(visit, differing)]


def _sure(visit: Visit, number: int) -> Outgoing:
    keys = (button(visit.say("releases.back_yes", number=number), "back", number, "yes"),
            button(visit.say("reload.leave"), "leave"))
    return visit.show(visit.say("releases.sure", number=number), (keys,))


def _differing(visit: Visit, names: Sequence[str]) -> list[Outgoing]:
    if not names:
        return []
    lines = _cut(visit, [literal(name) for name in names[:MOST_PROBLEMS]], len(names))
    return [visit.send(visit.say("releases.differing", lines=lines))]


FEATURE = Feature(
    "reload",
    commands=(Command("reload", plan=stage, role="editor", groups=True),
              Command("releases", history, role="editor", groups=True)),
    presses=(Press("publish", plan=publish, role="editor"), Press("leave", leave, role="editor"),
             Press("back", plan=press_back, role="owner")))

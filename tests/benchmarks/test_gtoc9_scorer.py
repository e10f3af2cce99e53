"""The competition's validator: a good campaign is accepted, and every broken one refused for the right reason.

Limits are those of the competition (ESA ACT, GTOC9 problem description, 2017): 100 m, 1 m/s, 5 and 30 days, 6600 km.
"""

from dataclasses import replace

import numpy as np
import pytest

from adr_planner.benchmarks.gtoc9.files import read_submission
from adr_planner.benchmarks.gtoc9.motion import coast, debris_state
from adr_planner.benchmarks.gtoc9.scorer import score
from adr_planner.benchmarks.gtoc9.submission import MANOEUVRE, Event, Mission, Submission

DAY = 86400.0


def _with(campaign, mission, k, **changes):
    """Change one event of a campaign."""
    missions = list(campaign.missions)
    events = list(missions[mission].events)
    events[k] = replace(events[k], **changes)
    missions[mission] = replace(missions[mission], events=tuple(events))
    return Submission(tuple(missions))


def _shifted(vector, by):
    return (vector[0] + by, vector[1], vector[2])


def _find(campaign, mission, kind):
    """Return the first event of a kind: an impulse on the way, an arrival after the launch, or a departure."""
    events = campaign.missions[mission].events
    for k in range(1, len(events)):
        met, before = events[k].event_id, events[k - 1].event_id
        found = "way" if met == MANOEUVRE else "departure" if met == before else "arrival"
        if found == kind:
            return k
    raise AssertionError(f"no {kind} in the mission")


def _event(campaign, mission, kind):
    k = _find(campaign, mission, kind)
    return k, campaign.missions[mission].events[k]


def _moved(campaign, mission, days):
    """Move a whole mission in time, states and all: each event stays where it was."""
    missions = list(campaign.missions)
    events = tuple(replace(e, t_mjd2000=e.t_mjd2000 + days) for e in missions[mission].events)
    missions[mission] = replace(missions[mission], events=events)
    return Submission(tuple(missions))


def _retimed_departure(campaign, days):
    """Leave the first debris `days` after arrival, on its own orbit, whatever becomes of the leg."""
    k, event = _event(campaign, 0, "departure")
    time = campaign.missions[0].events[0].t_mjd2000 + days
    position, velocity = debris_state(event.event_id, time)
    return _with(campaign, 0, k, t_mjd2000=time, r_m=tuple(position), v_mps=tuple(velocity))


def _late(campaign):
    """Reach the second debris 26 days after the departure, as if nothing were."""
    k, event = _event(campaign, 0, "arrival")
    later = _event(campaign, 0, "departure")[1].t_mjd2000 + 26.0 - event.t_mjd2000
    events = campaign.missions[0].events
    events = events[:k] + tuple(replace(e, t_mjd2000=e.t_mjd2000 + later) for e in events[k:])
    return Submission((replace(campaign.missions[0], events=events), *campaign.missions[1:]))


def _another_id(campaign):
    """Meet a debris of the second mission in the first one too."""
    other = campaign.missions[1].events[0].event_id
    met = _event(campaign, 0, "arrival")[1].event_id
    events = tuple(replace(e, event_id=other) if e.event_id == met else e for e in campaign.missions[0].events)
    return Submission((replace(campaign.missions[0], events=events), *campaign.missions[1:]))


def _without(campaign, kind):
    k = _find(campaign, 0, kind)
    events = campaign.missions[0].events
    mission = replace(campaign.missions[0], events=events[:k] + events[k + 1 :])
    return Submission((mission, *campaign.missions[1:]))


def _six_on_the_way(campaign):
    """Add empty impulses to the first leg until there are six."""
    mission = campaign.missions[0]
    k = _find(campaign, 0, "arrival")
    event = mission.events[k - 1]
    have = sum(1 for e in mission.events[:k] if e.event_id == MANOEUVRE)
    last = mission.events[k].t_mjd2000
    extra = []
    for step in range(1, 7 - have):
        time = event.t_mjd2000 + (last - event.t_mjd2000) * step / (8 - have)
        state = coast(event.position, event.after, (time - event.t_mjd2000) * DAY)[-1]
        extra.append(Event(time, tuple(state[:3]), tuple(state[3:]), (0.0, 0.0, 0.0), MANOEUVRE))
    events = mission.events[:k] + tuple(extra) + mission.events[k:]
    return Submission((replace(mission, events=events), *campaign.missions[1:]))


def _diving():
    """Drop from a debris by 130 m/s against the motion: the perigee falls under 6600 km at once."""
    lines, still = [], (0.0, 0.0, 0.0)
    for number, time in ((0, 24000.0), (0, 24006.0)):
        position, velocity = debris_state(number, time)
        lines.append(Event(time, tuple(position), tuple(velocity), still, number))
    back = -200.0 * np.array(lines[1].v_mps) / np.linalg.norm(lines[1].v_mps)
    lines[1] = replace(lines[1], dv_mps=tuple(back))
    for number, time in ((1, 24020.0), (1, 24026.0)):
        position, velocity = debris_state(number, time)
        lines.append(Event(time, tuple(position), tuple(velocity), still, number))
    return Submission((Mission.of(lines),))


def _heavier(campaign, by):
    missions = list(campaign.missions)
    missions[0] = replace(missions[0], m0_kg=missions[0].m0_kg + by)
    return Submission(tuple(missions))


def _kick(campaign, which, speed):
    mission = campaign.missions[0]
    k = 0 if which == "first" else len(mission.events) - 1
    return _with(campaign, 0, k, dv_mps=(speed, 0.0, 0.0))


def _gained(campaign):
    """Tell masses, one of them a kilogram too high."""
    mission = campaign.missions[0]
    events = [replace(e, mass_kg=m) for e, m in zip(mission.events, mission.masses(), strict=True)]
    events[3] = replace(events[3], mass_kg=events[3].mass_kg + 1.0)
    return Submission((replace(mission, events=tuple(events)), *campaign.missions[1:]))


def _position(kind, by):
    def change(campaign):
        k, event = _event(campaign, 0, kind)
        return _with(campaign, 0, k, r_m=_shifted(event.r_m, by))

    return change


def _velocity(kind, by):
    def change(campaign):
        k, event = _event(campaign, 0, kind)
        return _with(campaign, 0, k, v_mps=_shifted(event.v_mps, by))

    return change


def _apart(campaign, days):
    """Move the second mission to `days` after the end of the first."""
    end, start = campaign.missions[0].events[-1].t_mjd2000, campaign.missions[1].events[0].t_mjd2000
    return _moved(campaign, 1, end + days - start)


def _beginning(mission, stops):
    """Return the first stops of a mission as a mission of its own."""
    leave = [k for k, e in enumerate(mission.events[1:], 1) if e.event_id == mission.events[k - 1].event_id >= 0]
    end = leave[stops - 1]
    events = (*mission.events[:end], replace(mission.events[end], dv_mps=(0.0, 0.0, 0.0)))
    return Mission.of(events)


def _nan(campaign):
    k = _find(campaign, 0, "way")
    return _with(campaign, 0, k, dv_mps=(np.nan, 0.0, 0.0))


def _backwards(campaign):
    k = _find(campaign, 0, "way")
    return _with(campaign, 0, k, t_mjd2000=campaign.missions[0].events[k - 1].t_mjd2000 - 0.1)


def _halved(campaign, kind):
    """Make the impulse of an event in two halves at its epoch; on the way, or the first half before an arrival."""
    k, event = _event(campaign, 0, kind)
    half = tuple(0.5 * x for x in event.dv_mps)
    before = replace(event, dv_mps=half, event_id=MANOEUVRE)
    after = replace(event, v_mps=tuple(v + x for v, x in zip(event.v_mps, half, strict=True)), dv_mps=half)
    events = campaign.missions[0].events
    mission = replace(campaign.missions[0], events=(*events[:k], before, after, *events[k + 1 :]))
    return Submission((mission, *campaign.missions[1:]))


BROKEN = {
    "two impulses at one epoch": (lambda c: _halved(c, "way"), "one event an epoch"),
    "an impulse at the epoch of an arrival": (lambda c: _halved(c, "arrival"), "one event an epoch"),
    "a jump of 200 m on the way": (_position("way", 200.0), "position after the arc"),
    "a jump of 2 m/s on the way": (_velocity("way", 2.0), "velocity after the arc"),
    "200 m beside the debris at arrival": (_position("arrival", 200.0), "position at arrival"),
    "2 m/s off the debris after arrival": (_velocity("arrival", 2.0), "velocity at arrival"),
    "200 m beside the debris at departure": (_position("departure", 200.0), "position at departure"),
    "2 m/s off the debris before departure": (_velocity("departure", 2.0), "velocity at departure"),
    "a stay of 4.9 days": (lambda c: _retimed_departure(c, 4.9), "stay"),
    "a leg of 26 days": (_late, "arrival to arrival"),
    "a debris met in two missions": (_another_id, "a debris once"),
    "missions 29 days apart": (lambda c: _apart(c, 29.0), "time between missions"),
    "missions at the same time": (lambda c: _apart(c, -3.0), "time between missions"),
    "a launch a day before the window": (lambda c: _moved(c, 0, 23466.0 - c.missions[0].events[0].t_mjd2000),
                                         "window opens"),
    "an end a day after the window": (lambda c: _moved(c, 1, 26420.0 - c.missions[1].events[-1].t_mjd2000),
                                      "window closes"),
    "a perigee under 6600 km": (lambda _: _diving(), "perigee"),
    "a gram too little mass at the end": (lambda c: _heavier(c, -1e-3), "final mass"),
    "more propellant than the tank holds": (lambda c: _heavier(c, 6000.0), "launch mass"),
    "mass gained on the way": (_gained, "mass told"),
    "an impulse at the launch": (lambda c: _kick(c, "first", 1.0), "first event without impulse"),
    "an impulse at the end": (lambda c: _kick(c, "last", 1.0), "last event without impulse"),
    "a debris 123": (lambda c: _with(c, 0, _find(c, 0, "way"), event_id=123), "event ids from -1 to 122"),
    "an arrival without departure": (lambda c: _without(c, "departure"), "every debris in two lines in a row"),
    "a departure without arrival": (lambda c: _without(c, "arrival"), "every debris in two lines in a row"),
    "an end on the way": (lambda c: _with(c, 0, -1, event_id=MANOEUVRE), "first and last event at a debris"),
    "six impulses on the way": (_six_on_the_way, "impulses on the way"),
    "an impulse that is no number": (_nan, "all numbers finite"),
    "time that runs backwards": (_backwards, "events in order of time"),
}  # fmt: skip


def test_a_flown_campaign_of_ours_is_accepted(small_campaign):
    card = score(small_campaign)
    assert card.valid, card.summary()
    assert card.removed == 5
    # 55 MEUR a launch, 2e-6 MEUR/kg2 above the dry mass, 55.0018 MEUR for a debris left (the rules).
    masses = [mission.m0_kg for mission in small_campaign.missions]
    assert card.cost == pytest.approx(sum(55.0 + 2e-6 * (m - 2000.0) ** 2 for m in masses) + 118 * 55.0018)


def test_no_impulse_of_ours_is_a_ghost(small_campaign):
    sizes = [event.delta_v for mission in small_campaign.missions for event in mission.events]
    assert not [size for size in sizes if 0.0 < size < 0.01]


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_campaign_is_refused_for_the_right_reason(small_campaign, name):
    change, rule = BROKEN[name]
    card = score(change(small_campaign))
    assert not card.valid
    assert rule in {finding.rule for finding in card.broken}, card.summary()


@pytest.fixture
def winners(extract, tmp_path):
    """The winning campaign, flown again."""
    path = tmp_path / "reflown.json"
    path.write_text(extract("gtoc9_reflown.json.gz"))
    return read_submission(path)


def test_the_re_flown_winning_campaign_is_accepted(winners):
    """J 715.94 at 55 MEUR a launch (shared reference, computed by an independent re-flight)."""
    card = score(winners)
    assert card.valid, card.summary()
    assert card.cost == pytest.approx(715.94, abs=0.005)
    assert card.removed == 123


def test_broken_variants_of_the_winning_campaign_are_refused(winners):
    # The beginnings of two missions are enough, and quick.
    campaign = Submission(tuple(_beginning(mission, 2) for mission in winners.missions[8:]))
    assert score(campaign).valid
    for name, (change, rule) in BROKEN.items():
        card = score(change(campaign))
        assert rule in {finding.rule for finding in card.broken}, name


def test_a_scorecard_shows_itself(small_campaign):
    card = score(_heavier(small_campaign, -1e-3))
    assert "NOT VALID, 1 rules broken" in repr(card)
    assert card.summary().splitlines()[1].startswith("  BROKEN final mass: mission 1")
    assert "<b>no</b>" in card._repr_html_()
    assert card.to_pandas()["kept"].value_counts()[False] == 1

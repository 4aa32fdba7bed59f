import { refillDelay } from './rateLimit';
import type { PenaltyGate } from '../sendPorts';

/** Targets whose group is remembered; beyond that the oldest is forgotten, and is then held by every penalty. */
const longestMemory = 10_000;
/** Credentials and origins whose penalties are remembered. */
const mostKeys = 1000;
const everyGroup = '';

/** Times per key and group. */
type Times = Map<string, Map<string, number>>;

/** A gate in memory, empty (rules RT7, RT11). A target whose group is not known yet is held by every penalty of its key. */
export function penaltyGate(): PenaltyGate {
  const groups = new Map<string, string>();
  const penalties: Times = new Map();
  const refills: Times = new Map();
  const groupOf = (key: string, target: string) => groups.get(`${key}\n${target}`);
  return {
    until: (key, target) => latest(penalties.get(key), groupOf(key, target)),
    refilled: (key, target) => latest(refills.get(key), groupOf(key, target)),
    penalize(key, group, until) {
      const times = timesOf(penalties, key);
      times.set(group ?? everyGroup, Math.max(until, times.get(group ?? everyGroup) ?? until));
    },
    observe(key, target, limit, time) {
      if (limit.group !== undefined) remember(groups, `${key}\n${target}`, limit.group);
      const delay = limit.remaining === 0 ? refillDelay(limit) : undefined;
      if (delay !== undefined) timesOf(refills, key).set(limit.group ?? everyGroup, time + delay);
      else refills.get(key)?.delete(limit.group ?? everyGroup);
    },
  };
}

function timesOf(all: Times, key: string): Map<string, number> {
  const times = all.get(key) ?? new Map<string, number>();
  all.delete(key);
  all.set(key, times);
  const oldest = all.size > mostKeys ? all.keys().next().value : undefined;
  if (oldest !== undefined) all.delete(oldest);
  return times;
}

function latest(times: ReadonlyMap<string, number> | undefined, group: string | undefined): number | undefined {
  if (times === undefined) return undefined;
  const relevant = group === undefined ? [...times.values()] : [times.get(group), times.get(everyGroup)];
  const last = Math.max(...relevant.map((time) => time ?? Number.NEGATIVE_INFINITY));
  return Number.isFinite(last) ? last : undefined;
}

function remember(groups: Map<string, string>, place: string, group: string): void {
  groups.delete(place);
  groups.set(place, group);
  const oldest = groups.size > longestMemory ? groups.keys().next().value : undefined;
  if (oldest !== undefined) groups.delete(oldest);
}

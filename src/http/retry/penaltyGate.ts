import { refillDelay } from './rateLimit';
import type { PenaltyGate } from '../sendPorts';

/** Targets whose group is remembered; beyond that the oldest is forgotten, and is then held by every penalty. */
const longestMemory = 10_000;
/** Credentials and origins whose penalties are remembered. */
const mostKeys = 1000;
const everyGroup = '';

/** What is known per key and group. */
type ByGroup<Value> = Map<string, Map<string, Value>>;

/** One penalty, from the answer that began it until its end; milliseconds. */
interface Penalty {
  readonly begun: number;
  readonly until: number;
}

/** A gate in memory, empty (rules RT7, RT11). A target whose group is not known yet is held by every penalty of its key. */
export function penaltyGate(): PenaltyGate {
  const groups = new Map<string, string>();
  const penalties: ByGroup<readonly Penalty[]> = new Map();
  const refills: ByGroup<number> = new Map();
  const listeners = new Set<{ readonly key: string; readonly listener: () => void }>();
  const groupOf = (key: string, target: string) => groups.get(`${key}\n${target}`);
  return {
    until: (key, target) =>
      latest(relevant(penalties.get(key), groupOf(key, target)).flatMap(([, all]) => all.map(({ until }) => until))),
    refilled: (key, target) => latest(relevant(refills.get(key), groupOf(key, target)).map(([, time]) => time)),
    penalize(key, group, until, begun) {
      const known = ofKey(penalties, key);
      // An older penalty that ends no later says nothing that the new one does not.
      const lasting = (known.get(group ?? everyGroup) ?? []).filter((penalty) => penalty.until > until);
      known.set(group ?? everyGroup, [...lasting, { begun, until }]);
    },
    release(key, target, time) {
      const known = penalties.get(key);
      for (const [group, all] of relevant(known, groupOf(key, target))) {
        known?.set(
          group,
          all.filter(({ begun }) => begun > time),
        );
      }
      for (const each of listeners) if (each.key === key) each.listener();
    },
    onRelease(key, listener) {
      const each = { key, listener };
      listeners.add(each);
      return () => void listeners.delete(each);
    },
    observe(key, target, limit, time) {
      if (limit.group !== undefined) remember(groups, `${key}\n${target}`, limit.group);
      const delay = limit.remaining === 0 ? refillDelay(limit) : undefined;
      if (delay !== undefined) ofKey(refills, key).set(limit.group ?? everyGroup, time + delay);
      else refills.get(key)?.delete(limit.group ?? everyGroup);
    },
  };
}

function ofKey<Value>(all: ByGroup<Value>, key: string): Map<string, Value> {
  const known = all.get(key) ?? new Map<string, Value>();
  all.delete(key);
  all.set(key, known);
  const oldest = all.size > mostKeys ? all.keys().next().value : undefined;
  if (oldest !== undefined) all.delete(oldest);
  return known;
}

/** What concerns a group: its own and what is said of all; everything when the group is unknown. */
function relevant<Value>(known: ReadonlyMap<string, Value> | undefined, group: string | undefined) {
  const all = [...(known ?? [])];
  return group === undefined ? all : all.filter(([name]) => name === group || name === everyGroup);
}

function latest(times: readonly number[]): number | undefined {
  return times.length === 0 ? undefined : Math.max(...times);
}

function remember(groups: Map<string, string>, place: string, group: string): void {
  groups.delete(place);
  groups.set(place, group);
  const oldest = groups.size > longestMemory ? groups.keys().next().value : undefined;
  if (oldest !== undefined) groups.delete(oldest);
}

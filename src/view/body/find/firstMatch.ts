import { holds, sideOf } from './machine';
import type { Machine } from './machine';

/** A match in a text, in code units; `end` is exclusive and after `start`. */
export interface TextMatch {
  readonly start: number;
  readonly end: number;
}

/** No match is longer than this many units. */
export const MAX_MATCH = 4096;

interface Thread {
  readonly step: number;
  readonly start: number;
}

/**
 * The first match at or after `from` that is not empty, as JavaScript would choose it among those that begin at the same place. All ways to match are followed
 * at once, so that the time does not depend on how the pattern is written. `before` is the unit before the text.
 */
export function firstMatch(
  machine: Machine,
  text: string,
  from: number,
  before: number | undefined,
): TextMatch | undefined {
  let threads: readonly Thread[] = [];
  let found: TextMatch | undefined;
  for (let at = from; at <= text.length; at += 1) {
    if (threads.length === 0 && found !== undefined) return found;
    const unit = at < text.length ? text.charCodeAt(at) : undefined;
    const sides = [sideOf(at > 0 ? text.charCodeAt(at - 1) : before), sideOf(unit)] as const;
    const starting = found === undefined ? [...threads, { step: machine.start, start: at }] : threads;
    const { reached, matchStart } = follow(machine, starting, sides, at);
    if (matchStart !== undefined) found = { start: matchStart, end: at };
    threads = unit === undefined ? [] : taken(machine, reached, unit).filter(({ start }) => at - start < MAX_MATCH);
  }
  return found;
}

/** The threads that take a unit, in order of preference, up to one that ends in a match. */
function follow(machine: Machine, threads: readonly Thread[], [before, after]: readonly [number, number], at: number) {
  const reached: Thread[] = [];
  const seen = new Set<number>();
  for (const { step: first, start } of threads) {
    const open = [first];
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      if (seen.has(place)) continue;
      seen.add(place);
      const step = machine.steps[place];
      if (step?.kind === 'match' && start < at) return { reached, matchStart: start };
      if (step?.kind === 'set') reached.push({ step: place, start });
      else if (step?.kind === 'either') open.push(step.second, step.first);
      else if (step?.kind === 'assertion' && holds(step.assertion, before, after)) open.push(step.next);
    }
  }
  return { reached, matchStart: undefined };
}

function taken(machine: Machine, threads: readonly Thread[], unit: number): readonly Thread[] {
  const next: Thread[] = [];
  for (const { step: place, start } of threads) {
    const step = machine.steps[place];
    if (step?.kind === 'set' && step.set.has(unit)) next.push({ step: step.next, start });
  }
  return next;
}

import { EDGE, holds, OTHER, sideOf } from './machine';
import type { Machine } from './machine';

/** States that are kept; when there are more, all are made anew as they are met. */
const MAX_STATES = 500;

/** Units that have a column in the table, and one column more for the end of the text. */
const COLUMNS = 129;
const END = 128;

interface State {
  /** The steps that may go on from here, in order, before assertions are decided. */
  readonly steps: readonly number[];
  /** What stands before the place. */
  readonly before: number;
  readonly wide: Map<number, number>;
}

/**
 * A machine made deterministic as far as a text needs it: each unit is looked at once, whatever the pattern, to tell a text without matches
 * quickly, and where the first match ends at the earliest.
 */
export class LazyStates {
  readonly #machine: Machine;
  #states: State[] = [];
  #byKey = new Map<string, number>();
  /** For each state and column: the next state doubled, plus 1 when a match ends before the unit; -1 when not known yet. */
  #table = new Int32Array(0);

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** Where the search for the first match that ends after `from` has to begin: the last place at which none was under way. Undefined when there is none. */
  origin(text: string, from: number, before: number | undefined): number | undefined {
    let state = this.#initial(sideOf(from > 0 ? text.charCodeAt(from - 1) : before));
    let origin = from;
    for (let at = from; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      const known = unit < END ? (this.#table[state * COLUMNS + unit] ?? -1) : -1;
      const next = known >= 0 ? known : this.#next(state, unit);
      if ((next & 1) === 1) return origin;
      state = next >> 1;
      if (state <= OTHER) origin = at + 1;
    }
    return (this.#next(state, undefined) & 1) === 1 ? origin : undefined;
  }

  /** The state in which nothing is under way; the first three states are these, one for each side. */
  #initial(before: number): number {
    if (this.#states.length === 0 || this.#states.length > MAX_STATES) {
      this.#states = [];
      this.#byKey = new Map();
      this.#table = new Int32Array((MAX_STATES + 8) * COLUMNS).fill(-1);
      for (let side = EDGE; side <= OTHER; side += 1) this.#state([], side);
    }
    return before;
  }

  #next(state: number, unit: number | undefined): number {
    const from = this.#states[state];
    if (from === undefined) return 0;
    const column = unit ?? END;
    const wide = unit !== undefined && unit >= END ? from.wide.get(unit) : undefined;
    if (wide !== undefined) return wide;
    const next = this.#made(from, unit);
    if (unit !== undefined && unit >= END) from.wide.set(unit, next);
    else if (this.#states[state] === from) this.#table[state * COLUMNS + column] = next;
    return next;
  }

  #made({ steps, before }: State, unit: number | undefined): number {
    const { isMatch, sets } = this.#closure([...steps, this.#machine.start], before, sideOf(unit));
    if (unit === undefined || isMatch) return isMatch ? 1 : 0;
    const next = new Set<number>();
    for (const place of sets) {
      const step = this.#machine.steps[place];
      if (step?.kind === 'set' && step.set.has(unit)) next.add(step.next);
    }
    return (
      this.#state(
        [...next].sort((a, b) => a - b),
        sideOf(unit),
      ) * 2
    );
  }

  #state(steps: readonly number[], before: number): number {
    if (this.#states.length > MAX_STATES) this.#initial(before);
    const key = `${before} ${steps.join(' ')}`;
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const made = this.#states.push({ steps, before, wide: new Map() }) - 1;
    this.#byKey.set(key, made);
    return made;
  }

  /** The steps that take a unit, reached from others without one, and whether a match ends here. */
  #closure(from: readonly number[], before: number, after: number) {
    const seen = new Set<number>();
    const open = [...from];
    const sets: number[] = [];
    let isMatch = false;
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      if (seen.has(place)) continue;
      seen.add(place);
      const step = this.#machine.steps[place];
      if (step?.kind === 'match') isMatch = true;
      else if (step?.kind === 'set') sets.push(place);
      else if (step?.kind === 'either') open.push(step.first, step.second);
      else if (step?.kind === 'assertion' && holds(step.assertion, before, after)) open.push(step.next);
    }
    return { isMatch, sets };
  }
}

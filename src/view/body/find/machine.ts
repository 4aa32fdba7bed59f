import type { CharacterSet } from './characterSet';
import type { Assertion, Pattern } from './pattern';

/** One step of a machine. Numbers are steps; of two, the first is preferred. */
type Step =
  | { readonly kind: 'match' }
  | { readonly kind: 'set'; readonly set: CharacterSet; readonly next: number }
  | { readonly kind: 'assertion'; readonly assertion: Assertion; readonly next: number }
  | { readonly kind: 'either'; readonly first: number; second: number };

/** A pattern as steps (Thompson's construction). `isNullable`: it matches nothing at all. */
export interface Machine {
  readonly steps: readonly Step[];
  readonly start: number;
  readonly isNullable: boolean;
}

/** More steps would make each octet of a search dear. */
const MAX_STEPS = 600;

/** Undefined when the pattern takes too many steps. */
export function machineOf(pattern: Pattern): Machine | undefined {
  const steps: Step[] = [{ kind: 'match' }];
  const add = (step: Step): number => steps.push(step) - 1;
  const build = (tree: Pattern, next: number): number => {
    if (steps.length > MAX_STEPS) return next;
    switch (tree.kind) {
      case 'set':
        return add({ kind: 'set', set: tree.set, next });
      case 'assertion':
        return add({ kind: 'assertion', assertion: tree.assertion, next });
      case 'sequence':
        return tree.items.reduceRight((after, item) => build(item, after), next);
      case 'choice': {
        const [last = next, ...others] = tree.items.map((item) => build(item, next)).reverse();
        return others.reduce((second, first) => add({ kind: 'either', first, second }), last);
      }
      case 'repeat':
        return repeat(tree, next);
    }
  };
  const optional = (isLazy: boolean, item: number, next: number): number =>
    add(isLazy ? { kind: 'either', first: next, second: item } : { kind: 'either', first: item, second: next });
  const repeat = ({ item, least, most, isLazy }: Pattern & { kind: 'repeat' }, next: number): number => {
    let at = next;
    if (most === undefined) {
      const loop: Step & { kind: 'either' } = { kind: 'either', first: next, second: next };
      at = add(loop);
      const body = build(item, at);
      steps[at] = isLazy ? { ...loop, second: body } : { ...loop, first: body };
    } else
      for (let left = most - least; left > 0 && steps.length <= MAX_STEPS; left -= 1)
        at = optional(isLazy, build(item, at), next);
    for (let left = least; left > 0 && steps.length <= MAX_STEPS; left -= 1) at = build(item, at);
    return at;
  };
  const start = build(pattern, 0);
  return steps.length > MAX_STEPS ? undefined : { steps, start, isNullable: isNullable(pattern) };
}

function isNullable(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case 'set':
      return false;
    case 'assertion':
      return true;
    case 'sequence':
      return pattern.items.every(isNullable);
    case 'choice':
      return pattern.items.some(isNullable);
    case 'repeat':
      return pattern.least === 0 || isNullable(pattern.item);
  }
}

/** What stands beside a place: the edge of a line, a character of a word, or another. */
export const EDGE = 0;
const OF_WORD = 1;
export const OTHER = 2;

export function sideOf(unit: number | undefined): number {
  if (unit === undefined || unit === 0x0a || unit === 0x0d) return EDGE;
  const lower = unit | 0x20;
  const isOfWord = (unit >= 0x30 && unit <= 0x39) || (lower >= 0x61 && lower <= 0x7a) || unit === 0x5f;
  return isOfWord && unit < 0x80 ? OF_WORD : OTHER;
}

export function holds(assertion: Assertion, before: number, after: number): boolean {
  switch (assertion) {
    case 'start':
      return before === EDGE;
    case 'end':
      return after === EDGE;
    case 'boundary':
      return (before === OF_WORD) !== (after === OF_WORD);
    case 'noBoundary':
      return (before === OF_WORD) === (after === OF_WORD);
  }
}

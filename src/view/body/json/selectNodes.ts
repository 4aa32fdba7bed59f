import type { Segment, Selector } from './pathQuery';
import { keyText } from './walkJson';
import type { JsonVisitor, JsonWalk, PathStep } from './walkJson';

/** Nodes that are listed; more are not looked for. */
export const MAX_NODES = 100_000;

/** A value of a JSON text: its octets `[start, end)`, and its path from the root. */
export interface JsonNode {
  readonly path: readonly PathStep[];
  readonly start: number;
  readonly end: number;
}

/** Decides on the way down which values are wanted. */
interface Choice {
  /** Whether the value that the walk has just entered is wanted. Called for every value, parents before children. */
  takes(walk: JsonWalk): boolean;
}

/** Gathers the wanted values of a walk, in the order of the text, each once. */
export class NodeCollector implements JsonVisitor {
  readonly #choice: Choice;
  readonly #found: { path: readonly PathStep[]; start: number; end: number }[] = [];
  /** Wanted values that have not ended, innermost last. */
  readonly #open: number[] = [];

  constructor(choice: Choice) {
    this.#choice = choice;
  }

  get nodes(): readonly JsonNode[] {
    return this.#found;
  }

  enter(walk: JsonWalk): boolean {
    if (this.#found.length >= MAX_NODES) return this.#open.length > 0;
    if (!this.#choice.takes(walk)) return true;
    this.#open.push(this.#found.length);
    this.#found.push({ path: walk.path(), start: walk.offset, end: walk.offset });
    return true;
  }

  leave(walk: JsonWalk): boolean {
    const last = this.#found[this.#open.at(-1) ?? -1];
    if (last?.start === walk.start) {
      last.end = walk.offset;
      this.#open.pop();
    }
    return this.#open.length > 0 || this.#found.length < MAX_NODES;
  }
}

/** Takes what a query of names, wildcards, indexes and slices selects. */
export class QueryChoice implements Choice {
  readonly #segments: readonly Segment[];
  readonly #names: ReadonlyMap<Selector, Uint8Array>;
  /** For each depth, a bit for each number of segments that the value there has passed. */
  #passed = new Int32Array(64);

  constructor(segments: readonly Segment[]) {
    this.#segments = segments;
    const names = segments.flatMap(({ selectors }) => selectors).filter((selector) => selector.kind === 'name');
    this.#names = new Map(names.map((selector) => [selector, new TextEncoder().encode(`"${selector.name}"`)]));
  }

  takes(walk: JsonWalk): boolean {
    const { depth } = walk;
    const segments = this.#segments;
    if (depth >= this.#passed.length) {
      const wider = new Int32Array(depth * 2);
      wider.set(this.#passed);
      this.#passed = wider;
    }
    const passed = depth === 0 ? 1 : this.#below(walk, this.#passed[depth - 1] ?? 0);
    this.#passed[depth] = passed;
    return (passed & (1 << segments.length)) !== 0;
  }

  #below(walk: JsonWalk, above: number): number {
    if (above === 0) return 0;
    let passed = 0;
    for (const [place, { isDescendant, selectors }] of this.#segments.entries()) {
      if ((above & (1 << place)) === 0) continue;
      if (isDescendant) passed |= 1 << place;
      if (selectors.some((selector) => this.#selects(selector, walk))) passed |= 1 << (place + 1);
    }
    return passed;
  }

  #selects(selector: Selector, walk: JsonWalk): boolean {
    if (selector.kind === 'any') return true;
    const isMember = walk.isMember(walk.depth);
    if (selector.kind === 'name')
      return isMember && isNamed(walk.key(walk.depth), selector.name, this.#names.get(selector));
    const index = walk.index(walk.depth);
    const { start, end, step } = selector;
    return !isMember && index >= start && index < end && (index - start) % step === 0;
  }
}

/** Takes what stands at the given paths. */
export class PathsChoice implements Choice {
  readonly #root: Branch = new Map();
  readonly #reached: (Branch | undefined)[] = [];

  constructor(paths: readonly (readonly PathStep[])[]) {
    for (const path of paths) {
      let branch = this.#root;
      for (const step of path) {
        const next = branch.get(step) ?? new Map<PathStep | typeof HERE, Branch>();
        branch.set(step, next);
        branch = next;
      }
      branch.set(HERE, new Map());
    }
  }

  takes(walk: JsonWalk): boolean {
    const { depth } = walk;
    const above = depth === 0 ? undefined : this.#reached[depth - 1];
    const step = walk.isMember(depth) ? (above === undefined ? '' : keyText(walk.key(depth))) : walk.index(depth);
    const branch = depth === 0 ? this.#root : above?.get(step);
    this.#reached[depth] = branch;
    return branch?.has(HERE) === true;
  }
}

/** Marks the end of a path. */
const HERE = Symbol('here');
type Branch = Map<PathStep | typeof HERE, Branch>;

function isNamed(key: Uint8Array, name: string, plain: Uint8Array | undefined): boolean {
  if (key.includes(0x5c)) return keyText(key) === name;
  if (plain?.length !== key.length) return false;
  for (let at = 0; at < key.length; at += 1) if (key[at] !== plain[at]) return false;
  return true;
}

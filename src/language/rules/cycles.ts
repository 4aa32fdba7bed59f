import { append } from '../parse/append';
/** The cycles of a graph, one for each knot of names that lead back to themselves, in the order of the graph. Linear in names and edges (Tarjan), without recursion. */
export function findCycles(edges: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const walk: Walk = { edges, index: new Map(), low: new Map(), stack: [], onStack: new Set() };
  const cycles: (readonly string[])[] = [];
  for (const name of edges.keys()) if (!walk.index.has(name)) append(cycles, visit(walk, name));
  return cycles;
}

interface Walk {
  readonly edges: ReadonlyMap<string, readonly string[]>;
  readonly index: Map<string, number>;
  readonly low: Map<string, number>;
  readonly stack: string[];
  readonly onStack: Set<string>;
}

interface Frame {
  readonly name: string;
  next: number;
}

function visit(walk: Walk, start: string): readonly (readonly string[])[] {
  const cycles: (readonly string[])[] = [];
  const frames: Frame[] = [enter(walk, start)];
  for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
    const targets = walk.edges.get(frame.name) ?? [];
    const target = targets[frame.next++];
    if (target === undefined) {
      frames.pop();
      const knot = leave(walk, frame.name, frames.at(-1)?.name);
      if (knot.length > 1 || targets.includes(frame.name)) cycles.push(knot);
    } else if (walk.edges.has(target)) {
      if (!walk.index.has(target)) frames.push(enter(walk, target));
      else if (walk.onStack.has(target)) lower(walk, frame.name, walk.index.get(target));
    }
  }
  return cycles;
}

function enter(walk: Walk, name: string): Frame {
  walk.index.set(name, walk.index.size);
  walk.low.set(name, walk.index.get(name) ?? 0);
  walk.stack.push(name);
  walk.onStack.add(name);
  return { name, next: 0 };
}

/** The names of a finished knot; empty while it belongs to a larger one. */
function leave(walk: Walk, name: string, parent: string | undefined): readonly string[] {
  if (parent !== undefined) lower(walk, parent, walk.low.get(name));
  if (walk.low.get(name) !== walk.index.get(name)) return [];
  const knot = walk.stack.splice(walk.stack.lastIndexOf(name));
  for (const each of knot) walk.onStack.delete(each);
  return knot;
}

function lower(walk: Walk, name: string, value: number | undefined): void {
  walk.low.set(name, Math.min(walk.low.get(name) ?? 0, value ?? Infinity));
}

import type { OctetSource } from '../octetSource';
import { NEXT_STRETCH } from '../rowPager';
import type { JsonNode } from './selectNodes';
import { JsonWalk } from './walkJson';
import type { JsonVisitor, PathStep } from './walkJson';

/** Walks over a whole text, stretch by stretch, with a pause between them; ends early when the visitor has had enough or `isOver` says so. */
export async function walkJson(
  source: OctetSource,
  visitor: JsonVisitor,
  pause: () => Promise<void>,
  isOver: () => boolean = () => false,
): Promise<void> {
  const walk = new JsonWalk(visitor);
  for (let at = 0; at < source.size && !isOver();) {
    const octets = await source.read(at, at + NEXT_STRETCH);
    if (octets.length === 0 || !walk.push(octets)) break;
    at += octets.length;
    await pause();
  }
  if (!walk.isEnded) walk.finish();
}

/** The value whose row is this one: a member, an element, or the container that the row closes. Undefined when there is no such row. */
export async function nodeAt(
  source: OctetSource,
  row: number,
  pause: () => Promise<void>,
): Promise<JsonNode | undefined> {
  const finder = new RowFinder(row);
  await walkJson(source, finder, pause);
  return finder.node;
}

class RowFinder implements JsonVisitor {
  readonly #row: number;
  #path: readonly PathStep[] | undefined;
  #depth = 0;
  #start = 0;
  node: JsonNode | undefined;

  constructor(row: number) {
    this.#row = row;
  }

  enter(walk: JsonWalk): boolean {
    if (this.#path === undefined && walk.row === this.#row) {
      this.#path = walk.path();
      this.#depth = walk.depth;
      this.#start = walk.offset;
    }
    return true;
  }

  leave(walk: JsonWalk): boolean {
    const isFound =
      this.#path !== undefined ? walk.depth === this.#depth && walk.start === this.#start : walk.row === this.#row;
    if (!isFound) return true;
    this.node = { path: this.#path ?? walk.path(), start: walk.start, end: walk.offset };
    return false;
  }
}

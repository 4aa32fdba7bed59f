import { wordSize } from '../../wording/quantity';
import type { OctetSource } from '../octetSource';
import { walkJson } from './nodeAt';
import { normalizedPath } from './normalizedPath';
import { streamableQuery } from './pathQuery';
import { MAX_NODES, NodeCollector, PathsChoice, QueryChoice } from './selectNodes';
import type { JsonNode } from './selectNodes';
import { StitchedSource } from './stitchedSource';

/** A larger text is not held as values, which some queries ask for. */
export const MAX_VALUES = 16_777_216;

/** What a JSONPath selects, or one sentence on why that cannot be told. */
export type Filtered =
  | { readonly kind: 'nodes'; readonly nodes: readonly JsonNode[]; readonly isCapped: boolean }
  | { readonly kind: 'fault'; readonly message: string };

/** How long work goes on: `pause` lets other work go first, `isOver` says that the answer is no longer wanted. */
export interface Patience {
  readonly pause: () => Promise<void>;
  readonly isOver: () => boolean;
}

/**
 * Finds what a JSONPath (RFC 9535) selects in a text that is known to be JSON, in the order of the text and each value once. Names, wildcards, indexes and slices
 * from the front are answered in one pass over the octets, whatever their size; any other query needs the values in memory.
 */
export async function filterJson(source: OctetSource, path: string, patience: Patience): Promise<Filtered> {
  const segments = streamableQuery(path);
  if (segments !== undefined) return collected(source, new NodeCollector(new QueryChoice(segments)), patience);
  const { selectInJson } = await import('../../../run/judge/bodySearch');
  const isLarge = source.size > MAX_VALUES;
  const json = isLarge ? 'null' : new TextDecoder().decode(await source.read(0, source.size));
  const search = selectInJson(json, path, MAX_NODES);
  if (search.kind === 'invalidPath') return { kind: 'fault', message: wordInvalidPath(path, search.at) };
  if (search.kind === 'notJson') return { kind: 'fault', message: 'The body is no JSON.' };
  if (isLarge) return { kind: 'fault', message: tooLarge(source.size) };
  return collected(source, new NodeCollector(new PathsChoice(search.paths)), patience);
}

async function collected(source: OctetSource, collector: NodeCollector, patience: Patience): Promise<Filtered> {
  await walkJson(source, collector, patience.pause, patience.isOver);
  const { nodes } = collector;
  return { kind: 'nodes', nodes, isCapped: nodes.length >= MAX_NODES };
}

/** The selected values as one JSON text: an object whose members are named by their paths. Nothing is copied but what is read. */
export function nodesSource(source: OctetSource, nodes: readonly JsonNode[]): OctetSource {
  const encoder = new TextEncoder();
  const nameOf = (node: JsonNode, index: number): Uint8Array =>
    encoder.encode(`${index === 0 ? '{' : ','}${JSON.stringify(normalizedPath(node.path))}:`);
  const lengths = nodes.flatMap((node, index) => [nameOf(node, index).length, node.end - node.start]);
  if (nodes.length === 0)
    return new StitchedSource(
      source,
      1,
      () => 2,
      () => encoder.encode('{}'),
    );
  return new StitchedSource(
    source,
    lengths.length + 1,
    (place) => lengths[place] ?? 1,
    (place) => {
      const node = nodes[place >> 1];
      if (node === undefined) return encoder.encode('}');
      return place % 2 === 0 ? nameOf(node, place >> 1) : node;
    },
  );
}

function wordInvalidPath(path: string, at: number): string {
  if (!path.startsWith('$')) return 'A JSONPath begins with `$`, such as `$.records[0].id`.';
  const character = Array.from(path.slice(at))[0];
  if (character === undefined) return 'This JSONPath ends too soon: something is missing after its last character.';
  return `This is no JSONPath: \`${character}\` at character ${at + 1} does not belong there.`;
}

function tooLarge(size: number): string {
  return (
    `Filters, functions and places from the end need the values in memory, which is done up to ${wordSize(MAX_VALUES)}; ` +
    `this body has ${wordSize(size)}. Names, \`*\`, \`..\`, indexes and slices from the front work at any size.`
  );
}

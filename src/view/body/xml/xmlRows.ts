import type { FoldPairs } from '../folds';
import type { OctetSource } from '../octetSource';
import type { Piece } from '../row';
import { NEXT_STRETCH } from '../rowPager';
import type { TreeRow } from '../treeGrammar';
import { TreeRows } from '../treeRows';
import { XmlIndexer } from './indexXml';
import { XmlReader } from './readXml';

/** An XML body as rows. */
export function xmlRows(source: OctetSource): TreeRows {
  return new TreeRows(source, {
    indexer: new XmlIndexer(),
    reader: (octets, place) => new XmlReader(octets, place),
    closing: ({ pieces }: TreeRow): readonly Piece[] => {
      const name = pieces.find(([kind]) => kind === 'key')?.[1] ?? '';
      return [
        ['punctuation', '</'],
        ['key', name],
        ['punctuation', '>'],
      ];
    },
    separator: undefined,
    containers,
  });
}

async function containers(source: OctetSource, depth: number, pause: () => Promise<void>): Promise<FoldPairs> {
  const opens: number[] = [];
  const closes: number[] = [];
  const indexer = new XmlIndexer((at, open, close) => {
    if (at !== depth) return;
    opens.push(open);
    closes.push(close);
  });
  for (let at = 0; at < source.size; at += NEXT_STRETCH) {
    if (!indexer.push(await source.read(at, at + NEXT_STRETCH))) break;
    await pause();
  }
  return { opens, closes };
}

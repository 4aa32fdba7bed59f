import type { FoldPairs } from '../folds';
import type { OctetSource } from '../octetSource';
import type { Piece } from '../row';
import type { TreeGrammar, TreeRow } from '../treeGrammar';
import { TreeRows } from '../treeRows';
import { JsonIndexer } from './indexJson';
import { walkJson } from './nodeAt';
import { JsonReader } from './readJson';

/** A JSON body as rows. */
export function jsonRows(source: OctetSource): TreeRows {
  return new TreeRows(source, jsonGrammar());
}

function jsonGrammar(): TreeGrammar {
  return {
    indexer: new JsonIndexer(),
    reader: (octets, place) => new JsonReader(octets, place),
    closing: ({ pieces }: TreeRow): readonly Piece[] => [['punctuation', pieces.at(-1)?.[1] === '[' ? ']' : '}']],
    separator: ['punctuation', ','],
    containers,
  };
}

async function containers(source: OctetSource, depth: number, pause: () => Promise<void>): Promise<FoldPairs> {
  const opens: number[] = [];
  const closes: number[] = [];
  await walkJson(
    source,
    {
      enter: () => true,
      leave: (walk) => {
        if (walk.depth === depth && walk.row > walk.startRow) {
          opens.push(walk.startRow);
          closes.push(walk.row);
        }
        return true;
      },
    },
    pause,
  );
  return { opens, closes };
}

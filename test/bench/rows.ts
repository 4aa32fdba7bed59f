/** One figure of the benchmark. `ratio` is `value` beside `reference.value`, where there is one; `isMet` undefined: no target. */
export interface BenchRow {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly reference?: { readonly what: string; readonly value: number };
  readonly peers?: readonly PeerFigure[];
  readonly target?: string;
  readonly isMet?: boolean;
}

/** Another program's figure by the same measure, on another day; undefined: it never got there. */
export interface PeerFigure {
  readonly what: string;
  readonly value: number | undefined;
}

/** A figure that is to be at most its limit. */
export function limited(what: string, value: number, limit: number, unit: string): BenchRow {
  return { what, value, unit, target: `<= ${limit} ${unit}`.trim(), isMet: value <= limit };
}

/** The marker before the JSON that a bench file prints, so that its other output does not matter. */
export const rowsMarker = '#rows ';

/** Ends a bench file: prints its rows for `run.ts` to read. */
export function printRows(rows: readonly BenchRow[]): void {
  process.stdout.write(`${rowsMarker}${JSON.stringify(rows)}\n`);
}

/** Milliseconds of the fastest of `runs` calls. */
export async function fastest(runs: number, work: () => unknown): Promise<number> {
  let best = Infinity;
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    await work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

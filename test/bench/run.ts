/** `npm run bench [-- name…]`: runs every `*.bench.ts` in a process of its own, one after another, and prints all rows as a table and as JSON (out/bench.json). */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rowsMarker, type BenchRow } from './rows';

const root = join(__dirname, '..', '..');

function rowsOf(file: string): readonly BenchRow[] {
  const child = spawnSync(process.execPath, ['--expose-gc', '--import', 'tsx', join(__dirname, file)], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = child.stdout.split('\n').find((text) => text.startsWith(rowsMarker));
  if (line === undefined) throw new Error(`${file} ended with code ${child.status ?? 'none'} and printed no rows.`);
  return JSON.parse(line.slice(rowsMarker.length)) as readonly BenchRow[];
}

function lineOf({ what: own, value, unit, reference, peers = [], target, isMet }: BenchRow): string {
  const number = (figure: number): string => String(Number(figure.toPrecision(3)));
  const beside = [...(reference === undefined ? [] : [reference]), ...peers]
    .map(({ what, value: other }) =>
      other === undefined ? `${what}: never` : `${number(value / other)} × ${what} (${number(other)})`,
    )
    .join(', ');
  const verdict = isMet === undefined ? '' : isMet ? 'met' : 'MISSED';
  return `${own.padEnd(64)} ${`${number(value)} ${unit}`.padStart(14)}  ${beside.padEnd(44)} ${(target ?? '').padEnd(28)} ${verdict}`;
}

const wanted = process.argv.slice(2);
const files = readdirSync(__dirname).filter(
  (name) => name.endsWith('.bench.ts') && (wanted.length === 0 || wanted.some((word) => name.startsWith(word))),
);
const rows: BenchRow[] = [];
for (const file of files.sort()) {
  const found = rowsOf(file);
  found.forEach((row) => process.stdout.write(`${lineOf(row)}\n`));
  rows.push(...found);
}
mkdirSync(join(root, 'out'), { recursive: true });
writeFileSync(join(root, 'out/bench.json'), JSON.stringify(rows, undefined, 2));

/**
 * Reading and diagnosing request files: 10,000 requests, the lists of 2,000, the diagnostics of 1,000, and noise at 1×, 10× and
 * 100× to see that growth is linear. What is measured is what ships, one minified bundle, in milliseconds of the processor, which
 * on a busy machine say more than the clock.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import type * as Language from './language';
import { printRows, type BenchRow } from './rows';

const root = join(__dirname, '..', '..');

function bundled(): typeof Language {
  const outfile = join(root, 'out', 'bench', 'language.js');
  mkdirSync(join(root, 'out', 'bench'), { recursive: true });
  buildSync({
    entryPoints: [join(__dirname, 'language.ts')],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
  });
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the bundle is made above
  return require(outfile) as typeof Language;
}

const { codeLenses, completions, diagnose, emptyContext, format, inlayHints, parse, semanticTokens, symbols } =
  bundled();
const context = { ...emptyContext, variables: [] };
const head = '@host = https://a.test\n@token = {{$secret TOKEN}}\n@name = x\n\n';

/** A file of so many requests, about 280 units each. */
function file(count: number): string {
  const requests = Array.from(
    { length: count },
    (_, id) => `### Request ${id}
# @name request${id}
POST {{host}}/restapi/v1.0/account/~/extension/${id}/sms?page=1
Content-Type: application/json
Accept: application/json
Authorization: Bearer {{token}}

{
  "from": { "phoneNumber": "+1650555${id}" },
  "text": "Hello {{name}}"
}

?? status == 200

`,
  );
  return head + requests.join('');
}

function atMost(what: string, limit: number, work: () => unknown): BenchRow {
  const value = processorTime(20, work);
  return { what, value, unit: 'ms', target: `≤ ${limit} ms`, isMet: value <= limit };
}

/** All that an editor asks for when a file is opened. */
function everything(text: string): void {
  const document = parse(text);
  diagnose(document, context);
  codeLenses(document);
  symbols(document);
  semanticTokens(document, context);
  format(document);
  completions(document, text.length, context);
}

/** Milliseconds of the processor, those of the garbage collector's threads included: the least of some runs. */
function processorTime(runs: number, work: () => unknown): number {
  let best = Infinity;
  for (let run = 0; run < runs; run++) {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

const step = 20_000;

/** The processor's time for 2 MB of noise, beside a tenth of it; a hundredth decides whether the tenth was linear, too. */
function growth(what: string, unit: string, before = ''): BenchRow {
  const timeOf = (size: number) => {
    const text = before + unit.repeat(size / unit.length);
    return processorTime(size > step * 10 ? 1 : 3, () => everything(text));
  };
  timeOf(step);
  const [one, ten, hundred] = [timeOf(step), timeOf(step * 10), timeOf(step * 100)];
  const isMet = hundred <= 20 * ten + 50 && ten <= 20 * one + 50;
  const reference = { what: 'a tenth of it', value: ten };
  return {
    what: `2 MB of ${what}, all features`,
    value: hundred,
    unit: 'ms',
    reference,
    target: '≤ 20 × a tenth',
    isMet,
  };
}

const json = 'POST https://a\nContent-Type: application/json\n\n';
const text = 'POST https://a\n\n';

const noises: readonly (readonly [what: string, unit: string, before?: string])[] = [
  ['{{', '{{', 'GET https://a/'],
  ['{{ on lines', '{{\n'],
  ['nested braces', '{"a":[', json],
  ['quotes', '"', json],
  ['references to one unknown name', '{{a}}', 'GET https://a/'],
  ['unknown dynamic values', '{{$gid}}', 'GET https://a/'],
  ['beginnings of tokens', 'eyJ-', text],
  ['one line', 'x', text],
  ['short lines', 'a\n', text],
  ['text above any request', 'a\n'],
  ['fields', 'A: b\n', 'GET https://a\n'],
  ['form lines', '&a=b\n', 'POST https://a\nContent-Type: application/x-www-form-urlencoded\n\n'],
  ['variables', '@a = {{a}}\n'],
  ['###', '###\n'],
  ['blocks', '### a\nGET https://a/{{b}}\n\n'],
  ['requests without ###', 'GET https://a\n\n'],
  ['NULs', '\0', text],
  ['lone surrogates', '\ud800', 'GET https://a/'],
  ['mixed line ends', 'GET https://a\r\n\rA: b\n\r\n###\r'],
];

function main(): void {
  const [large, two, one] = [file(10_000), file(2000), file(1000)];
  const inside = large.indexOf('{{token}}', large.length / 2) + 2;
  const inUrl = large.indexOf('{{host}}/re', large.length / 2) + 9;
  const rows = [
    atMost('parse 10,000 requests, as after each key', 5, () => parse(large)),
    atMost('parse 10,000 requests and list them', 30, () => codeLenses(parse(large))),
    atMost('lenses and symbols of 2,000 requests', 30, () => {
      const document = parse(two);
      return [codeLenses(document), symbols(document)];
    }),
    atMost('all diagnostics of 1,000 requests', 50, () => diagnose(parse(one), context)),
    atMost('completion of a name in 10,000 requests, after a key', 50, () =>
      completions(parse(large), inside, context),
    ),
    atMost('completion of a URL in 10,000 requests, after a key', 50, () => completions(parse(large), inUrl, context)),
    atMost('URL hints of 50 lines of 10,000 requests, after a key', 50, () =>
      inlayHints(parse(large), context, { start: inside, end: inside + 2500 }),
    ),
  ];
  for (const noise of noises) rows.push(growth(...noise));
  printRows(rows);
}

main();

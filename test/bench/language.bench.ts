/** Reading and diagnosing request files: 10,000 requests, the lists of 2,000, the diagnostics of 1,000, and noise at 1× and 4× to see that growth is linear. */
import { completions } from '../../src/language/completion';
import { emptyContext } from '../../src/language/context';
import { diagnose } from '../../src/language/diagnose';
import { parse } from '../../src/language/parse';
import { codeLenses } from '../../src/language/codeLenses';
import { symbols } from '../../src/language/symbols';
import { fastest, printRows, type BenchRow } from './rows';

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

async function atMost(what: string, limit: number, work: () => unknown): Promise<BenchRow> {
  const value = await fastest(10, work);
  return { what, value, unit: 'ms', target: `≤ ${limit} ms`, isMet: value <= limit };
}

/** Milliseconds for a text and for one of four times its size. */
async function growth(what: string, before: string, unit: string): Promise<BenchRow> {
  const work = (size: number) => {
    const text = before + unit.repeat(size / unit.length);
    return () => diagnose(parse(text), context);
  };
  const value = await fastest(2, work(4_000_000));
  const quarter = await fastest(2, work(1_000_000));
  const reference = { what: 'a quarter of it', value: quarter };
  return { what, value, unit: 'ms', reference, target: '≤ 8 × a quarter of it', isMet: value <= 8 * quarter + 20 };
}

async function main(): Promise<void> {
  const [large, two, one] = [file(10_000), file(2000), file(1000)];
  const inside = large.indexOf('{{token}}', large.length / 2) + 2;
  const open = parse(large);
  printRows([
    await atMost('parse 10,000 requests, as after each key', 5, () => parse(large)),
    await atMost('parse 10,000 requests and list them', 30, () => codeLenses(parse(large))),
    await atMost('lenses and symbols of 2,000 requests', 30, () => {
      const document = parse(two);
      return [codeLenses(document), symbols(document)];
    }),
    await atMost('all diagnostics of 1,000 requests', 50, () => diagnose(parse(one), context)),
    await atMost('completion in a file of 10,000 requests', 50, () => completions(open, inside, context)),
    await growth('diagnose 4 MB of {{', 'GET https://a/', '{{'),
    await growth('diagnose 4 MB of {{ on lines', '', '{{\n'),
    await growth('diagnose 4 MB of quotes', 'POST https://a\nContent-Type: application/json\n\n', '"'),
    await growth('diagnose 4 MB of beginnings of tokens', 'POST https://a\n\n', 'eyJ-'),
    await growth('diagnose one line of 4 MB', 'GET https://a\n\n', 'x'),
    await growth('diagnose 4 MB of ###', '', '###\n'),
    await growth('diagnose 4 MB of NULs', 'POST https://a\n\n', '\0'),
    await growth('diagnose 4 MB of lone surrogates', 'GET https://a/', '\ud800'),
    await growth('diagnose 4 MB of mixed line ends', '', 'GET https://a\r\n\rA: b\n\r\n###\r'),
    await growth('diagnose 4 MB of requests without ###', '', 'GET https://a\n\n'),
  ]);
}

void main();

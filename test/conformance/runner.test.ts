import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it } from 'mocha';
import { runCase, runSuite } from './runner';
import { readSuite, type Case, type Suite } from './suite';

let suite: Suite;

before(async () => {
  suite = await readSuite(join(__dirname, 'cases.json'));
});

type Mutable<Value> = Value extends object ? { -readonly [Key in keyof Value]: Mutable<Value[Key]> } : Value;

/** A copy of a case with one thing made false. */
function spoilt(id: string, spoil: (one: Mutable<Case>) => unknown): Case {
  const one = suite.cases.find((each) => each.id === id);
  assert.ok(one !== undefined, `no case ${id}`);
  const copy = structuredClone(one) as Mutable<Case>;
  spoil(copy);
  return copy as Case;
}

async function check(id: string, spoil: (one: Mutable<Case>) => unknown, expected: RegExp): Promise<void> {
  const differences = await runCase(spoilt(id, spoil), suite.policyDefaults, { render: () => Promise.resolve([]) });
  assert.match(differences.join('\n'), expected);
}

describe('conformance runner', () => {
  it('finds no difference in a case that is met', () => check('RT-429-SEC', () => undefined, /^$/));

  const spoilers: readonly [claim: string, id: string, spoil: (one: Mutable<Case>) => unknown, expected: RegExp][] = [
    [
      'a pause off by a millisecond',
      'RT-429-SEC',
      (one) => set(one.exchanges[1], 'afterMs', 2001),
      /pause before .* expected 2001, got 2000/,
    ],
    ['a wait off by a millisecond', 'RT-429-SEC', (one) => set(one.outcomes[0], 'waitsMs', [2001]), /waitsMs/],
    ['an exchange too many', 'CL-200', (one) => one.exchanges.pop(), /unexpected exchange/],
    [
      'an exchange too few',
      'CL-200',
      (one) => one.exchanges.push(...structuredClone(one.exchanges)),
      /missing exchange/,
    ],
    [
      'another method',
      'RD-303-DELETE',
      (one) => set(one.exchanges[1]?.expect, 'method', 'DELETE'),
      /method of an exchange/,
    ],
    [
      'another URL',
      'RD-LOC-3',
      (one) => set(one.exchanges[1]?.expect, 'url', 'https://api.example.test/z'),
      /url of an exchange/,
    ],
    ['another field', 'RD-303-GET', (one) => set(one.exchanges[1]?.expect?.headers, 'cookie', 's=2'), /field cookie/],
    [
      'a field that must be absent',
      'RD-303-GET',
      (one) => set(one.exchanges[1]?.expect, 'absent', ['cookie']),
      /field cookie/,
    ],
    ['another body', 'RD-307-POST', (one) => set(one.exchanges[1]?.expect, 'body', '{}'), /body of an exchange/],
    [
      'a body where none must be',
      'RD-307-POST',
      (one) => set(one.exchanges[1]?.expect, 'body', null),
      /body of an exchange/,
    ],
    [
      'another form',
      'AU-REFRESH',
      (one) => set(one.exchanges[1]?.expect, 'body', { form: { grant_type: 'refresh_token' } }),
      /body of an exchange/,
    ],
    ['a warning too many', 'CL-200', (one) => set(one.outcomes[0], 'warnings', ['partial-content']), /warnings/],
    ['a warning too few', 'CL-206', (one) => set(one.outcomes[0], 'warnings', []), /warnings/],
    ['another part', 'MP-02', (one) => set(one.outcomes[0]?.parts?.[1], 'json', {}), /part 2 json/],
    ['a part too few', 'MP-02', (one) => one.outcomes[0]?.parts?.pop(), /number of parts/],
    ['a fact that is not there', 'CL-200', (one) => set(one.outcomes[0], 'saveName', 'x'), /saveName/],
    [
      'a member it does not know',
      'CL-200',
      (one) => set(one.outcomes[0], 'mood', 'good'),
      /mood: the runner does not know/,
    ],
    [
      'a secret in the records',
      'SE-QTOKEN',
      (one) => set(one.outcomes[0], 'recordsMustNotContain', ['a=1']),
      /found a=1/,
    ],
    [
      'a request that the gate did not hold',
      'RT-429-GATE',
      (one) => one.exchanges.splice(1, 0, ...one.exchanges.splice(2, 1)),
      /unexpected exchange/,
    ],
    ['an outcome of no request', 'CL-200', (one) => set(one.outcomes[0], 'request', 'r9'), /no request r9/],
  ];
  for (const [claim, id, spoil, expected] of spoilers) it(`finds ${claim}`, () => check(id, spoil, expected));

  it('fails a case that must be rendered when nobody renders', async () => {
    const differences = await runCase(
      spoilt('SE-XSS-1', () => undefined),
      suite.policyDefaults,
    );
    assert.deepEqual(differences, ['r1 render: nobody showed it in a panel']);
  });
});

describe('readSuite', () => {
  for (const text of ['{}', '[]', '{"cases":[]}', '{"cases":{}}', 'null']) {
    it(`refuses a file that holds ${text}`, async () => {
      const folder = await mkdtemp(join(tmpdir(), 'rcreq-'));
      const file = join(folder, 'cases.json');
      await writeFile(file, text);
      await assert.rejects(readSuite(file), /cases\.json holds no cases\.$/);
      await rm(folder, { recursive: true });
    });
  }
});

describe('runSuite', () => {
  const url = 'https://api.example.test/x';

  it('goes on after a case that breaks the runner', async () => {
    const cases = [{ id: 'A', requests: [{ id: 'r1' }], outcomes: [] }, null, { id: 'B', state: { now: 'soon' } }];
    const good = {
      id: 'C',
      requests: [{ url }],
      exchanges: [{ respond: { status: 200 } }],
      outcomes: [{ status: 200 }],
    };
    const results = await runSuite({ ...suite, cases: [...cases, good] as unknown as Case[] });
    assert.deepEqual(
      results.map(({ id, differences }) => [id, differences.length]),
      [
        ['A', 2],
        ['(no id)', 1],
        ['B', 2],
        ['C', 0],
      ],
    );
  });

  const strange: readonly [words: object, difference: string][] = [
    [{ parallel: true }, 'case: the runner does not know the member parallel'],
    [{ order: 'random' }, 'case: the runner does not know the order "random"'],
    [{ concurrent: 'yes' }, 'case: the runner does not know the concurrent "yes"'],
    [{ policy: { retryStatus: [500] } }, 'policy: the runner does not know the member retryStatus'],
    [{ policy: { redirectPatch: 'drop' } }, 'policy: the runner does not know the redirectPatch "drop"'],
    [{ state: { clock: 5 } }, 'state: the runner does not know the member clock'],
    [{ state: { token: { grant: 'magic', tokenUrl: url } } }, 'token: the runner does not know the grant "magic"'],
    [{ requests: [{ url, timeout: 5 }] }, 'request: the runner does not know the member timeout'],
    [
      { requests: [{ url, query: [{ name: 'a', value: 'b', style: 'c' }] }] },
      'parameter: the runner does not know the member style',
    ],
    [{ exchanges: [{ beforeMs: 5 }] }, 'exchange: the runner does not know the member beforeMs'],
    [{ exchanges: [{ expect: { version: '2' } }] }, 'expect: the runner does not know the member version'],
    [{ exchanges: [{ expect: { body: { json: {} } } }] }, 'form: the runner does not know the member json'],
    [{ exchanges: [{ respond: { trailers: [] } }] }, 'respond: the runner does not know the member trailers'],
    [{ exchanges: [{ respond: { generate: { kind: 'zip' } } }] }, 'generate: the runner does not know the kind "zip"'],
    [
      { exchanges: [{ respond: { fail: 'ECONNRESET', phase: 'send' } }] },
      'fail: the runner does not know the phase "send"',
    ],
    [{ exchanges: [{ respond: { setToken: { id: 1 } } }] }, 'setToken: the runner does not know the member id'],
    [{ outcomes: [] }, 'the case names no outcome'],
    [{ outcomes: [{ mood: 'good' }] }, 'r1 mood: the runner does not know this member'],
    [{ state: { timeZone: 'Mars/Base' } }, 'the case broke off: Invalid time zone specified: Mars/Base'],
  ];
  for (const [words, difference] of strange) {
    it(`fails a case that says ${JSON.stringify(words)}`, async () => {
      const one = { id: 'A', requests: [{ url }], exchanges: [{}], outcomes: [{}], ...words };
      const [result] = await runSuite({ ...suite, cases: [one] as unknown as Case[] });
      assert.ok(result?.differences.includes(difference), result?.differences.join('\n'));
    });
  }

  it('reads what has only one meaning, however it is written', async () => {
    const one = {
      id: 'A',
      policy: null,
      state: null,
      requests: [
        {
          url: 'https://api.example.test/{id}',
          headers: { 'X-A': 'v' },
          query: [{ name: 'a', value: ['1', 2] }, ['b', 3]],
          pathParams: { id: 7 },
          body: null,
        },
      ],
      exchanges: [
        {
          afterMs: null,
          expect: {
            method: 'GET',
            url: 'https://api.example.test/7?a=1&a=2&b=3',
            headers: { 'X-A': 'v' },
            absent: null,
          },
          respond: { headers: { 'X-B': 'w' }, body: { a: 1 } },
        },
      ],
      outcomes: [{ status: 200, body: '{"a":1}', render: null }],
    };
    const results = await runSuite({ ...suite, cases: [one] as unknown as Case[] });
    assert.deepEqual(results, [{ id: 'A', differences: [] }]);
  });
});

function set(target: object | null | undefined, name: string, value: unknown): void {
  assert.ok(target !== null && target !== undefined);
  Object.assign(target, { [name]: value });
}

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { splitMultiStatus, type MultiStatus, type MultiStatusPart } from '../../../../src/http/multipart/multiStatus';

interface ConformanceCase {
  readonly id: string;
  readonly title: string;
  readonly policy: { readonly maxParts?: number };
  readonly exchanges: readonly { readonly respond: { status: number; headers: [string, string][]; body: string } }[];
  readonly outcomes: readonly {
    readonly outcome: string;
    readonly reason?: string;
    readonly warnings: readonly string[];
    readonly parts?: readonly { status?: number; json?: unknown; bodyText?: string; resourceId?: string }[] | null;
  }[];
}

const conformance = JSON.parse(readFileSync(join(__dirname, '../../../conformance/cases.json'), 'utf8')) as {
  readonly cases: readonly ConformanceCase[];
};

const octetsOf = (text: string) => new TextEncoder().encode(text);
const maxParts = 1000;

function split(text: string, contentType?: string): MultiStatus {
  return splitMultiStatus(octetsOf(text), contentType, { maxParts });
}

function textOf(octets: Uint8Array, body: MultiStatusPart['body']): string {
  return body.kind === 'text' ? body.text : new TextDecoder().decode(octets.subarray(body.start, body.end));
}

function replay({ exchanges, outcomes, policy }: ConformanceCase): void {
  const respond = exchanges.at(-1)?.respond;
  const expected = outcomes[0];
  assert.ok(respond && expected);
  const octets = octetsOf(respond.body);
  const contentType = respond.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  const result = splitMultiStatus(octets, contentType, { maxParts: policy.maxParts ?? maxParts });
  assert.deepEqual(result.warnings, expected.warnings);
  if (expected.outcome === 'protocolError') {
    assert.deepEqual([result.kind, result.kind === 'error' && result.reason], ['error', expected.reason]);
    return;
  }
  if (expected.parts === null || expected.parts === undefined) {
    assert.equal(result.kind, 'whole');
    return;
  }
  assert.ok(result.kind === 'parts');
  assert.equal(result.parts.length, expected.parts.length);
  for (const [index, want] of expected.parts.entries()) {
    const part: MultiStatusPart | undefined = result.parts[index];
    assert.ok(part);
    const text = textOf(octets, part.body);
    assert.equal(part.status, want.status);
    if (want.resourceId !== undefined) assert.equal(part.resourceId, want.resourceId);
    if (want.bodyText !== undefined) assert.equal(text, want.bodyText);
    if (want.json !== undefined) assert.deepEqual(JSON.parse(text), want.json);
  }
}

describe('splitMultiStatus on the conformance cases', () => {
  const answered207 = conformance.cases.filter(
    ({ id, exchanges }) => /^(MP|BA)-/.test(id) && exchanges.at(-1)?.respond.status === 207,
  );
  it('finds the cases', () => assert.ok(answered207.length >= 25));
  for (const scripted of answered207) it(`${scripted.id} ${scripted.title}`, () => replay(scripted));
});

describe('splitMultiStatus', () => {
  const vendor = 'application/vnd.ringcentral.multipart+json';
  const mixed = 'multipart/mixed; boundary=B';
  const list = (statusPart: string, ...bodies: string[]) =>
    [statusPart, ...bodies].map((body) => `--B\r\nContent-Type: application/json\r\n\r\n${body}\r\n`).join('') +
    '--B--';

  function partsOf(text: string, contentType?: string) {
    const result = split(text, contentType);
    assert.ok(result.kind === 'parts', JSON.stringify(result));
    const octets = octetsOf(text);
    return {
      parts: result.parts.map(({ status, resourceId, body }) => ({ status, resourceId, text: textOf(octets, body) })),
      warnings: result.warnings,
    };
  }

  it('keeps every digit of the numbers in a JSON part, and its spaces', () => {
    const { parts } = partsOf(
      '[ {"resourceId" : 9007199254740993, "status":200, "body": {"id" : 5717224681082742945} } ]',
      vendor,
    );
    assert.deepEqual(parts, [{ status: 200, resourceId: '9007199254740993', text: '{"id" : 5717224681082742945}' }]);
  });

  it('reads past a byte order mark, escaped names and brackets in strings', () => {
    const { parts } = partsOf('\ufeff[{"st\\u0061tus":204,"x":"]}\\"[{","body":["}"],"resourceId":"a\\/b"}]', vendor);
    assert.deepEqual(parts, [{ status: 204, resourceId: 'a/b', text: '["}"]' }]);
  });

  it('takes only the whole byte order mark for one', () => {
    const rest = octetsOf('[{"status":200}]');
    const marks = [
      [0xef, 0xbb, 0xbf],
      [0x20, 0xbb, 0xbf],
      [0xef, 0x20, 0xbf],
      [0xef, 0xbb, 0x20],
      [0x20, 0x20, 0xbf],
    ];
    const kinds = marks.map((mark) => splitMultiStatus(Uint8Array.from([...mark, ...rest]), vendor, { maxParts }).kind);
    assert.deepEqual(kinds, ['parts', 'whole', 'whole', 'whole', 'whole']);
  });

  it('brackets bodies without checking them, between blanks of every kind', () => {
    const { parts } = partsOf('\r\n[\t{\r"status"\t:\n200 ,\r\n"body":[x,}}\t]\r', vendor);
    assert.deepEqual(parts, [{ status: 200, resourceId: undefined, text: '[x,}' }]);
  });

  it('finds the bodies where they lie, and no fields', () => {
    assert.deepEqual(split('[{"status":200,"body":{}},{"status":204}]', vendor), {
      kind: 'parts',
      parts: [
        { status: 200, resourceId: undefined, fields: [], body: { kind: 'range', start: 22, end: 24 } },
        { status: 204, resourceId: undefined, fields: [], body: { kind: 'text', text: '' } },
      ],
      warnings: [],
    });
  });

  it('keeps elements without a status, or without anything, beside those that have one', () => {
    const statuses = partsOf('[{"status":200},{},{"resourceId":"3"}]', vendor).parts.map(({ status }) => status);
    assert.deepEqual(statuses, [200, undefined, undefined]);
  });

  it('takes only strings and numbers for ids', () => {
    const elements = ['"a"', '1.50', 'null', 'true', '{}'].map((id) => `{"status":200,"resourceId":${id}}`);
    const ids = partsOf(`[${elements.join(',')}]`, vendor).parts.map(({ resourceId }) => resourceId);
    assert.deepEqual(ids, ['a', '1.50', undefined, undefined, undefined]);
  });

  it('gives an element without body an empty text', () => {
    assert.deepEqual(partsOf('[{"status":204}]', vendor).parts, [{ status: 204, resourceId: undefined, text: '' }]);
  });

  it('takes the id from the last segment of href, whatever stands before it', () => {
    const href = (value: string) => `{"response":[{"href":"${value}","status":200}]}`;
    for (const value of ['https://h/account/1/message-store/77', '/77?x=/8#/9', '77']) {
      assert.equal(partsOf(list(href(value), '{}'), mixed).parts[0]?.resourceId, '77');
    }
  });

  it('prefers the id of an entry to its href, and finds none in an href that ends in a slash', () => {
    const ids = ['{"resourceId":"5","href":"/7"}', '{"resourceId":5,"href":"/7"}', '{"href":"/7/"}', '{}'].map(
      (entry) => partsOf(list(`[${entry}]`, '{}'), mixed).parts[0]?.resourceId,
    );
    assert.deepEqual(ids, ['5', '7', undefined, undefined]);
  });

  it('refuses a status part that is no list of objects', () => {
    for (const statusPart of ['null', '1', '{}', '{"response":[null]}', '{"response":[[]]}', '[1]', 'no']) {
      const result = split(list(statusPart, '{}'), mixed);
      assert.deepEqual([result.kind, 'reason' in result && result.reason], ['error', 'multistatus-status-part']);
    }
  });

  it('leaves the status open where an entry gives none, without pairing wrongly', () => {
    const { parts, warnings } = partsOf(
      list('{"response":[{"status":200},{"href":"/2"}]}', '{"a":1}', '{"b":2}'),
      mixed,
    );
    assert.deepEqual(
      parts.map(({ status, text }) => [status, text]),
      [
        [200, '{"a":1}'],
        [undefined, '{"b":2}'],
      ],
    );
    assert.deepEqual(warnings, []);
  });

  it('warns once for statuses that are no integers', () => {
    const { parts, warnings } = partsOf('[{"status":"404"},{"status":"OK"},{"status":200.5},{"status":null}]', vendor);
    assert.deepEqual(
      parts.map(({ status }) => status),
      [404, undefined, undefined, undefined],
    );
    assert.deepEqual(warnings, ['status-not-integer']);
  });

  it('takes nothing but an integer, or nine digits at most, for a status', () => {
    const sources = ['"x404"', '"404x"', '""', '"4040404040"', '[404]', 'true', '404.0'];
    const { parts } = partsOf(`[{"status":200},${sources.map((status) => `{"status":${status}}`).join(',')}]`, vendor);
    assert.deepEqual(
      parts.slice(1).map(({ status }) => status),
      [undefined, undefined, undefined, undefined, undefined, undefined, 404],
    );
  });

  it('warns of statuses outside 100 to 599, and of no other', () => {
    for (const [status, warnings] of [
      [99, ['status-out-of-range']],
      [100, []],
      [599, []],
      [600, ['status-out-of-range']],
    ] as const) {
      assert.deepEqual(partsOf(`[{"status":${status}}]`, vendor).warnings, warnings);
    }
  });

  it('shows JSON that is no list of objects with statuses as a whole', () => {
    for (const text of [
      '{"a":1}',
      '[1]',
      '[{"id":1}]',
      '[{"status":200}',
      '[{"status":200},]',
      '[{"status":200}] x',
      'no',
      '[{"status":20x}]',
      '[[]]',
      '"',
      '[{"a"',
      '[{"a":[}',
      '[{"status":200},{"a"}]',
      '[{"status":200},{"a":}]',
      '[{"status":200},{:1}]',
      '[{"status":200},{"a":["b',
      '[{"status":200},{"a":"b',
    ]) {
      assert.deepEqual(split(text, 'application/json'), { kind: 'whole', warnings: ['multistatus-not-list'] }, text);
    }
  });

  it('believes a Content-Type that is neither multipart nor JSON', () => {
    assert.equal(split('[{"status":200}]', 'text/plain').kind, 'whole');
    assert.equal(split('[{"status":200}]').kind, 'parts');
  });

  it('accepts a status part for no parts at all', () => {
    assert.deepEqual(partsOf(list('{"response":[]}'), mixed).parts, []);
  });

  it('keeps the warnings of the cut beside the reason of the failure', () => {
    assert.deepEqual(split('--B\r\n\r\n{"response":[{"status":200}]}', mixed), {
      kind: 'error',
      reason: 'multistatus-count',
      warnings: ['unterminated-multipart'],
    });
  });

  it('refuses more parts than the limit in every form, the status part not counted', () => {
    const statuses = (count: number) => JSON.stringify(Array(count).fill({ status: 200 }));
    const octets = (text: string) => octetsOf(text);
    const bodies = (count: number) => Array<string>(count).fill('{}');
    for (const [text, type] of [
      [statuses(3), vendor],
      [list(statuses(3), ...bodies(3)), mixed],
    ] as const) {
      assert.equal(splitMultiStatus(octets(text), type, { maxParts: 3 }).kind, 'parts');
      assert.deepEqual(splitMultiStatus(octets(text), type, { maxParts: 2 }), {
        kind: 'error',
        reason: 'multistatus-too-many-parts',
        warnings: [],
      });
    }
  });

  it('gives the bodies of any JSON list as JSON.parse and their source would', () => {
    const element = fc.record({
      resourceId: fc.string(),
      status: fc.integer({ min: 100, max: 599 }),
      body: fc.jsonValue(),
    });
    fc.assert(
      fc.property(fc.array(element), fc.constantFrom(0, 2), (elements, indent) => {
        const { parts } = partsOf(JSON.stringify(elements, null, indent), vendor);
        const seen = parts.map(({ text, ...part }) => ({ ...part, body: JSON.parse(text) as unknown }));
        assert.deepEqual(seen, JSON.parse(JSON.stringify(elements)));
      }),
    );
  });

  it('never throws', () => {
    const type = fc.constantFrom(undefined, vendor, mixed, 'application/json', 'multipart/mixed', 'x');
    const text = fc
      .array(fc.constantFrom('[', ']', '{', '}', '"', '\\', ',', ':', '"status":200', '--B', '\r\n', '1', 'x'))
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, type, (content, contentType) => void split(content, contentType)),
      { numRuns: 1000 },
    );
  });
});

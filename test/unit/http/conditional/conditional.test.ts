import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  hasValidator,
  isSelected,
  notModified,
  storable,
  validatorKey,
  validatorsFor,
} from '../../../../src/http/conditional/conditional';
import type { Hop } from '../../../../src/http/hop';
import type { ResponseMessage } from '../../../../src/http/message';
import type { StoredResponse } from '../../../../src/http/sendPorts';
import { body, fields } from '../sendHarness';

const hop: Hop = {
  method: 'GET',
  url: 'https://a.test/x',
  fragment: '',
  fields: [],
  content: undefined,
  httpVersion: '1.1',
  isManaged: false,
  validators: [],
};

const response: ResponseMessage = {
  status: 200,
  reason: '',
  httpVersion: '1.1',
  fields: fields('ETag: "a"', 'Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT'),
  trailers: [],
  content: body('x'),
  wireSize: 1,
  decoded: [],
};

const day = 'Sun, 06 Nov 1994 08:49:37 GMT';
const stored: StoredResponse = { etag: '"a"', lastModified: day, response };

describe('validatorKey', () => {
  const keyOf = (changes: Partial<Hop>, identity = '') => validatorKey({ ...hop, ...changes }, identity);

  it('is there for GET and HEAD alone', () => {
    const kept = ['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS'].filter((method) => keyOf({ method }) !== undefined);
    assert.deepEqual(kept, ['GET', 'HEAD']);
  });

  it('tells methods, URLs, callers and what is accepted apart', () => {
    const keys = [
      keyOf({}),
      keyOf({ method: 'HEAD' }),
      keyOf({ url: 'https://a.test/y' }),
      keyOf({ fields: fields('Accept: a') }),
      keyOf({ fields: fields('Accept: a', 'Accept: b') }),
      keyOf({ fields: fields('Accept: ab') }),
      keyOf({}, 'me'),
    ];
    assert.equal(new Set(keys).size, keys.length);
  });

  it('takes several lines for one list', () => {
    assert.equal(
      keyOf({ fields: fields('Accept: a, b') }),
      keyOf({ fields: fields('Accept: a', 'X: 1', 'Accept: b') }),
    );
  });
});

describe('validatorsFor', () => {
  it('are those of the stored answer', () => {
    assert.deepEqual(validatorsFor(hop, stored), fields('If-None-Match: "a"', `If-Modified-Since: ${day}`));
    assert.deepEqual(validatorsFor(hop, { ...stored, lastModified: undefined }), fields('If-None-Match: "a"'));
    assert.deepEqual(validatorsFor(hop, { ...stored, etag: undefined }), fields(`If-Modified-Since: ${day}`));
  });

  for (const name of ['If-None-Match', 'If-Modified-Since', 'If-Match', 'If-Unmodified-Since', 'If-Range', 'Range']) {
    it(`are left out when ${name} was typed`, () => {
      assert.deepEqual(validatorsFor({ ...hop, fields: fields(`${name}: x`) }, stored), []);
    });
  }

  it('are left out of a request with a body', () => {
    assert.deepEqual(validatorsFor({ ...hop, content: body('x') }, stored), []);
  });
});

describe('storable', () => {
  it('is a 200 with what it can be asked for by', () => assert.deepEqual(storable(response, hop), stored));

  const others: readonly [claim: string, changes: Partial<ResponseMessage>][] = [
    ['another status', { status: 206 }],
    ['content in a file', { content: { kind: 'file', path: 'x', size: 1 } }],
    ['what its server forbids to store', { fields: fields('ETag: "a"', 'Cache-Control: private, No-Store') }],
  ];
  for (const [claim, changes] of others) {
    it(`is not ${claim}`, () => assert.equal(storable({ ...response, ...changes }, hop), undefined));
  }

  it('is nothing that no request selects for certain', () => {
    assert.equal(storable({ ...response, fields: fields('Vary: Accept, *') }, hop), undefined);
  });

  it('is for requests that have the same values in the fields of Vary', () => {
    const asked = { fields: fields('Accept-Language: de', 'accept-language: en', 'X-Other: 1') };
    const varying = { ...response, fields: fields('Vary: Accept-Language,', 'Vary: X-None') };
    const kept = storable(varying, asked);
    assert.deepEqual(kept?.selected, { 'accept-language': 'de, en', 'x-none': '' });
    assert.deepEqual(
      [
        asked.fields,
        fields('ACCEPT-LANGUAGE: de, en'),
        fields('Accept-Language: de'),
        [...asked.fields, ...fields('X-None: 1')],
      ].map((each) => isSelected(kept, { fields: each })),
      [true, true, false, false],
    );
    assert.equal(isSelected(stored, hop), true);
  });

  it('is an answer that forbids something else', () => {
    assert.notEqual(storable({ ...response, fields: fields('Cache-Control: no-cache') }, hop), undefined);
  });

  it('has a validator when it has either', () => {
    const either = [stored, { ...stored, etag: undefined }, { ...stored, lastModified: undefined }];
    assert.deepEqual([...either, { ...stored, etag: undefined, lastModified: undefined }].map(hasValidator), [
      true,
      true,
      true,
      false,
    ]);
  });
});

describe('notModified', () => {
  type Row = readonly [
    claim: string,
    sent: readonly string[],
    answer: readonly string[],
    kept: StoredResponse | undefined,
    warning: string | undefined,
  ];
  const rows: readonly Row[] = [
    ['shows the copy that was asked for', ['If-None-Match: "a"'], ['ETag: "a"'], stored, undefined],
    ['shows it when the answer names no ETag', ['If-None-Match: "a"'], [], stored, undefined],
    ['compares weakly', ['If-None-Match: W/"a"'], ['ETag: "a"'], stored, undefined],
    [
      'compares weakly with the copy too',
      ['If-None-Match: "a"'],
      ['ETag: W/"a" '],
      { ...stored, etag: 'W/"a"' },
      undefined,
    ],
    ['finds it among several', ['If-None-Match: "b", W/"a", "c"'], ['ETag: "a"'], stored, undefined],
    ['finds it among several that are strong', ['If-None-Match: "bb", "a", "cc"'], ['ETag: "a"'], stored, undefined],
    [
      'finds a long one among several',
      ['If-None-Match: "b", "aa"'],
      ['ETag: "aa"'],
      { ...stored, etag: '"aa"' },
      undefined,
    ],
    ['takes a star for any', ['If-None-Match: *'], ['ETag: "a"'], stored, undefined],
    [
      'takes an ETag without quotes for what it is',
      ['If-None-Match: a'],
      ['ETag: a'],
      { ...stored, etag: 'a' },
      undefined,
    ],
    ['shows the copy of that day', [`If-Modified-Since: ${day}`], ['ETag: "a"'], stored, undefined],
    [
      'shows the copy of that day when the answer names it',
      [`If-Modified-Since: ${day}`],
      [`Last-Modified: ${day}`],
      { ...stored, etag: undefined },
      undefined,
    ],
    [
      'shows the copy of that day when only the answer has an ETag',
      [`If-Modified-Since: ${day}`],
      ['ETag: "a"'],
      { ...stored, etag: undefined },
      undefined,
    ],
    [
      'shows the copy by its ETag, whatever day the answer names',
      ['If-None-Match: "a"'],
      ['Last-Modified: Mon, 07 Nov 1994 08:49:37 GMT'],
      stored,
      undefined,
    ],
    [
      'has only a copy of another version than the answer names',
      [`If-Modified-Since: ${day}`],
      ['ETag: "new"'],
      stored,
      'no-cached-copy',
    ],
    [
      'has only a copy of another day than the answer names',
      [`If-Modified-Since: ${day}`],
      ['Last-Modified: Mon, 07 Nov 1994 08:49:37 GMT'],
      { ...stored, etag: undefined },
      'no-cached-copy',
    ],
    ['wonders when nothing was asked', [], [], stored, 'unexpected-304'],
    ['refuses another ETag', ['If-None-Match: "a"'], ['ETag: "b"'], stored, 'etag-mismatch'],
    ['refuses an ETag of which only a part agrees', ['If-None-Match: "a b"'], ['ETag: "a"'], stored, 'etag-mismatch'],
    ['has no copy', ['If-None-Match: "a"'], ['ETag: "a"'], undefined, 'no-cached-copy'],
    ['has only a copy of another version', ['If-None-Match: "b"'], ['ETag: "b"'], stored, 'no-cached-copy'],
    ['has only a copy without ETag', ['If-None-Match: *'], [], { ...stored, etag: undefined }, 'no-cached-copy'],
    [
      'has only a copy of another day',
      ['If-Modified-Since: Mon, 07 Nov 1994 08:49:37 GMT'],
      [],
      stored,
      'no-cached-copy',
    ],
    [
      'has only a copy without a day',
      [`If-Modified-Since: ${day}`],
      [],
      { ...stored, lastModified: undefined },
      'no-cached-copy',
    ],
    [
      'goes by the ETag before the day',
      ['If-None-Match: "b"', `If-Modified-Since: ${day}`],
      [],
      stored,
      'no-cached-copy',
    ],
  ];
  for (const [claim, sent, answer, kept, warning] of rows) {
    it(claim, () => {
      const { copy, note } = notModified(fields(...sent), fields(...answer), kept);
      assert.deepEqual([note.rule, 'warning' in note ? note.warning : undefined], ['CN', warning]);
      assert.equal(copy, warning === undefined ? response : undefined);
    });
  }

  it('says that the copy is shown', () => {
    const { note } = notModified(fields('If-None-Match: "a"'), [], stored);
    assert.equal(note.message, 'Not modified: the stored copy is shown.');
  });
});

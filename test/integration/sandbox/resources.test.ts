import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { splitMultiStatus } from '../../../src/http/multipart/multiStatus';
import { errorOf, fieldsOf, jsonOf, mailbox, withSandbox, type Client, type Reply } from './client';

const vendorType = 'application/vnd.ringcentral.multipart+json';
const contacts = '/restapi/v1.0/account/~/extension/~/address-book/contact';

const as = (use: (client: Client, token: string) => Promise<void>) => () =>
  withSandbox(async (client) => use(client, await client.logIn()));

/** Ids and statuses of a 207, cut by the engine itself. */
function partsOf(reply: Reply): readonly string[] {
  assert.equal(reply.status, 207, reply.octets.toString());
  const split = splitMultiStatus(reply.octets, fieldsOf(reply, 'Content-Type')[0], { maxParts: 1000 });
  assert.ok(split.kind === 'parts', JSON.stringify(split));
  assert.deepEqual(split.warnings, []);
  return split.parts.map(({ resourceId, status }) => `${resourceId ?? ''} ${status ?? ''}`);
}

interface List {
  readonly records: readonly { readonly id: number; readonly type: string }[];
  readonly paging: Readonly<Record<string, number>>;
  readonly navigation: Readonly<Record<string, { readonly uri: string }>>;
}

const listOf = (reply: Reply) => jsonOf(reply) as unknown as List;

describe('the API itself', () => {
  it('tells its versions without a token and without a quota', () =>
    withSandbox(async (client) => {
      const reply = await client.ask('GET', '/restapi/v1.0');
      const { versionString, apiVersions } = jsonOf(reply);
      assert.equal(versionString, '1.0.9');
      assert.ok(Array.isArray(apiVersions));
      assert.deepEqual(fieldsOf(reply, 'X-Rate-Limit-Group'), []);
    }));

  it('gives every answer a request id of its own', () =>
    withSandbox(async (client) => {
      const ids = await Promise.all(
        ['/restapi', '/nope', '/sandbox/status/500'].map(async (path) =>
          fieldsOf(await client.ask('GET', path), 'RCRequestId'),
        ),
      );
      assert.equal(new Set(ids.flat()).size, 3);
    }));

  it(
    'tells an unknown URL from a missing resource, and both from a wrong method',
    as(async (client, token) => {
      assert.deepEqual(errorOf(await client.ask('DELETE', '/restapi/v1.0/nope', { token })), [404, 'CMN-120']);
      assert.deepEqual(errorOf(await client.ask('DELETE', `${mailbox}/999`, { token })), [404, 'CMN-102']);
      const wrongMethod = await client.ask('PUT', mailbox, { token, json: {} });
      assert.equal(wrongMethod.status, 405);
      assert.deepEqual(fieldsOf(wrongMethod, 'Allow'), ['GET, DELETE']);
    }),
  );

  it(
    'knows ~ and the ids of its one user, and nobody else',
    as(async (client, token) => {
      for (const [path, status] of [
        ['/restapi/v1.0/account/159048008/extension/171857008', 200],
        ['/restapi/v1.0/account/%7E/extension/~', 200],
        ['/restapi/v1.0/account/~/service-info', 200],
        ['/restapi/v1.0/account/1', 404],
        ['/restapi/v1.0/account/~/extension/1/message-store', 404],
      ] as const) {
        assert.equal((await client.ask('GET', path, { token })).status, status, path);
      }
    }),
  );

  it(
    'answers HEAD like GET, without the content',
    as(async (client, token) => {
      const reply = await client.ask('HEAD', `${mailbox}/2001`, { token });
      assert.deepEqual([reply.status, reply.octets.length], [200, 0]);
      assert.equal(fieldsOf(reply, 'ETag').length, 1);
    }),
  );
});

describe('the message store', () => {
  it(
    'creates, retrieves, changes and deletes',
    as(async (client, token) => {
      const sms = { from: { phoneNumber: '+15550100' }, to: [{ phoneNumber: '+15550111' }], text: 'Hello' };
      const sent = jsonOf(await client.ask('POST', '/restapi/v1.0/account/~/extension/~/sms', { token, json: sms }));
      const path = `${mailbox}/${String(sent['id'])}`;
      assert.equal(sent['subject'], 'Hello');
      const changed = jsonOf(await client.ask('PUT', path, { token, json: { readStatus: 'Unread' } }));
      assert.deepEqual([changed['readStatus'], changed['subject']], ['Unread', 'Hello']);
      assert.equal(
        jsonOf(await client.ask('PATCH', path, { token, json: { readStatus: 'Read' } }))['readStatus'],
        'Read',
      );
      assert.equal(jsonOf(await client.ask('GET', path, { token }))['readStatus'], 'Read');
      assert.equal((await client.ask('DELETE', path, { token })).status, 204);
      assert.equal((await client.ask('GET', path, { token })).status, 404);
    }),
  );

  it(
    'filters by several values of one parameter',
    as(async (client, token) => {
      const { records } = listOf(await client.ask('GET', `${mailbox}?messageType=Fax&messageType=Pager`, { token }));
      assert.deepEqual(new Set(records.map(({ type }) => type)), new Set(['Fax', 'Pager']));
    }),
  );

  it(
    'filters by date, newest first',
    as(async (client, token) => {
      const { records } = listOf(
        await client.ask('GET', `${mailbox}?dateFrom=2026-01-05T10:00:00Z&dateTo=2026-01-05T12:00:00Z`, { token }),
      );
      assert.deepEqual(
        records.map(({ id }) => id),
        [2003, 2002],
      );
      assert.deepEqual(errorOf(await client.ask('GET', `${mailbox}?dateFrom=yesterday`, { token })), [400, 'CMN-101']);
    }),
  );

  it(
    'pages, and the links lead through all pages once',
    as(async (client, token) => {
      const ids: number[] = [];
      for (let next: string | undefined = `${mailbox}?perPage=20`; next !== undefined;) {
        const { records, navigation, paging }: List = listOf(await client.ask('GET', next, { token }));
        ids.push(...records.map(({ id }) => id));
        assert.deepEqual([paging['perPage'], paging['totalElements'], paging['totalPages']], [20, 45, 3]);
        const uri: string | undefined = navigation['nextPage']?.uri;
        next = uri?.slice(client.baseUrl.length);
      }
      assert.equal(new Set(ids).size, 45);
      for (const query of ['page=0', 'perPage=x', 'perPage=1001']) {
        assert.equal((await client.ask('GET', `${mailbox}?${query}`, { token })).status, 400, query);
      }
    }),
  );

  it(
    'sends ids above 2^53 with all their digits',
    as(async (client, token) => {
      const reply = await client.ask('GET', `${mailbox}/2002`, { token });
      assert.match(reply.octets.toString(), /"conversationId":5717224681082742901,/);
    }),
  );

  it(
    'deletes all messages when no id is given, as the service does',
    as(async (client, token) => {
      assert.equal((await client.ask('DELETE', `${mailbox}/`, { token })).status, 204);
      assert.equal(listOf(await client.ask('GET', mailbox, { token })).records.length, 0);
    }),
  );

  it(
    'deletes one conversation by conversationId',
    as(async (client, token) => {
      await client.ask('DELETE', `${mailbox}?conversationId=5717224681082742901`, { token });
      assert.equal(listOf(await client.ask('GET', mailbox, { token })).paging['totalElements'], 36);
    }),
  );

  it(
    'says which parameter is wrong',
    as(async (client, token) => {
      const wrong = jsonOf(await client.ask('PUT', `${mailbox}/2001`, { token, json: { readStatus: 'Maybe' } }));
      assert.deepEqual([wrong['parameterName'], wrong['parameterValue']], ['readStatus', '"Maybe"']);
      const sms = '/restapi/v1.0/account/~/extension/~/sms';
      for (const json of [{}, [], null, { to: [{}], text: 'x' }, { to: [{ phoneNumber: '+1' }] }]) {
        assert.equal((await client.ask('POST', sms, { token, json })).status, 400, JSON.stringify(json));
      }
      assert.equal((await client.ask('POST', sms, { token, body: 'text=x' })).status, 415);
    }),
  );

  it(
    'fails one recipient with 503 after the SMS was tried',
    as(async (client, token) => {
      const json = { to: [{ phoneNumber: '+15550503' }], text: 'x' };
      const reply = await client.ask('POST', '/restapi/v1.0/account/~/extension/~/sms', { token, json });
      assert.deepEqual(errorOf(reply), [503, 'MSG-290']);
    }),
  );
});

describe('several ids in a path', () => {
  it(
    'are answered as multipart/mixed, each with its own status',
    as(async (client, token) => {
      for (const fields of [{}, { Accept: 'application/json' }]) {
        const reply = await client.ask('GET', `${mailbox}/2001,999,2002`, { token, fields });
        assert.match(fieldsOf(reply, 'Content-Type')[0] ?? '', /^multipart\/mixed; boundary=/);
        assert.deepEqual(partsOf(reply), ['2001 200', '999 404', '2002 200']);
      }
    }),
  );

  it(
    'are answered as one JSON list when Accept asks for it',
    as(async (client, token) => {
      const reply = await client.ask('GET', `${mailbox}/2001,999`, { token, fields: { Accept: vendorType } });
      assert.deepEqual(fieldsOf(reply, 'Content-Type'), [vendorType]);
      assert.deepEqual(partsOf(reply), ['2001 200', '999 404']);
    }),
  );

  it(
    'are answered as application/json by unified presence',
    as(async (client, token) => {
      const reply = await client.ask('GET', '/restapi/v1.0/account/~/extension/171857008,5/unified-presence', {
        token,
      });
      assert.match(fieldsOf(reply, 'Content-Type')[0] ?? '', /^application\/json/);
      assert.deepEqual(partsOf(reply), ['171857008 200', '5 404']);
    }),
  );

  it(
    'are deleted with 204 when all went, and 207 when one did not',
    as(async (client, token) => {
      assert.equal((await client.ask('DELETE', `${mailbox}/2001,2002`, { token })).status, 204);
      assert.deepEqual(partsOf(await client.ask('DELETE', `${mailbox}/2002,2003`, { token })), [
        '2002 404',
        '2003 204',
      ]);
      assert.equal((await client.ask('DELETE', `${mailbox}/*`, { token, json: ['2004', '2005'] })).status, 204);
      assert.equal((await client.ask('DELETE', `${mailbox}/*`, { token, json: {} })).status, 400);
    }),
  );

  it(
    'are changed by a multipart/mixed body, one part for each',
    as(async (client, token) => {
      const part = (readStatus: string) =>
        `--b\r\nContent-Type: application/json\r\n\r\n{"readStatus":"${readStatus}"}\r\n`;
      const body = `${part('Unread')}${part('Maybe')}${part('Unread')}--b--\r\n`;
      const fields = { 'Content-Type': 'multipart/mixed; boundary="b"' };
      const reply = await client.ask('PUT', `${mailbox}/2002,2003,999`, { token, body, fields });
      assert.deepEqual(partsOf(reply), ['2002 200', '2003 400', '999 404']);
      assert.equal(jsonOf(await client.ask('GET', `${mailbox}/2002`, { token }))['readStatus'], 'Unread');
      assert.equal((await client.ask('PUT', `${mailbox}/1,2`, { token, body, fields })).status, 400);
    }),
  );

  it(
    'are changed by a JSON list, with the ids in the path or in the list',
    as(async (client, token) => {
      const fields = { 'Content-Type': vendorType, Accept: vendorType };
      const change = { readStatus: 'Unread' };
      const inPath = JSON.stringify([{ body: change }, { body: change }]);
      assert.deepEqual(partsOf(await client.ask('PATCH', `${mailbox}/2002,999`, { token, fields, body: inPath })), [
        '2002 200',
        '999 404',
      ]);
      const inList = JSON.stringify([{ resourceId: '2003', body: change }]);
      assert.deepEqual(partsOf(await client.ask('PUT', `${mailbox}/*`, { token, fields, body: inList })), ['2003 200']);
      assert.equal((await client.ask('PUT', `${mailbox}/*`, { token, fields, body: inPath })).status, 400);
      assert.equal((await client.ask('PUT', `${mailbox}/2002,2003`, { token, json: change })).status, 415);
    }),
  );

  it(
    'are limited to fifty',
    as(async (client, token) => {
      const ids = (count: number) => Array.from({ length: count }, (_, index) => 2001 + index).join(',');
      assert.equal((await client.ask('GET', `${mailbox}/${ids(50)}`, { token })).status, 207);
      assert.deepEqual(errorOf(await client.ask('GET', `${mailbox}/${ids(51)}`, { token })), [400, 'CMN-106']);
    }),
  );
});

describe('contacts and calls', () => {
  it(
    'creates a contact with 201 and Location, and changes only what PATCH names',
    as(async (client, token) => {
      const created = await client.ask('POST', contacts, {
        token,
        json: { firstName: 'Grace', lastName: 'Example', id: 7 },
      });
      assert.equal(created.status, 201);
      const path = (fieldsOf(created, 'Location')[0] ?? '').slice(client.baseUrl.length);
      const changed = jsonOf(await client.ask('PATCH', path, { token, json: { lastName: 'Changed' } }));
      assert.deepEqual([changed['firstName'], changed['lastName']], ['Grace', 'Changed']);
      assert.notEqual(changed['id'], 7);
      assert.equal((await client.ask('DELETE', path, { token })).status, 204);
    }),
  );

  it(
    'lists calls of account and extension, and several records at once',
    as(async (client, token) => {
      for (const scope of ['/restapi/v1.0/account/~', '/restapi/v1.0/account/~/extension/~']) {
        assert.equal(
          listOf(await client.ask('GET', `${scope}/call-log?direction=Inbound`, { token })).paging['totalElements'],
          15,
        );
      }
      assert.deepEqual(partsOf(await client.ask('GET', '/restapi/v1.0/account/~/call-log/3001,1', { token })), [
        '3001 200',
        '1 404',
      ]);
    }),
  );
});

describe('conditional requests', () => {
  it(
    'are answered 304 without content while the resource is as it was',
    as(async (client, token) => {
      const path = `${mailbox}/2001`;
      const first = await client.ask('GET', path, { token });
      const etag = fieldsOf(first, 'ETag')[0] ?? '';
      const modified = fieldsOf(first, 'Last-Modified')[0] ?? '';
      for (const fields of [
        { 'If-None-Match': etag },
        { 'If-None-Match': `"x", W/${etag}` },
        { 'If-Modified-Since': modified },
      ]) {
        const again = await client.ask('GET', path, { token, fields });
        assert.deepEqual([again.status, again.octets.length, fieldsOf(again, 'ETag')], [304, 0, [etag]]);
      }
      await client.ask('PUT', path, { token, json: { readStatus: 'Read' } });
      for (const fields of [
        { 'If-None-Match': etag },
        { 'If-Modified-Since': modified },
        { 'If-None-Match': '"x"', 'If-Modified-Since': 'Fri, 01 Jan 2100 00:00:00 GMT' },
      ]) {
        assert.equal((await client.ask('GET', path, { token, fields })).status, 200, JSON.stringify(fields));
      }
    }),
  );
});

describe('method tunnelling', () => {
  it(
    'obeys the field and the parameter, and both when they agree',
    as(async (client, token) => {
      const field = { 'X-HTTP-Method-Override': 'DELETE' };
      assert.equal((await client.ask('POST', `${mailbox}/2001`, { token, fields: field })).status, 204);
      assert.equal((await client.ask('POST', `${mailbox}/2002?_method=DELETE`, { token })).status, 204);
      assert.equal((await client.ask('POST', `${mailbox}/2003?_method=DELETE`, { token, fields: field })).status, 204);
      const patched = await client.ask('POST', `${mailbox}/2004?_method=PATCH`, {
        token,
        json: { readStatus: 'Unread' },
      });
      assert.equal(jsonOf(patched)['readStatus'], 'Unread');
    }),
  );

  it(
    'refuses contradictory overrides with 400 and changes nothing',
    as(async (client, token) => {
      const fields = { 'X-HTTP-Method-Override': 'PUT' };
      assert.equal((await client.ask('POST', `${mailbox}/2001?_method=DELETE`, { token, fields })).status, 400);
      assert.equal((await client.ask('GET', `${mailbox}/2001`, { token })).status, 200);
    }),
  );

  it(
    'takes _method in a form body for no override, and overrides nothing but POST',
    as(async (client, token) => {
      assert.equal((await client.ask('POST', `${mailbox}/2001`, { token, form: { _method: 'DELETE' } })).status, 405);
      assert.equal((await client.ask('GET', `${mailbox}/2001?_method=DELETE`, { token })).status, 200);
      assert.equal((await client.ask('GET', `${mailbox}/2001`, { token })).status, 200);
    }),
  );
});

describe('rate limits', () => {
  const rule = { limit: 2, windowSeconds: 60, penaltySeconds: 30 };
  const limited = (changes: object, use: (client: Client, ask: () => Promise<Reply>) => Promise<void>) =>
    as(async (client, token) => {
      await client.ask('PUT', '/sandbox/settings', { json: { rateLimits: { light: { ...rule, ...changes } } } });
      await use(client, () => client.ask('GET', `${mailbox}/2001`, { token }));
    });

  it(
    'count down in every answer and refuse with the captured shape',
    limited({}, async (_, ask) => {
      const remaining = async () => fieldsOf(await ask(), 'X-Rate-Limit-Remaining');
      assert.deepEqual([await remaining(), await remaining()], [['1'], ['0']]);
      const refused = await ask();
      assert.deepEqual(errorOf(refused), [429, 'CMN-301']);
      assert.deepEqual(fieldsOf(refused, 'Retry-After'), ['30']);
      assert.deepEqual(fieldsOf(refused, 'X-Rate-Limit-Group'), ['light']);
      assert.match(fieldsOf(refused, 'WWW-Authenticate')[0] ?? '', /error="CMN-301"/);
    }),
  );

  it(
    'begin anew after the window',
    limited({}, async (client, ask) => {
      await ask();
      await ask();
      client.pass(60);
      assert.equal((await ask()).status, 200);
    }),
  );

  it(
    'restart the penalty with every call inside it',
    limited({ windowSeconds: 1 }, async (client, ask) => {
      for (let count = 0; count < 3; count++) await ask();
      client.pass(29);
      assert.equal((await ask()).status, 429);
      client.pass(29);
      assert.equal((await ask()).status, 429);
      client.pass(30);
      assert.equal((await ask()).status, 200);
    }),
  );

  it(
    'may leave Retry-After out',
    limited({ sendsRetryAfter: false }, async (_, ask) => {
      for (let count = 0; count < 2; count++) await ask();
      assert.deepEqual([(await ask()).status, fieldsOf(await ask(), 'Retry-After')], [429, []]);
    }),
  );

  it(
    'are counted by group and by user',
    limited({ limit: 1 }, async (client, ask) => {
      await ask();
      assert.equal((await ask()).status, 429);
      const form = { grant_type: 'client_credentials' };
      const fields = { Authorization: 'Basic c2FuZGJveC1jbGllbnQtaWQ6c2FuZGJveC1jbGllbnQtc2VjcmV0' };
      const other = String(jsonOf(await client.ask('POST', '/restapi/oauth/token', { form, fields }))['access_token']);
      assert.equal((await client.ask('GET', `${mailbox}/2001`, { token: other })).status, 200);
      assert.equal((await client.ask('GET', contacts, { token: other })).status, 200);
    }),
  );
});

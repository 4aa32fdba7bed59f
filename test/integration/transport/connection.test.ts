import assert from 'node:assert/strict';
import http from 'node:http';
import { LoopbackServers } from '../../support/loopbackServer';
import { bodyOf, lines, message, TransportSetup } from '../../support/transportSetup';

describe('an exchange', () => {
  let servers: LoopbackServers;
  let setup: TransportSetup;

  beforeEach(() => {
    servers = new LoopbackServers();
    setup = new TransportSetup();
  });

  afterEach(async () => {
    await setup.close();
    await servers.close();
  });

  describe('tells its connection', () => {
    const serve = (host: string): Promise<number> =>
      servers.listen(
        http.createServer((_, response) => setTimeout(() => response.end('ok'), 30)),
        host,
      );

    it('with the time of every phase, and -1 for those that a kept connection has no more', async () => {
      const port = await serve('127.0.0.1');
      const url = `http://localhost:${port}/`;
      const [first, second] = [await setup.send(message(url)), await setup.send(message(url))];
      assert.deepEqual([first.connection?.reused, second.connection?.reused], [false, true]);
      assert.ok(first.timings.dns >= 0 && first.timings.connect >= 0);
      assert.deepEqual(
        [first.timings.tls, second.timings.dns, second.timings.connect, second.timings.tls],
        [-1, -1, -1, -1],
      );
      for (const { timings } of [first, second]) {
        assert.ok(
          timings.send >= 0 && timings.send < 20 && timings.wait > 25 && timings.wait < 500 && timings.receive >= 0,
          JSON.stringify(timings),
        );
      }
      assert.equal(servers.accepted, 1);
    });

    it('with no lookup for an address', async () => {
      const { timings } = await setup.send(message(`http://127.0.0.1:${await serve('127.0.0.1')}/`));
      assert.equal(timings.dns, -1);
      assert.ok(timings.connect >= 0);
    });

    for (const [host, written] of [
      ['127.0.0.2', '127.0.0.2'],
      ['::1', '[::1]'],
    ] as const) {
      it(`to ${host}`, async () => {
        const port = await serve(host);
        const { connection, sent } = await setup.send(message(`http://${written}:${port}/`));
        assert.deepEqual(connection, { remoteAddress: host, remotePort: port, reused: false, tlsVersion: undefined });
        assert.deepEqual(lines(sent.fields), [`Host: ${written}:${port}`]);
      });
    }

    it('to the address that stands for a host', async () => {
      const port = await serve('127.0.0.2');
      const resolving = new TransportSetup({ resolve: [{ host: 'API.rcreq.test', port, address: '127.0.0.2' }] });
      const { connection, sent } = await resolving.send(message(`http://api.rcreq.test:${port}/`));
      assert.equal(connection?.remoteAddress, '127.0.0.2');
      assert.deepEqual(lines(sent.fields), [`Host: api.rcreq.test:${port}`]);
      await resolving.close();
    });

    it('which is not used again after a length that lied', async () => {
      const port = await serve('127.0.0.1');
      await setup.send(
        message(`http://127.0.0.1:${port}/`, {
          method: 'POST',
          body: 'abcGET /evil HTTP/1.1\r\n\r\n',
          fields: ['Content-Length: 3'],
        }),
      );
      const { connection } = await setup.send(message(`http://127.0.0.1:${port}/`));
      assert.equal(connection?.reused, false);
    });

    it('or none when the server could not be reached', async () => {
      const reply = await setup.send(message('http://127.0.0.1:1/'));
      assert.equal(reply.connection, undefined);
      assert.ok(reply.timings.connect >= 0 && reply.timings.send === -1);
    });
  });

  it('in vscode mode goes by the modules as the editor patched them', async () => {
    const port = await servers.listen(http.createServer((_, response) => response.end('ok')));
    const plain = new TransportSetup({ mode: 'vscode', proxy: { kind: 'url', url: 'http://127.0.0.1:1', bypass: '' } });
    const original = http.request;
    let calls = 0;
    http.request = ((...parameters: Parameters<typeof http.request>) => {
      calls += 1;
      return original(...parameters);
    }) as typeof http.request;
    try {
      assert.equal(bodyOf(await plain.send(message(`http://127.0.0.1:${port}/`))), 'ok');
      assert.equal(calls, 1);
      Object.assign(http, { __vscodeOriginal: { request: original } });
      assert.equal(bodyOf(await setup.send(message(`http://127.0.0.1:${port}/`))), 'ok');
      assert.equal(calls, 1);
    } finally {
      http.request = original;
      Reflect.deleteProperty(http, '__vscodeOriginal');
      await plain.close();
    }
  });

  it('in vscode mode lets a proxy agent of the editor write its head anew', async () => {
    const seen: string[] = [];
    const port = await servers.listen(
      http.createServer((request, response) => {
        seen.push(request.url ?? '', ...request.rawHeaders);
        response.end('ok');
      }),
    );
    const plain = new TransportSetup({ mode: 'vscode' });
    const original = http.request;
    http.request = ((options: http.RequestOptions) =>
      original({ ...options, agent: new RewritingAgent() })) as typeof http.request;
    try {
      const fields = ['b: 1', 'A: 2', 'B: 3'];
      const reply = await plain.send(message(`http://127.0.0.1:${port}/a'b`, { method: 'POST', body: 'abc', fields }));
      const sent = [
        'Host',
        `127.0.0.1:${port}`,
        'b',
        '1',
        'A',
        '2',
        'B',
        '3',
        'Content-Length',
        '3',
        'Proxy-Connection',
        'close',
      ];
      assert.deepEqual(seen, [`http://127.0.0.1:${port}/a'b`, ...sent]);
      assert.deepEqual(
        lines(reply.sent.fields).join(),
        sent.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${sent[index + 1]}`] : [])).join(),
      );
    } finally {
      http.request = original;
      await plain.close();
    }
  });
});

interface Rewritable {
  _header: string | null;
  path: string;
  outputData: { data: string }[];
  getHeader(name: string): unknown;
  setHeader(name: string, value: string): void;
  _implicitHeader(): void;
}

/** Does to a request what the proxy agents of VS Code do: a little later, when its head is written already. */
class RewritingAgent extends http.Agent {
  addRequest(request: Rewritable, options: unknown): void {
    setTimeout(() => {
      request._header = null;
      request.path = `http://${String(request.getHeader('host'))}${request.path}`;
      request.setHeader('Proxy-Connection', 'close');
      request._implicitHeader();
      const [first] = request.outputData;
      if (first !== undefined)
        first.data = String(request._header) + first.data.slice(first.data.indexOf('\r\n\r\n') + 4);
      (http.Agent.prototype as unknown as { addRequest(request: unknown, options: unknown): void }).addRequest.call(
        this,
        request,
        options,
      );
    }, 5);
  }
}

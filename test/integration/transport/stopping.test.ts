import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import http from 'node:http';
import net, { type Socket } from 'node:net';
import { LoopbackServers, onRequest } from '../../support/loopbackServer';
import { bodyOf, message, TransportSetup, type RequestText } from '../../support/transportSetup';

const large: RequestText = { method: 'POST', body: Buffer.alloc(50_000_000) };

/** A server that lets an exchange come to one point and no further. */
const stages: Readonly<
  Record<
    string,
    { phase: string; scheme?: string; request?: RequestText; serve: (socket: Socket) => unknown; body?: string }
  >
> = {
  'in the handshake': { phase: 'tls', scheme: 'https', serve: (socket) => socket.resume() },
  'while the request is sent': { phase: 'send', request: large, serve: (socket) => socket.pause() },
  'before the answer': { phase: 'response', serve: (socket) => socket.resume() },
  'in the middle of the head': {
    phase: 'response',
    serve: (socket) => onRequest(socket, () => socket.write('HTTP/1.1 200 OK\r\nA')),
  },
  'in the middle of the content': {
    phase: 'response',
    serve: (socket) => onRequest(socket, () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc')),
    body: 'abc',
  },
  'in the middle of coded content': {
    phase: 'response',
    serve: (socket) =>
      onRequest(socket, () =>
        socket.write('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 90\r\n\r\n\x1f', 'latin1'),
      ),
    body: '',
  },
};

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

  const silentProxy = async (): Promise<TransportSetup> => {
    const port = await servers.raw((socket) => socket.resume());
    return new TransportSetup({ proxy: { kind: 'url', url: `http://127.0.0.1:${port}`, bypass: '' } });
  };

  for (const [title, { phase, scheme = 'http', request, serve, body }] of Object.entries(stages)) {
    it(`ends at once when it is cancelled ${title}`, async () => {
      const port = await servers.listen(net.createServer(serve));
      const controller = new AbortController();
      let aborted = 0;
      setTimeout(() => {
        aborted = performance.now();
        controller.abort();
      }, 60);
      const reply = await setup.send(message(`${scheme}://127.0.0.1:${port}/`, request), {}, controller.signal);
      assert.ok(performance.now() - aborted < 5000, `${performance.now() - aborted} ms`);
      assert.ok(reply.kind === 'failure');
      assert.deepEqual([reply.failure.kind, reply.failure.phase, bodyOf(reply)], ['cancelled', phase, body]);
      assert.ok(await servers.areIdle());
    });

    it(`ends when its time is over ${title}`, async () => {
      const port = await servers.listen(net.createServer(serve));
      const started = performance.now();
      const reply = await setup.send(message(`${scheme}://127.0.0.1:${port}/`, request), { totalTimeout: 120 });
      const duration = performance.now() - started;
      assert.ok(duration > 110 && duration < 5000, `${duration} ms`);
      assert.ok(reply.kind === 'failure');
      assert.deepEqual([reply.failure.kind, reply.failure.phase, bodyOf(reply)], ['timeout', phase, body]);
      assert.match(reply.failure.message, new RegExp(`127\\.0\\.0\\.1:${port}.*120 ms`));
      assert.ok(await servers.areIdle());
    });
  }

  it('ends in its time when no connection comes about', async () => {
    const through = await silentProxy();
    const reply = await through.send(message('https://127.0.0.2/'), { connectTimeout: 100 });
    assert.ok(reply.kind === 'failure');
    assert.deepEqual([reply.failure.kind, reply.failure.phase], ['timeout', 'connect']);
    assert.match(reply.failure.message, /^No connection to .* within 100 ms/);
    assert.ok(reply.timings.connect >= 95 && reply.timings.tls === -1);
    assert.ok(await servers.areIdle());
    await through.close();
  });

  it('ends at once when it is cancelled before there is a connection', async () => {
    const through = await silentProxy();
    const reply = await through.send(message('https://127.0.0.2/'), {}, AbortSignal.timeout(60));
    assert.ok(reply.kind === 'failure');
    assert.deepEqual([reply.failure.kind, reply.failure.phase], ['cancelled', 'connect']);
    assert.ok(await servers.areIdle());
    await through.close();
  });

  it('has as long as it likes once it is connected', async () => {
    const port = await servers.listen(http.createServer((_, response) => setTimeout(() => response.end('late'), 800)));
    const reply = await setup.send(message(`http://127.0.0.1:${port}/`), {
      connectTimeout: 500,
      totalTimeout: undefined,
    });
    assert.equal(bodyOf(reply), 'late');
  });

  it('that is cancelled before it begins sends nothing', async () => {
    const port = await servers.listen(http.createServer());
    const reply = await setup.send(message(`http://127.0.0.1:${port}/`), {}, AbortSignal.abort());
    assert.ok(reply.kind === 'failure');
    assert.deepEqual([reply.failure.kind, reply.failure.phase], ['cancelled', 'connect']);
    assert.equal(servers.accepted, 0);
  });

  it('that is over does not mind being cancelled, and holds no listener', async () => {
    const port = await servers.listen(http.createServer((_, response) => response.end('ok')));
    const controller = new AbortController();
    let listeners = 0;
    const { signal } = controller;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...parameters: Parameters<typeof add>): void => {
      listeners += 1;
      add(...parameters);
    };
    signal.removeEventListener = (...parameters: Parameters<typeof remove>): void => {
      listeners -= 1;
      remove(...parameters);
    };
    assert.equal((await setup.send(message(`http://127.0.0.1:${port}/`), {}, signal)).kind, 'response');
    assert.equal(listeners, 0);
    controller.abort();
  });

  it('is answered though hundreds are cancelled at once beside it', async () => {
    const port = await servers.listen(
      http.createServer((request, response) => {
        if (request.url === '/') response.end('ok');
      }),
    );
    const controller = new AbortController();
    const others = Array.from({ length: 300 }, () =>
      setup.send(message(`http://127.0.0.1:${port}/never`), {}, controller.signal),
    );
    setTimeout(() => controller.abort(), 50);
    const [reply, ...cancelled] = await Promise.all([setup.send(message(`http://127.0.0.1:${port}/`)), ...others]);
    assert.equal(bodyOf(reply), 'ok');
    assert.ok(cancelled.every((other) => other.kind === 'failure' && other.failure.kind === 'cancelled'));
    await setup.transport.dispose();
    assert.ok(await servers.areIdle());
  });

  it('is cancelled when its transport is disposed of, which leaves no connection and no file', async () => {
    const port = await servers.listen(
      http.createServer((request, response) => {
        response.write('x'.repeat(800_000));
        if (request.url === '/') response.end();
      }),
    );
    const done = await setup.send(message(`http://127.0.0.1:${port}/`));
    assert.equal(done.response?.content.kind, 'file');
    const live = setup.send(message(`http://127.0.0.1:${port}/live`));
    await new Promise((resolve) => setTimeout(resolve, 30));
    await setup.transport.dispose();
    const [cut, late] = [await live, await setup.send(message(`http://127.0.0.1:${port}/`))];
    assert.deepEqual(
      [cut, late].map((reply) => reply.kind === 'failure' && reply.failure.kind),
      ['cancelled', 'cancelled'],
    );
    assert.ok(await servers.areIdle());
    assert.deepEqual(readdirSync(setup.directory), []);
  });
});

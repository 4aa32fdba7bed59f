import assert from 'node:assert/strict';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import type { EditorNetwork } from '../../../src/transport/editor';
import { certificates, keys } from '../../support/certificates';
import { LoopbackServers } from '../../support/loopbackServer';
import { proxyServer, type ProxyRequest } from '../../support/proxyServer';
import { bodyOf, message, TransportSetup } from '../../support/transportSetup';

const server = { key: keys.server, cert: certificates.server };
const none: EditorNetwork['proxyFor'] = () => Promise.resolve(undefined);
const unknown = () => Promise.reject(new Error('This cannot be told.'));
const trusted: EditorNetwork['authorities'] = () => Promise.resolve([certificates.authority]);

describe('an exchange in an editor', () => {
  let servers: LoopbackServers;
  let setups: TransportSetup[];

  beforeEach(() => {
    servers = new LoopbackServers();
    setups = [];
  });

  afterEach(async () => {
    for (const setup of setups) await setup.close();
    await servers.close();
  });

  const inEditor = (editor: EditorNetwork): TransportSetup => {
    const setup = new TransportSetup({ mode: 'vscode', editor });
    setups.push(setup);
    return setup;
  };
  const serve = async (scheme: string): Promise<string> => {
    const answer = (_: http.IncomingMessage, response: http.ServerResponse) => void response.end('ok');
    const made = scheme === 'https' ? https.createServer(server, answer) : http.createServer(answer);
    return `${scheme}://127.0.0.2:${await servers.listen(made, '127.0.0.2')}/`;
  };
  /** Runs with an editor's patch of Node in place; how often it was asked. */
  const patched = async (module: typeof http | typeof https, run: () => Promise<void>): Promise<number> => {
    const { request } = module;
    let calls = 0;
    const patch = ((...parameters: Parameters<typeof http.request>) => {
      calls += 1;
      return request(...parameters);
    }) as typeof http.request;
    Object.assign(module, { request: patch, __vscodeOriginal: { request } });
    try {
      await run();
    } finally {
      Object.assign(module, { request });
      Reflect.deleteProperty(module, '__vscodeOriginal');
    }
    return calls;
  };
  const sent = async (setup: TransportSetup, url: string): Promise<void> => {
    await setup.send(message(url));
  };
  const reuse = async (setup: TransportSetup, url: string): Promise<readonly (boolean | undefined)[]> => {
    const replies = [await setup.send(message(url)), await setup.send(message(url))];
    assert.deepEqual(replies.map(bodyOf), ['ok', 'ok']);
    return replies.map(({ connection }) => connection?.reused);
  };

  it('keeps its connections where the editor knows no proxy', async () => {
    const [plain, secure] = [await serve('http'), await serve('https')];
    const setup = inEditor({ proxyFor: none, authorities: trusted });
    const calls = await patched(http, async () => assert.deepEqual(await reuse(setup, plain), [false, true]));
    const secureCalls = await patched(https, async () => assert.deepEqual(await reuse(setup, secure), [false, true]));
    assert.deepEqual([calls, secureCalls], [0, 0]);
  });

  it('believes the authorities of the editor, and those of a rule before them', async () => {
    const secure = await serve('https');
    const refused = await inEditor({ proxyFor: none, authorities: () => Promise.resolve(undefined) }).send(
      message(secure),
    );
    assert.equal(refused.kind === 'failure' && refused.failure.kind, 'tls');
    const setup = new TransportSetup({
      mode: 'vscode',
      editor: { proxyFor: none, authorities: () => Promise.resolve([]) },
      tls: [{ host: '127.0.0.2', ca: certificates.authority }],
    });
    setups.push(setup);
    assert.equal(bodyOf(await setup.send(message(secure))), 'ok');
  });

  it('leaves to the patch what has a proxy, and what the editor cannot tell', async () => {
    const plain = await serve('http');
    const editors: readonly EditorNetwork[] = [
      { proxyFor: () => Promise.resolve('http://127.0.0.1:1'), authorities: trusted },
      { proxyFor: unknown, authorities: trusted },
    ];
    for (const editor of editors) {
      const setup = inEditor(editor);
      assert.equal(await patched(http, () => sent(setup, plain)), 1);
    }
    const [secure, setup] = [await serve('https'), inEditor({ proxyFor: none, authorities: unknown })];
    assert.equal(await patched(https, () => sent(setup, secure)), 1);
  });

  it('takes HTTP/2 through the proxy of the editor', async () => {
    const asked: ProxyRequest[] = [];
    const origin = http2.createSecureServer(server, (_, response) => response.end('two'));
    const target = await servers.listen(origin, '127.0.0.2');
    const proxy = `http://127.0.0.1:${await servers.listen(proxyServer(asked, { isSecure: false }))}`;
    const setup = inEditor({ proxyFor: () => Promise.resolve(proxy), authorities: trusted });
    const reply = await setup.send(message(`https://127.0.0.2:${target}/`, { httpVersion: '2' }));
    assert.deepEqual([bodyOf(reply), asked[0]?.line], ['two', `CONNECT 127.0.0.2:${target}`]);
  });

  it('refuses HTTP/2 where the proxy is of a kind that it cannot go through', async () => {
    const setup = inEditor({ proxyFor: () => Promise.resolve('socks://127.0.0.1:1'), authorities: trusted });
    const reply = await setup.send(message('https://127.0.0.2:1/', { httpVersion: '2' }));
    assert.equal(reply.kind === 'failure' && reply.failure.reason, 'invalid-proxy');
  });

  it('is cancelled at once while the editor looks for its proxy', async () => {
    const controller = new AbortController();
    const setup = inEditor({
      proxyFor: () => new Promise(() => queueMicrotask(() => controller.abort())),
      authorities: trusted,
    });
    const reply = await setup.send(message('http://127.0.0.2:1/'), {}, controller.signal);
    assert.equal(reply.kind === 'failure' && reply.failure.kind, 'cancelled');
  });

  it('makes ready what a URL needs, and asks no editor in direct mode', async () => {
    const setup = new TransportSetup({ editor: { proxyFor: unknown, authorities: unknown } });
    setups.push(setup);
    for (const url of ['https://127.0.0.2/', 'http://127.0.0.2/', 'nothing']) await setup.transport.ready?.(url);
    assert.equal(bodyOf(await setup.send(message(await serve('http')))), 'ok');
  });
});

import assert from 'node:assert/strict';
import https from 'node:https';
import net, { type Socket } from 'node:net';
import { TLSSocket, type TlsOptions } from 'node:tls';
import type { TlsRule } from '../../../src/transport/network';
import { certificates, keys } from '../../support/certificates';
import { LoopbackServers } from '../../support/loopbackServer';
import { bodyOf, message, TransportSetup } from '../../support/transportSetup';

const server = { key: keys.server, cert: certificates.server };
const trusting: TlsRule = { host: '127.0.0.2', ca: certificates.authority };
const client: TlsRule = { host: '127.0.0.2', cert: certificates.client, key: keys.client };
const exception: TlsRule = { host: '127.0.0.2', rejectUnauthorized: false };

describe('an exchange over TLS', () => {
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

  const transport = (rules: readonly TlsRule[], mode: 'direct' | 'vscode' = 'direct'): TransportSetup => {
    const setup = new TransportSetup({ tls: rules, mode });
    setups.push(setup);
    return setup;
  };

  const serve = (options: TlsOptions): Promise<number> =>
    servers.listen(
      https.createServer(options, (request, response) => {
        const { socket } = request;
        const subject: { CN?: string | string[] } | undefined =
          socket instanceof TLSSocket ? socket.getPeerCertificate().subject : undefined;
        const name = String(subject?.CN ?? 'nobody');
        response.end(name);
      }),
      '127.0.0.2',
    );

  describe('ends in a tls failure', () => {
    const rows: Readonly<Record<string, [TlsOptions, readonly TlsRule[], string, RegExp]>> = {
      'for an unknown authority': [server, [], 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', /unknown authority/],
      'for a self-signed certificate': [
        { ...server, cert: certificates.selfSigned },
        [],
        'DEPTH_ZERO_SELF_SIGNED_CERT',
        /self-signed/,
      ],
      'for an expired certificate': [
        { ...server, cert: certificates.expired },
        [trusting],
        'CERT_HAS_EXPIRED',
        /expired/,
      ],
      'for a certificate of the future': [
        { ...server, cert: certificates.future },
        [trusting],
        'CERT_NOT_YET_VALID',
        /not valid yet/,
      ],
      'for the certificate of another host': [
        { ...server, cert: certificates.other },
        [trusting],
        'ERR_TLS_CERT_ALTNAME_INVALID',
        /another host/,
      ],
      'when trust is for another host': [
        server,
        [{ ...trusting, host: '127.0.0.1' }],
        'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
        /unknown authority/,
      ],
      'when an exception is for another host': [
        server,
        [{ ...exception, host: 'localhost' }],
        'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
        /unknown authority/,
      ],
      'for a version that is too old': [
        { ...server, maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' },
        [trusting],
        'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
        /version/,
      ],
      'without the client certificate that is asked for': [
        { ...server, requestCert: true, ca: certificates.authority },
        [trusting],
        'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
        /client certificate/,
      ],
      'with a key that cannot be read': [
        server,
        [trusting, { ...client, key: 'no key' }],
        'ERR_OSSL_UNSUPPORTED',
        /cannot be read/,
      ],
    };
    for (const [title, [options, rules, code, words]] of Object.entries(rows)) {
      it(title, async () => {
        const port = await serve(options);
        const reply = await transport(rules).send(message(`https://127.0.0.2:${port}/?access_token=verysecret`));
        assert.ok(reply.kind === 'failure', bodyOf(reply));
        assert.deepEqual([reply.failure.kind, reply.failure.code], ['tls', code]);
        assert.match(reply.failure.message, words);
        assert.match(reply.failure.message, /127\.0\.0\.2.*\.$/);
        assert.doesNotMatch(reply.failure.message, /verysecret/);
        assert.ok(await servers.areIdle());
      });
    }
  });

  describe('succeeds', () => {
    for (const mode of ['direct', 'vscode'] as const) {
      const rows: Readonly<Record<string, [TlsOptions, readonly TlsRule[], string]>> = {
        'when the authority is trusted for the host': [server, [trusting], 'nobody'],
        'when the exception is for the host': [{ ...server, cert: certificates.selfSigned }, [exception], 'nobody'],
        'with a client certificate': [
          { ...server, requestCert: true, ca: certificates.authority },
          [trusting, client],
          'rcreq test client (public key, for tests only)',
        ],
      };
      for (const [title, [options, rules, body]] of Object.entries(rows)) {
        it(`${title}, in ${mode} mode`, async () => {
          const port = await serve(options);
          assert.equal(bodyOf(await transport(rules, mode).send(message(`https://127.0.0.2:${port}/`))), body);
        });
      }
    }

    it('once, and again on the same connection, with the times and the version', async () => {
      const port = await serve(server);
      const setup = transport([trusting]);
      const [first, second] = [
        await setup.send(message(`https://127.0.0.2:${port}/`)),
        await setup.send(message(`https://127.0.0.2:${port}/`)),
      ];
      assert.deepEqual(first.connection, {
        remoteAddress: '127.0.0.2',
        remotePort: port,
        reused: false,
        tlsVersion: 'TLSv1.3',
      });
      assert.deepEqual(second.connection, { ...first.connection, reused: true });
      assert.ok(first.timings.connect >= 0 && first.timings.tls > 0);
      assert.equal(second.timings.tls, -1);
    });

    it('for a name behind another address, by the name', async () => {
      const names: unknown[] = [];
      const port = await serve({ ...server, SNICallback: (name, done) => done(null, (names.push(name), undefined)) });
      const setup = new TransportSetup({
        tls: [{ host: '*.rcreq.test', ca: certificates.authority }],
        resolve: [{ host: 'api.rcreq.test', port, address: '127.0.0.2' }],
      });
      setups.push(setup);
      assert.equal(bodyOf(await setup.send(message(`https://api.rcreq.test:${port}/`))), 'nobody');
      assert.deepEqual(names, ['api.rcreq.test']);
    });
  });

  describe('with a server that', () => {
    const rows: Readonly<Record<string, [(socket: Socket) => unknown, string]>> = {
      'falls silent in the handshake': [() => undefined, 'timeout ETIMEDOUT tls'],
      'answers half a handshake and falls silent': [
        (socket) => socket.once('data', () => socket.write(Buffer.from([22, 3, 3, 0, 80, 2, 0, 0, 76, 3, 3]))),
        'timeout ETIMEDOUT tls',
      ],
      'closes in the handshake': [(socket) => socket.once('data', () => socket.end()), 'tls ECONNRESET tls'],
      'resets in the handshake': [
        (socket) => socket.once('data', () => socket.resetAndDestroy()),
        'tls ECONNRESET tls',
      ],
      'speaks plain HTTP': [
        (socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
        'tls ERR_SSL_WRONG_VERSION_NUMBER tls',
      ],
      'refuses by an alert': [
        (socket) => socket.once('data', () => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, 40]))),
        'tls ERR_SSL_…_ALERT_HANDSHAKE_FAILURE tls',
      ],
    };
    for (const [title, [answer, expected]] of Object.entries(rows)) {
      it(`${title}: ${expected}`, async () => {
        const port = await servers.listen(net.createServer(answer), '127.0.0.2');
        const reply = await transport([]).send(message(`https://127.0.0.2:${port}/`), { connectTimeout: 200 });
        assert.ok(reply.kind === 'failure');
        const { kind, code, phase, message: text } = reply.failure;
        // OpenSSL 3.5 calls the alert by another name than 3.0.
        assert.equal([kind, code.replace(/SSLV3(?=_ALERT)|SSL\/TLS/, '…'), phase].join(' '), expected);
        assert.match(text, /127\.0\.0\.2.*\.$/);
        assert.ok(reply.timings.connect >= 0 && reply.timings.tls >= 0 && reply.timings.send === -1);
        assert.ok(await servers.areIdle());
      });
    }
  });
});

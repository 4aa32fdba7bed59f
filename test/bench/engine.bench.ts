/** send() with its whole trace, over the transport, beside raw axios on node:http with an agent of the same settings. */
import axios from 'axios';
import { build } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as conditional from '../../src/http/conditional/validatorCache';
import type * as retry from '../../src/http/retry/penaltyGate';
import type * as engine from '../../src/http/send';
import { defaultPolicy } from '../../src/http/policy';
import type { SendPorts } from '../../src/http/sendPorts';
import type { SendRequest } from '../../src/http/sendRequest';
import { contentReader } from '../../src/transport/contents';
import { systemClock, systemRandom } from '../../src/transport/systemClock';
import type * as network from '../../src/transport/transport';
import { besideAxios, withServer, type Send } from './rates';
import { printRows, type BenchRow } from './rows';

type Modules = typeof conditional & typeof retry & typeof engine & typeof network;

/** Engine and transport in one bundle, as they are shipped. */
async function bundled(directory: string): Promise<Modules> {
  const outfile = join(directory, 'engine.js');
  const files = ['http/conditional/validatorCache', 'http/retry/penaltyGate', 'http/send', 'transport/transport'];
  const contents = files.map((file) => `export * from './src/${file}';`).join('\n');
  const stdin = { contents, resolveDir: join(__dirname, '..', '..') };
  const shape = { bundle: true, minify: true, platform: 'node', target: 'node20', format: 'cjs' } as const;
  await build({ stdin, outfile, ...shape, mainFields: ['module', 'main'], logLevel: 'error' });
  return (await import(outfile)) as Modules;
}

async function rates(url: string, directory: string): Promise<readonly BenchRow[]> {
  const { createTransport, penaltyGate, send, validatorCache } = await bundled(directory);
  const httpAgent = new Agent({ keepAlive: true, scheduling: 'lifo', timeout: 4000 });
  const client = axios.create({ httpAgent, responseType: 'arraybuffer', maxRedirects: 0, proxy: false });
  const network = { mode: 'direct', proxy: { kind: 'none' }, tls: [], resolve: [] } as const;
  const transport = createTransport({ ...network, spool: { directory, limit: 16_777_216 } });
  const ports: SendPorts = {
    ...{ transport, clock: systemClock, random: systemRandom, contents: contentReader },
    ...{ validators: validatorCache(), gate: penaltyGate(), observe: () => undefined },
  };
  const { signal } = new AbortController();
  const request: SendRequest = {
    ...{ method: 'GET', url, fields: [{ name: 'Accept', value: 'application/json' }], content: undefined },
    ...{ httpVersion: '1.1', tunnel: undefined, auth: 'none' },
    ...{ secretFields: [], hasSecretContent: false, unresolved: [] },
  };
  const policy = { ...defaultPolicy, userAgent: 'bench/1.0' };
  const ours: Send = async () => {
    const { outcome } = await send(request, policy, ports, signal);
    if (outcome.kind !== 'completed') throw new Error(`The engine ended with ${outcome.kind}.`);
  };
  const theirs: Send = () => client.get(url, { headers: { Accept: 'application/json', 'User-Agent': 'bench/1.0' } });
  const rows = [
    await besideAxios('engine, one request after another, trace included', [ours, theirs], 1),
    await besideAxios('engine, 50 requests at once, trace included', [ours, theirs], 50),
  ];
  await transport.dispose();
  httpAgent.destroy();
  return rows;
}

async function main(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'rcreq-bench-'));
  try {
    printRows(await withServer((url) => rates(url, directory)));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

void main();

/** The transport beside raw axios on node:http with an agent of the same settings: exchanges a second; and what its bundle costs. */
import axios from 'axios';
import { build } from 'esbuild';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExchangeOptions } from '../../src/http/ports';
import type { createTransport } from '../../src/transport/transport';
import { printRows, type BenchRow } from './rows';

type Send = () => Promise<unknown>;

const answer = JSON.stringify({ records: Array.from({ length: 20 }, (_, id) => ({ id, text: 'x'.repeat(30) })) });
const serverSource = `const body = ${JSON.stringify(answer)};
require('node:http').createServer((q, s) => { s.setHeader('Content-Type', 'application/json'); s.end(body); })
  .listen(0, '127.0.0.1', function () { process.send(this.address().port); });`;

const options: ExchangeOptions = {
  limits: { wireBytes: 52_428_800, decodedBytes: 104_857_600, contentCodings: 5 },
  connectTimeout: 30_000,
  totalTimeout: 120_000,
  keep: () => 'all',
};

const slimmed = Object.fromEntries(
  ['follow-redirects', 'form-data', 'http2', 'https-proxy-agent'].map((name) => [name, './src/transport/absent.ts']),
);

async function rate(send: Send, count: number, width: number): Promise<number> {
  let left = count;
  const worker = async (): Promise<void> => {
    while ((left -= 1) >= 0) await send();
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: width }, worker));
  return (count / (performance.now() - start)) * 1000;
}

/** Median rates of both, taken in turns, so that the machine's moods meet both alike. */
async function compared(what: string, [ours, theirs]: readonly [Send, Send], width: number): Promise<BenchRow> {
  const rates: readonly [number[], number[]] = [[], []];
  for (let round = 0; round < 24; round++) {
    const pair = [await rate(ours, 500, width), await rate(theirs, 500, width)] as const;
    // The first rounds warm up.
    if (round >= 3) pair.forEach((value, index) => rates[index]?.push(value));
  }
  const [value, reference] = [median(rates[0]), median(rates[1])];
  return {
    what,
    value,
    unit: '/s',
    reference: { what: 'raw axios', value: reference },
    target: '≥ 0.8 × raw axios',
    isMet: value >= 0.8 * reference,
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Of the bundle, as it is shipped. */
async function rates(port: number, directory: string): Promise<readonly BenchRow[]> {
  const { createTransport: create } = (await import(await bundle(directory, slimmed))) as {
    createTransport: typeof createTransport;
  };
  const url = `http://127.0.0.1:${port}/records`;
  const httpAgent = new Agent({ keepAlive: true, scheduling: 'lifo', timeout: 4000 });
  const client = axios.create({ httpAgent, responseType: 'arraybuffer', maxRedirects: 0, proxy: false });
  const network = { mode: 'direct', proxy: { kind: 'none' }, tls: [], resolve: [] } as const;
  const transport = create({ ...network, spool: { directory, limit: 16_777_216 } });
  const { signal } = new AbortController();
  const fields = [
    { name: 'Accept', value: 'application/json' },
    { name: 'User-Agent', value: 'bench' },
  ];
  const message = { method: 'GET', url, fields, content: undefined, httpVersion: '1.1' } as const;
  const ours: Send = () => transport.exchange(message, options, signal);
  const theirs: Send = () => client.get(url, { headers: { Accept: 'application/json', 'User-Agent': 'bench' } });
  const rows = [
    await compared('transport, one exchange after another', [ours, theirs], 1),
    await compared('transport, 50 exchanges at once', [ours, theirs], 50),
  ];
  await transport.dispose();
  httpAgent.destroy();
  return rows;
}

async function bundle(directory: string, alias: Record<string, string>): Promise<string> {
  const outfile = join(directory, `bundle-${Object.keys(alias).length}.js`);
  const entryPoints = ['src/transport/transport.ts'];
  const shape = { bundle: true, minify: true, platform: 'node', target: 'node20', format: 'cjs' } as const;
  await build({ entryPoints, outfile, ...shape, mainFields: ['module', 'main'], alias, logLevel: 'error' });
  return outfile;
}

/** Milliseconds of `code` in a fresh process, median of 7, when node:http and node:https are there already. */
function loadTime(code: string): number {
  const script = `require('node:http');require('node:https');const t=performance.now();Promise.resolve(${code}).then(()=>process.stdout.write(String(performance.now()-t)))`;
  const times = Array.from({ length: 7 }, () =>
    Number(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' })),
  );
  return median(times);
}

async function sizes(directory: string): Promise<readonly BenchRow[]> {
  const whole = await bundle(directory, {});
  const slim = await bundle(directory, slimmed);
  const send = `require(${JSON.stringify(slim)}).createTransport({mode:'direct',proxy:{kind:'none'},tls:[],resolve:[],spool:{directory:'/nonexistent',limit:1}})
    .exchange({method:'GET',url:'http://127.0.0.1:1/',fields:[],httpVersion:'1.1'},{keep:()=>'all'},AbortSignal.abort())`;
  return [
    {
      what: 'bundle of src/transport, minified',
      value: statSync(slim).size / 1000,
      unit: 'KB',
      reference: { what: 'with form-data', value: statSync(whole).size / 1000 },
    },
    { what: 'load of that bundle', value: loadTime(`require(${JSON.stringify(slim)})`), unit: 'ms' },
    { what: 'load of that bundle, axios included', value: loadTime(send), unit: 'ms' },
  ];
}

async function main(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'rcreq-bench-'));
  const server: ChildProcess = spawn(process.execPath, ['-e', serverSource], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  try {
    const [port] = (await once(server, 'message')) as [number];
    printRows([...(await rates(port, directory)), ...(await sizes(directory))]);
  } finally {
    server.kill();
    rmSync(directory, { recursive: true, force: true });
  }
}

void main();

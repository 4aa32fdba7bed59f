/** The transport beside raw axios on node:http with an agent of the same settings: exchanges a second; and what its bundle costs. */
import axios from 'axios';
import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExchangeOptions } from '../../src/http/ports';
import type { createTransport } from '../../src/transport/transport';
import { besideAxios, median, withServer, type Send } from './rates';
import { printRows, type BenchRow } from './rows';

const options: ExchangeOptions = {
  limits: { wireBytes: 52_428_800, decodedBytes: 104_857_600, contentCodings: 5 },
  connectTimeout: 30_000,
  totalTimeout: 120_000,
  keep: () => 'all',
};

const slimmed = Object.fromEntries(
  ['follow-redirects', 'form-data', 'http2', 'https', 'https-proxy-agent'].map((name) => [
    name,
    './src/transport/absent.ts',
  ]),
);

/** Of the bundle, as it is shipped. */
async function rates(url: string, directory: string): Promise<readonly BenchRow[]> {
  const { createTransport: create } = (await import(await bundle(directory, slimmed))) as {
    createTransport: typeof createTransport;
  };
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
    await besideAxios('transport, one exchange after another', [ours, theirs], 1),
    await besideAxios('transport, 50 exchanges at once', [ours, theirs], 50),
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
  try {
    printRows([...(await withServer((url) => rates(url, directory))), ...(await sizes(directory))]);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

void main();

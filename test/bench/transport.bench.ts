/** The transport as it is shipped beside raw axios on node:http with an agent of the same settings: exchanges a second; and what its bundle costs. */
import axios from 'axios';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExchangeOptions } from '../../src/http/ports';
import type * as transportModule from '../../src/transport/transport';
import { besideAxios, median, withServer, type Send } from './rates';
import { printRows, type BenchRow } from './rows';

const root = join(__dirname, '..', '..');
const bundle = join(root, 'dist', 'transport.js');

const options: ExchangeOptions = {
  limits: { wireBytes: 52_428_800, decodedBytes: 104_857_600, contentCodings: 5 },
  connectTimeout: 30_000,
  totalTimeout: 120_000,
  keep: () => 'all',
};

async function rates(url: string, directory: string): Promise<readonly BenchRow[]> {
  const { createTransport } = (await import(bundle)) as typeof transportModule;
  const httpAgent = new Agent({ keepAlive: true, scheduling: 'lifo', timeout: 4000 });
  const client = axios.create({ httpAgent, responseType: 'arraybuffer', maxRedirects: 0, proxy: false });
  const network = { mode: 'direct', proxy: { kind: 'none' }, tls: [], resolve: [] } as const;
  const transport = createTransport({ ...network, spool: { directory, limit: 16_777_216 } });
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

/** Milliseconds to load a module in a fresh process, median of 9, when node:http is there already. */
function loadTime(module: string): number {
  const script = `require('node:http');const t=performance.now();require(${JSON.stringify(module)});process.stdout.write(String(performance.now()-t))`;
  const times = Array.from({ length: 9 }, () =>
    Number(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' })),
  );
  return median(times);
}

function costs(): readonly BenchRow[] {
  const axiosPath = require.resolve('axios');
  return [
    {
      what: 'dist/transport.js, axios included',
      value: statSync(bundle).size / 1000,
      unit: 'KB',
      reference: { what: "axios's own bundle", value: statSync(axiosPath).size / 1000 },
    },
    {
      what: 'load of dist/transport.js',
      value: loadTime(bundle),
      unit: 'ms',
      reference: { what: 'load of axios', value: loadTime(axiosPath) },
    },
  ];
}

async function main(): Promise<void> {
  execFileSync(process.execPath, ['esbuild.js', 'transport'], { cwd: root });
  const directory = mkdtempSync(join(tmpdir(), 'rcreq-bench-'));
  try {
    printRows([...(await withServer((url) => rates(url, directory))), ...costs()]);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

void main();

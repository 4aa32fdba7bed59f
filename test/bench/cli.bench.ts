/** `rcreq run` as it is shipped, whole processes: beside `node -e` with node:http for one request, beside curl for a thousand, and how its time grows. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withServer } from './rates';
import { printRows, type BenchRow } from './rows';

const root = join(__dirname, '..', '..');
const program = join(root, 'dist', 'cli.js');

/** One process to be timed: its command and arguments. */
type Command = readonly string[];

/** Milliseconds of each command, the fastest of `rounds`, taken in turns, so that the machine's moods meet all alike. */
function fastest(commands: readonly Command[], rounds: number): readonly number[] {
  const best = commands.map(() => Infinity);
  for (let round = 0; round < rounds; round++) {
    commands.forEach(([command = '', ...args], index) => {
      const start = performance.now();
      const { status, stderr } = spawnSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
      if (status !== 0) throw new Error(`${command} ended with ${status ?? 'none'}: ${stderr}`);
      best[index] = Math.min(best[index] ?? Infinity, performance.now() - start);
    });
  }
  return best;
}

function requests(folder: string, url: string, count: number): string {
  const path = join(folder, `${count}.rcreq`);
  const texts = Array.from({ length: count }, (_, index) => `### Request ${index}\nGET ${url}?i=${index}\n`);
  writeFileSync(path, texts.join('\n'));
  return path;
}

const run = (path: string): Command => [process.execPath, program, 'run', path];

function oneRequest(folder: string, url: string): readonly BenchRow[] {
  const raw = `require('node:http').get(${JSON.stringify(url)},r=>{let t='';r.on('data',c=>t+=c);r.on('end',()=>console.log(r.statusCode,t.length))})`;
  const commands = [
    run(requests(folder, url, 1)),
    [process.execPath, program, '--version'],
    [process.execPath, '-e', raw],
  ];
  const [ours = 0, version = 0, theirs = 1] = fastest(commands, 25);
  const reference = { what: 'node -e with node:http', value: theirs };
  return [
    {
      ...{ what: 'rcreq run of one request, whole process', value: ours, unit: 'ms', reference },
      ...{ target: '≤ 1.5 × node -e', isMet: ours <= 1.5 * theirs },
    },
    { what: 'rcreq --version, whole process', value: version, unit: 'ms', reference },
  ];
}

/** A thousand requests on one connection with node:http alone: what no program of Node can undercut. */
function loop(url: string): string {
  return `const http=require('node:http');const agent=new http.Agent({keepAlive:true});let i=0;
(function next(){if(i===1000)return agent.destroy();http.get(${JSON.stringify(url)}+'?i='+i++,{agent},r=>{r.resume();r.on('end',next)})})()`;
}

function thousand(folder: string, url: string): readonly BenchRow[] {
  const config = join(folder, 'curl.txt');
  writeFileSync(config, Array.from({ length: 1000 }, (_, i) => `url = "${url}?i=${i}"\noutput = /dev/null\n`).join(''));
  const hasCurl = spawnSync('curl', ['--version']).status === 0;
  const commands = [
    ...[run(requests(folder, url, 1)), run(requests(folder, url, 10)), run(requests(folder, url, 100))],
    run(requests(folder, url, 1000)),
    [process.execPath, '-e', loop(url)],
    ...(hasCurl ? [['curl', '-s', '-K', config]] : []),
  ];
  const [start = 0, ten = 0, hundred = 0, ours = 0, raw = 1, curl] = fastest(commands, 7);
  const growth = (ours - hundred) / 900;
  return [
    {
      ...{ what: 'rcreq run of 1,000 requests in one file', value: ours, unit: 'ms' },
      ...(curl === undefined ? {} : { reference: { what: 'curl of the same URLs', value: curl } }),
      ...(curl === undefined ? {} : { target: '≤ 4 × curl + start-up', isMet: ours <= 4 * curl + start }),
    },
    {
      ...{ what: 'the same', value: ours, unit: 'ms' },
      reference: { what: 'node -e with node:http, one after another', value: raw },
    },
    {
      ...{ what: 'one more request, from 100 to 1,000', value: growth, unit: 'ms' },
      reference: { what: 'from 10 to 100', value: (hundred - ten) / 90 },
      ...{ target: '≤ 1.2 ×', isMet: growth <= (1.2 * (hundred - ten)) / 90 },
    },
  ];
}

async function main(): Promise<void> {
  execFileSync(process.execPath, ['esbuild.js'], { cwd: root });
  const folder = mkdtempSync(join(tmpdir(), 'rcreq-bench-'));
  try {
    const rows = await withServer((url) => Promise.resolve([...oneRequest(folder, url), ...thousand(folder, url)]));
    printRows(rows);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();

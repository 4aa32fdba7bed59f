import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { BenchRow } from './rows';

/** Sends one request and waits for its whole answer. */
export type Send = () => Promise<unknown>;

const answer = JSON.stringify({ records: Array.from({ length: 20 }, (_, id) => ({ id, text: 'x'.repeat(30) })) });
const serverSource = `const body = ${JSON.stringify(answer)};
require('node:http').createServer((q, s) => { s.setHeader('Content-Type', 'application/json'); s.end(body); })
  .listen(0, '127.0.0.1', function () { process.send(this.address().port); });`;

/** Runs `use` against a server in a process of its own, which answers every request with 1 KB of JSON. */
export async function withServer<Value>(use: (url: string) => Promise<Value>): Promise<Value> {
  const server = spawn(process.execPath, ['-e', serverSource], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  try {
    const [port] = (await once(server, 'message')) as [number];
    return await use(`http://127.0.0.1:${port}/records`);
  } finally {
    server.kill();
  }
}

async function rate(send: Send, count: number, width: number): Promise<number> {
  let left = count;
  const worker = async (): Promise<void> => {
    while ((left -= 1) >= 0) await send();
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: width }, worker));
  return (count / (performance.now() - start)) * 1000;
}

/** Median rates of ours and of raw axios, `width` at once, taken in turns, so that the machine's moods meet both alike. */
export async function besideAxios(
  what: string,
  [ours, theirs]: readonly [Send, Send],
  width: number,
): Promise<BenchRow> {
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

/** The middle one of the values; 0 of none. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** What a command says goes through here. */
export interface Terminal {
  readonly print: (text: string) => void;
  readonly error: (text: string) => void;
  readonly standardInput: () => Promise<string>;
  /** Writes what is held back; the last call of a program. */
  readonly flush: () => void;
}

/** How the program ends (design, "The command line"). */
export const exitCodes = { well: 0, failed: 1, usage: 2, defect: 70, stopped: 130 } as const;

/** A line may be so late in a pipe, where each write is a call of the system that waits; milliseconds. */
const lateness = 50;

let held = '';
let timer: NodeJS.Timeout | undefined;

function flush(): void {
  clearTimeout(timer);
  timer = undefined;
  if (held !== '') process.stdout.write(held);
  held = '';
}

process.on('exit', flush);

/** The streams of this process. Standard output is written at once to a terminal, and gathered for a moment otherwise. */
export const processTerminal: Terminal = {
  flush,
  print: (text) => {
    held += text;
    if (process.stdout.isTTY || held.length > 65_536) flush();
    else timer ??= setTimeout(flush, lateness);
  },
  error: (text) => {
    flush();
    process.stderr.write(text);
  },
  standardInput: async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString('utf8');
  },
};

/** Whether standard output takes colours: a terminal does, unless NO_COLOR or `--no-color` says otherwise; FORCE_COLOR wins over the terminal. */
export function wantsColour(isColorless: boolean, env: NodeJS.ProcessEnv = process.env): boolean {
  if (isColorless || (env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0';
  return process.stdout.isTTY && env['TERM'] !== 'dumb';
}

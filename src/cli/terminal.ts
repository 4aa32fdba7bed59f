/** What a command says goes through here. Both write at once: a pipe is not cut off when the program ends. */
export interface Terminal {
  readonly print: (text: string) => void;
  readonly error: (text: string) => void;
  readonly standardInput: () => Promise<string>;
}

/** How the program ends (design, "The command line"). */
export const exitCodes = { well: 0, failed: 1, usage: 2, defect: 70, stopped: 130 } as const;

/** The streams of this process. */
export const processTerminal: Terminal = {
  print: (text) => void process.stdout.write(text),
  error: (text) => void process.stderr.write(text),
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

import { Writable } from 'node:stream';
import { isatty } from 'node:tty';
import type { PromptRequest, RunPorts } from '../run/ports';

/** Asks the person at the terminal, on standard error, so that reports stay clean. No ports when there is no terminal. */
export function terminalQuestions(signal: AbortSignal): Pick<RunPorts, 'prompt' | 'confirm'> {
  // Not `process.stdin.isTTY`: making that stream takes longer than an exchange.
  if (!isatty(0) || !isatty(2)) return { prompt: undefined, confirm: undefined };
  return {
    prompt: ({ text, isSecret }: PromptRequest) => ask(`${text}: `, isSecret, signal),
    confirm: async (text) => /^y(?:es)?$/i.test((await ask(`${text} [y/N] `, false, signal)) ?? ''),
  };
}

/** One line; undefined when it was cut short. What is typed for a secret is not echoed. */
async function ask(question: string, isSecret: boolean, signal: AbortSignal): Promise<string | undefined> {
  const { createInterface } = await import('node:readline');
  if (signal.aborted) return undefined;
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({
    input: process.stdin,
    output: isSecret ? silent : process.stderr,
    terminal: true,
  });
  if (isSecret) process.stderr.write(question);
  return new Promise((resolve) => {
    const end = (answer: string | undefined): void => {
      signal.removeEventListener('abort', cancel);
      if (isSecret) process.stderr.write('\n');
      resolve(answer);
      terminal.close();
    };
    const cancel = (): void => end(undefined);
    signal.addEventListener('abort', cancel, { once: true });
    terminal.on('SIGINT', () => process.emit('SIGINT'));
    terminal.on('close', cancel);
    terminal.question(isSecret ? '' : question, end);
  });
}

import { startSandbox, type Sandbox } from '../sandbox/index';
import { systemCode } from './inputs';
import { exitCodes, type Terminal } from './terminal';

/** Serves the sandbox until `signal` stops it; the exit code. The first line printed is its base URL. */
export async function sandboxCommand(port: number, terminal: Terminal, signal: AbortSignal): Promise<number> {
  let sandbox: Sandbox;
  try {
    sandbox = await startSandbox({ port });
  } catch (error) {
    const code = systemCode(error);
    const why =
      code === 'EADDRINUSE'
        ? `Port ${port} is taken. Give another one, or --port 0 for any that is free.`
        : `The sandbox cannot listen on port ${port} (${code}). Give another one with --port.`;
    terminal.error(`rcreq: ${why}\n`);
    return exitCodes.usage;
  }
  terminal.print(`${sandbox.baseUrl}\n`);
  terminal.error('The sandbox answers until you stop it with Ctrl-C.\n');
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await sandbox.close();
  return exitCodes.well;
}

import { keepCompiled } from './compileCache';
import { parseCommandLine, type CommandLine } from './commandLine';
import { exitCodes, processTerminal } from './terminal';
import { usage } from './usage';
import { version } from './version';

/** A second Ctrl-C, or this many milliseconds after the first, ends the program whatever it waits for. */
const patience = 900;

/** Runs one command; each is loaded only when it is asked for, so that help and version start at once. */
async function run(command: CommandLine, signal: AbortSignal): Promise<number> {
  switch (command.kind) {
    case 'help':
      processTerminal.print(usage(command.command));
      return exitCodes.well;
    case 'version':
      processTerminal.print(`${version}\n`);
      return exitCodes.well;
    case 'run':
      return (await import('./runCommand')).runCommand(command, processTerminal, signal);
    case 'check':
      return (await import('./offline')).checkCommand(command, processTerminal);
    case 'format':
      return (await import('./offline')).formatCommand(command, processTerminal);
    case 'import':
      return (await import('./offline')).importCommand(command, processTerminal);
    case 'export':
      return (await import('./exportCommand')).exportCommand(command, processTerminal);
    case 'sandbox':
      return (await import('./sandboxCommand')).sandboxCommand(command.port, processTerminal, signal);
  }
}

async function main(): Promise<number> {
  const command = parseCommandLine(process.argv.slice(2));
  if (command.kind === 'wrong') {
    const help = command.command === undefined ? 'rcreq --help' : `rcreq ${command.command} --help`;
    processTerminal.error(`rcreq: ${command.message} See \`${help}\`.\n`);
    return exitCodes.usage;
  }
  const stop = new AbortController();
  const interrupt = (): void => {
    if (stop.signal.aborted) process.exit(exitCodes.stopped);
    stop.abort();
    setTimeout(() => process.exit(exitCodes.stopped), patience).unref();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return run(command, stop.signal);
}

keepCompiled(__dirname);

// A reader that has seen enough, such as `head`, closes the pipe: that is no defect.
process.stdout.on('error', () => process.exit(exitCodes.well));

main().then(
  (code) => {
    processTerminal.flush();
    process.exitCode = code;
  },
  (error: unknown) => {
    processTerminal.error(
      `rcreq: This is a defect of rcreq, not of your files. Please report it with these lines.\n${
        error instanceof Error ? (error.stack ?? error.message) : String(error)
      }\n`,
    );
    process.exitCode = exitCodes.defect;
  },
);

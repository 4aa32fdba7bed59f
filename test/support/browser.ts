/** The Chromium that tests drive: the machine's own, else the one that `test/host/install.ts` unpacks from npm. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { browserInstallation, unpackedFolder } from '../host/installed';
import { programPath } from './programPath';

const systemPrograms = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * No sandbox, as root cannot have one; nothing of it speaks to the network by itself; and a page that a test intercepted may
 * open sockets to loopback, which the last two features would forbid.
 */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests',
];

/** A headless Chromium; the caller closes it. Throws when there is none, naming the command that installs one. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = chromiumPath();
  const env = executablePath === npmChromiumPath() ? npmChromiumEnvironment() : process.env;
  return chromium.launch({ executablePath, args: flags, env: defined(env) });
}

/** Absolute path of the browser that `launchChromium` starts. Throws when there is none. */
export function chromiumPath(): string {
  const path = systemChromiumPath() ?? (existsSync(npmChromiumPath()) ? npmChromiumPath() : undefined);
  if (path === undefined) throw new Error('No browser is installed. Run `node --import tsx test/host/install.ts`.');
  return path;
}

/** The machine's Chromium or Chrome, or undefined. */
export function systemChromiumPath(): string | undefined {
  return programPath(systemPrograms);
}

function npmChromiumPath(): string {
  return join(browserInstallation.folder, unpackedFolder, 'chromium');
}

/** The package brings its own libraries, and fonts for a machine that has no font configuration at all. */
function npmChromiumEnvironment(): NodeJS.ProcessEnv {
  const unpacked = join(browserInstallation.folder, unpackedFolder);
  const libraries = [join(unpacked, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']];
  return {
    ...process.env,
    LD_LIBRARY_PATH: libraries.filter((folder) => folder !== undefined).join(delimiter),
    ...(existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_FILE: join(unpacked, 'fonts', 'fonts.conf') }),
  };
}

function defined(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

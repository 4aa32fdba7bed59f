/**
 * The host tests, of `dist/` as it is built: `node --import tsx test/host/run.ts [--packaged] [--desktop] [--restricted] [--grep PATTERN]`. The suite, bundled from `suite/`, runs in a
 * fresh profile on a fresh workspace, in code-server driven through Chromium. Ends with `N passed, N failed` alone on the last line.
 *
 * --packaged  With the packaged extension installed, instead of the source folder.
 * --desktop   In the desktop VS Code that RCREQ_VSCODE names, which implies it, or that @vscode/test-electron downloads. Only
 *             `suite/api` runs there: there is no page to drive.
 * --restricted  The tests of `suite/restricted` instead of the others, in a workspace that is not trusted. In code-server alone: @vscode/test-electron
 *             turns trust off wherever it starts a desktop.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  downloadAndUnzipVSCode,
  resolveCliPathFromVSCodeExecutablePath,
  runTests,
  TestRunFailedError,
} from '@vscode/test-electron';
import { startSandbox } from '../../src/sandbox';
import { bundleSuite, type HostKind } from './bundleSuite';
import { repositoryRoot } from './installed';
import { packageExtension } from './packageExtension';
import { freshProfile, type Profile } from './profile';
import { grepVariable, resultsVariable, type SuiteResults } from './results';
import { installExtension } from './server';
import { freshWorkspace } from './workspace';

interface Options {
  readonly isDesktop: boolean;
  readonly isPackaged: boolean;
  readonly isRestricted: boolean;
  readonly grep: string | undefined;
}

const launcher = join(__dirname, 'launcher', 'launcher.js');

/** Proves the page driver, and is the extension in development, which a test run needs, beside a packaged one. */
const helloExtension = join(repositoryRoot, 'test', 'fixtures', 'hello-extension');

async function run(options: Options): Promise<SuiteResults> {
  const profile = freshProfile(options.isRestricted ? unasked : {});
  const sandbox = await startSandbox();
  try {
    freshWorkspace(workspaceFolder(profile), sandbox.baseUrl);
    const extensionTestsPath = await bundleSuite(suiteOf(options));
    const results = join(profile.folder, 'results.json');
    const code = await runHost(options, profile, { extensionTestsPath, results });
    const counts = existsSync(results) ? (JSON.parse(readFileSync(results, 'utf8')) as SuiteResults) : undefined;
    return judged(code, counts);
  } finally {
    await sandbox.close();
    profile.remove();
  }
}

function suiteOf({ isDesktop, isRestricted }: Options): HostKind {
  if (isRestricted) return 'restricted';
  return isDesktop ? 'any' : 'page';
}

/** Restricted Mode without the question that a person would answer first. */
const unasked = { 'security.workspace.trust.startupPrompt': 'never' };

function workspaceFolder({ folder }: Profile): string {
  return join(folder, 'workspace');
}

/** A suite that did not end as its counts say, or ran no test, is one failure more. */
function judged(code: number, counts: SuiteResults = { passed: 0, failed: 0 }): SuiteResults {
  const isExplained = counts.failed > 0 || (code === 0 && counts.passed > 0);
  return isExplained ? counts : { ...counts, failed: 1 };
}

interface Paths {
  readonly extensionTestsPath: string;
  readonly results: string;
}

async function runHost(options: Options, profile: Profile, { extensionTestsPath, results }: Paths): Promise<number> {
  const vscodeExecutablePath = options.isDesktop
    ? (process.env['RCREQ_VSCODE'] ?? (await downloadAndUnzipVSCode()))
    : launcher;
  const extensionDevelopmentPath = await provideExtensions(options, profile, vscodeExecutablePath);
  try {
    return await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath,
      extensionTestsPath,
      extensionTestsEnv: { [resultsVariable]: results, [grepVariable]: options.grep },
      launchArgs: [
        workspaceFolder(profile),
        `--user-data-dir=${profile.userData}`,
        `--extensions-dir=${profile.extensions}`,
        ...(options.isRestricted ? ['--restricted'] : []),
      ],
    });
  } catch (error) {
    if (!(error instanceof TestRunFailedError)) throw error;
    return error.code ?? 1;
  }
}

/** Installs what must be; the extension in development, of which code-server takes one. */
async function provideExtensions(options: Options, profile: Profile, vscodeExecutablePath: string): Promise<string> {
  if (!options.isPackaged) {
    cpSync(helloExtension, join(profile.extensions, 'hello'), { recursive: true });
    return repositoryRoot;
  }
  const vsix = await packageExtension(profile.folder);
  if (!options.isDesktop) await installExtension(profile, vsix);
  else {
    const where = [`--user-data-dir=${profile.userData}`, `--extensions-dir=${profile.extensions}`];
    execFileSync(resolveCliPathFromVSCodeExecutablePath(vscodeExecutablePath), ['--install-extension', vsix, ...where]);
  }
  return helloExtension;
}

function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      desktop: { type: 'boolean' },
      packaged: { type: 'boolean' },
      restricted: { type: 'boolean' },
      grep: { type: 'string' },
    },
  });
  const isRestricted = values.restricted === true;
  return {
    isDesktop: !isRestricted && (values.desktop === true || process.env['RCREQ_VSCODE'] !== undefined),
    isPackaged: values.packaged === true,
    isRestricted,
    grep: values.grep,
  };
}

/** What kept the tests from running is one failure. */
async function counted(options: Options): Promise<SuiteResults> {
  try {
    return await run(options);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return { passed: 0, failed: 1 };
  }
}

void counted(readOptions(process.argv.slice(2))).then(({ passed, failed }) => {
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
});

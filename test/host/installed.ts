/**
 * What `install.ts` puts on this machine and where: git-ignored, every version in a folder name, so that a folder that
 * exists is complete (it is made beside and renamed) and a changed pin is a new folder.
 */
import { join } from 'node:path';

const pins = { node: '24.21.0', codeServer: '4.139.1', chromium: '153.0.0' };

export const repositoryRoot = join(__dirname, '..', '..');

/** Git-ignored, and also where @vscode/test-electron keeps its things. */
export const installFolder = join(repositoryRoot, '.vscode-test');

export interface Installation {
  /** npm packages by exact version. */
  readonly packages: Readonly<Record<string, string>>;
  /** Absolute; it exists only when complete. */
  readonly folder: string;
}

/** VS Code's workbench and extension host, served to a browser, and the Node that it wants. */
export const serverInstallation: Installation = {
  packages: { [`node-${process.platform}-${process.arch}`]: pins.node, 'code-server': pins.codeServer },
  folder: join(installFolder, `code-server-${pins.codeServer}-node-${pins.node}`),
};

/** A headless Chromium for Linux on x64, with the shared libraries that a bare machine lacks. */
export const browserInstallation: Installation = {
  packages: { '@sparticuz/chromium': pins.chromium },
  folder: join(installFolder, `chromium-${pins.chromium}`),
};

/** Where the browser's package unpacks itself, inside `browserInstallation.folder`. */
export const unpackedFolder = 'unpacked';

export const serverNode = join(
  serverInstallation.folder,
  'node_modules',
  `node-${process.platform}-${process.arch}`,
  'bin',
  'node',
);

/** The main file of code-server, for `serverNode`. */
export const serverEntry = join(serverInstallation.folder, 'node_modules', 'code-server', 'out', 'node', 'entry.js');

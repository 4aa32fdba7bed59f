import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repositoryRoot } from './installed';

/** Builds the extension and packs what users install into `folder`; the path of the .vsix. */
export async function packageExtension(folder: string): Promise<string> {
  const vsix = join(folder, 'rcreq.vsix');
  const vsce = join(repositoryRoot, 'node_modules', '@vscode', 'vsce', 'vsce');
  const options = ['package', '--no-dependencies', '--allow-missing-repository', '--out', vsix];
  await promisify(execFile)(process.execPath, [vsce, ...options], { cwd: repositoryRoot });
  return vsix;
}

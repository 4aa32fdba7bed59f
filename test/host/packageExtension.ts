import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repositoryRoot } from './installed';

/** Packs what users install into `folder`, by the script that packs a release; the path of the .vsix. Rejects with what it printed. */
export async function packageExtension(folder: string): Promise<string> {
  const vsix = join(folder, 'rcreq.vsix');
  await promisify(execFile)('npm', ['run', 'package', '--', '--out', vsix], { cwd: repositoryRoot });
  return vsix;
}

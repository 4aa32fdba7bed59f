/** What a person might have open: the files of `test/fixtures/workspace`, and the examples in a folder of their own. */
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './installed';

/** Where the examples and fixtures believe the sandbox to be. */
const usualOrigin = 'http://127.0.0.1:8377';

/** Copies both to `folder`, with `sandboxOrigin` in the environment files, so that runs do not meet on one port. */
export function freshWorkspace(folder: string, sandboxOrigin: string): void {
  cpSync(join(repositoryRoot, 'test', 'fixtures', 'workspace'), folder, { recursive: true });
  cpSync(join(repositoryRoot, 'examples'), join(folder, 'examples'), { recursive: true });
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('http-client.env.json')) continue;
    const path = join(folder, name);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(usualOrigin, sandboxOrigin));
  }
}

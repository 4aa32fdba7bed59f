/** What a person might have open: the files of `test/fixtures/workspace`, and the examples in a folder of their own. */
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './installed';

/** Where the examples and fixtures believe the sandbox to listen. */
const usualPort = ':8377';

/** Copies both to `folder`, with the port of `sandboxOrigin` in every file, so that runs do not meet on one. */
export function freshWorkspace(folder: string, sandboxOrigin: string): void {
  cpSync(join(repositoryRoot, 'test', 'fixtures', 'workspace'), folder, { recursive: true });
  cpSync(join(repositoryRoot, 'examples'), join(folder, 'examples'), { recursive: true });
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(usualPort, `:${new URL(sandboxOrigin).port}`));
  }
}

import * as vscode from 'vscode';
import type { ImportedFile, KnownVariable, LanguageContext } from '../../language/context';
import type { RequestDocument } from '../../language/document';
import type { Binding } from '../../run/ports';
import { readRequestFile } from '../documents';
import type { WorkbenchEnvironments } from '../environments';
import type { TokenProfiles } from '../tokenProfiles';

/** Where the language features learn what a file does not say itself. */
export interface LanguageSources {
  readonly environments: WorkbenchEnvironments;
  readonly tokens: TokenProfiles;
}

/** What is known about a file beside its text: environments, profiles, and the files it imports. */
export async function languageContext(
  { environments, tokens }: LanguageSources,
  uri: vscode.Uri,
  document: RequestDocument,
): Promise<LanguageContext> {
  const [{ layers }, { names }, profiles, imports] = await Promise.all([
    environments.scope(uri),
    environments.of(uri),
    tokens.names(),
    importedFiles(uri, document),
  ]);
  return { variables: [...layers.flat().map(known), sandbox], imports, environments: names, profiles, urls: [] };
}

/** Known also while it does not run, because sending starts it. */
const sandbox: KnownVariable = { name: 'sandbox', value: undefined, source: 'the sandbox', isSecret: false };

function known({ name, value, source, isSecret }: Binding): KnownVariable {
  return { name, value: isSecret ? undefined : value, source, isSecret };
}

/** The files named by `# @import`, at any depth, each once; one that cannot be read is left out. */
async function importedFiles(from: vscode.Uri, document: RequestDocument): Promise<readonly ImportedFile[]> {
  const found: ImportedFile[] = [];
  const seen = new Set([from.toString()]);
  const queue = [{ uri: from, document }];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    for (const path of importPaths(next.document)) {
      const uri = vscode.Uri.joinPath(next.uri, '..', path);
      if (seen.has(uri.toString())) continue;
      seen.add(uri.toString());
      const imported = await readRequestFile(uri);
      if (imported === undefined) continue;
      found.push({ path, document: imported });
      queue.push({ uri, document: imported });
    }
  }
  return found;
}

function importPaths({ blocks }: RequestDocument): readonly string[] {
  return blocks
    .flatMap(({ directives, request }) => [...directives, ...(request?.directives ?? [])])
    .filter(({ key, value }) => key === 'import' && value !== '')
    .map(({ value }) => value);
}

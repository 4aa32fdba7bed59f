import type * as vscode from 'vscode';
import type { ImportedFile, KnownVariable, LanguageContext } from '../../language/context';
import type { RequestDocument } from '../../language/document';
import type { Binding } from '../../run/ports';
import { parsedDocument, readRequestFile } from '../documents';
import type { WorkbenchEnvironments } from '../environments/environments';
import { loadServices, type Services } from '../loaded';
import type { TokenProfiles } from '../tokens/tokenProfiles';
import { isReachable, resolvePath } from '../workspaceFiles';
import type { WorkspaceUrls } from './workspaceUrls';

/** Where the language features learn what a file does not say itself. */
export interface LanguageSources {
  readonly environments: WorkbenchEnvironments;
  readonly tokens: TokenProfiles;
  readonly urls: WorkspaceUrls;
}

/** One open text as the language features see it. */
export interface RequestText {
  readonly services: Services;
  readonly document: RequestDocument;
  readonly context: LanguageContext;
  /** Paths of its imports that lead back to it. */
  readonly circles: ReadonlySet<string>;
  /** The file that a path names, as typed in the text or in a file it imports. */
  uriOf(path: string): vscode.Uri;
}

/** Reads what is known about a text: its blocks, the files it imports, environments and profiles. */
export async function readRequestText(
  { environments, tokens, urls }: LanguageSources,
  text: vscode.TextDocument,
): Promise<RequestText> {
  const { uri } = text;
  const document = await parsedDocument(text);
  const [services, scope, { names }, profiles, { files, circles }] = await Promise.all([
    loadServices(),
    environments.scope(uri),
    environments.of(uri),
    tokens.names(),
    importedFiles(uri, document),
  ]);
  return {
    services,
    document,
    circles,
    context: {
      variables: [...scope.layers.flat().map(known), sandbox],
      imports: files,
      environments: names,
      profiles,
      get urls() {
        return urls.now;
      },
    },
    uriOf: (path) => files.find((file) => file.path === path)?.uri ?? resolvePath(path, uri.toString()) ?? uri,
  };
}

/** Known also while it does not run, because sending starts it. */
const sandbox: KnownVariable = { name: 'sandbox', value: undefined, source: 'the sandbox', isSecret: false };

function known({ name, value, source, isSecret }: Binding): KnownVariable {
  return { name, value: isSecret ? undefined : value, source, isSecret };
}

interface Imports {
  readonly files: readonly (ImportedFile & { readonly uri: vscode.Uri })[];
  readonly circles: ReadonlySet<string>;
}

/** The files named by `# @import`, at any depth, each once; one that cannot be read is left out. */
async function importedFiles(from: vscode.Uri, document: RequestDocument): Promise<Imports> {
  const files: Imports['files'][number][] = [];
  const circles = new Set<string>();
  const seen = new Set<string>();
  const queue = importPaths(document).map((path) => ({ path, named: path, from }));
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { path, named } = next;
    const uri = resolvePath(path, next.from.toString());
    if (uri?.toString() === from.toString()) circles.add(named);
    else if (uri !== undefined && !seen.has(uri.toString())) {
      seen.add(uri.toString());
      const imported = (await isReachable(uri)) ? await readRequestFile(uri) : undefined;
      if (imported === undefined) continue;
      files.push({ path, document: imported, uri });
      queue.push(...importPaths(imported).map((inner) => ({ path: inner, named, from: uri })));
    }
  }
  return { files, circles };
}

function importPaths({ blocks }: RequestDocument): readonly string[] {
  return blocks
    .flatMap(({ directives, request }) => request?.directives ?? directives)
    .filter(({ key, value }) => key === 'import' && value !== '')
    .map(({ value }) => value);
}

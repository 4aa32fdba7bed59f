import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import { placeOf } from '../place';
import type { Binding, Files } from '../ports';
import type { RecordDiagnostic } from '../record';
import { isAddress, namesSecret } from '../../language/words/secretNames';

/** The names in every environment file whose values hold for all environments: that of most tools, and Kulala's. */
const shared = ['$shared', '$kulalaShared'];

/** Members that other tools keep in these files and that are no variables. */
const foreign = new Set(['Security', 'SSLConfiguration']);

const environmentFileNames = ['http-client.env.json.user', 'http-client.private.env.json', 'http-client.env.json'];

/** What environment files say, before one is chosen. */
export interface Environments {
  /** Names to choose from, in the order of the files, nearest first. */
  readonly names: readonly string[];
  /** The layers of `RunContext`, nearest first: those of the environment, then the shared ones. Undefined chooses none: shared values only. */
  layers(environment: string | undefined): readonly (readonly Binding[])[];
  /** Complaints, each with the path of its file. */
  readonly diagnostics: readonly (RecordDiagnostic & { readonly file: string })[];
}

interface EnvironmentFile {
  readonly path: string;
  readonly isPrivate: boolean;
  readonly environments: ReadonlyMap<string, readonly Binding[]>;
  readonly diagnostics: readonly RecordDiagnostic[];
}

/**
 * Reads the environment files of the folder of `file` and of those above it, as far as the port reads. The nearest folder wins, in a
 * folder the private file, or that of one user of Visual Studio.
 */
export async function readEnvironments(files: Files, file: string | undefined): Promise<Environments> {
  const found: EnvironmentFile[] = [];
  for await (const folder of foldersUpward(files, file, environmentFileNames)) {
    for (const read of folder) {
      found.push(parseEnvironmentFile(new TextDecoder().decode(read.octets), read.path));
    }
  }
  const named = (name: string): readonly (readonly Binding[])[] =>
    found.map(({ environments }) => environments.get(name) ?? []);
  const names = found.flatMap(({ environments }) => [...environments.keys()]).filter((name) => !name.startsWith('$'));
  return {
    names: [...new Set(names)],
    layers: (environment) => [...(environment === undefined ? [] : named(environment)), ...shared.flatMap(named)],
    diagnostics: found.flatMap(({ path, diagnostics }) =>
      diagnostics.map((diagnostic) => ({ ...diagnostic, file: path })),
    ),
  };
}

/** Those of `names` that exist in the folder of `file` and in each above it, nearest first; ends at the root or where the port refuses. */
export async function* foldersUpward(
  files: Files,
  file: string | undefined,
  names: readonly string[],
): AsyncGenerator<readonly { readonly octets: Uint8Array; readonly path: string }[]> {
  let last = '';
  for (let prefix = './'; ; prefix = prefix === './' ? '../' : `${prefix}../`) {
    const reads = await Promise.all(names.map((name) => files.read(`${prefix}${name}`, file)));
    const path = reads[0]?.path ?? last;
    if (path === last || reads.some((read) => read.kind === 'refused')) return;
    last = path;
    yield reads.filter((read) => read.kind === 'octets');
  }
}

/** Reads the text of one environment file. A value that is an object is flattened: `{ "api": { "host": … } }` gives `api.host`. */
function parseEnvironmentFile(text: string, path: string): EnvironmentFile {
  const errors: ParseError[] = [];
  const root = parseTree(text.replace(/^\uFEFF/, ' '), errors, { allowTrailingComma: true });
  const isPrivate = /\.private\.|\.user$/.test(path);
  const fileName = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const environments = new Map<string, readonly Binding[]>();
  const diagnostics: RecordDiagnostic[] = errors
    .slice(0, 1)
    .map(({ error, offset }) =>
      complaint(
        text,
        offset,
        `This environment file is no JSON (${words(printParseErrorCode(error))}). Correct it here; until then its readable part counts.`,
      ),
    );
  for (const [name, node] of members(root)) {
    if (node.type === 'object') {
      const bindings = flattened(node, '')
        .map((leaf) => binding(leaf, { text, path, name, source: `${fileName} (${name})`, isPrivate }))
        .map((each) => (shared.includes(name) ? { ...each, isShared: true } : each));
      environments.set(name, bindings);
      diagnostics.push(...providers(node).map((each) => kept(text, each)));
    } else if (!name.startsWith('$')) {
      diagnostics.push(
        complaint(
          text,
          node.offset,
          `"${name}" is no environment. Write an object of names and values: { "${name}": { "host": "…" } }.`,
        ),
      );
    }
  }
  if (root !== undefined && root.type !== 'object') {
    diagnostics.push(complaint(text, root.offset, 'An environment file is one object: { "dev": { "host": "…" } }.'));
  }
  return { path, isPrivate, environments, diagnostics };
}

function members(node: Node | undefined): readonly (readonly [string, Node])[] {
  if (node?.type !== 'object') return [];
  return (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
    key === undefined || value === undefined ? [] : [[String(key.value), value] as const],
  );
}

interface Leaf {
  readonly name: string;
  readonly path: readonly string[];
  readonly node: Node;
}

function flattened(node: Node, prefix: string, above: readonly string[] = []): readonly Leaf[] {
  return members(node).flatMap(([key, value]) => {
    const name = prefix + key;
    if (value.type === 'object' && prefix === '' && foreign.has(key)) return [];
    const path = [...above, key];
    return value.type === 'object' ? flattened(value, `${name}.`, path) : [{ name, path, node: value }];
  });
}

/** The members, at any depth, whose values Visual Studio keeps elsewhere: `{ "provider": "AspnetUserSecrets", … }`. */
function providers(node: Node, name = ''): readonly Kept[] {
  return members(node).flatMap(([key, value]) => {
    const provider = new Map(members(value)).get('provider');
    const isKept = provider !== undefined && visualStudioProviders.has(String(provider.value));
    return isKept
      ? [{ name: name + key, node: value, provider: String(provider.value) }]
      : providers(value, `${name}${key}.`);
  });
}

interface Kept {
  readonly name: string;
  readonly node: Node;
  readonly provider: string;
}

const visualStudioProviders = new Set(['AspnetUserSecrets', 'AzureKeyVault', 'Encrypted']);

function kept(text: string, { name, node, provider }: Kept): RecordDiagnostic {
  return {
    ...placeOf(text, node.offset),
    severity: 'information',
    code: 'environment-provider',
    message: `Only Visual Studio reads a value that ${provider} keeps. Write {{$secret ${name}}} in the request, or put the value into http-client.private.env.json.`,
  };
}

interface Origin {
  readonly text: string;
  readonly path: string;
  /** Of the environment. */
  readonly name: string;
  readonly source: string;
  readonly isPrivate: boolean;
}

function binding({ name, path, node }: Leaf, from: Origin): Binding {
  const { text, source, isPrivate } = from;
  const value = node.type === 'string' ? String(node.value) : text.slice(node.offset, node.offset + node.length);
  const isSecret = !isAddress(value) && (isPrivate || namesSecret(name));
  return { name, value, source, isSecret, defined: { file: from.path, path: [from.name, ...path] } };
}

function complaint(text: string, offset: number, message: string): RecordDiagnostic {
  return { ...placeOf(text, offset), severity: 'error', code: 'environment-file', message };
}

/** `PropertyNameExpected` as `property name expected`. */
function words(code: string): string {
  return code.replace(/(?!^)([A-Z])/g, ' $1').toLowerCase();
}

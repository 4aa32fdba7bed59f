import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly configuration: Configuration | readonly Configuration[];
    readonly menus: Readonly<Record<string, readonly { readonly command?: string }[]>>;
    readonly keybindings: readonly { readonly command: string; readonly title: string }[];
    readonly viewsWelcome: readonly object[];
  };
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
}

interface Configuration {
  readonly order?: number;
  readonly properties: Readonly<
    Record<
      string,
      {
        readonly default?: unknown;
        readonly order?: number;
        readonly scope?: string;
        readonly description?: string;
        readonly markdownDescription?: string;
      }
    >
  >;
}

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
const sources = sourceFiles(join(root, 'src/workbench')).map((file) => ({ file, text: readFileSync(file, 'utf8') }));
const code = sources.map(({ text }) => text).join('\n');
const commands = manifest.contributes.commands.map(({ command }) => command);
const configurations = [manifest.contributes.configuration].flat() as readonly Configuration[];
const settings = Object.assign(
  {},
  ...configurations.map(({ properties }) => properties),
) as Configuration['properties'];

describe('package.json and the code say the same', () => {
  it('about commands: each one contributed is named in the code, and each one registered is contributed or internal', () => {
    assert.deepEqual(
      commands.filter((command) => !code.includes(`'${command}'`)),
      [],
    );
    const registered = [...code.matchAll(/'(rcreq\.[A-Za-z.]+)'/g)].map(([, id]) => id ?? '');
    const known = new Set([
      ...commands,
      ...viewIds(),
      ...Object.keys(settings),
      ...Object.keys(manifest.contributes.views),
    ]);
    const unknown = [...new Set(registered)].filter((id) => !known.has(id) && !isInternal(id));
    assert.deepEqual(unknown, []);
  });

  it('about menus and keybindings: each names a contributed command', () => {
    const named = [...Object.values(manifest.contributes.menus).flat(), ...manifest.contributes.keybindings].map(
      ({ command }) => command,
    );
    assert.deepEqual(
      named.filter((command) => command?.startsWith('rcreq.') === true && !commands.includes(command)),
      [],
    );
  });

  it('about views: each one contributed is made by the code', () => {
    assert.deepEqual(
      viewIds().filter((id) => !code.includes(`'${id}'`)),
      [],
    );
  });

  it('about settings: each is read by settings.ts alone, and has a default, a scope and a sentence', () => {
    const reader = readFileSync(join(root, 'src/workbench/settings.ts'), 'utf8');
    for (const [name, setting] of Object.entries(settings)) {
      assert.ok(reader.includes(`'${name.slice('rcreq.'.length)}'`), `settings.ts does not read ${name}`);
      assert.ok('default' in setting && setting.scope !== undefined, `${name} lacks a default or a scope`);
      assert.match(setting.markdownDescription ?? setting.description ?? '', /\.$/, `${name} lacks a sentence`);
    }
    const others = sources.filter(
      ({ file, text }) => !file.endsWith('settings.ts') && text.includes('getConfiguration'),
    );
    assert.deepEqual(
      others.map(({ file }) => file),
      [],
    );
  });

  it('about trust: each restricted setting exists', () => {
    assert.deepEqual(
      manifest.capabilities.untrustedWorkspaces.restrictedConfigurations.filter((name) => !(name in settings)),
      [],
    );
  });
});

describe('what package.json contributes', () => {
  it('welcomes to a view with each text once', () => {
    const texts = manifest.contributes.viewsWelcome.map((welcome) => JSON.stringify(welcome));
    assert.deepEqual(texts, [...new Set(texts)]);
  });

  it('gives each group of settings, and each setting in it, a place of its own', () => {
    const places = (each: readonly { readonly order?: number }[]) => each.map(({ order }) => order).sort();
    const inOrder = (length: number) => Array.from({ length }, (_, place) => place + 1);
    for (const each of [configurations, ...configurations.map(({ properties }) => Object.values(properties))])
      assert.deepEqual(places(each), inOrder(each.length));
  });

  it('marks commands that ask for more with three full stops, as VS Code does', () => {
    const titles = manifest.contributes.commands.map(({ title }) => title);
    assert.deepEqual(
      titles.filter((title) => title.includes('…')),
      [],
    );
  });
});

describe('the package', () => {
  it('holds what it needs and nothing else', () => {
    const vsce = join(root, 'node_modules/@vscode/vsce/vsce');
    const files = execFileSync(process.execPath, [vsce, 'ls', '--no-dependencies'], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, npm_config_loglevel: 'silent' },
    });
    const allowed =
      /^(package\.json|package\.nls\.json|README\.md|CHANGELOG\.md|LICENSE(\.txt)?|dist\/[a-z]+\.(js|css|ttf)|dist\/[a-z]+\.(js|css)\.LEGAL\.txt|media\/[\w./-]+\.(svg|png|json|md))$/;
    const listed = files.split('\n').filter((line) => line !== '');
    assert.ok(listed.includes('dist/extension.js'));
    assert.deepEqual(
      listed.filter((file) => !allowed.test(file)),
      [],
    );
  });
});

/** Ids that are no contribution: context keys, internal commands that carry arguments, the webview's type, URI schemes. */
function isInternal(id: string): boolean {
  return /^rcreq\.(response|internal\.|context\.)/.test(id);
}

function viewIds(): readonly string[] {
  return Object.values(manifest.contributes.views)
    .flat()
    .map(({ id }) => id);
}

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

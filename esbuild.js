'use strict';
const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');
const { version } = require('./package.json');

const node = {
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  // `import('./engine')` becomes a `require`, which finds dist/engine.js without its extension.
  supported: { 'dynamic-import': false },
};

/**
 * One bundle each. `engine` is loaded by the extension on the first send; only `extension` and the bundles it loads may
 * name vscode, so a stray import elsewhere breaks the build. `transport`, `cookies`, `search` and `sandbox` serve
 * the extension and the command line alike.
 */
const bundles = {
  extension: {
    ...node,
    entryPoints: ['src/workbench/extension.ts'],
    outfile: 'dist/extension.js',
    external: ['vscode'],
  },
  engine: { ...node, entryPoints: ['src/workbench/send/engine.ts'], outfile: 'dist/engine.js' },
  transport: {
    ...node,
    entryPoints: ['src/transport/transport.ts'],
    outfile: 'dist/transport.js',
    // axios asks for `globalThis.FormData` as it is loaded, at which Node loads its whole fetch; nothing else here names globalThis.
    define: { globalThis: '{}' },
  },
  cookies: { ...node, entryPoints: ['src/run/cookies/cookieJar.ts'], outfile: 'dist/cookies.js' },
  search: { ...node, entryPoints: ['src/run/judge/bodySearch.ts'], outfile: 'dist/search.js' },
  panel: { ...node, entryPoints: ['src/workbench/panel/panel.ts'], outfile: 'dist/panel.js', external: ['vscode'] },
  requests: {
    ...node,
    entryPoints: ['src/workbench/requests/requestActions.ts'],
    outfile: 'dist/requests.js',
    external: ['vscode'],
  },
  history: {
    ...node,
    entryPoints: ['src/workbench/history/history.ts'],
    outfile: 'dist/history.js',
    external: ['vscode'],
  },
  desk: {
    ...node,
    entryPoints: ['src/workbench/tokens/desk/tokenDesk.ts'],
    outfile: 'dist/desk.js',
    external: ['vscode'],
  },
  foreign: {
    ...node,
    entryPoints: ['src/workbench/language/foreignFiles.ts'],
    outfile: 'dist/foreign.js',
    external: ['vscode'],
  },
  environments: {
    ...node,
    entryPoints: ['src/workbench/environments/environmentActions.ts'],
    outfile: 'dist/environments.js',
    external: ['vscode'],
  },
  services: { ...node, entryPoints: ['src/workbench/services.ts'], outfile: 'dist/services.js' },
  sandbox: { ...node, entryPoints: ['src/sandbox/index.ts'], outfile: 'dist/sandbox.js' },
  cli: { ...node, entryPoints: ['src/cli/main.ts'], outfile: 'dist/cli.js', banner: { js: '#!/usr/bin/env node' } },
  reports: { ...node, entryPoints: ['src/cli/report/reports.ts'], outfile: 'dist/reports.js' },
  tokens: { ...node, entryPoints: ['src/cli/tokens.ts'], outfile: 'dist/tokens.js' },
  export: { ...node, entryPoints: ['src/cli/exportCommand.ts'], outfile: 'dist/export.js' },
  offline: { ...node, entryPoints: ['src/cli/offline.ts'], outfile: 'dist/offline.js' },
  run: { ...node, entryPoints: ['src/cli/runCommand.ts'], outfile: 'dist/run.js' },
  webview: {
    platform: 'browser',
    target: 'chrome120',
    format: 'iife',
    entryPoints: ['src/webview/main.ts'],
    outfile: 'dist/webview.js',
    loader: { '.svg': 'text' },
  },
};

/** What axios's adapter for Node would load and is never asked for here: forms and their boundaries, proxies, redirects, TLS and HTTP/2 of its own. */
const unused = ['crypto', 'follow-redirects', 'form-data', 'http2', 'https', 'https-proxy-agent'];

/** An import of what another bundle begins with is left as a `require` of that bundle: its code is shipped once, and loaded when it is asked for. */
const shared = {
  name: 'shared bundles',
  setup({ initialOptions, onResolve }) {
    const [own] = initialOptions.entryPoints;
    const others = Object.entries(bundles).filter(([, { entryPoints }]) => entryPoints[0] !== own);
    const names = new Map(others.map(([name, { entryPoints }]) => [path.resolve(entryPoints[0]), name]));
    onResolve({ filter: /^\.{1,2}\// }, ({ path: specifier, resolveDir }) => {
      const name = names.get(`${path.resolve(resolveDir, specifier)}.ts`);
      return name === undefined ? undefined : { path: `./${name}`, external: true };
    });
  },
};

/** `import * as vscode` would copy the whole API, 347 names, for each file of a bundle: a third of the time that activation takes. */
const sameVscode = {
  name: 'one vscode',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]workbench[\\/].+\.ts$/ }, async ({ path: file }) => {
      const text = await fs.promises.readFile(file, 'utf8');
      return {
        contents: text.replace("import * as vscode from 'vscode'", "import vscode = require('vscode')"),
        loader: 'ts',
      };
    });
  },
};

const common = {
  alias: Object.fromEntries(unused.map((name) => [name, './src/transport/absent.ts'])),
  plugins: [shared, sameVscode],
  bundle: true,
  minify: !process.argv.includes('--dev'),
  sourcemap: process.argv.includes('--dev'),
  legalComments: 'linked',
  logLevel: 'warning',
  metafile: true,
};

const define = { RCREQ_VERSION: JSON.stringify(version) };

/** Builds one bundle and keeps its metafile, which test/architecture reads, under out/meta. */
async function build(name) {
  const bundle = bundles[name];
  const result = await esbuild.build({ ...common, ...bundle, define: { ...define, ...bundle.define } });
  fs.mkdirSync(path.join('out', 'meta'), { recursive: true });
  fs.writeFileSync(path.join('out', 'meta', `${name}.json`), JSON.stringify(result.metafile));
}

async function main() {
  const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
  await Promise.all((named.length > 0 ? named : Object.keys(bundles)).map(build));
}

main().catch(() => process.exit(1));

'use strict';
const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');
const { version } = require('./package.json');

const node = { platform: 'node', target: 'node20', format: 'cjs', mainFields: ['module', 'main'] };

/**
 * One bundle each. `engine` is loaded by the extension on the first send; only `extension` and the bundles it loads may
 * name vscode, so a stray import elsewhere breaks the build.
 */
const bundles = {
  extension: {
    ...node,
    entryPoints: ['src/workbench/extension.ts'],
    outfile: 'dist/extension.js',
    external: ['vscode', './engine', './panel', './sandbox', './services'],
    // `import('./engine')` becomes a `require`, which finds dist/engine.js without its extension.
    supported: { 'dynamic-import': false },
  },
  engine: { ...node, entryPoints: ['src/workbench/engine.ts'], outfile: 'dist/engine.js', external: [] },
  panel: { ...node, entryPoints: ['src/workbench/panel.ts'], outfile: 'dist/panel.js', external: ['vscode'] },
  services: { ...node, entryPoints: ['src/workbench/services.ts'], outfile: 'dist/services.js' },
  sandbox: { ...node, entryPoints: ['src/sandbox/index.ts'], outfile: 'dist/sandbox.js' },
  cli: { ...node, entryPoints: ['src/cli/main.ts'], outfile: 'dist/cli.js', banner: { js: '#!/usr/bin/env node' } },
  webview: {
    platform: 'browser',
    target: 'chrome120',
    format: 'iife',
    entryPoints: ['src/webview/main.ts'],
    outfile: 'dist/webview.js',
    loader: { '.svg': 'text' },
  },
};

/** axios brings a form builder that nothing here uses; without it the bundle is 134 KB smaller. */
const alias = { 'form-data': './src/transport/formDataShim.ts' };

const common = {
  alias,
  bundle: true,
  minify: !process.argv.includes('--dev'),
  sourcemap: process.argv.includes('--dev'),
  legalComments: 'linked',
  logLevel: 'warning',
  metafile: true,
  define: { RCREQ_VERSION: JSON.stringify(version) },
};

/** Builds one bundle and keeps its metafile, which test/architecture reads, under out/meta. */
async function build(name) {
  const result = await esbuild.build({ ...common, ...bundles[name] });
  fs.mkdirSync(path.join('out', 'meta'), { recursive: true });
  fs.writeFileSync(path.join('out', 'meta', `${name}.json`), JSON.stringify(result.metafile));
}

async function main() {
  const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
  await Promise.all((named.length > 0 ? named : Object.keys(bundles)).map(build));
}

main().catch(() => process.exit(1));

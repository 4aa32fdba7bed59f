import type http from 'node:http';
import type https from 'node:https';

/**
 * A module of Node before VS Code's extension host patched it to heed the editor's proxy settings and the system's certificates, so that agents
 * and proxies of our own are used (microsoft/vscode#173314). The way to it is not documented: where it is missing, the module is taken as it is.
 */
export function unpatched<M extends typeof http | typeof https>(module: M): M {
  const { __vscodeOriginal } = module as { readonly __vscodeOriginal?: M };
  return typeof __vscodeOriginal?.request === 'function' ? __vscodeOriginal : module;
}

import http from 'node:http';
import https from 'node:https';

/** Node's modules as this process has them: in VS Code's extension host, patched to heed the editor's proxy settings and the system's certificates. */
export function patched(): { http: typeof http; https: typeof https } {
  return { http, https };
}

/**
 * Node's modules before VS Code patched them, so that agents and proxies of our own are used (microsoft/vscode#173314).
 * The way to them is not documented: where it is missing, the modules are taken as they are.
 */
export function unpatched(): { http: typeof http; https: typeof https } {
  return { http: original(http), https: original(https) };
}

function original<M extends typeof http | typeof https>(module: M): M {
  const { __vscodeOriginal } = module as { readonly __vscodeOriginal?: M };
  return typeof __vscodeOriginal?.request === 'function' ? __vscodeOriginal : module;
}

import { createRequire } from 'node:module';
import { join } from 'node:path';
import tls from 'node:tls';
import * as vscode from 'vscode';
import type { EditorNetwork } from '../../transport/editor';
import { readEditorNetwork } from '../settings';

/** The editor's own module for proxies, which its extension host has made ready. Not documented, and so not relied on. */
interface ProxyAgent {
  readonly resolveProxyURL?: (url: string) => Promise<string | undefined>;
}

/** What this editor knows of its network. Rejections leave a request to the editor's patch of Node. */
export function editorNetwork(): EditorNetwork {
  let agent: ProxyAgent | undefined;
  let authorities: readonly string[] | undefined;
  return {
    async proxyFor(url) {
      if (!readEditorNetwork().usesProxy) return undefined;
      agent ??= proxyAgent();
      if (agent?.resolveProxyURL === undefined) throw new Error('This editor does not tell its proxy.');
      return agent.resolveProxyURL(url);
    },
    async authorities() {
      if (!readEditorNetwork().usesSystemAuthorities) return undefined;
      // The authorities of the machine in front of a person are known to the editor alone when extensions run on another one.
      if (vscode.env.remoteName !== undefined)
        throw new Error('The authorities of the local machine are not known here.');
      authorities ??= systemAuthorities();
      return Promise.resolve(authorities);
    },
  };
}

function proxyAgent(): ProxyAgent | undefined {
  const load = createRequire(__filename);
  for (const folder of ['node_modules.asar', 'node_modules']) {
    try {
      return load(join(vscode.env.appRoot, folder, '@vscode', 'proxy-agent')) as ProxyAgent;
    } catch {
      // It is in the other folder, or nowhere.
    }
  }
  return undefined;
}

/** Those of Node and of the system. Throws where Node cannot tell, which is before 22.15. */
function systemAuthorities(): readonly string[] {
  const { getCACertificates } = tls as { readonly getCACertificates?: (kind: 'default' | 'system') => string[] };
  if (getCACertificates === undefined) throw new Error('This Node does not tell the authorities of the system.');
  return [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
}

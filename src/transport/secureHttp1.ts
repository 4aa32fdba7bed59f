import type { AgentOptions, ClientRequest, RequestOptions } from 'node:http';
import https from 'node:https';
import { SecureAgent } from './connections';
import type { Route } from './network';
import { unpatched } from './nodeHttp';

/** HTTP/1.1 over TLS: to the target, or to the proxy of a plain one. */
export class SecureHttp1 {
  readonly #options: AgentOptions;
  readonly #proxies: https.Agent;
  readonly #targets = new Map<string, SecureAgent>();

  constructor(options: AgentOptions) {
    this.#options = options;
    this.#proxies = new https.Agent(options);
  }

  request(options: RequestOptions & { readonly route: Route }): ClientRequest {
    return (options.route.isPatched ? https : unpatched(https)).request(options);
  }

  /** The agent of a route; one that is used once when its connection is not to be kept. */
  agent(route: Route, isKept: boolean): https.Agent {
    if (!route.target.isSecure) return isKept ? this.#proxies : new https.Agent();
    if (!isKept) return new SecureAgent();
    const key = JSON.stringify([route.proxy, route.proxyTls]);
    const agent = this.#targets.get(key) ?? new SecureAgent(this.#options);
    this.#targets.set(key, agent);
    return agent;
  }

  dispose(): void {
    for (const agent of [this.#proxies, ...this.#targets.values()]) agent.destroy();
  }
}

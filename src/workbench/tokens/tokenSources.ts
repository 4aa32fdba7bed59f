import type * as vscode from 'vscode';
import type { TokenPorts } from '../../auth/askForToken';
import type { TokenProfile } from '../../auth/tokenProfile';
import type { TokenSource } from '../../http/sendPorts';
import type { NamedSecrets } from '../environments/secrets';
import type { HostGate } from '../send/hostGate';
import type { TokenSourceOptions } from '../send/engine';
import type { LazyEngine } from '../send/lazyEngine';
import { networkOf } from '../send/networkOf';
import { readSettings } from '../settings';

/** What fetching tokens needs. */
export interface TokenSourcesDeps {
  readonly engine: LazyEngine;
  readonly gate: HostGate;
  readonly profiles: NamedSecrets;
  readonly storage: vscode.SecretStorage;
  readonly userAgent: string;
  readonly log: vscode.LogOutputChannel;
}

/** Told what a person should know of a profile; undefined: all is well again. */
type Notice = (message: string | undefined) => void;

/** Fetches tokens; the engine does, and is loaded for it. */
export interface TokenFetching {
  source(profile: TokenProfile, notice: Notice): Promise<TokenSource>;
  ports(profile: TokenProfile, notice: Notice): Promise<TokenPorts>;
}

/** Token requests follow the settings of the window, and pass the same gate as other requests. */
export function tokenFetching(deps: TokenSourcesDeps): TokenFetching {
  return {
    source: async (profile, notice) => {
      const options = await optionsOf(deps, profile, notice);
      return (await deps.engine.get()).tokenSource(profile, options);
    },
    ports: async (profile, notice) => (await deps.engine.get()).tokenPorts(await optionsOf(deps, profile, notice)),
  };
}

async function optionsOf(
  { gate, profiles, storage, userAgent, log }: TokenSourcesDeps,
  { name }: TokenProfile,
  notice: Notice,
): Promise<TokenSourceOptions> {
  const { policy, network } = readSettings(undefined, userAgent);
  const lease = `tokenLease.${name}`;
  return {
    secrets: {
      get: async () => profiles.read(name),
      // A profile that was forgotten while it was renewed stays forgotten.
      store: async (_key, text) => {
        if ((await profiles.read(name)) !== undefined) await profiles.write(name, text);
      },
    },
    lease: {
      read: async () => storage.get(lease),
      write: async (text) => (text === undefined ? storage.delete(lease) : storage.store(lease, text)),
    },
    notice: (message) => {
      if (message !== undefined) log.warn(message);
      notice(message);
    },
    policy,
    network: await networkOf(network, (message) => log.warn(message)),
    guard: (transport) => gate.guard(transport, () => [`the credentials of the token ${name}`]),
  };
}

import type * as vscode from 'vscode';
import type { HostGate } from '../send/hostGate';
import type { LazyEngine } from '../send/lazyEngine';
import { networkOf } from '../send/networkOf';
import type { NamedSecrets } from '../environments/secrets';
import { readSettings } from '../settings';
import type { MakeSource } from './tokenProfiles';

/** What fetching tokens needs. */
export interface TokenSourcesDeps {
  readonly engine: LazyEngine;
  readonly gate: HostGate;
  readonly profiles: NamedSecrets;
  readonly userAgent: string;
  readonly log: vscode.LogOutputChannel;
}

/** Makes sources whose token requests follow the settings of the window, and pass the same gate as other requests. */
export function tokenSources({ engine, gate, profiles, userAgent, log }: TokenSourcesDeps): MakeSource {
  return async (profile) => {
    const { policy, network } = readSettings(undefined, userAgent);
    const loaded = await engine.get();
    return loaded.tokenSource(profile, {
      secrets: {
        get: async () => profiles.read(profile.name),
        // A profile that was forgotten while it was renewed stays forgotten.
        store: async (_key, text) => {
          if ((await profiles.read(profile.name)) !== undefined) await profiles.write(profile.name, text);
        },
      },
      policy,
      network: await networkOf(network, (message) => log.warn(message)),
      guard: (transport) => gate.guard(transport, () => [`the credentials of the token ${profile.name}`]),
    });
  };
}

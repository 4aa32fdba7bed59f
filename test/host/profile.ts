/** A user of VS Code who has just installed it, in a temporary folder. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Profile {
  /** Holds the other two and whatever a run wants to throw away with them. */
  readonly folder: string;
  readonly userData: string;
  readonly extensions: string;
  readonly remove: () => void;
}

/** Nothing but the editor: no welcome page, no side bar with a chat, nothing that asks the network. */
const quiet = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
};

/** `settings` are user settings, added to those that keep VS Code quiet. */
export function freshProfile(settings: Readonly<Record<string, unknown>> = {}): Profile {
  // Short, because sockets live below it and their paths are limited to about 100 characters.
  const folder = mkdtempSync(join(tmpdir(), 'rcreq-'));
  const userData = join(folder, 'user');
  const extensions = join(folder, 'extensions');
  mkdirSync(join(userData, 'User'), { recursive: true });
  mkdirSync(extensions);
  writeFileSync(join(userData, 'User', 'settings.json'), JSON.stringify({ ...quiet, ...settings }, undefined, 2));
  return {
    folder,
    userData,
    extensions,
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

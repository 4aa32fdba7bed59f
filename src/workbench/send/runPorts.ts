import * as vscode from 'vscode';
import type { Binding, PromptRequest, RunPorts } from '../../run/ports';
import type { Network } from '../../transport/network';
import { lazyContents } from './lazyContents';
import { secretValue } from '../environments/environmentCommands';
import type { Engine } from './engine';
import { secretsIn, type HostGate } from './hostGate';
import type { NamedSecrets } from '../environments/secrets';
import type { TokenProfiles } from '../tokens/tokenProfiles';
import { workspaceFiles } from '../workspaceFiles';

/** What one run may ask of the editor and of the person. */
export interface RunPortsDeps {
  readonly engine: Engine;
  readonly network: Network;
  readonly gate: HostGate;
  readonly secrets: NamedSecrets;
  readonly tokens: TokenProfiles;
  /** Values of the environment, of which the secret ones are named too. */
  readonly bindings: readonly Binding[];
  /** What a person calls the request; the title of questions. */
  readonly label: string;
  readonly signal: AbortSignal;
  readonly observe: RunPorts['observe'];
}

/** The world of one run. What it reads of secrets is noted by name, so that a person can be told where it would go. */
export function runPorts(deps: RunPortsDeps): RunPorts {
  const { engine, network, gate, secrets, tokens, bindings, label, signal, observe } = deps;
  const used = new Set<string>();
  const send = engine.ports(network, (transport) =>
    gate.guard(transport, (message) => [...used, ...secretsIn(message, bindings)]),
  );
  return {
    send,
    cookies: engine.cookies,
    files: workspaceFiles(lazyContents),
    secret: async (name) => {
      used.add(`the secret ${name}`);
      return secretValue(secrets, name);
    },
    processEnv: (name) => {
      used.add(`the environment variable ${name}`);
      return process.env[name];
    },
    tokens: async (profile) => {
      used.add(`the token ${profile}`);
      return tokens.source(profile);
    },
    prompt: (request) => prompt(request, label, signal),
    confirm: (text) => confirm(text, label),
    observe,
  };
}

async function prompt(request: PromptRequest, title: string, signal: AbortSignal): Promise<string | undefined> {
  const cancellation = new vscode.CancellationTokenSource();
  const cancel = (): void => cancellation.cancel();
  signal.addEventListener('abort', cancel);
  try {
    const options = { title, prompt: request.text, password: request.isSecret, ignoreFocusOut: true };
    return await vscode.window.showInputBox(options, cancellation.token);
  } finally {
    signal.removeEventListener('abort', cancel);
    cancellation.dispose();
  }
}

async function confirm(text: string, title: string): Promise<boolean> {
  const question = text === '' ? `Send "${title}"?` : text;
  const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail: title }, 'Send');
  return chosen === 'Send';
}

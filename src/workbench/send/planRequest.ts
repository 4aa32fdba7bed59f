import type { RequestMessage } from '../../http/message';
import type { Transport } from '../../http/ports';
import type { TokenSource } from '../../http/sendPorts';
import type { Binding, RunContext, RunPorts, RunTarget } from '../../run/ports';
import { namesSecret } from '../../language/words/secretNames';
import type { Network } from '../../transport/network';
import type { SecretMarker } from './curlCommand';
import type { Engine } from './engine';

/** The message that a request would send, with a marker wherever a secret would stand; or one sentence on why there is none. */
export type Planned =
  | { readonly kind: 'planned'; readonly message: RequestMessage; readonly secrets: readonly SecretMarker[] }
  | { readonly kind: 'unresolved'; readonly message: string };

/** Runs a request up to the point where it would leave, and keeps it there. Nothing is asked and no secret is read. */
export async function planRequest(
  engine: Engine,
  target: RunTarget,
  context: Omit<RunContext, 'answers'>,
  files: RunPorts['files'],
): Promise<Planned> {
  const secrets: SecretMarker[] = [];
  const stand = (name: string): string => standIn(secrets, name);
  const captured: RequestMessage[] = [];
  const ports: RunPorts = {
    send: { ...engine.ports(noNetwork, () => capturing(captured)), validators: undefined, gate: undefined },
    files: { read: (path, from) => files.read(path, from) },
    secret: async (name) => Promise.resolve(stand(name)),
    processEnv: (name) => stand(name),
    tokens: async (profile) => Promise.resolve(fixedToken(stand(`${profile}_TOKEN`))),
    prompt: async ({ name }) => Promise.resolve(stand(name)),
    confirm: async () => Promise.resolve(true),
  };
  const masked = { ...context, layers: context.layers.map((layer) => layer.map((each) => withoutValue(each, stand))) };
  const overrides = fileSecrets(target, stand);
  const { record, answered } = await engine.plan(target, { ...masked, overrides }, ports);
  const [message] = captured;
  if (message === undefined) return { kind: 'unresolved', message: reasonOf(record.diagnostics[0]?.message) };
  for (const { name, secret } of answered) secrets.push({ marker: secret, variable: variableOf(`${name}_SECRET`) });
  return { kind: 'planned', ...withoutCredentials(message, context.policy.secretHeaders, secrets) };
}

/** Nothing is sent, so any network will do. */
const noNetwork: Network = { mode: 'direct', proxy: { kind: 'none' }, tls: [], resolve: [] };

function reasonOf(complaint: string | undefined): string {
  return complaint ?? 'The request needs the answer of another one, which has not been sent yet. Send that one first.';
}

/** A text without meaning that stands for a secret and survives encoding. */
function standIn(secrets: SecretMarker[], name: string): string {
  const known = secrets.find(({ variable }) => variable === variableOf(name));
  if (known !== undefined) return known.marker;
  const marker = `rcreq0${crypto.randomUUID().replaceAll('-', '')}0`;
  secrets.push({ marker, variable: variableOf(name) });
  return marker;
}

/** `api-key` as `API_KEY`. */
function variableOf(name: string): string {
  const upper = name.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');
  return /^\d/.test(upper) ? `_${upper}` : upper;
}

function withoutValue(binding: Binding, stand: (name: string) => string): Binding {
  return binding.isSecret ? { ...binding, value: stand(binding.name) } : binding;
}

/** Variables of the file that hold a secret by their name win over the file as stand-ins. */
function fileSecrets({ document }: RunTarget, stand: (name: string) => string): readonly Binding[] {
  return document.blocks
    .flatMap(({ variables }) => variables)
    .filter(({ name }) => namesSecret(name))
    .map(({ name }) => ({ name, value: stand(name), source: 'stand-in', isSecret: true }));
}

/** Credentials typed into fields become variables too; their scheme stays: `Bearer $AUTHORIZATION`. */
function withoutCredentials(
  message: RequestMessage,
  secretFields: readonly string[],
  secrets: readonly SecretMarker[],
): { readonly message: RequestMessage; readonly secrets: readonly SecretMarker[] } {
  const all = [...secrets];
  const fields = message.fields.map((field) => {
    const isOpen =
      secretFields.includes(field.name.toLowerCase()) && !all.some(({ marker }) => field.value.includes(marker));
    if (!isOpen) return field;
    const scheme = /^\S+ (?=\S)/.exec(field.value)?.[0] ?? '';
    return { name: field.name, value: `${/authorization/i.test(field.name) ? scheme : ''}${standIn(all, field.name)}` };
  });
  return { message: { ...message, fields }, secrets: all };
}

function capturing(captured: RequestMessage[]): Transport {
  return {
    exchange: async (message) => {
      captured.push(message);
      return Promise.resolve({
        kind: 'failure',
        failure: { kind: 'cancelled', code: 'PLANNED', message: 'Nothing was sent.', phase: 'connect' },
        sent: message,
        timings: { dns: -1, connect: -1, tls: -1, send: -1, wait: -1, receive: -1 },
        connection: undefined,
      });
    },
  };
}

function fixedToken(accessToken: string): TokenSource {
  const token = { kind: 'token', accessToken, exchanges: [] } as const;
  return { allows: () => true, current: async () => Promise.resolve(token), renew: async () => Promise.resolve(token) };
}

import type { RequestMessage } from '../http/message';
import type { SendPorts, TokenSource } from '../http/sendPorts';
import { namesSecret } from '../language/words/secretNames';
import type { Answers, Binding, Files, RunContext, RunPorts, RunTarget } from './ports';
import { runRequest } from './runRequest';
import { unsentTransport } from './unsentTransport';

/** A secret in a message: the text that stands for it there, and the shell variable that takes its place. */
export interface SecretMarker {
  readonly marker: string;
  readonly variable: string;
}

/** The message that a request would send, with a marker wherever a secret would stand; or one sentence on why there is none. */
export type Planned =
  | { readonly kind: 'planned'; readonly message: RequestMessage; readonly secrets: readonly SecretMarker[] }
  | { readonly kind: 'unresolved'; readonly message: string };

/** What planning needs of the world. */
export interface PlanPorts extends Pick<SendPorts, 'clock' | 'random' | 'contents'> {
  readonly files: Files;
}

/** Runs a request up to the point where it would leave, and keeps it there. Nothing is asked and no secret is read. Earlier answers are used, none is made. */
export async function planRequest(target: RunTarget, context: RunContext, world: PlanPorts): Promise<Planned> {
  const { files, ...send } = world;
  const secrets: SecretMarker[] = [];
  const stand = (name: string): string => standIn(secrets, name);
  const captured: RequestMessage[] = [];
  const ports: RunPorts = {
    send: { ...send, transport: unsentTransport((message) => captured.push(message)) },
    files: { read: (path, from) => files.read(path, from) },
    secret: async (name) => Promise.resolve(stand(name)),
    processEnv: (name) => stand(name),
    tokens: async (profile) => Promise.resolve(fixedToken(stand(`${profile}_TOKEN`))),
    prompt: async ({ name }) => Promise.resolve(stand(name)),
    confirm: async () => Promise.resolve(true),
  };
  const masked = { ...context, layers: context.layers.map((layer) => layer.map((each) => withoutValue(each, stand))) };
  const given = (context.overrides ?? []).map((each) => withoutValue(each, stand));
  const overrides = [...given, ...fileSecrets(target, stand)];
  const { answers, answered } = frozen(context.answers);
  const record = await runRequest(target, { ...masked, overrides, answers }, ports, new AbortController().signal);
  const [message] = captured;
  if (message === undefined) return { kind: 'unresolved', message: reasonOf(record.diagnostics[0]?.message) };
  for (const { name, secret } of answered) secrets.push({ marker: secret, variable: variableOf(`${name}_SECRET`) });
  return { kind: 'planned', ...withoutCredentials(message, context.policy.secretHeaders, secrets) };
}

/** Answers as they are now, with the secrets of those that are used. */
function frozen(answers: Answers): {
  readonly answers: Answers;
  readonly answered: readonly { readonly name: string; readonly secret: string }[];
} {
  const answered: { name: string; secret: string }[] = [];
  const find: Answers['find'] = (file, name) => {
    const answer = answers.find(file, name);
    answered.push(...(answer?.secrets ?? []).map((secret) => ({ name, secret })));
    return answer;
  };
  return { answers: { find, store: () => undefined, share: () => undefined }, answered };
}

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

function fixedToken(accessToken: string): TokenSource {
  const token = { kind: 'token', accessToken, exchanges: [] } as const;
  return { allows: () => true, current: async () => Promise.resolve(token), renew: async () => Promise.resolve(token) };
}

import type { RequestMessage } from '../../http/message';
import type { Transport } from '../../http/ports';
import type { Binding } from '../../run/ports';

/** Asks whether requests of an untrusted folder may go to a host, with the secrets that would go there. */
export type AskHost = (host: string, secrets: readonly string[]) => Promise<boolean>;

/** Remembers, for as long as the window lives, which hosts a person has allowed in an untrusted workspace. */
export interface HostGate {
  /** A transport that lets a message to a new host pass only after the person has agreed; `secrets` names what a message holds, without values. */
  guard(transport: Transport, secrets: (message: RequestMessage) => readonly string[]): Transport;
}

/** A host is asked for once for each set of secrets, also when several requests go there at the same time. */
export function createHostGate(isTrusted: () => boolean, isOwn: (host: string) => boolean, ask: AskHost): HostGate {
  const answers = new Map<string, Promise<boolean>>();
  const permits = async (host: string, secrets: readonly string[]): Promise<boolean> => {
    if (isTrusted() || isOwn(host)) return true;
    const question = JSON.stringify([host, ...secrets]);
    const answer = answers.get(question) ?? ask(host, secrets);
    answers.set(question, answer);
    const isAllowed = await answer;
    if (!isAllowed) answers.delete(question);
    return isAllowed;
  };
  return {
    guard: (transport, secrets) => ({
      ready: async (url) => transport.ready?.(url),
      exchange: async (message, options, signal) => {
        const { host } = new URL(message.url);
        if (await permits(host, [...new Set(secrets(message))].sort()))
          return transport.exchange(message, options, signal);
        return {
          kind: 'failure',
          failure: {
            kind: 'cancelled',
            code: 'UNTRUSTED_FOLDER',
            message: `Nothing was sent to ${host}, because the folder is not trusted and sending was not allowed.`,
            phase: 'connect',
          },
          sent: message,
          timings: { dns: -1, connect: -1, tls: -1, send: -1, wait: -1, receive: -1 },
          connection: undefined,
        };
      },
    }),
  };
}

/** Names the secrets of environment files whose values a message holds in its URL, its fields or a body in memory. */
export function secretsIn({ url, fields, content }: RequestMessage, bindings: readonly Binding[]): readonly string[] {
  const secrets = bindings.filter(({ isSecret, value }) => isSecret && value !== '');
  if (secrets.length === 0) return [];
  const body = content?.kind === 'memory' ? new TextDecoder().decode(content.octets) : '';
  const texts = [url, ...fields.map(({ value }) => value), body];
  return secrets
    .filter(({ value }) => texts.some((text) => text.includes(value) || text.includes(encodeURIComponent(value))))
    .map(({ name, source }) => `the variable ${name} from ${source}`);
}

import assert from 'node:assert/strict';
import { request } from 'node:http';
import { demoCredentials, startSandbox, type SandboxOptions } from '../../../src/sandbox';

/** One answer, octets and field lines as they came. */
export interface Reply {
  readonly status: number;
  readonly fields: readonly (readonly [string, string])[];
  readonly octets: Buffer;
  /** What ended the content too early, such as ECONNRESET; undefined when it is whole. */
  readonly broken: string | undefined;
}

export interface Ask {
  readonly fields?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly form?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly token?: string;
}

/** Speaks to one sandbox by plain node:http, which neither follows nor repeats. */
export interface Client {
  readonly baseUrl: string;
  ask(method: string, target: string, ask?: Ask): Promise<Reply>;
  /** An access token by the password grant. */
  logIn(): Promise<string>;
  /** Moves the sandbox's clock on; seconds. */
  pass(seconds: number): void;
}

export const mailbox = '/restapi/v1.0/account/~/extension/~/message-store';
export const basic = `Basic ${Buffer.from(`${demoCredentials.clientId}:${demoCredentials.clientSecret}`).toString('base64')}`;

/** Runs `use` against a sandbox of its own, whose clock stands still, and ends it. */
export async function withSandbox(use: (client: Client) => Promise<void>, options: SandboxOptions = {}): Promise<void> {
  let now = Date.UTC(2026, 10, 22, 12, 0, 0);
  const sandbox = await startSandbox({ now: () => now, ...options });
  const ask = (method: string, target: string, what: Ask = {}) => exchange(sandbox.baseUrl, method, target, what);
  try {
    await use({
      baseUrl: sandbox.baseUrl,
      ask,
      logIn: async () => {
        const { username, password } = demoCredentials;
        const form = { grant_type: 'password', username, password };
        const reply = await ask('POST', '/restapi/oauth/token', { form, fields: { Authorization: basic } });
        return String(jsonOf(reply)['access_token']);
      },
      pass: (seconds) => {
        now += seconds * 1000;
      },
    });
  } finally {
    await sandbox.close();
  }
}

/** The content as a JSON object; fails the test when it is none. */
export function jsonOf(reply: Reply): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(reply.octets.toString('utf8'));
  assert.ok(typeof value === 'object' && value !== null);
  return value as Readonly<Record<string, unknown>>;
}

/** All values of a field, its name in any case. */
export function fieldsOf(reply: Reply, name: string): readonly string[] {
  return reply.fields.filter(([candidate]) => candidate.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
}

/** Status and `errorCode` of an error answer. */
export function errorOf(reply: Reply): readonly [number, unknown] {
  return [reply.status, jsonOf(reply)['errorCode']];
}

function exchange(baseUrl: string, method: string, target: string, what: Ask): Promise<Reply> {
  const { body, type } = contentOf(what);
  const headers = {
    ...(type === undefined ? {} : { 'Content-Type': type }),
    ...(body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
    ...(what.token === undefined ? {} : { Authorization: `Bearer ${what.token}` }),
    ...what.fields,
  };
  const { hostname, port } = new URL(baseUrl);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path: target, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      const end = (broken: string | undefined) => {
        const raw = response.rawHeaders;
        const fields = raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? ''] as const] : []));
        resolve({ status: response.statusCode ?? 0, fields, octets: Buffer.concat(chunks), broken });
      };
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => end(undefined));
      response.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? 'error'));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function contentOf({ body, form, json }: Ask): {
  readonly body: string | Buffer | undefined;
  readonly type: string | undefined;
} {
  if (form !== undefined) {
    return { body: new URLSearchParams(form).toString(), type: 'application/x-www-form-urlencoded' };
  }
  if (json !== undefined) return { body: JSON.stringify(json), type: 'application/json' };
  return { body, type: undefined };
}

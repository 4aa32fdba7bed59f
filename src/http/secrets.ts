import type { Content, Field } from './message';
import type { SendPolicy } from './policy';
import type { SendRequest } from './sendRequest';

/** Fields that never go to another origin, whatever the settings say (rule RD7). */
const alwaysSecret = new Set(['authorization', 'proxy-authorization', 'cookie', 'cookie2', 'x-api-key']);

/** What is secret about one request: field names, lower case, and values (rule RD7). */
export interface Secrets {
  readonly names: ReadonlySet<string>;
  readonly values: readonly string[];
  readonly hasSecretContent: boolean;
}

/** Gathers the secrets of a request from its variables and the policy (rule RD7). */
export function secretsOf(request: SendRequest, policy: SendPolicy): Secrets {
  const names = new Set(alwaysSecret);
  for (const name of [...policy.secretHeaders, ...request.secretFields]) names.add(name.toLowerCase());
  const values = policy.secrets.filter((value) => value !== '');
  return { names, values, hasSecretContent: request.hasSecretContent };
}

/** Whether a field must not go to another origin: by its name, or because its value holds a secret (rule RD7). */
export function isSecretField(field: Field, secrets: Secrets): boolean {
  return secrets.names.has(field.name.toLowerCase()) || secrets.values.some((value) => field.value.includes(value));
}

/** Whether a body holds a secret, as it is or form-encoded or inside a JSON string (rule RD7). Spooled bodies are known by `hasSecretContent` alone. */
export function holdsSecret(content: Content | undefined, secrets: Secrets): boolean {
  if (content === undefined || content.size === 0) return false;
  if (secrets.hasSecretContent) return true;
  if (content.kind !== 'memory' || secrets.values.length === 0) return false;
  const text = new TextDecoder().decode(content.octets);
  return secrets.values.some((value) => formsOf(value).some((form) => text.includes(form)));
}

function formsOf(value: string): readonly string[] {
  const encoded = encodeURIComponent(value);
  return [value, encoded, encoded.replaceAll('%20', '+'), JSON.stringify(value).slice(1, -1)];
}

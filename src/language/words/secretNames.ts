import type { Template } from '../document';
import { templateText } from '../parse/template';

const secretName =
  /(?:^|[^a-z])(?:access|refresh|id|auth|bearer)?[-_. ]?(?:token|jwt|secret|password|passwd|pwd|passphrase|assertion|credentials?)$|(?:api|private|secret|access)[-_. ]?key$/i;
const camelWord = /([a-z\d])([A-Z])/g;

/** Whether a name says that its value is secret: `password`, `apiKey`, `client_secret`, `RC_ACCESS_TOKEN`; not `tokenUrl`. */
export function namesSecret(name: string): boolean {
  return secretName.test(name.replace(camelWord, '$1_$2'));
}

/** Whether a value only says where something is (an origin, `localhost:8080`, an IPv4 address), which is worth no hiding. */
export function isAddress(value: string): boolean {
  return /^(?:https?:\/\/[\w.-]+(?::\d+)?\/?|localhost(?::\d+)?|\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?)$/i.test(value);
}

/** Tokens that tell by their shape what they are: JWT, GitHub, Slack, AWS, Stripe and OpenAI keys, private keys. */
export const knownShape =
  /\beyJ[\w-]{8,999}\.eyJ[\w-]{8}|\bgh[pousr]_\w{30,}|\bxox[abpr]-[\w-]{10,}|\bAKIA[0-9A-Z]{16}\b|\bsk[-_](?:live|test|proj)[-_]\w{16,}|-----BEGIN [A-Z ]*PRIVATE KEY/;

/** Whether the value of a variable is not to be shown: its name says so and something is typed out, or what is typed has the shape of a token. */
export function isSecretVariable(name: string, value: Template): boolean {
  const typed = templateText(value);
  return knownShape.test(typed) || (namesSecret(name) && !isAddress(typed));
}

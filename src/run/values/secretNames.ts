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

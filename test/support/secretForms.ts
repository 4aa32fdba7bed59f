/**
 * Every way a server may write a secret: as it is, percent- and form-encoded, once more within another URL, escaped for JSON and HTML, and in Base64 by itself and
 * as the password of Basic credentials.
 */
export function spellings(secret: string): readonly string[] {
  return [...escapedForms(secret), ...base64Forms(secret)];
}

function escapedForms(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  return [
    secret,
    encodeURIComponent(secret),
    encodeURIComponent(encodeURIComponent(secret)),
    new URLSearchParams({ a: secret }).toString().slice(2),
    json,
    JSON.stringify(json).slice(1, -1),
    html(secret, (character) => `&#${character.codePointAt(0)};`),
    html(secret, (character) => namedEntities[character] ?? `&#x${character.codePointAt(0)?.toString(16)};`),
  ];
}

const namedEntities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function html(text: string, entity: (character: string) => string): string {
  return text.replaceAll(/[&<>"']|[^\0-\u007F]/gu, entity);
}

function base64Forms(secret: string): readonly string[] {
  return [base64(secret), base64(secret).replaceAll('+', '-').replaceAll('/', '_'), base64(`user:${secret}`)];
}

/** Which of the secrets a text holds in any spelling, each named as `name (spelling)`. */
export function secretsFound(text: string, secrets: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(secrets).flatMap(([name, secret]) =>
    // What stands at both ends of Base64 depends on the neighbours and is no secret.
    [...new Set([...escapedForms(secret), ...base64Forms(secret).map((each) => each.slice(8, -4))])]
      .filter((form) => text.includes(form))
      .map((form) => `${name} (${form})`),
  );
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

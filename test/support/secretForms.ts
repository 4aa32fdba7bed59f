/** Every way a server may write a secret: as it is, percent- and form-encoded, JSON-escaped, and in Base64 by itself and as the password of Basic credentials. */
export function spellings(secret: string): readonly string[] {
  return [
    secret,
    encodeURIComponent(secret),
    encodeURIComponent(secret).replaceAll('%20', '+'),
    JSON.stringify(secret).slice(1, -1),
    base64(secret),
    base64(secret).replaceAll('+', '-').replaceAll('/', '_'),
    base64(`user:${secret}`),
  ];
}

/** Which of the secrets a text holds in any spelling, each named as `name (spelling)`. */
export function secretsFound(text: string, secrets: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(secrets).flatMap(([name, secret]) =>
    // What stands at both ends of Base64 depends on the neighbours and is no secret.
    [
      ...new Set([
        ...spellings(secret).slice(0, 4),
        ...spellings(secret)
          .slice(4)
          .map((each) => each.slice(8, -4)),
      ]),
    ]
      .filter((form) => text.includes(form))
      .map((form) => `${name} (${form})`),
  );
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

const encoder = new TextEncoder();
const hex = Array.from({ length: 256 }, (_, octet) => `%${octet.toString(16).toUpperCase().padStart(2, '0')}`);

/** A query name or value, wholly encoded: only letters, digits and `- _ . ! * ( )` stay (rule UR; RFC 1738 §2.2). `~` becomes `%7E`, a space `%20`, `+` `%2B`. */
export function encodeQueryPart(text: string): string {
  return encode(text, /[^A-Za-z0-9\-_.!*()]/gu);
}

/** A value put into a path: like a query value, but `~` and the commas between ids stay raw (rule UR). */
export function encodePathPart(text: string): string {
  return encode(text, /[^A-Za-z0-9\-_.!*(),~]/gu);
}

/** A typed path: what is encoded stays so, `~` and reserved characters stay raw, what RFC 1738 calls unsafe is encoded (rule UR). */
export function encodeTypedPath(text: string): string {
  return encodeStray(encode(text, /[^!$%&'()*+,\-./0-9:;=@A-Z_a-z~]/gu));
}

/** A typed query, without its `?`: as a typed path, but `~` becomes `%7E` (rule UR). */
export function encodeTypedQuery(text: string): string {
  return encodeStray(encode(text, /[^!$%&'()*+,\-./0-9:;=?@A-Z_a-z]/gu));
}

/** Whether a `%` stands there that begins no escape. */
export function hasStrayPercent(text: string): boolean {
  return strayPercent.test(text);
}

const strayPercent = /%(?![0-9A-Fa-f]{2})/;
const strayPercents = /%(?![0-9A-Fa-f]{2})/g;

function encodeStray(text: string): string {
  return text.replace(strayPercents, '%25');
}

function encode(text: string, unsafe: RegExp): string {
  return text.replace(unsafe, (character) => {
    let encoded = '';
    for (const octet of encoder.encode(character)) encoded += hex[octet] ?? '';
    return encoded;
  });
}

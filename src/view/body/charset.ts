/** The encoding of a text body and where that is known from. `skip` is the octets of a byte order mark. */
export interface Charset {
  /** A label of the Encoding Standard, lower case, such as `windows-1252`. */
  readonly name: string;
  readonly source: 'byte order mark' | 'Content-Type' | 'the document itself' | 'detection' | 'your choice';
  readonly skip: number;
}

/** Encodings that a person can choose, by their names in the Encoding Standard. */
export const CHARSETS: readonly string[] = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'iso-8859-2',
  'iso-8859-5',
  'iso-8859-7',
  'iso-8859-15',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'koi8-r',
  'macintosh',
  'ibm866',
  'shift_jis',
  'euc-jp',
  'iso-2022-jp',
  'gb18030',
  'gbk',
  'big5',
  'euc-kr',
];

/** The encoding that a person has chosen, whatever the body says; only a byte order mark of the same encoding is not text. */
export function chosenCharset(name: string, head: Uint8Array): Charset {
  const mark = byteOrderMark(head);
  return { name, source: 'your choice', skip: mark?.name === name ? mark.skip : 0 };
}

/** Octets of a body that `detectCharset` looks at. */
export const CHARSET_HEAD = 4096;

/**
 * The encoding of a body by its first octets and Content-Type value: byte order mark, `charset` parameter, HTML's `meta` or XML's declaration,
 * then detection: UTF-8 when the octets are valid UTF-8, UTF-16 by its zero octets, else windows-1252 (WHATWG Encoding Standard §4.2; RFC 8259 §8.1 for JSON).
 * `isWhole` says that `head` is all of the body.
 */
export function detectCharset(head: Uint8Array, contentType: string, isWhole: boolean): Charset {
  const mark = byteOrderMark(head);
  if (mark !== undefined) return mark;
  const named = known(/;\s*charset\s*=\s*"?([^\s";]+)/iu.exec(contentType)?.[1]);
  if (named !== undefined) return { name: named, source: 'Content-Type', skip: 0 };
  const declared = known(declaredIn(head, contentType));
  if (declared !== undefined) return { name: declared, source: 'the document itself', skip: 0 };
  const wide = /^text\/|json|xml/iu.test(contentType) ? guessWide(head) : undefined;
  return { name: wide ?? guess(head, isWhole), source: 'detection', skip: 0 };
}

function byteOrderMark(head: Uint8Array): Charset | undefined {
  const source = 'byte order mark';
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { name: 'utf-8', source, skip: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { name: 'utf-16le', source, skip: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { name: 'utf-16be', source, skip: 2 };
  return undefined;
}

/** The standard's name of a label; undefined when there is none, so that a wrong label falls through to detection. */
function known(label: string | undefined): string | undefined {
  if (label === undefined) return undefined;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}

function declaredIn(head: Uint8Array, contentType: string): string | undefined {
  const text = new TextDecoder('windows-1252').decode(head.subarray(0, 1024));
  if (/xml/iu.test(contentType) || text.startsWith('<?xml'))
    return /^<\?xml[^>]*\bencoding\s*=\s*["']([\w-]+)["']/iu.exec(text)?.[1];
  return /html/iu.test(contentType) ? /<meta[^>]+charset\s*=\s*["']?([\w-]+)/iu.exec(text)?.[1] : undefined;
}

/** UTF-16 without byte order mark, by the zero octets of its many ASCII characters. */
function guessWide(head: Uint8Array): string | undefined {
  const zeros = [0, 0];
  head.forEach((octet, at) => {
    if (octet === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const many = head.length / 8;
  if (odd > many && even < odd / 4) return 'utf-16le';
  return even > many && odd < even / 4 ? 'utf-16be' : undefined;
}

function guess(head: Uint8Array, isWhole: boolean): string {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: !isWhole });
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

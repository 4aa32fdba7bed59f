/** What a body is, as far as its viewer cares. `svg` is an image that is text as well. */
export type Media = 'json' | 'html' | 'xml' | 'svg' | 'image' | 'text' | 'binary';

/** What a body is and, when its octets contradict its Content-Type, a sentence that says so. `type` is a media type without parameters. */
export interface MediaVerdict {
  readonly media: Media;
  readonly type: string;
  readonly note: string | undefined;
}

/** By Content-Type and, where that is missing, general or wrong, by the first octets (of text in UTF-16: as UTF-8). `contentType` may be empty. */
export function judgeMedia(contentType: string, head: Uint8Array): MediaVerdict {
  const type = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  const image = imageType(head);
  if (type.startsWith('image/') && type !== 'image/svg+xml') return judgeImage(type, image, head);
  const declared = byType(type);
  if (declared !== undefined && declared !== 'text') return { media: declared, type, note: undefined };
  if (image !== undefined && declared === undefined) return { media: 'image', type: image, note: undefined };
  if (declared === undefined && hasZero(head)) return { media: 'binary', type, note: undefined };
  return { media: looksLikeJson(head) && type !== 'text/csv' ? 'json' : plain(head), type, note: undefined };
}

function judgeImage(type: string, image: string | undefined, head: Uint8Array): MediaVerdict {
  if (image === type) return { media: 'image', type, note: undefined };
  const found = image ?? (hasZero(head) ? 'of no image format that can be shown' : 'text');
  const note = `The Content-Type says ${type}, but the octets are ${found}.`;
  return { media: image === undefined ? plain(head) : 'image', type: image ?? type, note };
}

function byType(type: string): Media | undefined {
  if (/^(?:application|text)\/json$|\+json$/u.test(type)) return 'json';
  if (type === 'text/html' || type === 'application/xhtml+xml') return 'html';
  if (type === 'image/svg+xml') return 'svg';
  if (/^(?:application|text)\/xml$|\+xml$/u.test(type)) return 'xml';
  if (/^text\/|^application\/(?:x-www-form-urlencoded|javascript|x-ndjson)$|^multipart\//u.test(type)) return 'text';
  return /^(?:audio|video|font)\/|^application\/(?:pdf|zip|gzip)$/u.test(type) ? 'binary' : undefined;
}

/** Raster formats by their signatures. */
function imageType(head: Uint8Array): string | undefined {
  const begins = (signature: string, at = 0): boolean =>
    Array.from(signature, (character) => character.charCodeAt(0)).every((octet, place) => head[at + place] === octet);
  if (begins('\u0089PNG\r\n\u001a\n')) return 'image/png';
  if (begins('\u00ff\u00d8\u00ff')) return 'image/jpeg';
  if (begins('GIF87a') || begins('GIF89a')) return 'image/gif';
  if (begins('RIFF') && begins('WEBP', 8)) return 'image/webp';
  if (begins('BM') && head[6] === 0 && head[7] === 0) return 'image/bmp';
  return begins('ftypavif', 4) ? 'image/avif' : undefined;
}

function plain(head: Uint8Array): 'text' | 'binary' {
  return hasZero(head) ? 'binary' : 'text';
}

function hasZero(head: Uint8Array): boolean {
  return head.includes(0);
}

function looksLikeJson(head: Uint8Array): boolean {
  const start = head.find((octet) => octet > 0x20);
  return start === 0x7b || start === 0x5b;
}

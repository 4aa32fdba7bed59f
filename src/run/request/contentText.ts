import type { Content } from '../../http/message';
import type { ContentReader } from '../../http/ports';

/** Text of octets by the `charset` of their Content-Type, else by their byte order mark, else UTF-8; octets that do not fit become U+FFFD. */
export function decodedText(octets: Uint8Array, contentType: string): string {
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType)?.[1];
  return (markedDecoder(octets) ?? namedDecoder(charset ?? 'utf-8') ?? new TextDecoder()).decode(octets);
}

/** A decoder by its name (WHATWG Encoding, any case); undefined when there is no such encoding. */
export function namedDecoder(name: string): TextDecoder | undefined {
  try {
    return new TextDecoder(name);
  } catch {
    return undefined;
  }
}

/** All octets of a content; none of an absent one. */
export async function allOctets(content: Content | undefined, contents: ContentReader): Promise<Uint8Array> {
  if (content === undefined) return new Uint8Array();
  return content.kind === 'memory' ? content.octets : await contents.read(content, 0, content.size);
}

function markedDecoder(octets: Uint8Array): TextDecoder | undefined {
  if (octets[0] === 0xef && octets[1] === 0xbb && octets[2] === 0xbf) return new TextDecoder();
  if (octets[0] === 0xff && octets[1] === 0xfe) return new TextDecoder('utf-16le');
  if (octets[0] === 0xfe && octets[1] === 0xff) return new TextDecoder('utf-16be');
  return undefined;
}

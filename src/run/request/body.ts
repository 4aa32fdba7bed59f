import { memoryContent } from '../../http/sendPorts';
import type { Content } from '../../http/message';
import type { BodyPiece, Template } from '../../language/document';
import { parseTemplate } from '../../language/parse/template';
import { namedDecoder } from './contentText';
import type { FileRead } from '../ports';
import type { Resolver } from '../values/resolve';
import type { Surroundings } from './surroundings';

/** A body ready to be sent. */
export interface ResolvedBody {
  readonly content: Content;
  readonly hasSecret: boolean;
}

/**
 * Puts a body together: text in UTF-8, files as they are or, by `<@`, with their variables. `multipart/*` gets CRLF in what was typed
 * (RFC 2046 §5.1), `application/x-ndjson` its last line end. A file that cannot be read adds to the resolver's problems,
 * and its line stands for it in what is shown.
 */
export async function resolvedBody(
  pieces: readonly BodyPiece[],
  contentType: string,
  resolver: Resolver,
  surroundings: Surroundings,
): Promise<ResolvedBody> {
  const isMultipart = /^\s*multipart\//i.test(contentType);
  const chunks: Uint8Array[] = [];
  let hasSecret = false;
  for (const piece of pieces) {
    const typed = piece.kind === 'text' ? (isMultipart ? withCrLf(piece.template) : piece.template) : undefined;
    const value =
      typed === undefined ? await fileValue(piece, resolver, surroundings) : asOctets(await resolver.resolve(typed));
    chunks.push(value.octets);
    hasSecret ||= value.hasSecret;
  }
  if (/^\s*application\/x-ndjson\b/i.test(contentType) && chunks.at(-1)?.at(-1) !== 0x0a)
    chunks.push(Uint8Array.of(0x0a));
  return { content: memoryContent(concatenated(chunks)), hasSecret };
}

/** Octets after each other; the only ones as they are. */
function concatenated(chunks: readonly Uint8Array[]): Uint8Array {
  if (chunks.length === 1 && chunks[0] !== undefined) return chunks[0];
  const whole = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

interface Octets {
  readonly octets: Uint8Array;
  readonly hasSecret: boolean;
}

function asOctets(value: { readonly text: string; readonly secrets: readonly string[] }): Octets {
  return { octets: new TextEncoder().encode(value.text), hasSecret: value.secrets.length > 0 };
}

async function fileValue(piece: BodyPiece, resolver: Resolver, surroundings: Surroundings): Promise<Octets> {
  if (piece.kind === 'text') return { octets: new Uint8Array(), hasSecret: false };
  const known = resolver.problems.length;
  const path = await resolver.resolve(piece.path);
  const typed = asOctets({
    text: `<${piece.hasVariables ? `@${piece.encoding ?? ''}` : ''} ${path.text}`,
    secrets: path.secrets,
  });
  if (resolver.problems.length > known) return typed;
  const read = await surroundings.ports.files.read(path.text, surroundings.target.file);
  if (read.kind !== 'octets') {
    resolver.complain(piece.path.span, unreadable(read));
    return typed;
  }
  if (!piece.hasVariables) return { octets: read.octets, hasSecret: false };
  const decoder = namedDecoder(piece.encoding ?? 'utf-8');
  if (decoder === undefined) {
    resolver.complain(piece.span, {
      code: 'unknown-encoding',
      message: `\`${piece.encoding ?? ''}\` is no known encoding. Write one such as latin1 or utf-16le, or leave it out for UTF-8.`,
    });
    return typed;
  }
  const text = decoder.decode(read.octets);
  return asOctets(await resolver.resolve(parseTemplate(text, 0, text.length), piece.path.span));
}

/** The complaint about a file that a request names and that cannot be read. */
export function unreadable(read: Exclude<FileRead, { readonly kind: 'octets' }>): {
  readonly code: string;
  readonly message: string;
} {
  return { code: read.kind === 'missing' ? 'missing-file' : 'file-refused', message: read.message };
}

function withCrLf(template: Template): Template {
  const pieces = template.pieces.map((piece) =>
    piece.kind === 'text' ? { ...piece, text: piece.text.replace(/\r?\n/g, '\r\n') } : piece,
  );
  return { ...template, pieces };
}

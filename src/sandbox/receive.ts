import type { IncomingMessage } from 'node:http';
import type { FieldLine } from './call';

/** Octets of a request's content that the sandbox takes. */
export const maxBodySize = 16 * 1024 * 1024;

/** The content; `tooLarge` as soon as it is known to pass the limit, `aborted` when the client went away first. */
export async function readBody(request: IncomingMessage): Promise<Buffer | 'tooLarge' | 'aborted'> {
  if (Number(request.headers['content-length']) > maxBodySize) return 'tooLarge';
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBodySize) return 'tooLarge';
      chunks.push(chunk);
    }
  } catch {
    return 'aborted';
  }
  return Buffer.concat(chunks);
}

/** Field lines as on the wire, in order. */
export function fieldLines({ rawHeaders }: IncomingMessage): readonly FieldLine[] {
  return Array.from({ length: rawHeaders.length / 2 }, (_, index) => [
    rawHeaders[2 * index] ?? '',
    rawHeaders[2 * index + 1] ?? '',
  ]);
}

/** By what `http://host:port` the client called; `fallback` when its Host field is none. */
export function originOf(request: IncomingMessage, fallback: string): string {
  const origin = `http://${request.headers.host ?? ''}`;
  return /^http:\/\/[\w.\-:[\]]+$/.test(origin) && URL.canParse(origin) ? origin : fallback;
}

/** The request target as a URL; a target that is none counts as a path. */
export function targetUrl(target: string, origin: string): URL {
  const path = target.startsWith('/') ? target : `/${target}`;
  return URL.canParse(`${origin}${path}`) ? new URL(`${origin}${path}`) : new URL(`${origin}/`);
}

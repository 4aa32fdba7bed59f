import { constants, promises as fs } from 'node:fs';
import { Readable } from 'node:stream';
import type { Content, RequestMessage } from '../http/message';
import { fileOctets } from './contents';
import { codeOf } from './errorCode';
import { systemClock } from './systemClock';

/** The content of a request as it is to be written. */
export interface ContentSource {
  readonly data: Buffer | Readable | undefined;
  /** The server is ready for the content (100, RFC 9110 §10.1.1). */
  readonly proceed: () => void;
}

/** How long the content waits for a 100 that was asked for by `Expect: 100-continue`; milliseconds. */
const continueTimeout = 1000;

/** The content of a message, ready to be written; or the code of the system why its file cannot be read. */
export async function contentSource(message: RequestMessage): Promise<ContentSource | string> {
  const { content } = message;
  const ready = new AbortController();
  const proceed = (): void => ready.abort();
  if (content === undefined || content.size === 0) return { data: undefined, proceed };
  if (content.kind === 'memory' && !expectsContinue(message)) {
    const { buffer, byteOffset, byteLength } = content.octets;
    return { data: Buffer.from(buffer, byteOffset, byteLength), proceed };
  }
  if (content.kind === 'file') {
    const code = await fs.access(content.path, constants.R_OK).then(() => undefined, codeOf);
    if (code !== undefined) return code;
  }
  const octets = expectsContinue(message) ? delayed(content, ready.signal) : octetsOf(content);
  return { data: Readable.from(octets, { objectMode: false }), proceed };
}

/** True when the message asks the server to say first whether it wants the content. */
export function expectsContinue(message: RequestMessage): boolean {
  return message.fields.some(
    (field) => field.name.toLowerCase() === 'expect' && field.value.toLowerCase() === '100-continue',
  );
}

async function* delayed(content: Content, ready: AbortSignal): AsyncGenerator<Uint8Array, void> {
  await systemClock.sleep(continueTimeout, ready);
  yield* octetsOf(content);
}

async function* octetsOf(content: Content): AsyncGenerator<Uint8Array, void> {
  if (content.kind === 'memory') yield content.octets;
  else yield* fileOctets(content.path, content.size);
}

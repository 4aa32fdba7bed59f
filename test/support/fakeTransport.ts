import type { Field, RequestMessage } from '../../src/http/message';
import type { ContentReader, Reply, Transport } from '../../src/http/ports';
import { memoryContent } from '../../src/http/sendPorts';

/** What a fake server answers; `refused` breaks the connection. */
export type FakeAnswer =
  | { readonly status: number; readonly fields?: readonly (readonly [string, string])[]; readonly body?: string }
  | 'refused';

/** One message that left, its body as text. */
export interface LeftMessage {
  readonly method: string;
  readonly url: string;
  readonly fields: readonly Field[];
  readonly body: string | undefined;
}

/** Answers every message by a function of it and keeps what left. */
export class FakeTransport implements Transport {
  readonly left: LeftMessage[] = [];
  readonly #answer: (message: LeftMessage) => FakeAnswer;

  constructor(answer: (message: LeftMessage) => FakeAnswer) {
    this.#answer = answer;
  }

  exchange(message: RequestMessage): Promise<Reply> {
    const { method, url, fields, content } = message;
    const body = content?.kind === 'memory' ? new TextDecoder().decode(content.octets) : undefined;
    const left = { method, url, fields, body };
    this.left.push(left);
    const answer = this.#answer(left);
    const common = {
      sent: message,
      timings: { dns: -1, connect: -1, tls: -1, send: 0, wait: 1, receive: 0 },
      connection: undefined,
    };
    if (answer === 'refused') {
      const failure = {
        kind: 'connect',
        code: 'ECONNREFUSED',
        message: 'Nothing is listening there.',
        phase: 'connect',
      } as const;
      return Promise.resolve({ kind: 'failure', failure, ...common });
    }
    const octets = new TextEncoder().encode(answer.body ?? '');
    return Promise.resolve({
      kind: 'response',
      response: {
        status: answer.status,
        reason: '',
        httpVersion: '1.1',
        fields: (answer.fields ?? []).map(([name, value]) => ({ name, value })),
        trailers: [],
        content: memoryContent(octets),
        wireSize: octets.length,
        decoded: [],
      },
      ...common,
    });
  }
}

/** Reads contents held in memory. */
export const memoryReader: ContentReader = {
  read: (content, start, end) =>
    Promise.resolve(content.kind === 'memory' ? content.octets.subarray(start, end) : new Uint8Array()),
};

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Content, Field, RequestMessage } from '../../src/http/message';
import type { ExchangeOptions, Reply } from '../../src/http/ports';
import { createTransport, type NodeTransport, type TransportOptions } from '../../src/transport/transport';

/** What a test says of a request; the rest is a GET without fields over HTTP/1.1. Fields are written `Name: value`. */
export interface RequestText {
  readonly method?: string;
  readonly fields?: readonly string[];
  readonly body?: string | Uint8Array | Content;
  readonly httpVersion?: '1.1' | '2';
}

export function message(url: string, text: RequestText = {}): RequestMessage {
  const { method = 'GET', fields = [], body, httpVersion = '1.1' } = text;
  return { method, url, fields: fields.map(field), content: contentOf(body), httpVersion };
}

const defaults: ExchangeOptions = {
  limits: { wireBytes: 1_000_000, decodedBytes: 2_000_000, contentCodings: 5 },
  connectTimeout: 4000,
  totalTimeout: 8000,
  keep: () => 'all',
};

/** A transport over real sockets with a spool of its own. */
export class TransportSetup {
  readonly directory = mkdtempSync(join(tmpdir(), 'rcreq-transport-'));
  readonly transport: NodeTransport;

  constructor(options: Partial<TransportOptions> = {}) {
    this.transport = createTransport({
      spool: { directory: this.directory, limit: 500_000 },
      mode: 'direct',
      proxy: { kind: 'none' },
      tls: [],
      resolve: [],
      ...options,
    });
  }

  send(
    request: RequestMessage,
    options: Partial<ExchangeOptions> = {},
    signal: AbortSignal = new AbortController().signal,
  ): Promise<Reply> {
    return this.transport.exchange(request, { ...defaults, ...options }, signal);
  }

  async close(): Promise<void> {
    await this.transport.dispose();
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** The content of a response, one character an octet; undefined when there was no response. */
export function bodyOf(reply: Reply): string | undefined {
  const { response } = reply;
  return response === undefined ? undefined : octetsOf(response.content).toString('latin1');
}

/** `Name: value` of each line. */
export function lines(fields: readonly Field[]): readonly string[] {
  return fields.map(({ name, value }) => `${name}: ${value}`);
}

function octetsOf(content: Content): Buffer {
  return content.kind === 'memory' ? Buffer.from(content.octets) : readFileSync(content.path);
}

function field(line: string): Field {
  const colon = line.indexOf(':');
  return { name: line.slice(0, colon), value: line.slice(colon + 1).trim() };
}

function contentOf(body: RequestText['body']): Content | undefined {
  if (body === undefined) return undefined;
  if (typeof body !== 'string' && 'kind' in body) return body;
  const octets = typeof body === 'string' ? Buffer.from(body) : body;
  return { kind: 'memory', octets, size: octets.length };
}

import { fieldValue, fieldValues, hasField, withoutField } from './fields';
import type { Hop } from './hop';
import type { Field, RequestMessage } from './message';
import type { Reply } from './ports';
import { record, type Progress, type SendContext } from './progress';
import { redirected } from './redirect/redirect';
import type { Cause, Note } from './trace';

/** One exchange that is due: what to send, and why. */
export interface Step {
  readonly hop: Hop;
  readonly cause: Cause;
  readonly notes: readonly Note[];
  /** Milliseconds it was held back. */
  readonly waited: number;
  /** The managed token to send; undefined when none is sent. */
  readonly token: string | undefined;
  /** A person sent it now: no gate holds it (rule RT8). */
  readonly isReleased: boolean;
}

/** Makes one exchange and adds it to the trace. */
export async function exchange(step: Step, progress: Progress, context: SendContext): Promise<Reply> {
  const { policy, ports, signal } = context;
  const message = messageOf(step, context);
  const startedAt = new Date(ports.clock.time()).toISOString();
  ports.observe?.({ kind: 'started', message, index: progress.trace.length });
  progress.attempts += 1;
  const reply = await ports.transport.exchange(
    message,
    {
      limits: {
        wireBytes: policy.maxWireBytes,
        decodedBytes: policy.maxDecodedBytes,
        contentCodings: policy.maxContentCodings,
      },
      connectTimeout: policy.connectTimeoutMs,
      totalTimeout: policy.totalTimeoutMs,
      keep: (status, fields) => (leadsOn(step.hop, { status, fields }, progress, context) ? 'discard' : 'all'),
    },
    signal,
  );
  const { response, sent, timings, connection } = reply;
  const failure = reply.kind === 'failure' ? reply.failure : undefined;
  const { cause, waited, notes } = step;
  const fates = response && ports.cookies?.store(step.hop.url, fieldValues(response.fields, 'set-cookie'));
  const cookies = fates === undefined ? {} : { cookies: fates };
  record(
    { cause, waited, startedAt, request: sent, response, failure, timings, connection, notes, ...cookies },
    progress,
    ports,
  );
  return reply;
}

/** The request as it goes to the transport: what was typed first, then token, cookies, validators, Content-Length. */
function messageOf({ hop, token }: Step, { ports }: SendContext): RequestMessage {
  let fields = withCookies(hop, ports.cookies?.fields(hop.url) ?? []);
  if (token !== undefined) fields = [...fields, { name: 'Authorization', value: `Bearer ${token}` }];
  if (hop.validators.length > 0) fields = [...fields, ...hop.validators];
  return {
    method: hop.method,
    url: hop.url,
    fields: withLength(hop, fields),
    content: hop.content,
    httpVersion: hop.httpVersion,
  };
}

/** One Cookie field, the typed cookies first (RFC 6265 §5.4). */
function withCookies(hop: Hop, kept: readonly Field[]): readonly Field[] {
  if (kept.length === 0) return hop.fields;
  const typed = fieldValue(hop.fields, 'cookie');
  const value = [...(typed === undefined ? [] : [typed]), ...kept.map((field) => field.value)].join('; ');
  return [...withoutField(hop.fields, 'cookie'), { name: 'Cookie', value }];
}

/** Content-Length is always the true one: a wrong one would let the server take the rest for another request (RFC 9112 §6). */
function withLength(hop: Hop, fields: readonly Field[]): readonly Field[] {
  if (hasField(fields, 'transfer-encoding')) return fields;
  const expectsBody = hop.method === 'POST' || hop.method === 'PUT' || hop.method === 'PATCH';
  const others = withoutField(fields, 'content-length');
  if (hop.content === undefined && !expectsBody) return others;
  return [...others, { name: 'Content-Length', value: String(hop.content?.size ?? 0) }];
}

function leadsOn(
  hop: Hop,
  head: { readonly status: number; readonly fields: readonly Field[] },
  progress: Progress,
  { policy, ports, secrets }: SendContext,
): boolean {
  if (head.status < 300 || head.status > 399) return false;
  return redirected({ hop, progress, secrets, now: ports.clock.time() }, head, policy)?.kind === 'follow';
}

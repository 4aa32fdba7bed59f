import type { RequestMessage } from '../http/message';
import type { SendPolicy } from '../http/policy';
import { send } from '../http/send';
import type { SendPorts } from '../http/sendPorts';
import type { SendRequest } from '../http/sendRequest';
import type { Sent } from '../http/trace';
import { unsentTransport } from './unsentTransport';

/**
 * The message the engine would send first, by its own rules: it runs against a transport that keeps the message and answers that it was
 * cancelled. `planned` is undefined when the engine refuses to send; no token is asked for, its place is shown.
 */
export async function plannedMessage(
  request: SendRequest,
  policy: SendPolicy,
  ports: Omit<SendPorts, 'tokens' | 'observe'>,
  signal: AbortSignal,
): Promise<{ readonly sent: Sent; readonly planned: RequestMessage | undefined }> {
  let planned: RequestMessage | undefined;
  const transport = unsentTransport((message) => {
    planned = message;
  });
  const { clock, random, contents } = ports;
  const sent = await send({ ...request, auth: 'none' }, policy, { transport, clock, random, contents }, signal);
  const isTyped = planned?.fields.some(({ name }) => name.toLowerCase() === 'authorization') ?? true;
  if (planned === undefined || request.auth === 'none' || isTyped) return { sent, planned };
  const token = { name: 'Authorization', value: 'Bearer ***' };
  return { sent, planned: { ...planned, fields: [...planned.fields, token] } };
}

/** A message as far as it is known: what has no value stands in it as it is typed. */
export function draft({ method, url, fields, content, httpVersion }: SendRequest): RequestMessage {
  return { method, url, fields, content: content?.size === 0 ? undefined : content, httpVersion };
}

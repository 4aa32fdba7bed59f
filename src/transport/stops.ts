import type { Failure } from '../http/failure';

/** The caller does not want the answer any more. */
export function cancelled(phase: Failure['phase']): Failure {
  return { kind: 'cancelled', code: 'ABORTED', message: 'The request was cancelled.', phase };
}

/** No connection within its time; `peer` is the host and port, or the proxy's. */
export function connectTimeout(limit: number, peer: string, phase: Failure['phase']): Failure {
  const what = phase === 'tls' ? 'No secure connection' : 'No connection';
  const message = `${what} to ${peer} within ${seconds(limit)}. Check the host and port, or allow more time with \`# @connection-timeout 60s\`.`;
  return { kind: 'timeout', code: 'ETIMEDOUT', message, phase };
}

/** The exchange as a whole took too long; the sentence says how far it got. */
export function totalTimeout(
  limit: number,
  peer: string,
  at: { phase: Failure['phase']; isAnswered: boolean },
): Failure {
  const { phase, isAnswered } = at;
  if (phase === 'connect' || phase === 'tls') return connectTimeout(limit, peer, phase);
  const what =
    phase === 'send'
      ? `The request to ${peer} could not be sent`
      : isAnswered
        ? `${peer} began to answer but did not finish`
        : `${peer} did not answer`;
  const message = `${what} within ${seconds(limit)}. Send again, or allow more time with \`# @timeout 60s\`.`;
  return { kind: 'timeout', code: 'ETIMEDOUT', message, phase };
}

/** Informational answers (1xx) without end. */
export function tooManyInformational(limit: number, peer: string): Failure {
  const message = `${peer} sent more than ${limit} informational answers and no final one. Mend the server.`;
  return { kind: 'protocol', code: 'INFORMATIONAL', message, phase: 'response', reason: 'too-many-informational' };
}

/** The file of a request body that cannot be read any more. */
export function unreadableContent(code: string): Failure {
  const message = 'The stored body of this request is gone or cannot be read. Send the request again from its file.';
  return { kind: 'protocol', code, message, phase: 'connect', reason: 'content-unreadable' };
}

/** A URL or proxy setting that leads nowhere. */
export function noRoute(reason: 'invalid-url' | 'invalid-proxy'): Failure {
  const message =
    reason === 'invalid-url'
      ? 'The URL names no host that can be connected to, so nothing was sent. Mend the URL.'
      : 'The proxy setting is no http or https URL, so nothing was sent. Mend the setting or the environment variable.';
  return {
    kind: reason === 'invalid-url' ? 'protocol' : 'connect',
    code: 'ERR_INVALID_URL',
    message,
    phase: 'connect',
    reason,
  };
}

function seconds(duration: number): string {
  return duration < 1000 ? `${duration} ms` : `${Math.round(duration / 100) / 10} s`;
}

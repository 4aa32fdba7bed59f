import type { Failure } from '../http/failure';
import { codeOf } from './errorCode';
import { tlsMessage } from './tlsFailure';

/** What was going on when an error came. `peer` is the host and port spoken to (the proxy's, until it has connected us), `host` the target's. */
export interface Circumstances {
  readonly phase: Failure['phase'];
  readonly host: string;
  readonly peer: string;
  readonly isProxy: boolean;
  /** The head of the answer is complete. */
  readonly isAnswered: boolean;
  /** At least something of the final answer has come. */
  readonly hasBegun: boolean;
  readonly isReused: boolean;
  readonly isSecure: boolean;
}

/** Names the error of a socket, a parser or a library, by its code and the phase alone. */
export function failureOf(error: unknown, at: Circumstances): Failure {
  const code = codeOf(error) ?? 'UNKNOWN';
  if (code.includes('NO_APPLICATION_PROTOCOL') || code === 'HTTP2_UNKNOWN') return noHttp2(code, at);
  const tls = tlsMessage(code, at);
  if (tls !== undefined) return { kind: 'tls', code, message: tls, phase: at.phase === 'connect' ? 'tls' : at.phase };
  if (code.startsWith('HPE_')) return parserFailure(code, error, at);
  const known = byCode(code, at);
  if (known !== undefined) return { code, phase: at.phase, ...known };
  if (at.phase === 'tls') return { kind: 'tls', code, phase: 'tls', message: brokenHandshake(at) };
  return { code, phase: at.phase, ...brokenOff(error, code, at) };
}

function noHttp2(code: string, at: Circumstances): Failure {
  const message = `${at.peer} does not speak HTTP/2. Take HTTP/2 off the request line.`;
  return { kind: 'protocol', code, message, phase: at.phase, reason: 'http2-unknown' };
}

type Verdict = Pick<Failure, 'kind' | 'message' | 'reason'> & Partial<Pick<Failure, 'phase'>>;

const resets: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'EPIPE',
  'ECONNABORTED',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_DESTROYED',
]);

/** Codes of Node for a request that cannot be put on the wire. */
const unsendable: ReadonlySet<string> = new Set([
  'ERR_INVALID_CHAR',
  'ERR_INVALID_HTTP_TOKEN',
  'ERR_UNESCAPED_CHARACTERS',
  'ERR_INVALID_URL',
  'ERR_INVALID_ARG_VALUE',
  'ERR_HTTP_TRAILER_INVALID',
  'ERR_HTTP2_INVALID_HEADER_VALUE',
  'ERR_HTTP2_HEADER_SINGLE_VALUE',
  'ERR_HTTP2_INVALID_CONNECTION_HEADERS',
]);

function byCode(code: string, at: Circumstances): Verdict | undefined {
  const who = at.isProxy ? `the proxy ${at.peer}` : at.peer;
  if (code.startsWith('EAI_') || code === 'ENOTFOUND' || code === 'ENODATA')
    return { kind: 'dns', message: dnsMessage(code, at) };
  if (unsendable.has(code)) {
    const message = `The request to ${at.host} holds a character or field that HTTP does not allow, so it was not sent. Mend its URL or its fields.`;
    return { kind: 'protocol', message, reason: 'request-invalid', phase: 'connect' };
  }
  if (code.startsWith('PROXY_')) return { kind: 'connect', message: proxyMessage(code, at), phase: 'connect' };
  switch (code) {
    case 'ECONNREFUSED':
      return { kind: 'connect', message: `Nothing is listening at ${who}. Start the server, or change the host.` };
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
    case 'ENETDOWN':
    case 'EADDRNOTAVAIL':
      return {
        kind: 'connect',
        message: `There is no way to ${who} from here. Check the address, your network and your VPN.`,
      };
    case 'EACCES':
    case 'EPERM':
      return { kind: 'connect', message: `This machine does not allow a connection to ${who}. Check its firewall.` };
    case 'EMFILE':
    case 'ENFILE':
      return {
        kind: 'connect',
        message: `This machine has no free socket left for ${who}. Send fewer requests at once.`,
      };
    case 'ETIMEDOUT':
    case 'ERR_SOCKET_CONNECTION_TIMEOUT':
      return {
        kind: 'timeout',
        message: `The network gave up waiting for ${who}. Check the host and your network, then send again.`,
      };
    case 'EOF':
      return {
        kind: 'protocol',
        message: 'The file of the request body became shorter while it was sent. Send the request again.',
      };
    default:
      return undefined;
  }
}

function dnsMessage(code: string, at: Circumstances): string {
  const name = at.isProxy ? `the proxy ${at.peer}` : `the host ${at.host}`;
  return code === 'EAI_AGAIN'
    ? `The name service gave no answer about ${name}. Check your network, then send again.`
    : `No address is known for ${name}. Check its spelling, your network and your VPN.`;
}

function proxyMessage(code: string, at: Circumstances): string {
  return code === 'PROXY_407'
    ? `The proxy ${at.peer} wants a user name and password. Put them into the proxy's URL.`
    : `The proxy ${at.peer} refused to connect to ${at.host} (status ${code.slice(6)}). Check the proxy, or go round it for this host.`;
}

function brokenHandshake(at: Circumstances): string {
  return `${at.peer} broke off while the secure connection was made. Check that this port speaks TLS and which versions it allows.`;
}

function brokenOff(error: unknown, code: string, at: Circumstances): Verdict {
  const who = at.isProxy ? `the proxy ${at.peer}` : at.peer;
  if (at.phase === 'connect')
    return { kind: 'connect', message: `The connection to ${who} could not be made. Check the host and port.` };
  if (code.startsWith('ERR_HTTP2_')) {
    const message = `${at.peer} broke off the HTTP/2 exchange. Send again, or take HTTP/2 off the request line.`;
    return { kind: code === 'ERR_HTTP2_STREAM_CANCEL' ? 'reset' : 'protocol', message };
  }
  if (!resets.has(code))
    return { kind: 'protocol', message: `The exchange with ${at.peer} could not be finished (${code}). Send again.` };
  if ((at.isAnswered || at.hasBegun) && !isFromSystem(error)) {
    const message = `${at.peer} closed the connection before its answer was complete. What came of it is shown; send again for the rest.`;
    return { kind: 'protocol', message, reason: 'answer-truncated' };
  }
  const message = at.isAnswered
    ? `The connection to ${at.peer} was reset in the middle of the answer. Send again.`
    : at.isReused
      ? `${at.peer} closed a connection that was kept open just as it was used again. Send again.`
      : at.phase === 'send'
        ? `${at.peer} broke off the connection while the request was sent. Check that it accepts a body of this size, then send again.`
        : `${at.peer} closed the connection without an answer. Look into the server's log, then send again.`;
  return { kind: 'reset', message };
}

function parserFailure(code: string, error: unknown, at: Circumstances): Failure {
  const failure = { kind: 'protocol', code, phase: at.phase === 'send' ? 'response' : at.phase } as const;
  if (code === 'HPE_HEADER_OVERFLOW') {
    const message = `The header of the answer from ${at.peer} is too large. Ask the server's keeper to send less.`;
    return { ...failure, message, reason: 'header-too-large' };
  }
  if (!at.isSecure && looksLikeTls(error)) {
    return {
      ...failure,
      message: `${at.peer} speaks TLS. Use https:// instead of http://, or another port.`,
      reason: 'tls-expected',
    };
  }
  const cut = code === 'HPE_INVALID_EOF_STATE';
  return {
    ...failure,
    message: cut
      ? `${at.peer} closed the connection before its answer was complete. What came of it is shown; send again for the rest.`
      : `What came from ${at.peer} is not valid HTTP (${code}). Check the port, or mend the server.`,
    reason: cut ? 'answer-truncated' : 'http-invalid',
  };
}

/** A TLS alert or handshake record, as a TLS server sends it to one who speaks plain HTTP. */
function looksLikeTls(error: unknown): boolean {
  const packet = typeof error === 'object' && error !== null && 'rawPacket' in error ? error.rawPacket : undefined;
  return packet instanceof Uint8Array && (packet[0] === 0x15 || packet[0] === 0x16) && packet[1] === 3;
}

/** An error of a system call; what Node makes up when a connection merely ends has no `syscall`. */
function isFromSystem(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'syscall' in error;
}

import type { SendPolicy } from './policy';
import type { SendPorts } from './sendPorts';
import type { SendRequest } from './sendRequest';
import type { Sent } from './trace';

/** Sends one request under the rules and reports every step. Never throws for what a server or a person can do; cancelling `signal` ends it at once with outcome `cancelled`. */
export declare function send(
  request: SendRequest,
  policy: SendPolicy,
  ports: SendPorts,
  signal: AbortSignal,
): Promise<Sent>;

import { memorySecretStore } from '../../src/auth/secretStore';
import type { TokenPorts } from '../../src/auth/askForToken';
import type { TokenProfile } from '../../src/auth/tokenProfile';
import { createTokenSource } from '../../src/auth/tokenSource';
import { defaultPolicy, type SendPolicy } from '../../src/http/policy';
import { send } from '../../src/http/send';
import type { TokenResult } from '../../src/http/sendPorts';
import type { SendRequest } from '../../src/http/sendRequest';
import type { Sent } from '../../src/http/trace';
import { contentReader } from '../../src/transport/contents';
import { systemClock, systemRandom } from '../../src/transport/systemClock';
import { TransportSetup } from './transportSetup';

/** Gets tokens, and sends with them, over real sockets. */
export class TokenSetup {
  readonly #transport = new TransportSetup();
  readonly secrets = memorySecretStore();
  readonly signal = new AbortController().signal;
  readonly policy: SendPolicy = { ...defaultPolicy, userAgent: 'rcreq-test/1.0' };

  get ports(): TokenPorts {
    const { secrets, policy } = this;
    return { transport: this.#transport.transport, clock: systemClock, secrets, policy };
  }

  token(profile: TokenProfile): Promise<TokenResult> {
    return createTokenSource(profile, this.ports).current(this.signal);
  }

  /** Sends a GET with a token of the profile. */
  get(url: string, profile: TokenProfile): Promise<Sent> {
    const tokens = createTokenSource(profile, this.ports);
    const ports = {
      transport: this.ports.transport,
      clock: systemClock,
      random: systemRandom,
      contents: contentReader,
    };
    const request: SendRequest = {
      method: 'GET',
      url,
      fields: [],
      content: undefined,
      httpVersion: '1.1',
      tunnel: undefined,
      auth: 'managed',
      secretFields: [],
      hasSecretContent: false,
      unresolved: [],
    };
    return send(request, this.policy, { ...ports, tokens }, this.signal);
  }

  close(): Promise<void> {
    return this.#transport.close();
  }
}

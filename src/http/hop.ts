import type { Content, Field, RequestMessage } from './message';

/** The request as the next exchange will send it, before what is added per exchange: managed token, cookies, validators, Content-Length. */
export interface Hop {
  /** As it goes on the wire; POST when another method is tunnelled. */
  readonly method: string;
  /** Absolute, without user info and fragment. */
  readonly url: string;
  /** With its `#`; empty when there is none. It is inherited by redirects and never sent (rules RD5, UR). */
  readonly fragment: string;
  readonly fields: readonly Field[];
  readonly content: Content | undefined;
  readonly httpVersion: RequestMessage['httpVersion'];
  /** Whether the engine adds its bearer token. */
  readonly isManaged: boolean;
  /** Conditional fields the engine added (rule CN); gone after a redirect (rule RD9). */
  readonly validators: readonly Field[];
}

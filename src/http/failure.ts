/** Why no usable answer came. `protocol` covers answers that break HTTP; `tooLarge` a limit of `ExchangeLimits`. */
export type FailureKind = 'dns' | 'connect' | 'tls' | 'timeout' | 'reset' | 'protocol' | 'tooLarge' | 'cancelled';

/** An exchange that did not succeed. */
export interface Failure {
  readonly kind: FailureKind;
  /** The system's or library's code, such as `ECONNREFUSED`; shown, and never parsed from a message. */
  readonly code: string;
  /** What happened and where, and often a second sentence with what to do; without secrets. */
  readonly message: string;
  /** How far it got: before any octet of the request left (`connect`, `tls`), while sending, or while the answer was awaited or read. */
  readonly phase: 'connect' | 'tls' | 'send' | 'response';
  /** The reason of a protocol error in the words of the rules, such as `decoded-body-too-large`. */
  readonly reason?: string;
}

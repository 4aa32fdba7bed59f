/** Milliseconds per phase, as HAR 1.2 names them, but `tls` is HAR's `ssl` and no part of `connect`. -1: the phase did not happen or cannot be seen. */
export interface Timings {
  readonly dns: number;
  readonly connect: number;
  readonly tls: number;
  readonly send: number;
  readonly wait: number;
  readonly receive: number;
}

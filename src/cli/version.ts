import { release } from 'node:os';

declare const RCREQ_VERSION: string | undefined;

/** The version of the package; `0.0.0` when run from its sources. */
export const version = typeof RCREQ_VERSION === 'undefined' ? '0.0.0' : RCREQ_VERSION;

/** What this program calls itself on every exchange (rule UA). */
export const userAgent = `rcreq/${version} (Node/${process.versions.node}; ${process.platform}/${release()})`;

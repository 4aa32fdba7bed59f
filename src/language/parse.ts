import type { RequestDocument } from './document';

/** Reads a `.rcreq` text. Never fails and never throws; linear in the text. */
export declare function parse(text: string): RequestDocument;

import type { ServerResponse } from 'node:http';
import { toJson } from './json';

/** One field line: name and value. */
export type FieldLine = readonly [name: string, value: string];

/** One request as it arrived, body and all. */
export interface Call {
  /** The method to act upon: the override's where one was given, else the one on the request line. */
  readonly method: string;
  /** Absolute, as far as the Host field allows. */
  readonly url: URL;
  /** `http://host:port` by which the client called; links in answers begin with it. */
  readonly origin: string;
  /** As on the wire: order, repetition and case kept. */
  readonly fields: readonly FieldLine[];
  readonly httpVersion: string;
  readonly body: Buffer;
  /** Decoded values of the `:names` in the route's path. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Aborted when the connection is gone or the sandbox closes. */
  readonly signal: AbortSignal;
}

/** A whole answer. `body` undefined: no content. `modifiedAt` (milliseconds) makes a 200 conditional, with Last-Modified beside its ETag. */
export interface Answer {
  readonly status: number;
  readonly fields: readonly FieldLine[];
  readonly body: string | Buffer | undefined;
  readonly modifiedAt?: number;
}

/** An answer that is written by hand: slow, broken, endless. Fields every answer has are set already. */
export interface StreamedAnswer {
  readonly stream: (response: ServerResponse) => void | Promise<void>;
}

/** First value of a field, its name in any case; undefined when absent. */
export function fieldOf(call: Pick<Call, 'fields'>, name: string): string | undefined {
  return call.fields.find(([candidate]) => candidate.toLowerCase() === name)?.[1];
}

/** Type and subtype of the request's content in lower case; empty when not given. */
export function contentTypeOf(call: Pick<Call, 'fields'>): string {
  return (fieldOf(call, 'content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** A whole number of the query within bounds; `fallback` when absent or anything else. */
export function numberOf(
  call: Pick<Call, 'url'>,
  name: string,
  range: { min: number; max: number; fallback: number },
): number {
  const text = call.url.searchParams.get(name) ?? '';
  const value = /^\d{1,10}$/.test(text) ? Number(text) : range.fallback;
  return Math.min(range.max, Math.max(range.min, value));
}

/** JSON as the service labels it. */
export function json(value: unknown, status = 200, fields: readonly FieldLine[] = []): Answer {
  return { status, fields: [['Content-Type', 'application/json;charset=UTF-8'], ...fields], body: toJson(value) };
}

export function noContent(status = 204, fields: readonly FieldLine[] = []): Answer {
  return { status, fields, body: undefined };
}

/** One entry of an error's `errors[]`. */
export interface ErrorEntry {
  readonly errorCode: string;
  readonly message: string;
  readonly [attribute: string]: string;
}

/** An error in the service's shape: `errors[]`, and the first entry's members at the top as older services have them. */
export function apiError(status: number, entry: ErrorEntry, fields: readonly FieldLine[] = []): Answer {
  return json({ ...entry, errors: [entry] }, status, fields);
}

/** 400 CMN-101 on one parameter of query or body. */
export function invalidParameter(parameterName: string, parameterValue: string): Answer {
  const message = `Parameter [${parameterName}] value is invalid`;
  return apiError(400, { errorCode: 'CMN-101', message, parameterName, parameterValue });
}

/** 404 CMN-102: the URL is right, the resource does not exist. */
export function notFound(parameterName: string): Answer {
  const message = `Resource for parameter [${parameterName}] is not found`;
  return apiError(404, { errorCode: 'CMN-102', message, parameterName });
}

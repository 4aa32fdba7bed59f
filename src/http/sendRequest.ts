import type { Content, Field, RequestMessage } from './message';

/** One request with every variable resolved, before the engine's own rules (URL, tunnelling, User-Agent, credentials) are applied. */
export interface SendRequest {
  /** As typed: `DELETE`, also when it will be tunnelled. */
  readonly method: string;
  /** As typed, absolute; not yet encoded. */
  readonly url: string;
  readonly fields: readonly Field[];
  readonly content: Content | undefined;
  readonly httpVersion: RequestMessage['httpVersion'];
  /** Extra query parameters; an array repeats the parameter, unless `explode` is false (comma list); null gives `name` alone. */
  readonly query?: readonly QueryParameter[];
  /** Values for `{name}` in the path of `url`; several ids are joined with raw commas. */
  readonly pathParameters?: Readonly<Record<string, string | readonly string[]>>;
  readonly tunnel: 'header' | 'query' | undefined;
  /** `managed`: the engine adds the bearer token of `SendPorts.tokens`, unless an Authorization field was typed. */
  readonly auth: 'none' | 'managed';
  /** Names of fields whose value came from a secret variable, any case (rule RD7). */
  readonly secretFields: readonly string[];
  /** The body holds a secret: it is never sent to another origin (rule RD7). */
  readonly hasSecretContent: boolean;
  /** Texts that could not be resolved, such as `{{id}}`; any stops the request (rule UR). */
  readonly unresolved: readonly string[];
}

/** One query parameter, values not yet encoded. */
export interface QueryParameter {
  readonly name: string;
  readonly value: string | readonly string[] | null;
  readonly explode?: boolean;
}

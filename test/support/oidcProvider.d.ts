/** What the tests use of oidc-provider, which has no types of its own. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';
  import type { JSONWebKeySet } from 'jose';

  interface Grant {
    addOIDCScope(scope: string): void;
    save(): Promise<string>;
  }

  interface Client {
    readonly clientId: string;
    readonly clientSecret?: string;
    readonly jwks?: JSONWebKeySet;
  }

  interface Context {
    body: unknown;
    readonly oidc: { readonly client: Client; readonly params: Readonly<Record<string, string | undefined>> };
  }

  interface AccessToken {
    readonly expiration: number;
    readonly scope: string;
    readonly tokenType: string;
    save(): Promise<string>;
  }

  export const errors: { readonly CustomOIDCProviderError: new (error: string, description: string) => Error };

  export class Provider {
    readonly Grant: new (of: { readonly accountId: string; readonly clientId: string }) => Grant;
    readonly AccessToken: new (of: {
      readonly accountId: string;
      readonly client: Client;
      readonly grantId: string;
      readonly gty: string;
      readonly scope: string;
    }) => AccessToken;
    readonly ReplayDetection: { unique(issuer: string, id: string, expiry: number): Promise<boolean> };
    registerGrantType(
      name: string,
      handler: (context: Context, next: () => Promise<void>) => Promise<void>,
      parameters: readonly string[],
    ): void;
    constructor(issuer: string, configuration: object);
    callback(): (request: IncomingMessage, response: ServerResponse) => void;
    interactionDetails(
      request: IncomingMessage,
      response: ServerResponse,
    ): Promise<{ readonly params: { readonly client_id: string; readonly scope?: string } }>;
    interactionFinished(
      request: IncomingMessage,
      response: ServerResponse,
      result: object,
      options: object,
    ): Promise<void>;
  }
}

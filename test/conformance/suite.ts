import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SendPolicy } from '../../src/http/policy';
import type { ScriptedExchange } from '../support/scriptedTransport';

/** One file of scripted cases, as test/conformance/cases.json is. */
export interface Suite {
  readonly policyDefaults: Partial<SendPolicy>;
  readonly cases: readonly Case[];
}

/** One case: requests, the exchanges that must cross the transport, and their outcomes. */
export interface Case {
  readonly id: string;
  readonly title: string;
  readonly policy?: Partial<SendPolicy>;
  readonly state?: CaseState;
  /** The requests start together. */
  readonly concurrent?: boolean;
  readonly order?: 'strict' | 'any' | 'gated';
  readonly requests: readonly CaseRequest[];
  readonly exchanges: readonly ScriptedExchange[];
  readonly outcomes: readonly CaseOutcome[];
}

/** What holds before the first request. */
export interface CaseState {
  /** An HTTP-date. */
  readonly now?: string;
  readonly timeZone?: string;
  readonly token?: {
    readonly access?: string | null;
    readonly refresh?: string | null;
    readonly grant: string;
    readonly expiresInMs?: number | null;
    readonly clientId?: string;
    readonly clientSecret?: string | null;
    readonly assertion?: string;
    readonly username?: string;
    readonly password?: string;
    readonly tokenUrl: string;
  };
}

type QueryValue = string | readonly string[] | null;

/** One request as a person would write it. */
export interface CaseRequest {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string | null;
  readonly auth?: 'none' | 'managed';
  readonly query?: readonly (
    readonly [string, QueryValue] | { readonly name: string; readonly value: QueryValue; readonly explode?: boolean }
  )[];
  readonly pathParams?: Readonly<Record<string, string | readonly string[]>>;
  readonly tunnel?: 'header' | 'query';
  readonly cookieJar?: boolean;
}

/** What must be so at the end; a member that is missing is not checked. */
export interface CaseOutcome extends Readonly<Record<string, unknown>> {
  readonly request: string;
  readonly parts?: readonly Readonly<Record<string, unknown>>[] | null;
  readonly recordsMustNotContain?: readonly string[];
  readonly render?: RenderExpectation;
}

/** What a browser must see when the panel shows the answer. */
export interface RenderExpectation {
  readonly scriptRuns: boolean;
  readonly networkRequests: number;
  readonly commandLinks: number;
}

/** The cases that came with the rules; their `policyDefaults` hold for files that name none. */
export const visibleCases = join(import.meta.dirname, 'cases.json');

/** Cases of our own, in the same words. */
export const furtherCases = join(import.meta.dirname, 'more.json');

/** Reads a file of cases. Rejects when it holds none. */
export async function readSuite(path: string): Promise<Suite> {
  const [{ policyDefaults }, value] = [await suiteIn(visibleCases), await suiteIn(path)];
  return { ...value, policyDefaults: { ...policyDefaults, ...value.policyDefaults } };
}

async function suiteIn(path: string): Promise<Suite> {
  const value: unknown = JSON.parse(await readFile(path, 'utf8'));
  const suite = Array.isArray(value) ? { cases: value as unknown[], policyDefaults: {} } : value;
  const cases = typeof suite === 'object' && suite !== null && 'cases' in suite ? suite.cases : undefined;
  if (!Array.isArray(cases) || cases.length === 0) throw new Error(`${path} holds no cases.`);
  return suite as Suite;
}

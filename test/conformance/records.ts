import type { SendPolicy } from '../../src/http/policy';
import { redactor } from '../../src/run/redact';
import type { CaseRun } from './runner';

/** Which texts that no record, log or HAR may hold are in what a run produced, once it is masked. */
export function leaks(forbidden: readonly string[], run: CaseRun, policy: SendPolicy): readonly string[] {
  if (forbidden.length === 0) return [];
  const masked = JSON.stringify(redactor(policy.secrets, policy.secretHeaders).deep(readable(run)));
  return forbidden.filter((text) => masked.includes(text)).map((text) => `recordsMustNotContain: found ${text}`);
}

/** The same value with contents as texts, as records show them. */
function readable(value: unknown): unknown {
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, readable(member)]));
}

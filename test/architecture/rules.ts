/** One row of the tables in `src/http/README.md`. */
export interface RuleRow {
  readonly id: string;
  /** Path from `src/http`. */
  readonly code: string;
  /** Case ids; `*` stands for any ending or middle. */
  readonly cases: readonly string[];
  /** Titles of tests. */
  readonly titles: readonly string[];
}

/** The rows of a page like `src/http/README.md`, in order. */
export function ruleRows(page: string): readonly RuleRow[] {
  return page
    .split('\n')
    .map((line) => /^\| ([A-Z]{2}\d*) \|[^|]+\|[^|]+\| `([^`]+)` +\| ([^|]+)\|$/.exec(line.replace(/ +/g, ' ')))
    .filter((match) => match !== null)
    .map(([, id = '', code = '', proofs = '']) => ({
      id,
      code,
      cases: [...proofs.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
      titles: [...proofs.matchAll(/"([^"]+)"/g)].map(([, title = '']) => title),
    }));
}

/** The rule ids that a source text speaks of: `'RD2'`, `rule: 'CL'`, `(rule RD7)`, `rules MP, BA`, `rules RT1 to RT6`. A family named as a whole stands for itself. */
export function ruleIds(source: string): ReadonlySet<string> {
  const ids = new Set<string>();
  const list =
    /\brules? ([A-Z]{2}\d*(?:(?:, | and | to |, and )[A-Z]{2}\d*)*)|(?:\brule: )?'([A-Z]{2}\d{1,2})'|\brule: '([A-Z]{2})'/g;
  for (const [, spoken, noted, family] of source.matchAll(list)) {
    for (const part of (spoken ?? noted ?? family ?? '').split(/, and |, | and /))
      for (const id of range(part)) ids.add(id);
  }
  return ids;
}

/** `RT1 to RT6` as its six ids. */
function range(text: string): readonly string[] {
  const [, family = '', first, last] = /^([A-Z]{2})(\d+) to [A-Z]{2}(\d+)$/.exec(text) ?? [];
  if (first === undefined || last === undefined) return [text];
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, at) => `${family}${Number(first) + at}`);
}

/** Whether a pattern such as `RD-301-*` names a case. */
export function namesCase(pattern: string, id: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[^A-Za-z0-9]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(id);
}

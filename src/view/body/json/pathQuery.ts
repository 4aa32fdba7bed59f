/** One way to choose children (RFC 9535 §2.3) that needs to see nothing but the child's own name or index. */
export type Selector =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'slice'; readonly start: number; readonly end: number; readonly step: number };

export interface Segment {
  readonly isDescendant: boolean;
  readonly selectors: readonly Selector[];
}

const SHORTHAND = /^(?:\*|[\p{L}_\u0080-\uffff][\p{L}\p{N}_\u0080-\uffff]*)/u;
const QUOTED = /^(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/u;
const SLICE = /^(\d{1,15})?\s*(:\s*(\d{1,15})?\s*(?::\s*(\d{1,15})?)?)?/u;

/** A query of names, wildcards, indexes and slices from the front, which can be answered in one pass over a text; undefined for any other, right or wrong. */
export function streamableQuery(path: string): readonly Segment[] | undefined {
  let rest = path;
  if (!rest.startsWith('$')) return undefined;
  rest = rest.slice(1);
  const segments: Segment[] = [];
  while (rest !== '') {
    const trimmed = rest.trimStart();
    const isDescendant = trimmed.startsWith('..');
    const isShort = trimmed.startsWith('.') && trimmed.charAt(isDescendant ? 2 : 1) !== '[';
    if (isShort) {
      const [name] = SHORTHAND.exec(trimmed.slice(isDescendant ? 2 : 1)) ?? [];
      if (name === undefined) return undefined;
      segments.push({ isDescendant, selectors: [name === '*' ? { kind: 'any' } : { kind: 'name', name }] });
      rest = trimmed.slice((isDescendant ? 2 : 1) + name.length);
      continue;
    }
    const bracketed = trimmed.slice(isDescendant ? 2 : 0);
    if (!bracketed.startsWith('[')) return undefined;
    const found = selectorsOf(bracketed.slice(1));
    if (found === undefined) return undefined;
    segments.push({ isDescendant, selectors: found.selectors });
    rest = found.rest;
  }
  // The states of a query are bits of one number.
  return segments.length <= 30 ? segments : undefined;
}

/** The selectors up to the closing bracket, and what follows it. */
function selectorsOf(text: string): { readonly selectors: readonly Selector[]; readonly rest: string } | undefined {
  const selectors: Selector[] = [];
  let rest = text.trimStart();
  for (;;) {
    const one = selectorOf(rest);
    if (one === undefined) return undefined;
    selectors.push(one.selector);
    rest = rest.slice(one.length).trimStart();
    if (rest.startsWith(']')) return { selectors, rest: rest.slice(1) };
    if (!rest.startsWith(',')) return undefined;
    rest = rest.slice(1).trimStart();
  }
}

function selectorOf(text: string): { readonly selector: Selector; readonly length: number } | undefined {
  if (text.startsWith('*')) return { selector: { kind: 'any' }, length: 1 };
  const quoted = QUOTED.exec(text);
  if (quoted !== null) {
    const name = unquoted(quoted[1] ?? quoted[2] ?? '');
    return name === undefined ? undefined : { selector: { kind: 'name', name }, length: quoted[0].length };
  }
  const [all = '', first, colons, end, step] = SLICE.exec(text) ?? [];
  if (all === '' || [first, end, step].some((digits) => /^0\d/u.test(digits ?? ''))) return undefined;
  const start = Number(first ?? 0);
  if (colons === undefined) return { selector: { kind: 'slice', start, end: start + 1, step: 1 }, length: all.length };
  if (step === '0') return undefined;
  const selector: Selector = { kind: 'slice', start, end: Number(end ?? Infinity), step: Number(step ?? 1) };
  return { selector, length: all.length };
}

/** A quoted name without its escapes; undefined for an escape that there is not. */
function unquoted(text: string): string | undefined {
  try {
    return String(
      JSON.parse(
        `"${text.replace(/\\'/gu, "'").replace(/(\\.)|"/gsu, (all, escape?: string) => escape ?? `\\${all}`)}"`,
      ),
    );
  } catch {
    return undefined;
  }
}

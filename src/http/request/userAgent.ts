import { fieldValue } from '../fields';
import type { Field } from '../message';
import type { Note } from '../trace';

/** The User-Agent of every exchange: the engine's own, unless one was typed, which wins with a warning; either is checked against the guide's form (rule UA). `fields` has it. */
export function withUserAgent(
  fields: readonly Field[],
  userAgent: string,
): { readonly fields: readonly Field[]; readonly notes: readonly Note[] } {
  const typed = fieldValue(fields, 'user-agent');
  const notes: Note[] = [];
  if (typed !== undefined) {
    notes.push({
      rule: 'UA',
      message: 'The typed User-Agent was sent; the guide asks for the same one in every request of an installation.',
      warning: 'user-agent-overridden',
    });
  }
  if (!followsUserAgentForm(typed ?? userAgent)) {
    notes.push({
      rule: 'UA',
      message: 'User-Agent is not of the form name/version (details).',
      warning: 'user-agent-format',
    });
  }
  if (typed === undefined) return { fields: [...fields, { name: 'User-Agent', value: userAgent }], notes };
  return { fields, notes };
}

/** Whether a User-Agent has the guide's form `name/version[ (details)]`; further products and comments may follow (rule UA; RFC 9110 §10.1.5). */
export function followsUserAgentForm(text: string): boolean {
  const first = product.exec(text)?.[0];
  if (first?.includes('/') !== true) return false;
  let at = first.length;
  while (at < text.length) {
    if (text[at] !== ' ') return false;
    const end = text[at + 1] === '(' ? commentEnd(text, at + 1) : productEnd(text, at + 1);
    if (end === undefined) return false;
    at = end;
  }
  return true;
}

const product = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+(?:\/[!#$%&'*+\-.^_`|~0-9A-Za-z]+)?/;
const productThere = /[!#$%&'*+\-.^_`|~0-9A-Za-z]+(?:\/[!#$%&'*+\-.^_`|~0-9A-Za-z]+)?/y;

function productEnd(text: string, start: number): number | undefined {
  productThere.lastIndex = start;
  return productThere.test(text) ? productThere.lastIndex : undefined;
}

function commentEnd(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '(') depth += 1;
    else if (text[at] === ')') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}

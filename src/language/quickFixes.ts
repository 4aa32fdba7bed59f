import type { LanguageContext } from './context';
import type { Diagnostic, RequestDocument } from './document';
import { layoutFixes } from './fixes/layout';
import { nameFixes } from './fixes/names';
import { requestFixes } from './fixes/request';
import type { Fix, Fixer, QuickFix } from './fixes/quickFix';
import { secretFixes } from './fixes/secrets';
import { nameScope } from './names/nameScope';
import { blockAt } from './requestAt';

export type { QuickFix } from './fixes/quickFix';

/** What could be done about a complaint of `diagnose` on this very text, the most likely first; empty when only a person can tell. */
export function quickFixes(
  document: RequestDocument,
  diagnostic: Pick<Diagnostic, 'code' | 'span'>,
  context: LanguageContext,
): readonly QuickFix[] {
  const { code, span } = diagnostic;
  const block = blockAt(document, span.start);
  const fixer = fixers.get(code);
  if (block === undefined || fixer === undefined || span.end > document.text.length) return [];
  const { text } = document;
  const found = fixer({
    scope: nameScope(document, context),
    block,
    span,
    typed: text.slice(span.start, span.end),
    lineEnd: text.includes('\r\n') ? '\r\n' : '\n',
  });
  return found.map((fix: Fix, index) => ({ secret: undefined, ...fix, code, isPreferred: index === 0 }));
}

const fixers: ReadonlyMap<string, Fixer> = new Map(
  [nameFixes, requestFixes, layoutFixes, secretFixes].flatMap((each) => Object.entries(each)),
);

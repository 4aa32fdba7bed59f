import { append } from './parse/append';
import { information } from './parse/complaint';
import { emptyContext, type LanguageContext } from './context';
import type { Diagnostic, RequestDocument } from './document';
import { requestsOf } from './names/references';
import { bodyRules } from './rules/body';
import { characterRules } from './rules/characters';
import { directiveRules } from './rules/directives';
import { fieldRules } from './rules/fields';
import { methodOverrideRules } from './rules/methodOverride';
import { requestLineRules } from './rules/requestLine';
import { scriptRules } from './rules/scripts';
import { secretRules } from './rules/secrets';
import { variableRules } from './rules/variables';
import { nameScope, type NameScope } from './names/nameScope';

/** What is told of a file: `allDiagnostics`, but of a file that is full of them the first five thousand, errors before others. */
export function diagnose(document: RequestDocument, context: LanguageContext): readonly Diagnostic[] {
  const found = allDiagnostics(document, context);
  return found.length > most ? inOrder(fewer(found, document.text.length)) : found;
}

/**
 * Everything that can be said against a file from its text and what the host knows, grammar included, in the order of the
 * text. An error keeps a request from being sent; a warning does not. Codes are stable and documented.
 */
function allDiagnostics(document: RequestDocument, context: LanguageContext): readonly Diagnostic[] {
  const scope = nameScope(document, context);
  const found = withoutReferences(document, scope);
  append(found, variableRules(document, scope));
  append(found, secretRules(document));
  append(found, characterRules(document));
  return inOrder(found);
}

/** The errors among `allDiagnostics` that are not about references: what a run cannot find out as it looks up their values. */
export function textErrors(document: RequestDocument): readonly Diagnostic[] {
  const found = withoutReferences(document, nameScope(document, emptyContext));
  return inOrder(found.filter(({ severity }) => severity === 'error'));
}

function withoutReferences(document: RequestDocument, scope: NameScope): Diagnostic[] {
  const found: Diagnostic[] = [...document.diagnostics];
  for (const request of requestsOf(document)) {
    for (const rule of requestRules) append(found, rule(request, scope));
  }
  append(found, directiveRules(document, scope));
  return found;
}

/** Nobody reads more, and editors show fewer: a file that is noise costs its host no more than that. */
const most = 5000;

/** The errors before the others, as many as are told, and how many are not. */
function fewer(found: readonly Diagnostic[], end: number): Diagnostic[] {
  const errors = found.filter(({ severity }) => severity === 'error');
  const others = found.filter(({ severity }) => severity !== 'error');
  const left = `${found.length - most} more complaints about this file are left out. Mend these first.`;
  return [...[...errors, ...others].slice(0, most), information({ start: end, end }, moreComplaints, left)];
}

const moreComplaints = 'more-complaints';

function inOrder(found: Diagnostic[]): readonly Diagnostic[] {
  return found.sort((one, other) => one.span.start - other.span.start || one.span.end - other.span.end);
}

const requestRules = [requestLineRules, methodOverrideRules, fieldRules, bodyRules, scriptRules];

import { append } from './parse/append';
import type { LanguageContext } from './context';
import type { Diagnostic, RequestDocument } from './document';
import { requestsOf } from './names/references';
import { bodyRules } from './rules/body';
import { directiveRules } from './rules/directives';
import { fieldRules } from './rules/fields';
import { methodOverrideRules } from './rules/methodOverride';
import { requestLineRules } from './rules/requestLine';
import { scriptRules } from './rules/scripts';
import { secretRules } from './rules/secrets';
import { variableRules } from './rules/variables';
import { nameScope } from './names/nameScope';

/**
 * Everything that can be said against a file from its text and what the host knows, grammar included, in the order of the
 * text. An error keeps a request from being sent; a warning does not. Codes are stable and documented.
 */
export function diagnose(document: RequestDocument, context: LanguageContext): readonly Diagnostic[] {
  const found: Diagnostic[] = [...document.diagnostics];
  const scope = nameScope(document, context);
  for (const request of requestsOf(document)) {
    for (const rule of requestRules) append(found, rule(request, scope));
  }
  append(found, directiveRules(document, scope));
  append(found, variableRules(document, scope));
  append(found, secretRules(document));
  return found.sort((one, other) => one.span.start - other.span.start || one.span.end - other.span.end);
}

const requestRules = [requestLineRules, methodOverrideRules, fieldRules, bodyRules, scriptRules];

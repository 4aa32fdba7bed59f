import { append } from '../parse/append';
import { error, information, warning } from '../parse/complaint';
import { directives } from '../words/directives';
import { foreignDirectives } from '../words/foreignDirectives';
import type { Diagnostic, Directive, RequestDocument } from '../document';
import { methods } from '../words/methods';
import type { NameScope } from '../names/nameScope';
import { nearest } from '../words/nearest';
import { requestsOf } from '../names/references';

/** The directives of a file, each by itself, and names against each other. */
export function directiveRules(document: RequestDocument, scope: NameScope): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const block of document.blocks) {
    for (const directive of block.request?.directives ?? block.directives) append(found, valueRules(directive, scope));
  }
  return [...found, ...nameRules(document)];
}

function valueRules(directive: Directive, scope: NameScope): readonly Diagnostic[] {
  const meaning = directives.get(directive.key);
  if (meaning === undefined) {
    const client = foreignDirectives.get(directive.key.replaceAll('-', '')) ?? kulalaFlag(directive.key);
    if (client !== undefined) {
      return [
        information(
          directive.keySpan,
          'foreign-directive',
          `"@${directive.key}" is for ${client}; here it does nothing.`,
        ),
      ];
    }
    const meant = nearest(directive.key, directives.keys());
    const hint = meant === undefined ? '' : ` Did you mean @${meant}?`;
    return [
      warning(
        directive.keySpan,
        'unknown-directive',
        `"@${directive.key}" is no directive, so it does nothing.${hint}`,
      ),
    ];
  }
  const isValid = valueForms.get(directive.key)?.test(directive.value) ?? true;
  if (!isValid) {
    const span = directive.value === '' ? directive.span : directive.valueSpan;
    const complaint = names.has(directive.key) ? warning : error;
    return [complaint(span, 'directive-value', `This is written \`@${meaning.key} ${meaning.usage}\`.`)];
  }
  return referenceRules(directive, scope);
}

/** `@kulala-curl--insecure`, `@curl-max-time 5`: options for curl. */
function kulalaFlag(key: string): string | undefined {
  return /^(?:kulala-)?(?:curl|grpc)-/.test(key) ? 'Kulala' : undefined;
}

const duration = /^\d+(?:\.\d+)?\s*(?:ms|s|m)?$/;
const word = /^\S+/;

/** What the value must look like; a directive that is not here takes anything. */
const valueForms: ReadonlyMap<string, RegExp> = new Map([
  ['name', /\S/],
  ['import', /\S/],
  ['ref', word],
  ['forceref', word],
  ['prompt', word],
  ['auth', word],
  ['tag', word],
  ['max-redirects', /^\d{1,3}$/],
  ['retry', /^(?:default|never|unsafe|transient|\d{1,2})$/],
  ['tunnel', /^(?:header|query)$/],
  ['timeout', duration],
  ['connection-timeout', duration],
]);

/** Without its value such a directive changes nothing that is sent. */
const names: ReadonlySet<string> = new Set(['name', 'tag']);

function referenceRules(directive: Directive, scope: NameScope): readonly Diagnostic[] {
  if (directive.key !== 'ref' && directive.key !== 'forceref') return [];
  if (scope.requests.has(directive.value)) return [];
  const meant = nearest(directive.value, scope.requests.keys());
  const hint = meant === undefined ? ' Give a request this name with `# @name`.' : ` Did you mean "${meant}"?`;
  return [error(directive.valueSpan, 'unknown-request', `No request is named "${directive.value}".${hint}`)];
}

function nameRules(document: RequestDocument): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const seen = new Set<string>();
  for (const request of requestsOf(document)) {
    const names = request.directives.filter((each) => each.key === 'name' && each.value !== '');
    const [directive, second] = names;
    if (directive === undefined) continue;
    const { value, valueSpan } = directive;
    if (second !== undefined)
      found.push(warning(second.span, 'duplicate-name', `This request is already named "${value}".`));
    if (seen.has(value)) {
      found.push(
        warning(valueSpan, 'duplicate-name', `Another request is named "${value}"; references go to the first.`),
      );
    }
    seen.add(value);
    if (!/^\w+$/.test(value)) {
      found.push(warning(valueSpan, 'name-characters', 'Only letters, digits and _ in a name can be referred to.'));
    } else if (methods.has(value)) {
      found.push(
        warning(valueSpan, 'name-characters', 'This name is a method, which reads badly where it is referred to.'),
      );
    }
  }
  return found;
}

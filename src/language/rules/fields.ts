import { error, warning } from '../parse/complaint';
import type { Diagnostic, ParsedField, ParsedRequest } from '../document';
import { literalText } from '../parse/template';

/** The fields of one request, each by itself. */
export function fieldRules(request: ParsedRequest): readonly Diagnostic[] {
  return request.fields.flatMap((field) => [...nameRules(field), ...valueRules(field)]);
}

/** RFC 9110 §5.6.2. */
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

function nameRules(field: ParsedField): readonly Diagnostic[] {
  const name = literalText(field.name);
  if (name === undefined || token.test(name)) return [];
  const span = field.name.span;
  if (name === '') return [error(field.span, 'field-name', 'A field needs a name before its colon.')];
  return [
    error(
      span,
      'field-name',
      `"${name}" cannot be the name of a field: only letters, digits and !#$%&'*+-.^_\`|~ can.`,
    ),
  ];
}

function valueRules(field: ParsedField): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const piece of field.value.pieces) {
    const open = piece.kind === 'text' ? piece.text.indexOf('{{') : -1;
    if (open < 0) continue;
    const start = piece.span.start + open;
    found.push(
      warning(
        { start, end: start + 2 },
        'unclosed-reference',
        'These braces are not closed on their line, so they are sent as text.',
      ),
    );
  }
  const value = literalText(field.value);
  if (value === undefined) return found;
  if (hasControl(value)) found.push(error(field.value.span, 'field-value', 'A field cannot hold control characters.'));
  if (field.nameText.toLowerCase() === 'user-agent' && !isUserAgent(value)) {
    found.push(
      warning(
        field.value.span,
        'user-agent-form',
        'A user agent is written `name/version (details)`, such as `RCMobile/3.6.0 (Android/2.6; rev.12345)`.',
      ),
    );
  }
  return found;
}

function hasControl(value: string): boolean {
  for (let at = 0; at < value.length; at++) {
    const unit = value.charCodeAt(at);
    if ((unit < 32 && unit !== 9) || unit === 127) return true;
  }
  return false;
}

/** `token/token`, then comments in parentheses and further products (the guide's convention; RFC 9110 §10.1.5 allows more). */
function isUserAgent(value: string): boolean {
  const [product = '', ...rest] = value
    .replace(/\([^()]*\)/g, ' ')
    .trim()
    .split(/[ \t]+/);
  const isProduct = (word: string) => /^[^/]+\/[^/]+$/.test(word) && word.split('/').every((part) => token.test(part));
  return isProduct(product) && rest.every((word) => word === '' || isProduct(word) || token.test(word));
}

import { warning } from '../parse/complaint';
import type { Diagnostic, ParsedField, ParsedRequest } from '../document';
import { templateText } from '../parse/template';

/** Method tunnelling by hand (rule MT): `X-HTTP-Method-Override` and `_method`. */
export function methodOverrideRules(request: ParsedRequest): readonly Diagnostic[] {
  const field = request.fields.find((each) => each.nameText.toLowerCase() === 'x-http-method-override');
  const parameter = overrideParameter(request);
  if (field === undefined && parameter === undefined) return [];
  const found: Diagnostic[] = [];
  const place = field?.span ?? request.url.span;
  if (request.method === 'GET') {
    found.push(
      warning(
        place,
        'override-on-get',
        'A method is tunnelled through POST, never through GET. Send it as POST, or remove the override.',
      ),
    );
  }
  if (field !== undefined && parameter !== undefined && isConflict(field, parameter)) {
    const typed = templateText(field.value);
    found.push(
      warning(
        place,
        'override-conflict',
        `The field says ${typed} and _method says ${parameter}; the server answers 400. Keep one of them.`,
      ),
    );
  }
  return found;
}

function overrideParameter(request: ParsedRequest): string | undefined {
  return /[?&]_method=([^&#]*)/.exec(templateText(request.url))?.[1];
}

function isConflict(field: ParsedField, parameter: string): boolean {
  return templateText(field.value).trim().toUpperCase() !== parameter.toUpperCase();
}

import type { FileVariable, ParsedField } from '../document';
import { replace, type Fixer, type FixPlace } from './quickFix';

/** A secret that is typed out goes to the secret storage, and its name takes its place. */
export const secretFixes: Readonly<Record<string, Fixer>> = {
  'literal-secret': (place) => {
    const { typed, span } = place;
    const scheme = fieldAt(place) === undefined ? '' : (/^(?:Bearer|Basic|Token|Digest)[ \t]+/i.exec(typed)?.[0] ?? '');
    const value = typed.slice(scheme.length);
    if (value === '' || /[\r\n]/.test(value)) return [];
    const name = secretName(place);
    const fix = replace(
      `Move to the secret ${name}`,
      { start: span.start + scheme.length, end: span.end },
      `{{$secret ${name}}}`,
    );
    return [{ ...fix, secret: { name, value } }];
  },
};

/** `API_KEY` for `@apiKey`, `"apiKey": "…"` and `Api-Key: …`. */
function secretName(place: FixPlace): string {
  const typed = variableAt(place)?.name ?? fieldAt(place)?.nameText ?? parameterName(place) ?? 'SECRET';
  const words = typed
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/\W+/g, '_')
    .replace(/^_+|_+$/g, '');
  return words === '' ? 'SECRET' : words.toUpperCase();
}

function variableAt({ block, span }: FixPlace): FileVariable | undefined {
  return block.variables.find((each) => each.value.span.start === span.start);
}

function fieldAt({ block, span }: FixPlace): ParsedField | undefined {
  return block.request?.fields.find((each) => each.value.span.start === span.start);
}

/** The word before `=`, or before `":`. */
function parameterName({ scope, span }: FixPlace): string | undefined {
  const before = scope.document.text.slice(Math.max(0, span.start - 60), span.start);
  return /([\w-]+)(?:=|"\s*:\s*")$/.exec(before)?.[1];
}

import type { Span } from '../../base/span';
import type { FileVariable, ParsedRequest, RequestDocument, Template } from '../../language/document';
import { namedVariables } from '../../language/edits/carryVariables';
import { namesSecret } from '../../language/words/secretNames';

/**
 * The block of a request, after the file variables that it names, which is enough to send it once more when the file has changed. Credentials that were typed
 * are masked; those of the run itself are for `exportedText`.
 */
export function requestSource(document: RequestDocument, request: ParsedRequest): string {
  const block = document.blocks.find((each) => each.request === request);
  if (block === undefined) return '';
  const hidden = [
    ...block.variables.flatMap(typedSecret),
    ...request.fields.flatMap(({ nameText, value }) => (isCredential(nameText) ? typedText(value) : [])),
  ];
  const text = withoutSpans(document.text, block.span, hidden).trimEnd();
  const variables = namedVariables(document, text).filter((variable) => !block.variables.includes(variable));
  const lines = variables.map((variable) =>
    withoutSpans(document.text, variable.span, typedSecret(variable)).trimEnd(),
  );
  const titled = /^\s*###/.test(text) ? text.trimStart() : `###\n${text.trimStart()}`;
  return `${[...lines, ...(lines.length === 0 ? [] : ['']), titled].join('\n')}\n`;
}

const mask = '***';

function isCredential(name: string): boolean {
  return /^(?:proxy-)?authorization$|^cookie$|^x-api-key$/i.test(name) || namesSecret(name);
}

function typedSecret({ name, value }: FileVariable): readonly Span[] {
  return namesSecret(name) ? typedText(value) : [];
}

/** What is typed of a value, but for the scheme of a credential. Nothing where it holds a reference: then the rest is layout, such as `Bearer `. */
function typedText({ span, pieces }: Template): readonly Span[] {
  const [first] = pieces;
  if (first?.kind !== 'text' || pieces.length > 1 || first.text.trim() === '') return [];
  const scheme = /^\s*(?:Bearer|Basic|Digest)\s+(?=\S)/i.exec(first.text)?.[0].length ?? 0;
  return [{ start: span.start + scheme, end: span.end }];
}

function withoutSpans(text: string, within: Span, hidden: readonly Span[]): string {
  let at = within.start;
  let kept = '';
  for (const { start, end } of [...hidden].sort((a, b) => a.start - b.start)) {
    kept += text.slice(at, start) + mask;
    at = end;
  }
  return kept + text.slice(at, within.end);
}

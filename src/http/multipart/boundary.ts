/** Type and subtype in lower case, without parameters: `multipart/mixed`; undefined when there is no Content-Type or it is empty. */
export function mediaType(contentType: string | undefined): string | undefined {
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  return type === '' ? undefined : type;
}

/**
 * The `boundary` parameter of a Content-Type, quoted or not, its name in any case (RFC 2046 §5.1.1); undefined when absent or empty.
 * One pass, no regular expression, so a hostile value costs no more than its length. The first of several wins.
 */
export function parseBoundary(contentType: string): string | undefined {
  let at = contentType.indexOf(';');
  while (at >= 0 && at < contentType.length) {
    const parameter = readParameter(contentType, at + 1);
    if (parameter.name === 'boundary') return parameter.value.trimEnd() || undefined;
    at = parameter.end;
  }
  return undefined;
}

interface Parameter {
  readonly name: string;
  readonly value: string;
  /** Index of the `;` after it, or the length of the text. */
  readonly end: number;
}

function readParameter(text: string, start: number): Parameter {
  let at = start;
  while (at < text.length && text[at] !== '=' && text[at] !== ';') at++;
  const name = text.slice(start, at).trim().toLowerCase();
  if (text[at] !== '=') return { name, value: '', end: at };
  at++;
  while (text[at] === ' ' || text[at] === '\t') at++;
  if (text[at] === '"') return { name, ...readQuoted(text, at + 1) };
  const end = endOfParameter(text, at);
  return { name, value: text.slice(at, end), end };
}

/** An unclosed quotation runs to the end. */
function readQuoted(text: string, start: number): { readonly value: string; readonly end: number } {
  let value = '';
  let at = start;
  while (at < text.length && text[at] !== '"') {
    if (text[at] === '\\' && at + 1 < text.length) at++;
    value += text.charAt(at);
    at++;
  }
  return { value, end: endOfParameter(text, at) };
}

function endOfParameter(text: string, from: number): number {
  const end = text.indexOf(';', from);
  return end < 0 ? text.length : end;
}

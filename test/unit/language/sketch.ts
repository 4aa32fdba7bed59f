import type { BodyPiece, ParsedRequest, RequestDocument, Template } from '../../../src/language/document';

/** A template as it reads: references as `«expression»`, percent-encoded ones as `«%expression»`. */
export function sketchTemplate(template: Template): string {
  return template.pieces
    .map((piece) => (piece.kind === 'text' ? piece.text : `«${piece.isPercentEncoded ? '%' : ''}${piece.expression}»`))
    .join('');
}

/** A request as lines: request line, directives, fields, body, what follows it. */
export function sketchRequest(request: ParsedRequest): readonly string[] {
  const version = request.httpVersion === undefined ? '' : ` ${request.httpVersion}`;
  return [
    `${request.method} ${sketchTemplate(request.url)}${version}`,
    ...request.directives.map(({ key, value }) => `@${key}${value === '' ? '' : ` ${value}`}`),
    ...request.fields.map((field) => `${sketchTemplate(field.name)}: ${sketchTemplate(field.value)}`),
    ...(request.body === undefined ? [] : [`body ${sketchBody(request.body)}`]),
    ...request.assertions.map((assertion) => `?? ${assertion.text}`),
    ...(request.saveTo === undefined
      ? []
      : [`${request.saveTo.overwrites ? '>>!' : '>>'} ${sketchTemplate(request.saveTo.path)}`]),
    ...request.scripts.map((script) => `script ${script.kind}`),
  ];
}

function sketchBody(body: readonly BodyPiece[]): string {
  return body
    .map((piece) => {
      if (piece.kind === 'text') return JSON.stringify(sketchTemplate(piece.template)).slice(1, -1);
      const mark = piece.hasVariables ? `<@${piece.encoding ?? ''}` : '<';
      return `[${mark} ${sketchTemplate(piece.path)}]`;
    })
    .join('');
}

/** Every request of a document. */
export function sketch(document: RequestDocument): readonly (readonly string[])[] {
  return document.blocks.flatMap((block) => (block.request === undefined ? [] : [sketchRequest(block.request)]));
}

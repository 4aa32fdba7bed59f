import type { BodyPiece, ParsedRequest } from '../document';
import { templateText } from '../parse/template';
import { insertion, open, type Change, type Source } from './change';
import type { Dialect } from './dialect';

/** What other clients do to fields and bodies before they send them. */
export function bodyChanges(source: Source, movesComments: boolean): readonly Change[] {
  return source.requests.flatMap((request) => [
    ...(movesComments ? bodyComments(source, request) : []),
    ...(request.body ?? []).flatMap((piece) => fileChanges(source, request, piece)),
    ...schemes(request),
  ]);
}

/** They leave out every line of a body that begins with `#` or `//`. */
const stripComments: ReadonlySet<Dialect> = new Set(['restClient', 'kulala']);

/** Here a body is sent as it stands. A comment that would not have been sent moves above the request. */
function bodyComments({ document, dialect, lineEnd }: Source, request: ParsedRequest): readonly Change[] {
  const { body = [], lineSpan, span } = request;
  if (!stripComments.has(dialect) && !isJson(request)) return [];
  return body.flatMap((piece) => {
    const place = piece.kind === 'text' ? piece.template.span : undefined;
    if (place === undefined || place.start < lineSpan.end) return [];
    const comments = document.text.slice(place.start, place.end).matchAll(/^[ \t]*(?:#+|\/\/+)(.*)(?:\r?\n|$)/gm);
    return [...comments].flatMap(({ 0: line, 1: said = '', index }): Change | readonly Change[] => {
      const start = place.start + index;
      const comment = `# ${said.trim().replace(/^@/, '(body) @')}`.trimEnd();
      const end = start + line.length + (line.endsWith('\n') ? 0 : lineEndAt(document.text, start + line.length));
      // Without it, an example answer below would be read as a part of the body.
      if (document.text.startsWith('HTTP/', end)) return [];
      const edits = [insertion(span.start, comment + lineEnd), { span: { start, end }, newText: '' }];
      return {
        edits,
        remark: { span: { start, end: start + line.trimEnd().length }, kind: 'changed', ...movedComment },
      };
    });
  });
}

/** The last line of a body reaches up to its line end, which goes with it. */
function lineEndAt(text: string, offset: number): number {
  return /^\r?\n/.exec(text.slice(offset, offset + 2))?.[0].length ?? 0;
}

const movedComment = {
  what: 'This comment stood in a body, which is sent here as it stands',
  advice: 'It is above the request now.',
};

function isJson({ fields }: ParsedRequest): boolean {
  const type = fields.find(({ nameText }) => nameText.toLowerCase() === 'content-type');
  return type !== undefined && /^application\/(?:[\w.-]+\+)?json\b/i.test(templateText(type.value));
}

function fileChanges({ dialect }: Source, { directives }: ParsedRequest, piece: BodyPiece): readonly Change[] {
  if (piece.kind !== 'file' || piece.hasVariables) return [];
  const path = templateText(piece.path);
  const { span } = piece.path;
  if (directives.some(({ key }) => key === 'injectvariables')) {
    return [{ edits: [insertion(piece.span.start + 1, '@')], remark: undefined }];
  }
  if (dialect === 'kulala' && /\.(?:json|xml|txt|graphql|html?|csv|ya?ml)$/i.test(path)) {
    const what = 'Kulala puts the values of variables into this file';
    return [open(span, { what, advice: `Write \`<@ ${path}\` when it has any.` })];
  }
  if (dialect === 'restClient' && !/^(?:\.{0,2}[\\/]|[A-Za-z]:|\{\{)/.test(path)) {
    const what = 'REST Client looks for this file in the workspace folder first';
    return [
      open(span, { what, advice: 'Here the path begins at the folder of this file. Correct it when they differ.' }),
    ];
  }
  return [];
}

/** Schemes whose answer to a challenge the other client computes. */
function schemes({ fields }: ParsedRequest): readonly Change[] {
  return fields.flatMap(({ nameText, value }) => {
    if (nameText.toLowerCase() !== 'authorization') return [];
    const scheme = /^(Digest|AWS|NTLM|Cognito|COGNITO)[ \t]+(?!username=)\S/i.exec(templateText(value))?.[1];
    if (scheme === undefined) return [];
    const what = `${scheme} authorization is not computed here`;
    return [
      open(value.span, {
        what,
        advice: 'Send a field that is computed already, or a token of a profile: `# @auth PROFILE`.',
      }),
    ];
  });
}

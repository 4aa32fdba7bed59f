import type { Span } from '../base/span';
import { assertionSubjects } from './words/assertions';
import type { LanguageContext } from './context';
import { directives } from './words/directives';
import type { ParsedRequest, RequestDocument } from './document';
import { dynamicValues } from './words/dynamicValues';
import { fieldNames } from './words/fieldNames';
import { methods } from './words/methods';
import { tellVariable } from './hover/hoverVariable';
import { nameScope, type NameScope } from './names/nameScope';
import { nodeAt, type Node } from './names/nodeAt';
import { requestAt } from './requestAt';
import { statusCodes } from './words/statusCodes';
import { requestDetail } from './symbols';

/** What to tell about a place: lines of plain text, the first the most important. Code is never inside: a host may show `value` as code. */
export interface Hover {
  readonly span: Span;
  /** A value or a heading to show as code; undefined without. */
  readonly value: string | undefined;
  readonly lines: readonly string[];
}

/** Tells what the word at an offset means: a variable's value now, its source and what it hides; what a method, field, directive or status is. */
export function hover(document: RequestDocument, offset: number, context: LanguageContext): Hover | undefined {
  const node = nodeAt(document, offset);
  if (node === undefined) return undefined;
  const told = tell(node, nameScope(document, context), requestAt(document, offset));
  return told && { span: node.span, ...told };
}

type Told = Omit<Hover, 'span'>;

function tell(node: Node, scope: NameScope, request: ParsedRequest | undefined): Told | undefined {
  switch (node.kind) {
    case 'variable':
      return tellVariable(node.name, scope, request);
    case 'request':
    case 'answer':
      return answer(node, scope);
    case 'dynamic': {
      const meaning = dynamicValues.get(node.name);
      return (
        meaning && {
          value: `${meaning.name} ${meaning.usage}`.trim(),
          lines: [meaning.meaning, 'Made anew at each use.'],
        }
      );
    }
    case 'method':
      return plain(node.name, methods.get(node.name)?.meaning);
    case 'directive': {
      const meaning = directives.get(node.name);
      return meaning && { value: `# @${meaning.key} ${meaning.usage}`.trim(), lines: [meaning.meaning] };
    }
    case 'field':
      return plain(undefined, fieldNames.get(node.name.toLowerCase())?.meaning);
    case 'subject':
      return plain(undefined, assertionSubjects.get(node.name.toLowerCase())?.meaning);
    case 'status': {
      const status = statusCodes.get(node.name);
      return status && { value: `${node.name} ${status[0]}`, lines: [status[1]] };
    }
    case 'tilde':
      return {
        value: '~',
        lines: ['The account or extension of the one who is logged in, in place of its id. Sent as it is.'],
      };
    case 'file':
      return undefined;
  }
}

function plain(value: string | undefined, meaning: string | undefined): Told | undefined {
  return meaning === undefined ? undefined : { value, lines: [meaning] };
}

function answer(node: Extract<Node, { kind: 'request' | 'answer' }>, scope: NameScope): Told {
  const named = scope.requests.get(node.name);
  if (named === undefined) return { value: undefined, lines: [`No request is named "${node.name}".`] };
  const title = named.request.title === undefined ? [] : [`${named.request.title}.`];
  const what = node.kind === 'answer' ? [`${node.path} of the request "${node.name}".`] : [];
  const when = node.kind === 'request' && node.isDefinition ? [] : ['It is sent first when it has no answer yet.'];
  return { value: requestDetail(named.request), lines: [...title, ...what, ...when] };
}

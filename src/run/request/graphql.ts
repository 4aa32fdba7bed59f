import { isJson } from '../../base/isJson';

/** The JSON a GraphQL body becomes, or a sentence on why it cannot. */
export type GraphqlBody =
  { readonly kind: 'json'; readonly text: string } | { readonly kind: 'invalid'; readonly message: string };

/**
 * Turns a query, a blank line and its variables as JSON into the JSON that GraphQL over HTTP wants. Variables go in as typed, so that
 * every digit is kept; the operation's name is the first one of the query.
 */
export function graphqlBody(text: string): GraphqlBody {
  const { query, variables } = split(text);
  if (variables !== undefined && !isJson(variables)) {
    return {
      kind: 'invalid',
      message: 'The variables below the query are no JSON. Write one object after the blank line, such as { "id": 1 }.',
    };
  }
  const operation = /^[ \t]*(?:query|mutation|subscription)\s+(\w+)/m.exec(query)?.[1];
  const members = [
    `"query":${JSON.stringify(query)}`,
    ...(operation === undefined ? [] : [`"operationName":${JSON.stringify(operation)}`]),
    ...(variables === undefined ? [] : [`"variables":${variables}`]),
  ];
  return { kind: 'json', text: `{${members.join(',')}}` };
}

/** Variables begin with `{` below the first blank line at which every brace of the query is closed; one in a string or a comment is none. */
function split(text: string): { readonly query: string; readonly variables: string | undefined } {
  let depth = 0;
  let isQuery = false;
  for (const { 0: token, index } of text.matchAll(tokens)) {
    const end = index + token.length;
    if (token === '{') depth++;
    else if (token === '}') depth--;
    else if (depth === 0 && isQuery && text[end] === '{' && /\n[^\n]*\n/.test(token)) {
      return { query: text.slice(0, index).trim(), variables: text.slice(end).trim() };
    }
    isQuery ||= token === '}';
  }
  return { query: text.trim(), variables: undefined };
}

/** Block strings, strings, comments, braces, blanks with the ends of lines among them, and other words. */
const tokens = /"""[^]*?(?:(?<!\\)"""|$)|"(?:\\.|[^"\\\n]+)*"?|#[^\n]*|[{}]|\s+|[^\s"#{}]+/g;

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
  const operation = /^\s*(?:query|mutation|subscription)\s+(\w+)/m.exec(query)?.[1];
  const members = [
    `"query":${JSON.stringify(query)}`,
    ...(operation === undefined ? [] : [`"operationName":${JSON.stringify(operation)}`]),
    ...(variables === undefined ? [] : [`"variables":${variables}`]),
  ];
  return { kind: 'json', text: `{${members.join(',')}}` };
}

/** Variables begin with `{` below the first blank line at which every brace of the query is closed. */
function split(text: string): { readonly query: string; readonly variables: string | undefined } {
  for (const gap of text.matchAll(/\n[ \t]*\r?\n\s*(?=\{)/g)) {
    const query = text.slice(0, gap.index).trim();
    if (query !== '' && isClosed(query)) return { query, variables: text.slice(gap.index + gap[0].length).trim() };
  }
  return { query: text.trim(), variables: undefined };
}

function isClosed(query: string): boolean {
  return query.split('{').length === query.split('}').length;
}

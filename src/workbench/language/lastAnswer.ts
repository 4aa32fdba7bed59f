import type * as vscode from 'vscode';
import type { ContentReader } from '../../http/ports';
import type { KnownAnswer } from '../../language/context';
import { decodedText } from '../../run/request/contentText';
import { keyedRequests } from '../send/requestKeys';
import type { Runs } from '../send/runs';
import type { RequestText } from './requestText';

/** Octets of an answer that are looked at; a larger one is not learnt from, so that completion stays instant. */
const largest = 1_000_000;

/** The last answer that a line refers to before the cursor, by the name of its request; undefined when there is none or it is no longer held. */
export async function lastAnswer(
  { runs, contents }: { readonly runs: Runs; readonly contents: ContentReader },
  read: RequestText,
  place: { readonly text: vscode.TextDocument; readonly position: vscode.Position },
): Promise<ReadonlyMap<string, KnownAnswer> | undefined> {
  const { text, position } = place;
  const { services, document, context } = read;
  const before = text.lineAt(position.line).text.slice(0, position.character);
  const name = /([^\s.{}%]+)\.response\.(?:body|headers)\.[^{}]*$/.exec(before)?.[1];
  if (name === undefined) return undefined;
  const files = [
    { uri: text.uri, document },
    ...context.imports.map((each) => ({ ...each, uri: read.uriOf(each.path) })),
  ];
  const file = files.find((each) => each.document.blocks.some(({ request }) => request?.name === name));
  const keyed = file && keyedRequests(file.document).find(({ request }) => request.name === name);
  const record = file && keyed && runs.last({ uri: file.uri.toString(), key: keyed.key });
  const response = record?.exchanges.at(-1)?.response;
  if (record === undefined || response === undefined) return undefined;
  const { content, contentType } = record;
  const octets =
    content === undefined || content.size > largest ? undefined : await contents.read(content, 0, content.size);
  const body = octets && decodedText(octets, contentType);
  const fields = [...new Set(response.fields.map((field) => field.name))];
  const isXml = body !== undefined && /^\s*</.test(body);
  const paths = isXml ? services.xmlPaths(body) : services.answerPaths(parsed(body));
  return new Map([[name, { paths, fields }]]);
}

function parsed(json: string | undefined): unknown {
  try {
    return json === undefined ? undefined : JSON.parse(json);
  } catch {
    return undefined;
  }
}

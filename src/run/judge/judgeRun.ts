import { fieldValue } from '../../http/fields';
import type { Part } from '../../http/outcome';
import type { ContentReader } from '../../http/ports';
import type { Sent } from '../../http/trace';
import type { RequestDocument } from '../../language/document';
import { judge, type Facts, type ResolvedAssertion } from './assertions';
import { allOctets, decodedText } from '../request/contentText';
import { placeIn } from '../place';
import type { AssertionRecord } from '../record';

/** An assertion whose references are resolved. */
export type Expectation = Omit<ResolvedAssertion, 'line'>;

/** Judges the assertions of a request that was sent. The body is read only when one of them is about it. */
export async function judgeRun(
  expectations: readonly Expectation[],
  document: RequestDocument,
  run: { readonly sent: Sent; readonly duration: number },
  contents: ContentReader,
): Promise<readonly AssertionRecord[]> {
  if (expectations.length === 0) return [];
  const subjects = new Set(expectations.map(({ assertion }) => assertion.subject));
  const { sent, duration } = run;
  const { outcome, response } = sent;
  const needsBody = subjects.has('body') || subjects.has('part');
  const octets = needsBody ? await allOctets(response?.content, contents) : new Uint8Array();
  const type = fieldValue(response?.fields ?? [], 'content-type') ?? '';
  const facts: Facts = {
    status: outcome.status,
    category: outcome.category,
    outcome: outcome.kind,
    fields: response?.fields ?? [],
    body: response === undefined ? undefined : decodedText(octets, type),
    parts: outcome.parts?.map((part) => ({ ...part, body: needsBody ? partText(part, octets) : '' })),
    duration,
    attempts: sent.attempts,
    redirects: sent.redirects,
    size: response?.content.size ?? 0,
  };
  const placed = expectations.map((expectation) => ({
    ...expectation,
    line: placeIn(document, expectation.assertion.span.start).line,
  }));
  return judge(placed, facts);
}

function partText({ body, fields }: Part, octets: Uint8Array): string {
  if (body.kind === 'text') return body.text;
  return decodedText(octets.subarray(body.start, body.end), fieldValue(fields, 'content-type') ?? '');
}

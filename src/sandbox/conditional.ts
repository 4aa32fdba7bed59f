import { createHash } from 'node:crypto';
import { fieldOf, noContent, type Answer, type Call } from './call';

/** Adds ETag and Last-Modified to a 200 that has `modifiedAt`, and makes it a 304 when the client's copy is fresh (RFC 9110 §13). */
export function conditional(call: Call, answer: Answer): Answer {
  const { modifiedAt, body } = answer;
  const isRead = call.method === 'GET' || call.method === 'HEAD';
  if (modifiedAt === undefined || !isRead || answer.status !== 200) return answer;
  const etag = `"${createHash('sha256')
    .update(body ?? '')
    .digest('base64url')
    .slice(0, 20)}"`;
  const validators = [
    ['ETag', etag],
    ['Last-Modified', new Date(modifiedAt).toUTCString()],
  ] as const;
  if (isFresh(call, etag, modifiedAt)) return noContent(304, validators);
  return { ...answer, fields: [...answer.fields, ...validators] };
}

/** If-None-Match, compared weakly, goes before If-Modified-Since, which knows whole seconds only. */
function isFresh(call: Call, etag: string, modifiedAt: number): boolean {
  const noneMatch = fieldOf(call, 'if-none-match');
  if (noneMatch !== undefined) {
    return noneMatch.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));
  }
  const since = Date.parse(fieldOf(call, 'if-modified-since') ?? '');
  return Math.floor(modifiedAt / 1000) * 1000 <= since;
}

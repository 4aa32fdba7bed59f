import type { RequestDocument } from './document';
import { requestsOf } from './names/references';
import { templateText } from './parse/template';

/** The URLs of the requests of a file, as typed, in order. */
export function requestUrls(document: RequestDocument): readonly string[] {
  return requestsOf(document)
    .map(({ url }) => templateText(url))
    .filter((url) => url !== '');
}

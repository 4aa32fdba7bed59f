/** A request field this language knows. */
export interface FieldMeaning {
  readonly name: string;
  readonly meaning: string;
  /** Values to offer. */
  readonly values: readonly string[];
}

/** Media types to offer for Content-Type and Accept. */
const mediaTypes: readonly string[] = [
  'application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=part',
  'multipart/mixed; boundary=part',
  'text/plain',
  'text/html',
  'text/csv',
  'application/xml',
  'text/xml',
  'application/graphql',
  'application/problem+json',
  'application/merge-patch+json',
  'application/json-patch+json',
  'application/x-ndjson',
  'application/octet-stream',
  'application/pdf',
  'application/vnd.ringcentral.multipart+json',
  'image/png',
  'image/jpeg',
  'audio/mpeg',
  'audio/wav',
];

/** Fields of requests, by their name in small letters. */
export const fieldNames: ReadonlyMap<string, FieldMeaning> = new Map(
  [
    field('Accept', 'Media types the client can take.', mediaTypes.concat('*/*')),
    field('Accept-Charset', 'Character encodings the client can take; obsolete.', ['utf-8']),
    field('Accept-Encoding', 'Content codings the client can take.', ['gzip, deflate, br', 'identity']),
    field('Accept-Language', 'Languages the person would like.', ['en-US', 'en-GB', 'de', 'fr', 'es']),
    field('Authorization', 'Credentials for the target.', ['Bearer {{token}}', 'Basic {{credentials}}']),
    field('Cache-Control', 'What caches on the way may do.', ['no-cache', 'no-store', 'max-age=0']),
    field('Connection', 'Whether the connection stays open.', ['keep-alive', 'close']),
    field('Content-Disposition', 'How a part is named and saved.', ['form-data; name="file"; filename="file.txt"']),
    field('Content-Encoding', 'Codings applied to the content.', ['gzip']),
    field('Content-Language', 'Language of the content.', ['en-US']),
    field('Content-Length', 'Octets of the content; written by the client itself.'),
    field('Content-Type', 'Media type of the content.', mediaTypes),
    field('Cookie', 'Cookies of the target.'),
    field('Date', 'When the request was made.', ['{{$datetime rfc1123}}']),
    field('Depth', 'WebDAV: how deep the method goes.', ['0', '1', 'infinity']),
    field('Destination', 'WebDAV: where COPY and MOVE go.'),
    field('Expect', 'Asks the server to agree before the content is sent.', ['100-continue']),
    field('Forwarded', 'What proxies knew about the client.'),
    field('From', 'Address of the person who runs the client.'),
    field('Host', 'Host and port of the target; written by the client itself.'),
    field('If-Match', 'Only when the resource still has this ETag.', ['*']),
    field('If-Modified-Since', 'Only when the resource changed since then.', ['{{$datetime rfc1123}}']),
    field('If-None-Match', 'Only when the resource has another ETag.', ['*']),
    field('If-Range', 'The range only when the resource is unchanged.'),
    field('If-Unmodified-Since', 'Only when the resource did not change since then.', ['{{$datetime rfc1123}}']),
    field('Lock-Token', 'WebDAV: the lock to release.'),
    field('Max-Forwards', 'How many proxies may pass TRACE and OPTIONS on.', ['0']),
    field('Origin', 'Where the request comes from, as a browser says it.'),
    field('Overwrite', 'WebDAV: whether COPY and MOVE replace what is there.', ['T', 'F']),
    field('Pragma', 'The old way to say Cache-Control: no-cache.', ['no-cache']),
    field('Prefer', 'What the client would rather have.', ['return=minimal', 'return=representation', 'respond-async']),
    field('Proxy-Authorization', 'Credentials for the proxy.'),
    field('Range', 'The part of the content wanted.', ['bytes=0-1023']),
    field('Referer', 'Where the link to the target was found.'),
    field('TE', 'Transfer codings the client can take.', ['trailers']),
    field('Trailer', 'Fields that will follow the content.'),
    field('Transfer-Encoding', 'How the content travels; written by the client itself.', ['chunked']),
    field('Upgrade', 'Protocols the client would rather speak.'),
    field('User-Agent', 'The client: `name/version (details)`, the same in every request.', ['{{userAgent}}']),
    field('Via', 'Proxies on the way.'),
    field('X-Api-Key', 'A key that stands for the client; never sent to another origin.', ['{{$secret API_KEY}}']),
    field('X-Forwarded-For', 'Addresses the request came through.'),
    field('X-HTTP-Method-Override', 'The method meant, when only POST gets through.', ['PUT', 'PATCH', 'DELETE']),
    field('X-Request-Id', 'A name for this request in logs.', ['{{$guid}}']),
    field('X-Request-Type', 'Says that the body is GraphQL.', ['GraphQL']),
    field('X-Requested-With', 'Says that a script sent the request.', ['XMLHttpRequest']),
    field('X-User-Agent', 'The client, where a browser does not let it set User-Agent.'),
  ].map((each) => [each.name.toLowerCase(), each]),
);

function field(name: string, meaning: string, values: readonly string[] = []): FieldMeaning {
  return { name, meaning, values };
}

/** One method this language knows. `meaning` is a sentence for people. */
export interface Method {
  readonly name: string;
  readonly meaning: string;
  /** A body has a meaning of its own (RFC 9110 §9.3; the QUERY method; the WebDAV RFCs). */
  readonly takesBody: boolean;
}

/** Every known method by its name. */
export const methods: ReadonlyMap<string, Method> = new Map(
  [
    method('GET', 'Reads the resource. Safe: it changes nothing on the server.', false),
    method('HEAD', 'Reads what GET would answer, without its content.', false),
    method('POST', 'Lets the resource process the content: create, send, start.', true),
    method('PUT', 'Replaces the resource with the content. Sent twice, it has the effect of once.', true),
    method('PATCH', 'Changes parts of the resource as the content says.', true),
    method('DELETE', 'Removes the resource. Sent twice, it has the effect of once.', false),
    method('OPTIONS', 'Asks what the resource can do.', false),
    method('TRACE', 'Has the server send the request back as it arrived.', false),
    method('CONNECT', 'Opens a tunnel to the target.', false),
    method('QUERY', 'Reads what the content asks for. Safe, like GET, with a body.', true),
    method('GRAPHQL', 'Sends the body as a GraphQL query by POST; after a blank line, its variables as JSON.', true),
    method('PROPFIND', 'WebDAV (RFC 4918): reads properties.', true),
    method('PROPPATCH', 'WebDAV (RFC 4918): sets and removes properties.', true),
    method('MKCOL', 'WebDAV (RFC 4918): creates a collection.', true),
    method('COPY', 'WebDAV (RFC 4918): copies to the Destination field.', false),
    method('MOVE', 'WebDAV (RFC 4918): moves to the Destination field.', false),
    method('LOCK', 'WebDAV (RFC 4918): takes a lock.', true),
    method('UNLOCK', 'WebDAV (RFC 4918): releases the lock of the Lock-Token field.', false),
    method('SEARCH', 'WebDAV (RFC 5323): runs the search in the content.', true),
    method('REPORT', 'WebDAV versioning (RFC 3253): asks for a report.', true),
    method('CHECKOUT', 'WebDAV versioning (RFC 3253): checks a resource out.', true),
    method('CHECKIN', 'WebDAV versioning (RFC 3253): checks a resource in.', true),
    method('UNCHECKOUT', 'WebDAV versioning (RFC 3253): undoes a checkout.', true),
    method('MERGE', 'WebDAV versioning (RFC 3253): merges versions.', true),
    method('UPDATE', 'WebDAV versioning (RFC 3253): sets the version.', true),
    method('LABEL', 'WebDAV versioning (RFC 3253): labels a version.', true),
    method('MKACTIVITY', 'WebDAV versioning (RFC 3253): creates an activity.', true),
    method('MKWORKSPACE', 'WebDAV versioning (RFC 3253): creates a workspace.', true),
    method('VERSION-CONTROL', 'WebDAV versioning (RFC 3253): puts a resource under version control.', true),
    method('BASELINE-CONTROL', 'WebDAV versioning (RFC 3253): puts a collection under baseline control.', true),
    method('MKCALENDAR', 'CalDAV (RFC 4791): creates a calendar.', true),
    method('ACL', 'WebDAV access control (RFC 3744): sets the access list.', true),
    method('ORDERPATCH', 'WebDAV ordered collections (RFC 3648): changes the order.', true),
    method('BIND', 'WebDAV bindings (RFC 5842): adds a binding.', true),
    method('UNBIND', 'WebDAV bindings (RFC 5842): removes a binding.', true),
    method('REBIND', 'WebDAV bindings (RFC 5842): moves a binding.', true),
  ].map((each) => [each.name, each]),
);

/** Words that other clients write where a method stands, for protocols that are not requests and answers over HTTP. */
export const otherProtocols: ReadonlySet<string> = new Set([
  'GRPC',
  'WS',
  'WSS',
  'WEBSOCKET',
  'SSE',
  'EVENTSOURCE',
  'MQTT',
  'AMQP',
]);

function method(name: string, meaning: string, takesBody: boolean): Method {
  return { name, meaning, takesBody };
}

import { json, noContent, notFound, type Answer, type Call } from '../call';
import type { JsonObject } from '../json';
import { demoExtensionId } from '../oauth/grants';
import type { Route } from '../route';
import type { SandboxState } from '../state';
import { accountPath, demoAccountId, extensionPath, scoped } from './accountScope';
import { answerIds, writeMultiStatus } from './batch';
import type { Resource } from './collection';
import { readJsonObject } from './jsonBody';
import { answerPage } from './paging';

const contactPath = `${extensionPath}/address-book/contact`;

/** Contacts, call log and presence. */
export const directoryRoutes: readonly Route[] = [
  {
    methods: ['GET'],
    path: contactPath,
    standsFor: 'A list with paging and navigation; startsWith filters by first name.',
    group: 'heavy',
    isProtected: true,
    answer: scoped((call, state) => {
      const start = (call.url.searchParams.get('startsWith') ?? '').toLowerCase();
      const found = state.contacts
        .list()
        .filter(({ values }) => String(values['firstName']).toLowerCase().startsWith(start));
      return answerPage(
        call,
        found.map((contact) => renderContact(call, contact)),
      );
    }),
  },
  {
    methods: ['POST'],
    path: contactPath,
    standsFor: '"Creates a new object represented by the resource": 201 with Location.',
    group: 'heavy',
    isProtected: true,
    answer: scoped(answerCreateContact),
  },
  {
    methods: ['GET', 'PUT', 'PATCH', 'DELETE'],
    path: `${contactPath}/:contactId`,
    standsFor: '"modifying only those properties contained within the request body" (PATCH); several ids with commas.',
    group: 'heavy',
    isProtected: true,
    answer: scoped((call, state) =>
      answerIds(call, call.parameters['contactId'] ?? '', (id, body) => answerContact({ call, state, id, body })),
    ),
  },
  ...[accountPath, extensionPath].flatMap((scope): readonly Route[] => [
    {
      methods: ['GET'],
      path: `${scope}/call-log`,
      standsFor: '"It may be the call log information for an extension"; filters direction and dateFrom, pages.',
      group: 'heavy',
      isProtected: true,
      answer: scoped(answerCallLog),
    },
    {
      methods: ['GET'],
      path: `${scope}/call-log/:callRecordId`,
      standsFor: 'One call record, or several ids with commas: 207.',
      group: 'heavy',
      isProtected: true,
      answer: scoped((call, state) =>
        answerIds(call, call.parameters['callRecordId'] ?? '', (id) => {
          const record = state.calls.get(id);
          return record === undefined ? notFound('callRecordId') : json(renderCall(call, record));
        }),
      ),
    },
  ]),
  {
    methods: ['GET'],
    path: `${accountPath}/extension/:extensionIds/unified-presence`,
    standsFor: 'The third form of a 207: an application/json list with statuses, whatever Accept says.',
    group: 'heavy',
    isProtected: true,
    answer: scoped(answerPresence),
  },
];

function answerCreateContact(call: Call, state: SandboxState): Answer {
  const content = readJsonObject(call);
  if (content.kind === 'refused') return content.answer;
  const contact = renderContact(
    call,
    state.contacts.add({ availability: 'Alive', ...writable(content.object) }, state.now()),
  );
  return json(contact, 201, [['Location', String(contact['uri'])]]);
}

interface ContactCall {
  readonly call: Call;
  readonly state: SandboxState;
  readonly id: string;
  readonly body: JsonObject;
}

function answerContact({ call, state, id, body }: ContactCall): Answer {
  if (call.method === 'DELETE') return state.contacts.delete(id) ? noContent() : notFound('contactId');
  const isChange = call.method === 'PUT' || call.method === 'PATCH';
  const contact = isChange ? state.contacts.change(id, writable(body), state.now()) : state.contacts.get(id);
  if (contact === undefined) return notFound('contactId');
  return { ...json(renderContact(call, contact)), modifiedAt: contact.modifiedAt };
}

/** What a client may set: not the members the server gives. */
function writable(body: JsonObject): JsonObject {
  const given = ['uri', 'id', 'availability'];
  return Object.fromEntries(Object.entries(body).filter(([name]) => !given.includes(name)));
}

function answerCallLog(call: Call, state: SandboxState): Answer {
  const query = call.url.searchParams;
  const directions = query.getAll('direction');
  const from = Date.parse(query.get('dateFrom') ?? '') || 0;
  const found = state.calls.list().filter(({ values }) => {
    const isWanted = directions.length === 0 || directions.includes(String(values['direction']));
    return isWanted && from <= Date.parse(String(values['startTime']));
  });
  return answerPage(
    call,
    found.toReversed().map((record) => renderCall(call, record)),
  );
}

function answerPresence(call: Call): Answer {
  const ids = (call.parameters['extensionIds'] ?? '').split(',');
  const presence = (id: string) => json({ status: 'Available', extension: { id } });
  const results = ids.map((id) => ({
    id,
    answer: id === '~' || id === demoExtensionId ? presence(demoExtensionId) : notFound('extensionId'),
  }));
  const [only] = results;
  if (only !== undefined && results.length === 1) return only.answer;
  const parts = results.map(({ id, answer }) => ({
    id,
    href: '',
    status: answer.status,
    body: answer.body?.toString() ?? '',
  }));
  return writeMultiStatus(parts, 'json');
}

function renderContact({ origin }: Call, { id, values }: Resource): JsonObject {
  const scope = `${origin}/restapi/v1.0/account/${demoAccountId}/extension/${demoExtensionId}`;
  return { uri: `${scope}/address-book/contact/${id}`, id: Number(id), ...values };
}

function renderCall({ origin }: Call, { id, values }: Resource): JsonObject {
  return { uri: `${origin}/restapi/v1.0/account/${demoAccountId}/call-log/${id}`, id, ...values };
}

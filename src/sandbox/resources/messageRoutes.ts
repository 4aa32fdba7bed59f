import { apiError, invalidParameter, json, noContent, notFound, type Answer, type Call } from '../call';
import { isJsonObject, type JsonObject } from '../json';
import { demoExtensionId } from '../oauth/grants';
import type { Route } from '../route';
import type { SandboxState } from '../state';
import { demoAccountId, extensionPath, scoped } from './accountScope';
import { answerIds } from './batch';
import type { Resource } from './collection';
import { readJsonObject } from './jsonBody';
import { answerPage } from './paging';

/** A recipient whose SMS fails with 503 MSG-290, after it was tried. */
const failingRecipient = '+15550503';

/** The mailbox: list, read, change, delete, send. */
export const messageRoutes: readonly Route[] = [
  {
    methods: ['GET'],
    path: `${extensionPath}/message-store`,
    standsFor: '"It is possible to specify several values for a single query parameter"; pages by page and perPage.',
    group: 'light',
    isProtected: true,
    answer: scoped(answerList),
  },
  ...['', '/'].map((end): Route => ({
    methods: ['DELETE'],
    path: `${extensionPath}/message-store${end}`,
    standsFor:
      'A DELETE without ids deletes every message (or those of conversationId): why an empty id must never leave.',
    group: 'medium',
    isProtected: true,
    answer: scoped(answerPurge),
  })),
  {
    methods: ['GET', 'PUT', 'PATCH', 'DELETE'],
    path: `${extensionPath}/message-store/:messageId`,
    standsFor:
      '"create, retrieve, update and delete"; several ids with commas: 207 in the form that Accept asks for, 204 for a batch DELETE without failure.',
    group: 'light',
    isProtected: true,
    answer: scoped((call, state) =>
      answerIds(call, call.parameters['messageId'] ?? '', (id, body) => answerMessage({ call, state, id, body })),
    ),
  },
  {
    methods: ['POST'],
    path: `${extensionPath}/sms`,
    standsFor: `"In the response body the server sends the representation of the created object"; 503 MSG-290 for ${failingRecipient}.`,
    group: 'medium',
    isProtected: true,
    answer: scoped(answerSend),
  },
];

function answerList(call: Call, state: SandboxState): Answer {
  const query = call.url.searchParams;
  const isWanted = (values: JsonObject) =>
    ['messageType:type', 'direction', 'readStatus', 'availability', 'conversationId'].every((filter) => {
      const [parameter = '', member = parameter] = filter.split(':');
      const wanted = query.getAll(parameter);
      return wanted.length === 0 || wanted.includes(String(values[member]));
    });
  for (const name of ['dateFrom', 'dateTo']) {
    const text = query.get(name);
    if (text !== null && Number.isNaN(Date.parse(text))) return invalidParameter(name, text);
  }
  const from = Date.parse(query.get('dateFrom') ?? '') || 0;
  const to = Date.parse(query.get('dateTo') ?? '') || Infinity;
  const found = state.messages.list().filter(({ values }) => {
    const created = Date.parse(String(values['creationTime']));
    return isWanted(values) && from <= created && created < to;
  });
  return answerPage(
    call,
    found.toReversed().map((message) => render(call, message)),
  );
}

function answerPurge(call: Call, state: SandboxState): Answer {
  const conversations = call.url.searchParams.getAll('conversationId');
  for (const { id, values } of state.messages.list()) {
    const isMeant = conversations.length === 0 || conversations.includes(String(values['conversationId']));
    if (isMeant) state.messages.delete(id);
  }
  return noContent();
}

interface MessageCall {
  readonly call: Call;
  readonly state: SandboxState;
  readonly id: string;
  readonly body: JsonObject;
}

function answerMessage({ call, state, id, body }: MessageCall): Answer {
  if (call.method === 'DELETE') return state.messages.delete(id) ? noContent() : notFound('messageId');
  const { readStatus } = body;
  if (readStatus !== undefined && readStatus !== 'Read' && readStatus !== 'Unread') {
    return invalidParameter('readStatus', JSON.stringify(readStatus));
  }
  const message =
    call.method === 'PUT' || call.method === 'PATCH'
      ? state.messages.change(id, readStatus === undefined ? {} : { readStatus }, state.now())
      : state.messages.get(id);
  if (message === undefined) return notFound('messageId');
  return { ...json(render(call, message)), modifiedAt: message.modifiedAt };
}

function answerSend(call: Call, state: SandboxState): Answer {
  const content = readJsonObject(call);
  if (content.kind === 'refused') return content.answer;
  const { from, to, text } = content.object;
  const numbers = Array.isArray(to) ? to.map((entry: unknown) => isJsonObject(entry) && entry['phoneNumber']) : [];
  if (numbers.length === 0 || !numbers.every((number) => typeof number === 'string')) return invalidParameter('to', '');
  if (typeof text !== 'string' || text === '') return invalidParameter('text', '');
  if (numbers.includes(failingRecipient)) {
    const message = `Sending SMS to ${failingRecipient} failed. Please try later`;
    return apiError(503, { errorCode: 'MSG-290', message });
  }
  const now = state.now();
  const sent = state.messages.add(
    {
      type: 'SMS',
      direction: 'Outbound',
      readStatus: 'Read',
      availability: 'Alive',
      priority: 'Normal',
      messageStatus: 'Queued',
      from: isJsonObject(from) ? from : { phoneNumber: '+15550100' },
      to,
      subject: text,
      conversationId: 5_717_224_681_082_742_999n,
      creationTime: new Date(now).toISOString(),
    },
    now,
  );
  return json(render(call, sent));
}

function render({ origin }: Call, { id, values, modifiedAt }: Resource): JsonObject {
  const uri = `${origin}/restapi/v1.0/account/${demoAccountId}/extension/${demoExtensionId}/message-store/${id}`;
  return { uri, id: Number(id), ...values, lastModifiedTime: new Date(modifiedAt).toISOString() };
}

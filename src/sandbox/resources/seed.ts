import type { JsonObject } from '../json';
import type { Resource } from './collection';

const start = Date.UTC(2026, 0, 5, 9, 0, 0);
const hour = 3_600_000;

/** 45 messages, ids 2001 to 2045, newest last: mostly SMS, some Pager, VoiceMail and Fax. Conversation ids are above 2^53. */
export const seedMessages: readonly Resource[] = numbered(45, 2001, (index, at) => ({
  type: ['SMS', 'SMS', 'Pager', 'SMS', 'VoiceMail', 'SMS', 'Fax'][index % 7],
  direction: index % 3 === 0 ? 'Outbound' : 'Inbound',
  readStatus: index % 4 === 0 ? 'Unread' : 'Read',
  availability: 'Alive',
  priority: 'Normal',
  messageStatus: index % 3 === 0 ? 'Sent' : 'Received',
  from: { phoneNumber: `+155501${String(10 + (index % 5))}`, name: `Contact ${1 + (index % 5)}` },
  to: [{ phoneNumber: '+15550100', name: 'Sandbox User' }],
  subject: `Message ${index + 1}`,
  conversationId: 5_717_224_681_082_742_900n + BigInt(index % 5),
  creationTime: new Date(at).toISOString(),
}));

/** 12 contacts, ids 4001 to 4012. */
export const seedContacts: readonly Resource[] = numbered(12, 4001, (index) => ({
  availability: 'Alive',
  firstName: ['Ada', 'Blaise', 'Chien-Shiung', 'Dorothy', 'Émilie', 'Fei'][index % 6],
  lastName: `Example ${index + 1}`,
  businessPhone: `+1555020${String(index).padStart(2, '0')}`,
}));

/** 30 calls, ids 3001 to 3030. */
export const seedCalls: readonly Resource[] = numbered(30, 3001, (index, at) => ({
  sessionId: String(900_000_000_000 + index),
  type: 'Voice',
  direction: index % 2 === 0 ? 'Inbound' : 'Outbound',
  action: 'Phone Call',
  result: index % 5 === 0 ? 'Missed' : 'Accepted',
  startTime: new Date(at).toISOString(),
  duration: (index * 37) % 600,
  from: { phoneNumber: `+155501${String(10 + (index % 5))}` },
  to: { phoneNumber: '+15550100' },
}));

function numbered(
  count: number,
  firstId: number,
  make: (index: number, at: number) => JsonObject,
): readonly Resource[] {
  return Array.from({ length: count }, (_, index) => {
    const at = start + index * hour;
    return { id: String(firstId + index), values: make(index, at), modifiedAt: at };
  });
}

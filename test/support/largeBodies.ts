/** A JSON object of about this many octets on one line: records of mixed members with an id beyond 2^53. */
export function largeJson(size: number): Uint8Array {
  const records: string[] = [];
  let length = 20;
  for (let place = 0; length < size; place += 1) {
    const record =
      `{"id":9007199254740993,"uri":"https://api.example.test/v1/messages/${place}","type":"SMS","readStatus":"Unread",` +
      `"from":{"phoneNumber":"+15550100","name":"Ada"},"to":[{"phoneNumber":"+15550101","location":null}],` +
      `"creationTime":"2026-03-01T14:03:20.000Z","price":1.50e+02,"isRead":false,"attachments":[]}`;
    records.push(record);
    length += record.length + 1;
  }
  return new TextEncoder().encode(`{"records":[${records.join(',')}]}`);
}

/** One line of about this many octets that says where it ends. */
export function largeLine(size: number): Uint8Array {
  return new TextEncoder().encode(`${'0123456789'.repeat(Math.ceil(size / 10))}the end`);
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const directory = join(__dirname, '..', 'fixtures', 'tls');

function pem(name: string): string {
  return readFileSync(join(directory, name), 'utf8');
}

/** Certificates of test/fixtures/tls as PEM. Those of servers hold for localhost, rcreq.test, 127.0.0.1, 127.0.0.2 and ::1, but for `other`; `authority` signed all but itself and `selfSigned`. */
export const certificates = {
  authority: pem('authority.pem'),
  server: pem('server.pem'),
  expired: pem('expired.pem'),
  future: pem('future.pem'),
  other: pem('other.pem'),
  selfSigned: pem('selfSigned.pem'),
  client: pem('client.pem'),
};

/** The keys to them; one for all servers. */
export const keys = { server: pem('server.key'), client: pem('client.key') };

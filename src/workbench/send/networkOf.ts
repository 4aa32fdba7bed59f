import { readFile } from 'node:fs/promises';
import type { Network, TlsRule } from '../../transport/network';
import type { CertificateSetting, NetworkSettings } from '../settings';

/** The network that the settings describe. A certificate file that cannot be read is told by its path and left out; the server then says what it misses. */
export async function networkOf(
  { mode, proxy, insecureHosts, certificates }: NetworkSettings,
  warn: (message: string) => void,
): Promise<Network> {
  const read = async (path: string | undefined): Promise<string | undefined> => {
    if (path === undefined) return undefined;
    try {
      return await readFile(path, 'utf8');
    } catch {
      warn(`The file ${path} of the setting rcreq.tls.certificates cannot be read, so it is not used.`);
      return undefined;
    }
  };
  const rule = async ({ host, ca, cert, key }: CertificateSetting): Promise<TlsRule> => ({
    host,
    ca: await read(ca),
    cert: await read(cert),
    key: await read(key),
  });
  const exceptions = insecureHosts.map((host) => ({ host, rejectUnauthorized: false }));
  return { mode, proxy, tls: [...(await Promise.all(certificates.map(rule))), ...exceptions], resolve: [] };
}

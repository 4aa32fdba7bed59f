import { assertNever } from '../../base/assertNever';
import type { Failure } from '../../http/failure';

/** A failure as a title of a few words, and what a person can do about it. */
export interface FailureWording {
  readonly title: string;
  readonly whatNow: string;
}

/** What a failure means for the person, by its kind and the system's code. `host` is the host and port that was spoken to. */
export function wordFailure(failure: Failure, host: string): FailureWording {
  switch (failure.kind) {
    case 'dns':
      return {
        title: 'No such host',
        whatNow: `Check the spelling of ${host}, and that this machine is online; a VPN may be needed.`,
      };
    case 'connect':
      return wordConnect(failure.code, host);
    case 'tls':
      return { title: 'No secure connection', whatNow: wordCertificate(failure.code, host) };
    case 'timeout':
      return {
        title: 'Timed out',
        whatNow: 'Send again, or allow more time with `# @timeout 60s` or in the settings.',
      };
    case 'reset':
      return {
        title: 'Connection broken',
        whatNow:
          failure.phase === 'response' || failure.phase === 'send'
            ? 'The request may have taken effect: check on the server before sending again.'
            : 'Nothing was processed: send again.',
      };
    case 'protocol':
      return {
        title: 'Not an HTTP answer',
        whatNow: `Check that ${host} speaks HTTP on this port, and http or https as the URL says.`,
      };
    case 'tooLarge':
      return { title: 'Answer too large', whatNow: 'Ask for less at once, or raise the size limit in the settings.' };
    case 'cancelled':
      return { title: 'Cancelled', whatNow: 'Send again when you are ready.' };
    default:
      return assertNever(failure.kind);
  }
}

function wordConnect(code: string, host: string): FailureWording {
  if (code === 'ECONNREFUSED')
    return {
      title: 'Connection refused',
      whatNow: `Nothing is listening at ${host}. Start the server, or correct host and port.`,
    };
  return {
    title: 'No connection',
    whatNow: `Check that ${host} can be reached from here: network, VPN, proxy, firewall.`,
  };
}

/** By OpenSSL's verification codes as Node names them. */
function wordCertificate(code: string, host: string): string {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return `The certificate of ${host} has expired: ask whoever runs it to renew it, and check the clock of this machine.`;
    case 'CERT_NOT_YET_VALID':
      return `The certificate of ${host} is not valid yet: check the clock of this machine.`;
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `The certificate belongs to another name than ${host}: correct the host, or ask whoever runs it for a certificate with this name.`;
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return `No authority that this machine trusts has signed the certificate of ${host}. Add the authority, or allow this host in the settings if it is yours.`;
    default:
      return `Check that ${host} speaks TLS on this port, and which versions it takes.`;
  }
}

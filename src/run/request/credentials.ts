import { base64 } from '../../http/base64';

/**
 * The value of a field that names a user and a password in clear, `Basic user:password` or `Basic user password`, as RFC 7617 wants it. REST Client,
 * JetBrains and httpYac write it so. What is encoded already has neither a colon nor a blank, and stays.
 */
export function encodedCredentials(name: string, value: string): string {
  if (!/^(?:proxy-)?authorization$/i.test(name)) return value;
  const [, user, password] = /^Basic[ \t]+([^\s:]+)(?::|[ \t]+)(.*)$/i.exec(value) ?? [];
  return user === undefined ? value : `Basic ${base64(`${user}:${password ?? ''}`)}`;
}

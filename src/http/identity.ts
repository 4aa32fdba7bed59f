import type { Hop } from './hop';
import { isSecretField } from './secrets';
import type { SendContext } from './progress';

/** Whose request this is, so that stored answers and penalties of different callers stay apart (rules CN, RT7). Holds credentials: for keys in memory only. */
export function identityOf(hop: Hop, { ports, secrets }: Pick<SendContext, 'ports' | 'secrets'>): string {
  const credentials = hop.fields.filter((field) => isSecretField(field, secrets));
  if (!hop.isManaged && credentials.length === 0) return '';
  const typed = credentials.map((field) => `${field.name.toLowerCase()}: ${field.value}`);
  return [...(hop.isManaged ? [`managed ${ports.tokens?.identity ?? ''}`] : []), ...typed].join('\n');
}

/** Whose answers may be kept for this request (rule CN): its identity, and the session that the cookie jar adds to it. */
export function sessionOf(hop: Hop, context: Pick<SendContext, 'ports' | 'secrets'>): string {
  const kept = context.ports.cookies?.fields(hop.url) ?? [];
  return [identityOf(hop, context), ...kept.map((field) => `jar ${field.value}`)].join('\n');
}

/** The key and target under which a penalty gate knows a hop (rule RT7). */
export function gatePlace(
  hop: Hop,
  context: Pick<SendContext, 'ports' | 'secrets'>,
): { readonly key: string; readonly target: string } {
  const { origin, pathname } = new URL(hop.url);
  return { key: `${origin}\n${identityOf(hop, context)}`, target: `${hop.method} ${pathname}` };
}

import type { SendPolicy } from '../http/policy';
import type { SendPorts } from '../http/sendPorts';
import type { RunPorts } from './ports';
import { redactor } from './redact';

/** Tells what happens during `send()` in the words of a run, with every secret of it masked; undefined when nobody listens. */
export function maskedNews(
  tell: RunPorts['observe'],
  policy: SendPolicy,
  secretFields: readonly string[],
): SendPorts['observe'] {
  if (tell === undefined) return undefined;
  const { text } = redactor(policy.secrets, [...secretFields, ...policy.secretHeaders]);
  return (event) => {
    if (event.kind === 'waiting') tell(event);
    if (event.kind !== 'started') return;
    const { method, url } = event.message;
    tell({ kind: 'sending', method, url: text(url), index: event.index });
  };
}

import assert from 'node:assert/strict';
import type { PanelActions } from '../../../src/view/panelActions';
import { PanelHost } from '../../../src/view/panelHost';
import { present } from '../../../src/view/present';
import { actionNames } from '../../../src/view/protocol';
import type { RunRecord } from '../../../src/run/record';
import { answer, exchangeRecord, runRecord } from '../../support/runRecords';
import { shownRuns } from '../../support/shownRuns';

const redirect = {
  exchanges: [
    exchangeRecord({ response: { ...answer(302, 'Found'), fields: [{ name: 'Location', value: 'https://b.test/' }] } }),
  ],
};
const failure = { kind: 'timeout', code: 'ETIMEDOUT', phase: 'response', message: 'No answer came in 30 s.' } as const;

/** Runs by how they ended, and the buttons that the panel then offers. Each does something, as the second test below proves. */
const offers: Readonly<Record<string, readonly [record: Partial<RunRecord>, ...labels: readonly string[]]>> = {
  completed: [{}],
  'a 207 whose ids are in the URL': [shownRuns['multiStatus'] ?? {}, 'Send 2 failed parts again'],
  'a 207 that cannot be taken apart': [{ ...shownRuns['multiStatus'], url: 'https://a.test/batch' }],
  'a 304 without a copy': [{ outcome: 'notModified', status: 304 }, 'Send without condition'],
  'a 304 with a copy': [{ outcome: 'notModified', status: 304, isFromCache: true }],
  redirectUnresolved: [{ outcome: 'redirectUnresolved', status: 300, ...redirect }, 'Open the redirect target'],
  redirectBlocked: [{ outcome: 'redirectBlocked', status: 302, ...redirect }, 'Open the redirect target'],
  tooManyRedirects: [{ outcome: 'tooManyRedirects', status: 302, ...redirect }, 'Open the redirect target'],
  redirectLoop: [{ outcome: 'redirectLoop', status: 302, ...redirect }, 'Send again'],
  clientError: [{ outcome: 'clientError', status: 404 }, 'Go to the request'],
  'a client error of no file': [{ outcome: 'clientError', status: 404, file: undefined }],
  'a request that came too slowly': [{ outcome: 'clientError', status: 408 }, 'Send again'],
  'a 403': [{ outcome: 'clientError', status: 403 }],
  unauthorized: [{ outcome: 'unauthorized', status: 401 }, 'Renew token', 'Send again'],
  authFailed: [{ outcome: 'authFailed', status: 401, needsLogin: true }, 'Renew token', 'Send again'],
  alreadyDeleted: [{ outcome: 'alreadyDeleted', status: 404 }],
  rateLimited: [{ outcome: 'rateLimited', status: 429, retryAfter: 30_000 }, 'Send again'],
  'a 503 that may be repeated': [{ outcome: 'serverError', status: 503, retryable: true }, 'Send again'],
  'a 500 for the support': [{ outcome: 'serverError', status: 500, advice: 'contact-support' }, 'Show log'],
  protocolError: [{ outcome: 'protocolError', status: 207, reason: 'multistatus-count' }, 'Send again', 'Show log'],
  transportError: [{ outcome: 'transportError', status: undefined, failure }, 'Send again', 'Show log'],
  cancelled: [{ outcome: 'cancelled', status: undefined }, 'Send again'],
  blocked: [{ outcome: 'blocked', status: undefined, reason: 'invalid-url', exchanges: [] }, 'Go to the request'],
  'blocked for a login': [
    { outcome: 'blocked', status: undefined, reason: 'token-audience', needsLogin: true, exchanges: [] },
    'Get token',
    'Go to the request',
  ],
};

describe('the next action offered for', () => {
  for (const [name, [changes, ...labels]] of Object.entries(offers))
    it(`${name} is ${labels.join(', ') || 'none'}`, () =>
      assert.deepEqual(
        present(runRecord(changes)).banner.offers.map(({ label }) => label),
        labels,
      ));

  it('any run reaches the host that can do it, with the run it is for', async () => {
    const done: string[] = [];
    const note = (name: string) => (runId: string) => void done.push(`${name} ${runId}`);
    const actions = Object.fromEntries(actionNames.map((name) => [name, note(name)])) as unknown as PanelActions;
    for (const [name, [changes]] of Object.entries(offers)) {
      const record = runRecord(changes);
      const host = new PanelHost({
        post: () => undefined,
        contents: { read: () => Promise.reject(new Error('gone')) },
        bodyActions: { copyText: () => undefined, followLink: () => undefined, openExternal: () => undefined },
        actions: () => ({ ...actions, showLog: () => void done.push('showLog run-1') }),
        time: () => 0,
        pause: () => Promise.resolve(),
        warn: () => undefined,
      });
      host.show(record);
      for (const { action } of present(record).banner.offers) {
        done.length = 0;
        await host.receive({ kind: 'act', runId: 'run-1', action });
        assert.deepEqual(done, [`${action} run-1`], name);
      }
    }
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { followsUserAgentForm } from '../../../../src/http/request/userAgent';

describe('followsUserAgentForm', () => {
  const good = [
    'RCMobile/3.6.0 (RingCentral; Android/2.6; rev.12345)',
    'Softphone/6.2.0.11632',
    'App/1 RCJSSDK/5.0',
    'App/1 Lib',
    'App/1 (a (nested) comment)',
    'App/1 (one) Other (two)',
    'App/1 (one) (two)',
    'App/1 (escaped \\) still inside)',
  ];
  const bad = [
    '',
    'App',
    'App/',
    '/1',
    'My App 1.0',
    'App/1.0 (unclosed',
    'App/1.0(joined)',
    'App/1.0,Other',
    'App/1.0 (one)Other',
    'App/1.0 (one)(two)',
    ' App/1.0',
    '((( A/1',
    '(App) App/1.0',
    'App (no version) Other/1.0',
    'App/1.0  twice',
    'App/1.0 ',
    'Äpp/1',
  ];
  for (const text of good) it(`accepts ${text}`, () => assert.equal(followsUserAgentForm(text), true));
  for (const text of bad) it(`refuses ${JSON.stringify(text)}`, () => assert.equal(followsUserAgentForm(text), false));
});

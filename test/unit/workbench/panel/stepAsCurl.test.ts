import assert from 'node:assert/strict';
import type { ExchangeRecord } from '../../../../src/run/record';
import { stepAsCurl } from '../../../../src/workbench/panel/stepAsCurl';
import { exchangeRecord } from '../../../support/runRecords';

describe('an exchange as a cURL command', () => {
  const check = (changes: Partial<ExchangeRecord['request']>, expected: string | undefined): void => {
    const request = { ...exchangeRecord().request, url: 'https://a.test/x', fields: [], ...changes };
    assert.equal(stepAsCurl(exchangeRecord({ request })), expected);
  };

  it('has a variable wherever a secret stood, the same for the same field', () =>
    check(
      {
        url: 'https://a.test/x?access_token=***',
        fields: [
          { name: 'Authorization', value: 'Bearer ***' },
          { name: 'X-Api-Key', value: '***' },
        ],
      },
      `curl 'https://a.test/x?access_token='"$SECRET" \\\n  --header 'Authorization: Bearer '"$AUTHORIZATION" \\\n  --header 'X-Api-Key: '"$X_API_KEY"`,
    ));

  it('sends the body that was sent', () =>
    check(
      { method: 'POST', bodyText: `{"a":"it's"}`, bodySize: 12, fields: [{ name: 'Content-Type', value: 'a/b' }] },
      `curl 'https://a.test/x' \\\n  --header 'Content-Type: a/b' \\\n  --data-raw '{"a":"it'\\''s"}'`,
    ));

  it('is missing when the body is not known whole', () => {
    check({ method: 'POST', bodyText: undefined, bodySize: 9 }, undefined);
    check({ method: 'POST', bodyText: 'abc', bodySize: 9 }, undefined);
  });
});

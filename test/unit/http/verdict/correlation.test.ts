import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { correlation } from '../../../../src/http/verdict/correlation';
import { fields } from '../sendHarness';

const known = [
  'RCRequestId',
  'RoutingKey',
  'X-Correlation-Id',
  'X-CorrelationId',
  'X-Request-ID',
  'X-RequestId',
  'X-Trace-Id',
  'X-Transaction-Id',
  'Correlation-Id',
  'RequestId',
  'Trace-Id',
  'TraceId',
  'traceparent',
  'x-amz-request-id',
  'x-amz-requestid',
  'x-amzn-RequestId',
  'x-amzn-trace-id',
  'x-ms-request-id',
  'x-github-request-id',
  'x-b3-traceid',
  'x-cloud-trace-context',
  'CF-Ray',
];
const unknown = [
  'X-Other',
  'X-RCRequestId',
  'RCRequestIds',
  'my-request-id',
  'x-request-id-2',
  'transaction-id',
  'x-amzx-request-id',
];

describe('correlation', () => {
  for (const name of known) {
    it(`surfaces ${name}`, () => assert.deepEqual(correlation(fields(`${name}: 1`, 'Date: x')), { [name]: '1' }));
  }
  for (const name of unknown) it(`leaves ${name} out`, () => assert.deepEqual(correlation(fields(`${name}: 1`)), {}));
});

import type { Field } from '../message';

const names =
  /^(?:rcrequestid|routingkey|x-(?:correlation|request|trace|transaction)-?id|(?:correlation|request|trace)-?id|traceparent|x-amz(?:n)?-request-?id|x-amzn-trace-id|x-ms-request-id|x-github-request-id|x-b3-traceid|x-cloud-trace-context|cf-ray)$/i;

/** The fields by which support finds a request, `RCRequestId` and `RoutingKey` first of all (rule CL): name as sent → value. */
export function correlation(fields: readonly Field[]): Readonly<Record<string, string>> {
  return Object.fromEntries(fields.filter((field) => names.test(field.name)).map((field) => [field.name, field.value]));
}

import { apiError, contentTypeOf, invalidParameter, type Answer, type Call } from '../call';
import { fromJson, isJsonObject, type JsonObject } from '../json';

/** The JSON object in a request's content: 415 for another Content-Type, 400 for anything else than an object. */
export function readJsonObject(
  call: Call,
): { readonly kind: 'object'; readonly object: JsonObject } | { readonly kind: 'refused'; readonly answer: Answer } {
  const type = contentTypeOf(call);
  if (type !== 'application/json') return { kind: 'refused', answer: unsupportedType(type) };
  const object = fromJson(call.body.toString('utf8'));
  return isJsonObject(object)
    ? { kind: 'object', object }
    : { kind: 'refused', answer: invalidParameter('body', 'a JSON object is expected') };
}

/** 415 CMN-407 on the Content-Type. */
export function unsupportedType(type: string): Answer {
  const message = 'Parameter in header is invalid';
  return apiError(415, { errorCode: 'CMN-407', message, parameterName: 'Content-Type', parameterValue: type });
}

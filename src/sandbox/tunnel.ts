import { apiError, fieldOf, type Answer, type FieldLine } from './call';

/** The method to act upon, or the 400 for contradictory overrides. */
export type TunnelVerdict =
  { readonly kind: 'method'; readonly method: string } | { readonly kind: 'refused'; readonly answer: Answer };

const tunnelled = ['PUT', 'PATCH', 'DELETE'];

/** Reads `X-HTTP-Method-Override` and `_method`. Only POST is tunnelled through, and only PUT, PATCH and DELETE pass (ringcentral.md §1.6). */
export function effectiveMethod(request: {
  readonly method: string;
  readonly url: URL;
  readonly fields: readonly FieldLine[];
}): TunnelVerdict {
  const field = fieldOf(request, 'x-http-method-override');
  const parameter = request.url.searchParams.get('_method') ?? undefined;
  if (field !== undefined && parameter !== undefined && field !== parameter) {
    const message = 'X-HTTP-Method-Override and _method contain different values';
    return { kind: 'refused', answer: apiError(400, { errorCode: 'CMN-407', message, parameterName: '_method' }) };
  }
  const override = (field ?? parameter)?.toUpperCase();
  const isTunnelled = request.method === 'POST' && override !== undefined && tunnelled.includes(override);
  return { kind: 'method', method: isTunnelled ? override : request.method };
}

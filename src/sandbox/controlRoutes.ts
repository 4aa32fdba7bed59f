import { apiError, invalidParameter, json, noContent, type Answer, type Call, type FieldLine } from './call';
import { fromJson, isJsonObject } from './json';
import type { Route } from './route';
import { changeSettings } from './settings';
import type { PlantedFault, SandboxState } from './state';

/** How a test speaks to the sandbox itself. These requests are not logged. */
export const controlRoutes: readonly Route[] = [
  control(
    'GET',
    '/sandbox/requests',
    'The last requests that arrived, oldest first; path= begins with.',
    (call, state) => json({ requests: state.log.list(call.url.searchParams.get('path') ?? '') }),
  ),
  control(
    'POST',
    '/sandbox/reset',
    'Makes everything as it was at the start: resources, tokens, quotas, faults, settings, log.',
    (_, state) => {
      state.reset();
      return noContent();
    },
  ),
  control('GET', '/sandbox/settings', 'Life of tokens and quotas of the rate-limit groups, in seconds.', (_, state) =>
    json(state.settings),
  ),
  control('PUT', '/sandbox/settings', 'Changes the members that the JSON object names.', answerChange),
  control(
    'POST',
    '/sandbox/faults',
    'Plants an answer: {"path":…,"times":1,"status":…,"fields":[["Name","value"]],"body":…} for the next requests of exactly that path.',
    answerPlant,
  ),
];

function control(method: string, path: string, standsFor: string, answer: Route['answer']): Route {
  return { methods: [method], path, standsFor, isProtected: false, answer };
}

function answerChange(call: Call, state: SandboxState): Answer {
  const changed = changeSettings(state.settings, fromJson(call.body.toString('utf8')));
  if (changed === undefined) return invalidParameter('body', 'see GET /sandbox/settings for the members');
  state.settings = changed;
  return json(changed);
}

function answerPlant(call: Call, state: SandboxState): Answer {
  const fault = readFault(fromJson(call.body.toString('utf8')));
  if (fault === undefined) {
    const message = 'A fault has a path, a status of 200 to 599, and optionally times, fields and body';
    return apiError(400, { errorCode: 'CMN-101', message, parameterName: 'body' });
  }
  state.faults = [...state.faults, fault];
  return noContent();
}

function readFault(value: unknown): PlantedFault | undefined {
  if (!isJsonObject(value)) return undefined;
  const { path, times = 1, status, fields = [], body } = value;
  if (typeof path !== 'string' || !isWithin(times, 1, 1e6) || !isWithin(status, 200, 599)) return undefined;
  if (!Array.isArray(fields) || !fields.every(isFieldLine)) return undefined;
  if (body !== undefined && typeof body !== 'string') return undefined;
  return { path, times, answer: { status, fields, body } };
}

function isWithin(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}

function isFieldLine(value: unknown): value is FieldLine {
  return Array.isArray(value) && value.length === 2 && value.every((member) => typeof member === 'string');
}

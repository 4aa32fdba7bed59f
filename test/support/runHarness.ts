import assert from 'node:assert/strict';
import { defaultPolicy } from '../../src/http/policy';
import type { TokenSource } from '../../src/http/sendPorts';
import { parse } from '../../src/language/parse';
import { sessionAnswers } from '../../src/run/answers';
import type { Answers, RunContext, RunPorts } from '../../src/run/ports';
import type { RunRecord } from '../../src/run/record';
import { runRequest } from '../../src/run/runRequest';
import { FakeFiles } from './fakeFiles';
import { FakeTransport, memoryReader, type FakeAnswer, type LeftMessage } from './fakeTransport';
import { VirtualClock } from './virtualClock';

/** A world for one run: everything has a harmless default. */
export interface World {
  readonly answer?: (message: LeftMessage) => FakeAnswer;
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly tokens?: Readonly<Record<string, TokenSource>>;
  readonly typed?: Readonly<Record<string, string>>;
  readonly confirms?: boolean;
  readonly cookies?: RunPorts['cookies'];
  readonly context?: Partial<RunContext>;
  readonly answers?: Answers;
  /** Numbers that chance gives, over and over. */
  readonly chance?: readonly number[];
}

/** What came of a run. */
export interface Ran {
  readonly record: RunRecord;
  readonly left: readonly LeftMessage[];
  readonly saved: ReadonlyMap<string, string>;
}

/** The file every text stands in. */
export const testFile = '/work/api/test.rcreq';

/** Runs the request of this name, or the last one, of a text. */
export async function runText(text: string, world: World = {}, name?: string): Promise<Ran> {
  const document = parse(text);
  const requests = document.blocks.flatMap(({ request }) => (request === undefined ? [] : [request]));
  const request = name === undefined ? requests.at(-1) : requests.find((each) => each.name === name);
  if (request === undefined) throw new Error(`There is no request ${name ?? ''} in the text.`);
  const transport = new FakeTransport(world.answer ?? (() => ({ status: 200 })));
  const files = new FakeFiles(world.files ?? {});
  const clock = new VirtualClock();
  const context: RunContext = {
    environment: undefined,
    layers: [],
    policy: defaultPolicy,
    answers: world.answers ?? sessionAnswers(),
    ...world.context,
  };
  const record = await clock.settle(
    runRequest(
      { document, request, file: testFile },
      context,
      ports(world, transport, files, clock),
      new AbortController().signal,
    ),
  );
  return { record, left: transport.left, saved: files.saved };
}

function ports(world: World, transport: FakeTransport, files: FakeFiles, clock: VirtualClock): RunPorts {
  const chance = world.chance ?? [0.5];
  let drawn = 0;
  const { typed, confirms, cookies } = world;
  return {
    send: { transport, clock, random: { next: () => chance[drawn++ % chance.length] ?? 0 }, contents: memoryReader },
    ...(cookies === undefined ? {} : { cookies }),
    files,
    secret: (name) => Promise.resolve(world.secrets?.[name]),
    processEnv: (name) => world.env?.[name],
    tokens: (profile) => Promise.resolve(world.tokens?.[profile]),
    prompt: typed === undefined ? undefined : ({ name }) => Promise.resolve(typed[name]),
    confirm: confirms === undefined ? undefined : () => Promise.resolve(confirms),
  };
}

/** A token source that always has this token, for every host. */
export function fixedToken(accessToken: string): TokenSource {
  const result = { kind: 'token', accessToken, exchanges: [] } as const;
  return { allows: () => true, current: () => Promise.resolve(result), renew: () => Promise.resolve(result) };
}

/** What must have left, or the code, place and words of the one complaint that stopped it. */
export interface Expected {
  readonly url?: string;
  readonly method?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly stopped?: { readonly code: string; readonly at: string; readonly message?: RegExp };
}

/** Runs the last request of a text and compares what left, or what stopped it. */
export async function checkRun(text: string, expected: Expected, world: World = {}) {
  const { record, left } = await runText(text, world);
  if (expected.stopped !== undefined) {
    const [complaint] = record.diagnostics;
    assert.ok(complaint !== undefined, 'nothing was complained about');
    assert.equal(complaint.code, expected.stopped.code);
    assert.equal(`${complaint.line}:${complaint.column}`, expected.stopped.at);
    if (expected.stopped.message !== undefined) assert.match(complaint.message, expected.stopped.message);
    assert.match(complaint.message, /[.?]$/);
    assert.equal(record.outcome, 'blocked');
    assert.equal(record.isOk, false);
    assert.equal(left.length, 0);
    return;
  }
  assert.deepEqual(record.diagnostics, []);
  const last = left.at(-1);
  assert.ok(last !== undefined, 'nothing left');
  if (expected.url !== undefined) assert.equal(last.url, expected.url);
  if (expected.method !== undefined) assert.equal(last.method, expected.method);
  if (expected.body !== undefined) assert.equal(last.body, expected.body);
  for (const [name, value] of Object.entries(expected.fields ?? {})) {
    assert.equal(last.fields.find((field) => field.name === name)?.value, value);
  }
}

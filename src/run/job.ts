import type { RequestMessage } from '../http/message';
import { send } from '../http/send';
import type { Sent } from '../http/trace';
import { buildRequest, type BuiltRequest } from './request/buildRequest';
import { documentErrors } from './documentErrors';
import { draft, plannedMessage } from './dryRun';
import { uuid } from './values/dynamicValue';
import { finish } from './finish';
import { nobodyToAsk, unknownProfile } from './values/hostValue';
import { readImports } from './request/imports';
import { judgeRun } from './judge/judgeRun';
import { NeededAnswers } from './request/neededAnswers';
import { maskedNews } from './maskedNews';
import { notSent } from './notSent';
import type { Answer, Binding, RunContext, RunPorts, RunTarget } from './ports';
import { located, problem, type Problem } from './problem';
import { placeholder, Resolver } from './values/resolve';
import { scopeOf, type ImportedFile } from './values/scope';
import { settingsOf, type RequestSettings } from './request/settings';
import type { Surroundings } from './request/surroundings';

/** One request to run, with the keys of the runs that wait for it (see `Answers.share`). */
export interface Job {
  readonly target: RunTarget;
  readonly context: RunContext;
  readonly ports: RunPorts;
  readonly signal: AbortSignal;
  readonly chain: readonly string[];
}

/** How a run ended, before it is judged and masked. */
interface End {
  readonly sent: Sent;
  readonly problems: readonly Problem[];
  readonly secrets: readonly string[];
  /** Undefined when not every reference had a value. */
  readonly built?: BuiltRequest;
  readonly planned?: RequestMessage;
  /** Milliseconds from the first step of this request to its last octet: neither prompts nor the requests it needs count. */
  readonly duration?: number;
}

/** Runs one request, keeps its answer for others, and gives both. */
export async function runForAnswer(job: Job): Promise<Answer> {
  const { target, context, ports } = job;
  const { clock, random, contents } = ports.send;
  const startedAt = new Date(clock.time()).toISOString();
  const settings = settingsOf(target.request.directives);
  const end = await new Run(job, settings).end();
  const run = { sent: end.sent, duration: end.duration ?? 0 };
  const isJudged = end.built !== undefined && end.planned === undefined && end.problems.length === 0;
  const assertions = isJudged ? await judgeRun(end.built.expectations, target.document, run, contents) : [];
  const { record, secrets } = finish({
    ...{ id: uuid(random), target, context, startedAt, assertions, ...run },
    tags: settings.tags,
    isPrivate: settings.isPrivate,
    url: end.built?.message.url,
    diagnostics: end.problems.map((each) => located(each, target.document)),
    planned: end.planned,
    secrets: end.secrets,
    secretFields: end.built?.message.secretFields ?? [],
  });
  const answer: Answer = { record, sent: end.sent, secrets };
  if (context.isDryRun !== true) context.answers.store(answer);
  return answer;
}

/** The life of one run, from directives to the last octet. */
class Run {
  readonly #job: Job;
  readonly #settings: RequestSettings;

  constructor(job: Job, settings: RequestSettings) {
    this.#job = job;
    this.#settings = settings;
  }

  async end(): Promise<End> {
    const { target, ports, context } = this.#job;
    const { imports, problems } = await readImports(target, ports.files);
    const inText = documentErrors(target);
    const places = new Set(inText.map(({ span, code }) => `${code} ${span.start}`));
    const inSettings = this.#settings.problems.filter(({ span, code }) => !places.has(`${code} ${span.start}`));
    const written = [...inText, ...inSettings, ...problems];
    if (context.isDryRun === true) return this.#dryRun(imports, written);
    if (written.length > 0) return stopped(written, []);
    const asks = [this.#settings.prompts, this.#settings.requirements].some(({ length }) => length > 0);
    if (asks || this.#settings.confirm !== undefined) {
      const wrong = await this.#rehearse(imports);
      if (wrong.length > 0) return stopped(wrong, []);
    }
    const answers = await this.#ask();
    if ('sent' in answers) return answers;
    return this.#resolve(imports, answers);
  }

  /** Confirms and prompts; what was typed, or the end when somebody said no or nobody can be asked. */
  async #ask(): Promise<readonly Binding[] | End> {
    const { ports } = this.#job;
    const { confirm } = this.#settings;
    if (confirm !== undefined) {
      if (ports.confirm === undefined) return stopped([problem(confirm.span, 'nobody-to-ask', unconfirmed)], []);
      if (!(await ports.confirm(confirm.text || 'Send this request?'))) return cancelled();
    }
    const given: Binding[] = [];
    for (const prompt of this.#asked()) {
      const { name, isSecret } = prompt;
      if (ports.prompt === undefined) return stopped([unasked(prompt)], []);
      const value = await ports.prompt(prompt);
      if (value === undefined) return cancelled();
      given.push({ name, value, source: 'typed', isSecret });
    }
    return given;
  }

  /** The prompts whose values are not given. */
  #asked(): RequestSettings['prompts'] {
    const { overrides = [] } = this.#job.context;
    return this.#settings.prompts.filter(({ name }) => !overrides.some((override) => override.name === name));
  }

  /** The message that would leave; where something keeps it from leaving, the message as far as it is known, and what that is. */
  async #dryRun(imports: readonly ImportedFile[], written: readonly Problem[]): Promise<End> {
    const asked = this.#asked();
    const typed = asked.map(({ name }) => ({ name, value: `{{${name}}}`, source: 'typed', isSecret: false }));
    const scope = scopeOf(this.#job.target, imports, this.#job.context, typed);
    const needed = new NeededAnswers(this.#job, scope, runForAnswer);
    const answerOf = (name: string) => needed.get(name, false);
    const surroundings: Surroundings = { ...this.#job, isRehearsal: false, answerOf };
    const resolver = new Resolver(scope, surroundings);
    await this.#require(needed, resolver);
    const built = await buildRequest(this.#job.target.request, this.#settings, resolver, surroundings);
    const { secrets } = resolver;
    const problems = [...written, ...asked.map(unasked), ...resolver.problems];
    if (problems.length === 0) return { built, secrets, ...(await this.#plan(this.#message(built), secrets)) };
    return { built, ...stopped(problems, secrets), planned: draft(built.message) };
  }

  /** Finds everything that has no value without sending or asking anything, so that no login is sent for a request that cannot follow. */
  async #rehearse(imports: readonly ImportedFile[]): Promise<readonly Problem[]> {
    const asked = this.#settings.prompts.map(({ name }) => ({
      ...{ name, value: placeholder.text, source: 'typed', isSecret: false },
    }));
    const { target, context } = this.#job;
    const scope = scopeOf(target, imports, context, asked);
    const surroundings = { ...this.#job, answerOf: () => Promise.resolve(undefined), isRehearsal: true };
    const resolver = new Resolver(scope, surroundings);
    await buildRequest(target.request, this.#settings, resolver, surroundings);
    return resolver.problems;
  }

  async #resolve(imports: readonly ImportedFile[], typed: readonly Binding[]): Promise<End> {
    const { target, context } = this.#job;
    const scope = scopeOf(target, imports, context, typed);
    const needed = new NeededAnswers(this.#job, scope, runForAnswer);
    let rehearsal: Promise<readonly Problem[]> | undefined;
    let rehearsed: readonly Problem[] = [];
    const surroundings: Surroundings = {
      ...this.#job,
      isRehearsal: false,
      answerOf: async (name) => {
        rehearsed = await (rehearsal ??= this.#rehearse(imports));
        return rehearsed.length > 0 ? undefined : needed.get(name, false);
      },
    };
    const resolver = new Resolver(scope, surroundings);
    await this.#require(needed, resolver);
    if (resolver.problems.length > 0) return stopped(resolver.problems, resolver.secrets);
    const built = await buildRequest(target.request, this.#settings, resolver, surroundings);
    if (this.#job.signal.aborted) return cancelled();
    const problems = rehearsed.length > 0 ? rehearsed : resolver.problems;
    if (problems.length > 0) return stopped(problems, resolver.secrets);
    return { built, ...(await this.#send(built, resolver.secrets)) };
  }

  /** Runs what `# @ref` and `# @forceRef` name. */
  async #require(needed: NeededAnswers, resolver: Resolver): Promise<void> {
    for (const { name, isForced, span } of this.#settings.requirements) {
      const answer = await needed.get(name, isForced);
      if ('code' in answer) resolver.complain(span, answer);
      else if (!answer.record.isOk) {
        const status = answer.record.status === undefined ? '' : ` (${answer.record.status})`;
        const message = `\`${name}\`, which this request needs, did not go well${status}. Send it alone to see why.`;
        resolver.complain(span, { code: 'needed-request-failed', message });
      }
    }
  }

  async #send(built: BuiltRequest, secrets: readonly string[]): Promise<End> {
    const { context, ports, signal, target } = this.#job;
    const settings = this.#settings;
    const policy = this.#policy(secrets);
    const profile = this.#profile;
    const message = this.#message(built);
    const tokens = profile === undefined ? undefined : await ports.tokens(profile);
    if (profile !== undefined && tokens === undefined) {
      const { code, message: text } = unknownProfile(profile);
      return stopped([problem(settings.auth?.span ?? target.request.lineSpan, code, text)], secrets);
    }
    const usesCookieJar = settings.usesCookieJar ?? context.usesCookieJar ?? false;
    const cookies = usesCookieJar ? await ports.cookies?.(context.environment) : undefined;
    const { clock, transport } = ports.send;
    await transport.ready?.(message.url);
    const start = clock.now();
    const observe = maskedNews(ports.observe, policy, message.secretFields);
    const sent = await send(message, policy, { ...ports.send, tokens, cookies, observe }, signal);
    const duration = clock.now() - start;
    return {
      sent: await this.#saved(sent, built.savePath),
      problems: blockedProblems(sent, target),
      secrets,
      duration,
    };
  }

  #policy(secrets: readonly string[]): RunContext['policy'] {
    const { policy } = this.#job.context;
    return { ...policy, ...this.#settings.policy, secrets: [...policy.secrets, ...secrets] };
  }

  /** The token profile whose token goes along; undefined: none does. */
  get #profile(): string | undefined {
    const profile = this.#settings.auth?.profile ?? this.#job.context.authProfile;
    return profile === 'none' ? undefined : profile;
  }

  #message({ message }: BuiltRequest): BuiltRequest['message'] {
    return { ...message, auth: this.#profile === undefined ? 'none' : 'managed' };
  }

  async #plan(message: BuiltRequest['message'], secrets: readonly string[]): Promise<Omit<End, 'secrets'>> {
    const { ports, signal, target } = this.#job;
    const { sent, planned } = await plannedMessage(message, this.#policy(secrets), ports.send, signal);
    if (planned === undefined) return { sent, problems: refusal(sent, target), planned: draft(message) };
    return { sent: notSent('blocked', 'dry-run', sent.notes), problems: [], planned };
  }

  async #saved(sent: Sent, path: string | undefined): Promise<Sent> {
    const { ports, target } = this.#job;
    if (path === undefined || sent.response === undefined || ports.files.save === undefined) return sent;
    const overwrites = target.request.saveTo?.overwrites ?? false;
    const saved = await ports.files.save(path, target.file, sent.response.content, overwrites);
    const message = saved.kind === 'saved' ? `The body was saved to ${saved.path}.` : saved.message;
    return { ...sent, notes: [...sent.notes, { rule: 'save', message }] };
  }
}

const unconfirmed =
  'This request asks before it is sent (`# @confirm`), and nobody can be asked here. Run it in a terminal.';

/** Rules' reasons that are about what is written, with the part of the request they are about. */
function blockedProblems({ outcome, notes }: Sent, { request }: RunTarget): readonly Problem[] {
  if (outcome.kind !== 'blocked' || outcome.reason === undefined) return [];
  const message = notes.at(-1)?.message ?? 'The request cannot be sent.';
  switch (outcome.reason) {
    case 'invalid-method':
      return [problem(request.methodSpan ?? request.lineSpan, outcome.reason, message)];
    case 'invalid-url':
    case 'scheme-not-http':
    case 'empty-path-parameter':
    case 'path-dot-segment':
      return [problem(request.url.span, outcome.reason, message)];
    case 'invalid-header-name':
    case 'invalid-header-value':
      return [problem(request.fields[0]?.span ?? request.lineSpan, outcome.reason, message)];
    default:
      return [];
  }
}

/** Why the engine would not send it: always a complaint, for there is no answer to show in its place. */
function refusal(sent: Sent, target: RunTarget): readonly Problem[] {
  const placed = blockedProblems(sent, target);
  if (placed.length > 0) return placed;
  const message = sent.notes.at(-1)?.message ?? 'The request cannot be sent.';
  return [problem(target.request.lineSpan, sent.outcome.reason ?? 'refused', message)];
}

/** Complaints about what is written, which the rules have no word of their own for. */
const unresolvedCodes = new Set([
  'unknown-variable',
  'unknown-dynamic-value',
  'variable-cycle',
  'variable-chain',
  'dynamic-value',
  'reference-without-value',
]);

function stopped(problems: readonly Problem[], secrets: readonly string[]): End {
  const code = problems[0]?.code ?? '';
  return { sent: notSent('blocked', unresolvedCodes.has(code) ? 'unresolved-variable' : code, []), problems, secrets };
}

function unasked({ name, span }: RequestSettings['prompts'][number]): Problem {
  const { code, message } = nobodyToAsk(name);
  return problem(span, code, message);
}

function cancelled(): End {
  return { sent: notSent('cancelled', undefined, []), problems: [], secrets: [] };
}

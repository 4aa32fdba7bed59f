import { nearest } from '../../language/words/nearest';
import { answerKey } from '../answers';
import type { Job } from '../job';
import type { Answer } from '../ports';
import type { Scope } from '../values/scope';
import type { Complaint } from './surroundings';

/** Answers of other requests for one send: each is looked up, or its request run, once. */
export class NeededAnswers {
  readonly #job: Job;
  readonly #scope: Scope;
  readonly #run: (job: Job) => Promise<Answer>;
  readonly #found = new Map<string, Promise<Answer | Complaint>>();

  constructor(job: Job, scope: Scope, run: (job: Job) => Promise<Answer>) {
    this.#job = job;
    this.#scope = scope;
    this.#run = run;
  }

  /** The answer of the request of this name; a well one of this session, unless `isForced`, else that of a new run. */
  get(name: string, isForced: boolean): Promise<Answer | Complaint> {
    const known = this.#found.get(name);
    if (known !== undefined) return known;
    const found = this.#find(name, isForced);
    this.#found.set(name, found);
    return found;
  }

  async #find(name: string, isForced: boolean): Promise<Answer | Complaint> {
    const target = this.#scope.request(name);
    if (target === undefined) return unknownRequest(name, this.#scope);
    const { context, chain } = this.#job;
    const stored = context.answers.find(target.file, name);
    if (stored?.record.isOk === true && !isForced) return stored;
    if (context.isDryRun === true) {
      return {
        code: 'needs-answer',
        message: `This is known only once \`${name}\` has answered, and a dry run sends nothing. Send \`${name}\` to see it.`,
      };
    }
    const path = [...chain, keyOf(this.#job)];
    const key = answerKey(target.file, name);
    const job: Job = { ...this.#job, target, chain: path, ports: withWaitsOnly(this.#job.ports) };
    const shared = context.answers.share(key, path, () => this.#run(job));
    if (shared === undefined) {
      const circle = [...path, key].map((each) => each.slice(each.indexOf('\n') + 1)).join(' → ');
      return { code: 'request-cycle', message: `\`${name}\` needs itself: ${circle}. Break the circle.` };
    }
    return answered(name, await shared);
  }
}

/** Names the run of a job for the runs it needs; a request without name goes by its place, which no reference can have. */
function keyOf({ target }: Job): string {
  return answerKey(target.file, target.request.name ?? `#${target.request.span.start}`);
}

/** The steps of a needed request are its own record's; only its waits concern the person who looks at this one (rule RT8). */
function withWaitsOnly(ports: Job['ports']): Job['ports'] {
  return { ...ports, observe: (event) => (event.kind === 'waiting' ? ports.observe?.(event) : undefined) };
}

function answered(name: string, answer: Answer): Answer | Complaint {
  const { record } = answer;
  if (answer.sent.response !== undefined) return answer;
  const why =
    record.diagnostics[0]?.message ?? record.failure?.message ?? record.notes[0]?.message ?? 'It was cancelled.';
  return { code: 'needed-request-failed', message: `\`${name}\`, which this request needs, got no answer. ${why}` };
}

function unknownRequest(name: string, scope: Scope): Complaint {
  const meant = nearest(name, scope.requestNames);
  const hint =
    meant === undefined ? `Name one with \`# @name ${name}\`, or import its file.` : `Did you mean \`${meant}\`?`;
  return { code: 'unknown-request', message: `No request here is named \`${name}\`. ${hint}` };
}

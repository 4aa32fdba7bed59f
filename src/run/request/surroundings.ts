import type { Answer, RunContext, RunPorts, RunTarget } from '../ports';

/** Text without references. `secrets` are the secret values it holds; empty for text that may be shown. */
export interface Value {
  readonly text: string;
  readonly secrets: readonly string[];
}

/** Why there is no value: the code of a diagnostic and a sentence. */
export interface Complaint {
  readonly code: string;
  readonly message: string;
}

/** A value, or why there is none. */
export type Finding = Value | Complaint;

/** What resolving may ask for beside the scope. */
export interface Surroundings {
  readonly target: RunTarget;
  readonly context: RunContext;
  readonly ports: RunPorts;
  readonly signal: AbortSignal;
  /** The answer of another request, which is run first when it has none; undefined while names are only being checked. */
  readonly answerOf: (name: string) => Promise<Answer | Complaint | undefined>;
  /** Nothing may be sent or asked: names are only being checked, before anything is. */
  readonly isRehearsal: boolean;
}

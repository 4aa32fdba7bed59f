import type { SendPorts, TokenSource } from '../http/sendPorts';
import type { SendPolicy } from '../http/policy';
import type { ParsedRequest, RequestDocument } from '../language/document';
import type { RunRecord } from './record';

/** A file read for a body, an import or an environment. `missing` and `refused` carry a sentence for the person. */
export type FileRead =
  | { readonly kind: 'octets'; readonly octets: Uint8Array; readonly path: string }
  | { readonly kind: 'missing' | 'refused'; readonly path: string; readonly message: string };

/** Files, named relative to the file that names them; `from` is undefined for a text without file. */
export interface Files {
  read(path: string, from: string | undefined): Promise<FileRead>;
}

/** A value asked of a person. */
export interface PromptRequest {
  readonly name: string;
  readonly text: string;
  readonly isSecret: boolean;
}

/** The world, as a run may touch it. Every answer undefined means: there is none. */
export interface RunPorts {
  readonly send: Omit<SendPorts, 'tokens' | 'observe'>;
  readonly files: Files;
  /** `{{$secret NAME}}`. */
  readonly secret: (name: string) => Promise<string | undefined>;
  /** `{{$processEnv NAME}}`. */
  readonly processEnv: (name: string) => string | undefined;
  /** The token source of a profile, for `# @auth PROFILE` and `{{$token PROFILE}}`. */
  readonly tokens: (profile: string) => Promise<TokenSource | undefined>;
  /** `# @prompt`, `{{$prompt}}`; undefined: cancelled. */
  readonly prompt: (request: PromptRequest) => Promise<string | undefined>;
  /** `# @confirm`; false: do not send. */
  readonly confirm: (text: string) => Promise<boolean>;
  readonly observe?: SendPorts['observe'];
}

/** One named value of an environment or the command line, with where it came from: `http-client.env.json (dev)`. */
export interface Binding {
  readonly name: string;
  readonly value: string;
  readonly source: string;
  readonly isSecret: boolean;
}

/** What to run. */
export interface RunTarget {
  readonly document: RequestDocument;
  readonly request: ParsedRequest;
  /** Path or URI as the host names it; undefined for a text without file. */
  readonly file: string | undefined;
}

/** What holds for a run beside the file: environment layers, nearest first, and the policy of the host. */
export interface RunContext {
  readonly environment: string | undefined;
  readonly layers: readonly (readonly Binding[])[];
  readonly policy: SendPolicy;
  /** Last answers of this session by file and request name; a run reads and adds to it. */
  readonly answers: Answers;
}

/** Last records by request name within a file (rule "References"). */
export interface Answers {
  find(file: string | undefined, name: string): RunRecord | undefined;
  store(record: RunRecord): void;
}

import type { Content } from '../http/message';
import type { SendPolicy } from '../http/policy';
import type { CookieJar, SendEvent, SendPorts, TokenSource } from '../http/sendPorts';
import type { Sent } from '../http/trace';
import type { ParsedRequest, RequestDocument } from '../language/document';
import type { RunRecord } from './record';

/** A file read for a body, an import or an environment. `missing` and `refused` carry a sentence for the person. */
export type FileRead =
  | { readonly kind: 'octets'; readonly octets: Uint8Array; readonly path: string }
  | { readonly kind: 'missing' | 'refused'; readonly path: string; readonly message: string };

/** Files, named relative to the file that names them; `from` is undefined for a text without file. */
export interface Files {
  read(path: string, from: string | undefined): Promise<FileRead>;
  /** Writes an answer for `>> file`; when `overwrites` is false an existing file is kept and a numbered name beside it is taken. Undefined: nothing can be saved here. */
  readonly save?: (path: string, from: string | undefined, content: Content, overwrites: boolean) => Promise<FileSaved>;
}

/** Where an answer went, or one sentence on why it could not be written. */
export type FileSaved =
  { readonly kind: 'saved'; readonly path: string } | { readonly kind: 'refused'; readonly message: string };

/** A value asked of a person. */
export interface PromptRequest {
  readonly name: string;
  readonly text: string;
  readonly isSecret: boolean;
}

/** The world, as a run may touch it. Every answer undefined means: there is none. */
export interface RunPorts {
  readonly send: Omit<SendPorts, 'tokens' | 'observe' | 'cookies'>;
  /** The jar of an environment, or of runs without one, for requests that use a jar (`# @cookie-jar`); absent: there is none, and no cookie is kept. */
  readonly cookies?: (environment: string | undefined) => Promise<CookieJar>;
  readonly files: Files;
  /** `{{$secret NAME}}`. */
  readonly secret: (name: string) => Promise<string | undefined>;
  /** `{{$processEnv NAME}}`. */
  readonly processEnv: (name: string) => string | undefined;
  /** The token source of a profile, for `# @auth PROFILE` and `{{$token PROFILE}}`. */
  readonly tokens: (profile: string) => Promise<TokenSource | undefined>;
  /** `# @prompt`, `{{$prompt}}`; answers undefined when cancelled. No port: nobody can be asked, which is a diagnostic. */
  readonly prompt: ((request: PromptRequest) => Promise<string | undefined>) | undefined;
  /** `# @confirm`; false: do not send. No port: nobody can be asked, which is a diagnostic. */
  readonly confirm: ((text: string) => Promise<boolean>) | undefined;
  readonly observe?: ((news: RunNews) => void) | undefined;
}

/** News of a run under way, in order. `url` is resolved and masked; `index` counts the requests that left, from 0. */
export type RunNews =
  | { readonly kind: 'sending'; readonly method: string; readonly url: string; readonly index: number }
  | Extract<SendEvent, { readonly kind: 'waiting' }>;

/** One named value of an environment or the command line, with where it came from: `http-client.env.json (dev)`. */
export interface Binding {
  readonly name: string;
  readonly value: string;
  readonly source: string;
  readonly isSecret: boolean;
  /** The file that says it, as the host names it, and where in there: `['dev', 'api', 'host']`; absent for a value of no environment file. */
  readonly defined?: { readonly file: string; readonly path: readonly string[] };
  /** It holds for every environment, so that `{{$shared NAME}}` means it. */
  readonly isShared?: boolean;
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
  /** Values that win over every other, prompts included, such as `--var` of the command line. */
  readonly overrides?: readonly Binding[];
  readonly policy: SendPolicy;
  /** Last answers of this session by file and request name; a run reads and adds to it. */
  readonly answers: Answers;
  /** Token profile of requests without `# @auth`; absent: they are sent without a managed token. */
  readonly authProfile?: string | undefined;
  /** Whether `RunPorts.cookies` is used by requests without `# @cookie-jar`; absent means no. */
  readonly usesCookieJar?: boolean;
  /** Requests that are needed are run again, each once, whatever answer they have. */
  readonly needsAnew?: boolean;
  /** Sends nothing, requests that are needed first included: the record holds the message as `planned`. */
  readonly isDryRun?: boolean;
}

/** What another request got and sent, kept for references to it. Unmasked, so it stays in memory: never stored, shown or printed. */
export interface Answer {
  readonly record: RunRecord;
  readonly sent: Sent;
  /** Values that are secret wherever they stand in `sent`. */
  readonly secrets: readonly string[];
}

/** Last answers by request name within a file (rule "References"); `sessionAnswers()` makes one. */
export interface Answers {
  find(file: string | undefined, name: string): Answer | undefined;
  store(answer: Answer): void;
  /**
   * Runs what `key` names, or joins the run of it that is under way, so that two requests that need one login share it.
   * `chain` are the keys of the runs that wait for it; undefined when joining would wait for itself.
   */
  share(key: string, chain: readonly string[], run: () => Promise<Answer>): Promise<Answer> | undefined;
}

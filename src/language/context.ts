import type { AnswerPath } from './names/answerPaths';
import type { RequestDocument } from './document';

/** A variable that holds from outside the file. */
export interface KnownVariable {
  readonly name: string;
  /** Undefined: not to be shown, because it is a secret, or not known yet. */
  readonly value: string | undefined;
  /** Where it comes from, for people: `http-client.env.json (dev)`. */
  readonly source: string;
  readonly isSecret: boolean;
}

/** A file named by `# @import`. */
export interface ImportedFile {
  /** As typed in the directive. */
  readonly path: string;
  readonly document: RequestDocument;
}

/** What the last answer to a request was like: names and places, no values. */
export interface KnownAnswer {
  /** JSONPaths or XPaths into its body, as `answerPaths` and `xmlPaths` give them. */
  readonly paths: readonly AnswerPath[];
  /** Names of its fields. */
  readonly fields: readonly string[];
}

/** A URL that requests of the workspace use. */
export interface KnownUrl {
  /** As typed, references in their braces: `{{baseUrl}}/users/{{id}}`, as `templateText` gives it. */
  readonly url: string;
  /** How many requests use it, at least 1; what is used most is offered first. */
  readonly count: number;
}

/** What a file does not say itself. A host fills in what it knows. */
export interface LanguageContext {
  /** Variables of the environment, the shared ones and those of the command line, nearest first. Undefined: nobody knows them, so no name is called unknown. */
  readonly variables: readonly KnownVariable[] | undefined;
  /** The imported files that could be read, also those imported by them; nearest first. */
  readonly imports: readonly ImportedFile[];
  /** Names of environments, to offer. */
  readonly environments: readonly string[];
  /** Names of token profiles, for `# @auth` and `{{$token …}}`. */
  readonly profiles: readonly string[];
  /** URLs that the files of the workspace use, to offer; the file itself may be among them or not, it is looked at in any case. */
  readonly urls: readonly KnownUrl[];
  /** Last answers by the name of their request, as far as the host remembers them. */
  readonly answers?: ReadonlyMap<string, KnownAnswer>;
}

/** For a text about which nothing else is known. */
export const emptyContext: LanguageContext = {
  variables: undefined,
  imports: [],
  environments: [],
  profiles: [],
  urls: [],
};

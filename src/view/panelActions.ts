/**
 * What the response panel can ask its host to do. An optional member that is absent switches its button off, so a host
 * offers only what it can do. Each is called with the id of the run that is shown; none may throw.
 */
export interface PanelActions {
  /** Ends the run, also while it waits. */
  cancel(runId: string): void;
  /** Sends the request of this run once more, from its file as it is now. */
  resend(runId: string): void;
  /** Ends the present wait and sends at once (rule RT8). */
  sendNow(runId: string): void;
  /** Ends the present wait and shows the response that caused it (rule RT8). */
  stopWaiting(runId: string): void;
  /** Sends a GET to an absolute URL that the record itself holds, such as the target of a blocked redirect. */
  openUrl(runId: string, url: string): void;
  showLog(): void;
  /** Opens the request's file at a one-based line and column. */
  goToSource?(runId: string, line: number, column: number): void;
  /** Gets a new token for the profile of the run, asking the person where the grant needs it. */
  renewToken?(runId: string): void;
  /** Sends again without If-None-Match and If-Modified-Since. */
  sendUnconditionally?(runId: string): void;
  /** Builds a request from the failed parts of a 207 (rule BA). */
  sendFailedParts?(runId: string): void;
  /** Saves the body, or the body of the part with this one-based index. */
  saveBody?(runId: string, part: number | undefined): void;
  /** Saves the body of each part of a 207 as a file of its own, in a folder that the person chooses. */
  saveParts?(runId: string): void;
  /** Writes the response as an example answer below its request in the file. */
  saveExample?(runId: string): void;
  /** Opens the body, or the body of a part, as an editor document. */
  openInEditor?(runId: string, part: number | undefined): void;
  copyAsCurl?(runId: string): void;
  /** Compares with the run of the same request before this one. */
  compareWithPrevious?(runId: string): void;
  /** Compares with any run, which the person is asked for. */
  compareWith?(runId: string): void;
  /** Keeps the panel with this response: the next one opens another. Absent where it is kept already. */
  pin?(runId: string): void;
  /** Lets the next response take the panel. Absent where it may. */
  unpin?(runId: string): void;
  /** Copies the exchange with this one-based number, as it left, as a cURL command. */
  copyStepAsCurl?(runId: string, step: number): void;
}

/** What a body's viewer can ask its host to do; the texts and URLs come from the body as the host reads it, never from the panel. */
export interface BodyActions {
  /** Puts a text on the clipboard. */
  copyText(text: string): void;
  /** Sends a GET to a URL at the server that the run's answer came from. */
  followLink(runId: string, url: string): void;
  /** Opens a URL that leads elsewhere in the browser, after the workbench has asked. */
  openExternal(url: string): void;
}

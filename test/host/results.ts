/** What the program that starts a host and the suite in it say to each other. */

/** Names the environment variable that holds the path of the file for the `SuiteResults`. */
export const resultsVariable = 'RCREQ_HOST_RESULTS';

/** Names the environment variable that holds a pattern for the titles of the tests to run; all run when absent. */
export const grepVariable = 'RCREQ_HOST_GREP';

/** A test that was declared but did not run counts as failed. */
export interface SuiteResults {
  readonly passed: number;
  readonly failed: number;
}

/** Starts each line that the suite prints, which tells it from what the workbench prints. */
export const suiteLine = '[suite] ';

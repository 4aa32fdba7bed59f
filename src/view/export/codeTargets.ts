import { jsAxios, jsFetch } from './javaScript';
import type { PrintedCode, PrintedRequest } from './printedRequest';
import { pythonRequests } from './pythonRequests';

/** What requests can be written as, by the names of the command line. */
export const codeTargets: Readonly<Record<CodeTarget, (request: PrintedRequest) => PrintedCode>> = {
  'js.fetch': jsFetch,
  'js.axios': jsAxios,
  'python.requests': pythonRequests,
};

export const codeTargetNames = ['js.fetch', 'js.axios', 'python.requests'] as const;

export type CodeTarget = (typeof codeTargetNames)[number];

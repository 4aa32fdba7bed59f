import { githubReport } from './github';
import { harReport } from './har';
import { jsonReport } from './json';
import { junitReport } from './junit';

/** Reports for programs, by kind: a bundle of their own, as most runs report to a person. */
export const reports = { json: jsonReport, junit: junitReport, har: harReport, github: githubReport };

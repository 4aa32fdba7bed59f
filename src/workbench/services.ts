/**
 * What request files and environment files mean. This module is the entry of a bundle of its own, `dist/services.js`, loaded with the first
 * file that is opened or sent.
 */
export { parse } from '../language/parse';
export { diagnose } from '../language/diagnose';
export { foldersUpward, readEnvironments } from '../run/environments';

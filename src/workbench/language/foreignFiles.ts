/** What is done with files and commands of other clients, in a bundle of its own: `dist/foreign.js` is loaded when it is first asked for. */
export { FileConverter } from './convertFile';
export { useForHttpFiles } from './httpFiles';
export { pasteCurl, pastedRequests } from './pasteRequest';

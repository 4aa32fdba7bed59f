/** What `dist/sandbox.js` exports: a bundle of its own that *Start Sandbox* loads. */
export { demoCredentials, startSandbox } from '../sandbox';

export { demoCredentials } from './oauth/demoCredentials';
export { startSandbox, type Sandbox, type SandboxOptions } from './startSandbox';

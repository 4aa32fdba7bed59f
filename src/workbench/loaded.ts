/** The bundles that are loaded when they are first needed; Node keeps them, so asking again costs nothing. */
export const loadServices = () => import('./services');
export const loadEngine = () => import('./send/engine');
export const loadTokenDesk = () => import('./tokens/desk/tokenDesk');
export const loadSandbox = () => import('../sandbox/index');

/** What request files mean, once loaded. */
export type Services = Awaited<ReturnType<typeof loadServices>>;

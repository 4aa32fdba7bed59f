/** The Environments view and what its commands do, loaded when it is first seen. */
export const loadEnvironmentActions = () => import('./environmentActions');

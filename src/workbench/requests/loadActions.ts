/** What the commands of the Requests view do, loaded when the first of them is called. */
export const loadRequestActions = () => import('./requestActions');

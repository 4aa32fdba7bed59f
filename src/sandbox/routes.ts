import { json } from './call';
import { controlRoutes } from './controlRoutes';
import { contentRoutes } from './faults/contentRoutes';
import { statusRoutes } from './faults/statusRoutes';
import { streamRoutes } from './faults/streamRoutes';
import { oauthRoutes } from './oauth/oauthRoutes';
import { accountRoutes } from './resources/accountRoutes';
import { directoryRoutes } from './resources/directoryRoutes';
import { messageRoutes } from './resources/messageRoutes';
import type { Route } from './route';

const listRoute: Route = {
  methods: ['GET'],
  path: '/sandbox',
  standsFor: 'This list.',
  isProtected: false,
  answer: () =>
    json({
      routes: routes.map(({ methods, path, standsFor, group, isProtected }) => ({
        methods,
        path,
        standsFor,
        group,
        isProtected,
      })),
    }),
};

/** Everything the sandbox answers, in the order of matching. */
export const routes: readonly Route[] = [
  listRoute,
  ...controlRoutes,
  ...statusRoutes,
  ...streamRoutes,
  ...contentRoutes,
  ...oauthRoutes,
  ...accountRoutes,
  ...messageRoutes,
  ...directoryRoutes,
];

/** Whether a path is one of those by which a test speaks to the sandbox itself. */
export function isControlPath(path: string): boolean {
  return [listRoute, ...controlRoutes].some((route) => route.path === path);
}

import { json, type Call } from '../call';
import { demoExtensionId } from '../oauth/grants';
import type { Route } from '../route';
import { accountPath, demoAccountId, extensionPath, scoped } from './accountScope';

const modifiedAt = Date.UTC(2026, 0, 2, 3, 4, 5);

/** What the API says about itself and about who is logged in. */
export const accountRoutes: readonly Route[] = [
  {
    methods: ['GET'],
    path: '/restapi',
    standsFor: '"retrieving the version of the RingCentral REST API"',
    isProtected: false,
    answer: (call) => json(versions(call)),
  },
  {
    methods: ['GET'],
    path: '/restapi/v1.0',
    standsFor: "The guide's example of GET: the answer of the version resource. It needs no quota.",
    isProtected: false,
    answer: (call) => json({ ...versions(call), ...version(call) }),
  },
  {
    methods: ['GET'],
    path: accountPath,
    standsFor: '"one can use the tilde symbol (~) in place of the accountId"; conditional by ETag and Last-Modified.',
    group: 'light',
    isProtected: true,
    answer: scoped((call) => ({
      ...json({
        uri: `${call.origin}/restapi/v1.0/account/${demoAccountId}`,
        id: Number(demoAccountId),
        mainNumber: '+15550100',
        status: 'Confirmed',
        serviceInfo: { uri: `${call.origin}/restapi/v1.0/account/${demoAccountId}/service-info` },
      }),
      modifiedAt,
    })),
  },
  {
    methods: ['GET'],
    path: `${accountPath}/service-info`,
    standsFor: '"Get service plan information for RingCentral customer account"',
    group: 'light',
    isProtected: true,
    answer: scoped((call) =>
      json({
        uri: `${call.origin}/restapi/v1.0/account/${demoAccountId}/service-info`,
        servicePlanName: 'Sandbox',
        brand: { id: '1210', name: 'Sandbox' },
        serviceFeatures: [
          { featureName: 'SMS', enabled: true },
          { featureName: 'CallForwarding', enabled: false },
        ],
      }),
    ),
  },
  {
    methods: ['GET'],
    path: extensionPath,
    standsFor: '"accountId and extensionId are internal identifiers"; conditional by ETag and Last-Modified.',
    group: 'light',
    isProtected: true,
    answer: scoped((call) => ({
      ...json({
        uri: `${call.origin}/restapi/v1.0/account/${demoAccountId}/extension/${demoExtensionId}`,
        id: Number(demoExtensionId),
        extensionNumber: '101',
        name: 'Sandbox User',
        type: 'User',
        status: 'Enabled',
      }),
      modifiedAt,
    })),
  },
];

function version({ origin }: Call) {
  return {
    uri: `${origin}/restapi/v1.0`,
    versionString: '1.0.9',
    releaseDate: '2013-12-01T00:00:00.000Z',
    uriString: 'v1.0',
  };
}

function versions(call: Call) {
  return { uri: `${call.origin}/restapi`, apiVersions: [version(call)], serverVersion: '', serverRevision: '294476' };
}

import { notFound } from '../call';
import { demoExtensionId } from '../oauth/grants';
import type { Handler } from '../route';

/** The account of the sandbox (the guide's own example). */
export const demoAccountId = '159048008';

export const accountPath = '/restapi/v1.0/account/:accountId';
export const extensionPath = `${accountPath}/extension/:extensionId`;

/** The handler behind a check that `:accountId` and `:extensionId` are `~` or the demo's own; 404 CMN-102 otherwise. */
export function scoped(answer: Handler): Handler {
  return (call, state) => {
    const { accountId = '~', extensionId = '~' } = call.parameters;
    if (accountId !== '~' && accountId !== demoAccountId) return notFound('accountId');
    if (extensionId !== '~' && extensionId !== demoExtensionId) return notFound('extensionId');
    return answer(call, state);
  };
}

import type { Grant, TokenProfile } from '../../../auth/tokenProfile';

/** One fact about a token. `icon` is a codicon's name. */
export interface TokenRow {
  readonly label: string;
  readonly value: string;
  readonly icon: string;
}

/** How a token stands: in words, and until when those hold (milliseconds since the epoch; undefined: for good). */
export interface TokenState {
  readonly kind: 'good' | 'ended' | 'missing';
  readonly text: string;
  readonly until: number | undefined;
}

const grantNames: Readonly<Record<Grant, string>> = {
  client_credentials: 'client credentials',
  password: 'password',
  jwt: 'JWT',
  authorization_code: 'sign-in with the browser',
  refresh_token: 'refresh token',
  pasted: 'pasted',
};

/** How the access token of a profile stands at a time, in milliseconds. */
export function tokenState(profile: TokenProfile, time: number): TokenState {
  const { grant, tokens } = profile;
  if (tokens === undefined || tokens.accessToken === '') {
    const text = grant === 'authorization_code' ? 'not signed in' : 'not fetched yet';
    return { kind: 'missing', text, until: undefined };
  }
  const life = lifeText(tokens.expiresAt, tokens.obtainedAt, time);
  if (life !== undefined) return { kind: 'good', ...life };
  return {
    kind: 'ended',
    text: `ended, ${isRenewable(profile, time) ? 'renewed by the next send' : afterEnd(grant)}`,
    until: undefined,
  };
}

function afterEnd(grant: Grant): string {
  if (grant === 'pasted') return 'paste a new one';
  return grant === 'authorization_code' ? 'sign in again' : 'a new one is needed';
}

/** Whether a new access token can be had without a person. */
export function isRenewable({ grant, tokens }: TokenProfile, time: number): boolean {
  if (grant === 'client_credentials' || grant === 'password' || grant === 'jwt') return true;
  const { refreshToken = '', refreshExpiresAt } = tokens ?? {};
  return (
    grant !== 'pasted' &&
    refreshToken !== '' &&
    !(refreshExpiresAt !== undefined && Date.parse(refreshExpiresAt) <= time)
  );
}

/** The facts that are shown of a profile; nothing secret is among them. `time` is milliseconds. */
export function tokenRows(profile: TokenProfile, time: number): readonly TokenRow[] {
  const { grant, tokens, tokenUrl, username, scopes } = profile;
  const state = tokenState(profile, time);
  const owner = tokens?.owner ?? username;
  const scope = tokens?.scope ?? scopes.join(' ');
  const from = URL.canParse(tokenUrl) ? ` from ${new URL(tokenUrl).host}` : '';
  return [
    { label: 'Access token', value: state.text, icon: 'watch' },
    ...refreshRow(profile, time),
    ...(owner === undefined ? [] : [{ label: 'Owner', value: owner, icon: 'account' }]),
    ...(scope === '' ? [] : [{ label: 'Scopes', value: scope, icon: 'checklist' }]),
    { label: 'Goes to', value: hostsOf(profile).join(', ') || 'no host', icon: 'globe' },
    { label: 'Got by', value: `${grantNames[grant]}${from}`, icon: 'key' },
  ];
}

/** The hosts a token goes to (rule AU8). */
export function hostsOf({ hosts, tokenUrl }: TokenProfile): readonly string[] {
  if (hosts.length > 0) return hosts;
  return URL.canParse(tokenUrl) ? [new URL(tokenUrl).host] : [];
}

function refreshRow({ tokens }: TokenProfile, time: number): readonly TokenRow[] {
  const { refreshToken = '', refreshExpiresAt, obtainedAt } = tokens ?? {};
  if (refreshToken === '') return [];
  const life = lifeText(refreshExpiresAt, obtainedAt, time);
  return [{ label: 'Refresh token', value: life?.text ?? 'ended', icon: 'sync' }];
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** What is left, rounded down, and when that has to be said anew; undefined when nothing is. A clock that was set back makes no token live longer. */
function lifeText(
  end: string | undefined,
  start: string | undefined,
  time: number,
): { readonly text: string; readonly until: number | undefined } | undefined {
  if (end === undefined) return { text: 'end not known', until: undefined };
  const whole = start === undefined ? Number.POSITIVE_INFINITY : Date.parse(end) - Date.parse(start);
  const left = Math.min(Date.parse(end) - time, whole);
  if (!(left > 0)) return undefined;
  const unit = left >= 2 * day ? day : left >= minute ? minute : 5 * second;
  const units = Math.floor(left / unit);
  return { text: `${amount(left, units)} left`, until: time + (left - units * unit) + 1 };
}

function amount(left: number, units: number): string {
  if (left >= 2 * day) return `${units} days`;
  if (left >= hour) return `${Math.floor(left / hour)} h ${Math.floor((left % hour) / minute)} min`;
  return left >= minute ? `${units} min` : `${Math.max(1, units * 5)} s`;
}

/**
 * Who may log in to a sandbox. None of this exists anywhere else; all of it is meant to be published.
 * `clientId` with `clientSecret` is a confidential client; `publicClientId` has no secret and sends none.
 */
export const demoCredentials = {
  clientId: 'sandbox-client-id',
  clientSecret: 'sandbox-client-secret',
  publicClientId: 'sandbox-public-client-id',
  username: '+15550100',
  password: 'sandbox-password',
  /** A user whose password grant is refused with OAU-168, because a second factor is required. */
  usernameWithSecondFactor: '+15550168',
  /** A JWT without a signature: `{"iss":"sandbox-client-id","sub":"171857008"}`. Any JWT of this issuer that has not expired is taken. */
  assertion: 'eyJhbGciOiJub25lIn0.eyJpc3MiOiJzYW5kYm94LWNsaWVudC1pZCIsInN1YiI6IjE3MTg1NzAwOCJ9.sandbox',
} as const;

/** What a connection to the database is made of. */
export interface DatabaseAddress {
  readonly owner: string;
  readonly password: string;
  /** `host:port`, as RDS gives it. */
  readonly endpoint: string;
  readonly database: string;
}

/**
 * The `DATABASE_URL` of the services, in libpq's form (PostgreSQL documentation, 34.1.1.2). `verify-full` refuses any
 * server whose certificate isn't signed by an authority the client trusts, or is for another host.
 */
export function databaseUrl({ owner, password, endpoint, database }: DatabaseAddress): string {
  const [user, secret] = [owner, password].map(encodeURIComponent);
  return `postgresql://${user}:${secret}@${endpoint}/${database}?sslmode=verify-full`;
}

import pg from "pg";

/** The two roles of an installation. The migrator owns the schema, the app owns nothing. */
export interface Roles {
  readonly migratorPassword: string;
  readonly appPassword: string;
}

const { escapeIdentifier, escapeLiteral } = pg;

/**
 * Creates the migrator and the app role and the database, as a superuser: what `docs/operations.md`
 * tells an operator to do by hand on an outside server. Safe to repeat.
 */
export async function createRolesAndDatabase(superuserUrl: string, database: string, roles: Roles): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ rolname: string }>(
      "select rolname from pg_roles where rolname in ('klickamt_migrator', 'klickamt_app')",
    );
    const present = new Set(rows.map((row) => row.rolname));
    for (const [role, password] of [
      ["klickamt_migrator", roles.migratorPassword],
      ["klickamt_app", roles.appPassword],
    ] as const) {
      const verb = present.has(role) ? "alter" : "create";
      await client.query(
        `${verb} role ${role} login nosuperuser nocreatedb nocreaterole nobypassrls password ${escapeLiteral(password)}`,
      );
    }
    const { rows: databases } = await client.query("select 1 from pg_database where datname = $1", [database]);
    if (databases.length === 0) {
      await client.query(
        `create database ${escapeIdentifier(database)} owner klickamt_migrator encoding 'UTF8' template template0`,
      );
      await client.query(`revoke all on database ${escapeIdentifier(database)} from public`);
      await client.query(`grant connect on database ${escapeIdentifier(database)} to klickamt_app`);
    }
  } finally {
    await client.end();
  }
}

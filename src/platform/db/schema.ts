import pg from "pg";

/** A table as the catalogue of PostgreSQL knows it. */
export interface TableFacts {
  readonly name: string;
  readonly hasTenant: boolean;
  readonly tenantFirstInKey: boolean;
  readonly rowSecurity: boolean;
  readonly rowSecurityForced: boolean;
  readonly policies: number;
}

const ours = "n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema', 'pgboss')";

async function query<R extends pg.QueryResultRow>(client: pg.Client, text: string): Promise<R[]> {
  return (await client.query<R>(text)).rows;
}

/** Every table of the modules with what the rules on tenants want to know. */
export async function listTenantTables(url: string): Promise<readonly TableFacts[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await query<TableFacts & pg.QueryResultRow>(
      client,
      `select n.nspname || '.' || c.relname as name,
        exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped) as "hasTenant",
        exists (select 1 from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
                where i.indrelid = c.oid and i.indisprimary and a.attname = 'tenant_id') as "tenantFirstInKey",
        c.relrowsecurity as "rowSecurity", c.relforcerowsecurity as "rowSecurityForced",
        (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and ${ours} order by 1`,
    );
  } finally {
    await client.end();
  }
}

/**
 * The schema as readable text: tables, keys, checks, indexes, policies, grants, functions, triggers.
 * Kept as `db/schema.sql` so that a review sees what a migration did.
 */
export async function dumpSchema(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const parts: string[] = ["-- Written by `npm run schema`. Do not edit: change a migration.\n"];
    const extensions = await query<{ name: string }>(
      client,
      "select extname as name from pg_extension where extname <> 'plpgsql' order by 1",
    );
    parts.push(extensions.map(({ name }) => `create extension ${name};\n`).join(""));
    const tables = await query<{ oid: number; name: string; comment: string | null }>(
      client,
      `select c.oid, n.nspname || '.' || c.relname as name, obj_description(c.oid) as comment
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and ${ours} order by 2`,
    );
    for (const table of tables) {
      const columns = await query<{ line: string }>(
        client,
        `select format('  %s %s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
            case when a.attnotnull then ' not null' else '' end,
            case when a.attidentity <> '' then ' generated always as identity' else '' end,
            coalesce(case when a.attgenerated <> '' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
                          else ' default ' || pg_get_expr(d.adbin, d.adrelid) end, '')) as line
         from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
         where a.attrelid = ${table.oid} and a.attnum > 0 and not a.attisdropped order by a.attnum`,
      );
      const constraints = await query<{ line: string }>(
        client,
        `select format('  constraint %s %s', conname, pg_get_constraintdef(oid)) as line from pg_constraint
         where conrelid = ${table.oid} and contype <> 'n' order by contype desc, conname`,
      );
      const lines = [...columns, ...constraints].map((row) => row.line);
      parts.push(`create table ${table.name} (\n${lines.join(",\n")}\n);`);
      const others = await query<{ line: string }>(
        client,
        `select pg_get_indexdef(i.indexrelid) || ';' as line from pg_index i
           where i.indrelid = ${table.oid} and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p','u','x'))
         union all select format('alter table ${table.name} enable row level security;') from pg_class where oid = ${table.oid} and relrowsecurity
         union all select format('alter table ${table.name} force row level security;') from pg_class where oid = ${table.oid} and relforcerowsecurity
         union all select format('create policy %s on ${table.name} using (%s) with check (%s);', polname, pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
           from pg_policy where polrelid = ${table.oid}
         union all select format('grant %s on ${table.name} to %s;', string_agg(lower(privilege_type), ', ' order by privilege_type), grantee)
           from information_schema.role_table_grants where (table_schema || '.' || table_name) = '${table.name}' and grantee like 'klickamt\\_app' group by grantee
         union all select pg_get_triggerdef(oid) || ';' from pg_trigger where tgrelid = ${table.oid} and not tgisinternal
         order by 1`,
      );
      parts.push(`${others.map((row) => row.line).join("\n")}\n`);
    }
    const functions = await query<{ line: string }>(
      client,
      `select pg_get_functiondef(p.oid) || ';' as line from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where ${ours} and p.prokind in ('f', 'p')
         and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
       order by p.oid::regprocedure::text`,
    );
    parts.push(functions.map((row) => row.line).join("\n\n"));
    return `${parts.join("\n")}\n`;
  } finally {
    await client.end();
  }
}

const typeOf: Readonly<Record<string, string>> = {
  uuid: "string",
  text: "string",
  bpchar: "string",
  date: "PlainDay",
  bool: "boolean",
  int2: "number",
  int4: "number",
  int8: "number",
  float8: "number",
  timestamptz: "Date",
  jsonb: "unknown",
  bytea: "Buffer",
  tsvector: "string",
  _text: "string[]",
  _uuid: "string[]",
  _int4: "number[]",
};

/**
 * TypeScript for the tables of one PostgreSQL schema: what its module's `store.ts` may touch.
 * @throws Error for a column type nobody has mapped
 */
export async function writeTableTypes(url: string, schema: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const rows = await query<{
      table: string;
      column: string;
      type: string;
      nullable: boolean;
      optional: boolean;
      always: boolean;
    }>(
      client,
      `select c.relname as table, a.attname as column, t.typname as type, not a.attnotnull as nullable,
         d.oid is not null or a.attidentity <> '' as optional, a.attgenerated <> '' or a.attidentity = 'a' as always
       from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
       join pg_type t on t.oid = a.atttypid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
       where c.relkind in ('r', 'p') and n.nspname = '${schema}' and a.attnum > 0 and not a.attisdropped
       order by c.relname, a.attnum`,
    );
    const tables = new Map<string, string[]>();
    const imports = new Set<string>();
    let days = false;
    for (const row of rows) {
      let type = typeOf[row.type];
      if (type === undefined) throw new Error(`${schema}.${row.table}.${row.column}: no type for ${row.type}`);
      if (type === "PlainDay") days = true;
      if (row.nullable && type !== "unknown") type = `${type} | null`;
      if (row.always) {
        type = `GeneratedAlways<${type}>`;
        imports.add("GeneratedAlways");
      } else if (row.optional) {
        type = `Generated<${type}>`;
        imports.add("Generated");
      }
      const lines = tables.get(row.table) ?? [];
      lines.push(`    ${row.column}: ${type};`);
      tables.set(row.table, lines);
    }
    const body = [...tables].map(([table, lines]) => `  "${schema}.${table}": {\n${lines.join("\n")}\n  };`).join("\n");
    const name = `${schema.charAt(0).toUpperCase()}${schema.slice(1)}Tables`;
    return [
      "// Written by `npm run schema` from the migrated database. Do not edit.",
      ...(imports.size > 0 ? [`import type { ${[...imports].sort().join(", ")} } from "kysely";`] : []),
      ...(days ? [`import type { PlainDay } from "../../kernel/index.ts";`] : []),
      "",
      `/** Tables of the PostgreSQL schema \`${schema}\`. */`,
      `export type ${name} = {`,
      body,
      "};",
      "",
    ].join("\n");
  } finally {
    await client.end();
  }
}

// Written by `npm run schema` from the migrated database. Do not edit.

/** Tables of the PostgreSQL schema `codelists`. */
export type CodelistsTables = {
  "codelists.list": {
    tenant_id: number;
    uri: string;
    version: string;
    name: unknown;
    entries: unknown;
    entry_count: number;
    sha256: string;
    imported_at: Date;
    imported_by: string;
  };
};

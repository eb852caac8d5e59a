// Written by `npm run schema` from the migrated database. Do not edit.
import type { Generated } from "kysely";

/** Tables of the PostgreSQL schema `uploads`. */
export type UploadsTables = {
  "uploads.upload": {
    tenant_id: number;
    upload_id: string;
    owner_id: string;
    field_path: string;
    filename: string;
    media_type: Generated<string>;
    size_bytes: number;
    sha256: string | null;
    state: string;
    reason: string | null;
    kinds: string[];
    max_bytes: number;
    fingerprint: string | null;
    replaces: string | null;
    has_preview: Generated<boolean>;
    ordered_at: Date;
    changed_at: Date;
    sealed_at: Date | null;
  };
};

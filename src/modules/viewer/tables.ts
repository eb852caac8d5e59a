// Written by `npm run schema` from the migrated database. Do not edit.
import type { Generated } from "kysely";

/** Tables of the PostgreSQL schema `viewer`. */
export type ViewerTables = {
  "viewer.conversion": {
    tenant_id: number;
    dokument_id: string;
    version: number;
    state: string;
    at: Date;
  };
  "viewer.disclosure": {
    tenant_id: number;
    disclosure_id: string;
    dokument_id: string;
    version: number;
    format: number;
    sha256: string;
    media_type: string;
    author_name: string;
    begun_at: Date;
    page_count: number;
    pages: number[];
    terms: string[];
    kinds: string[];
    reason: string;
    legal_basis: string;
    with_text: boolean;
    state: string;
    run: Generated<number>;
    made_pages: Generated<number>;
    result_sha256: string | null;
    result_bytes: number | null;
  };
  "viewer.disclosure_box": {
    tenant_id: number;
    disclosure_id: string;
    page: number;
    number: number;
    source: string;
    x: number;
    y: number;
    width: number;
    height: number;
  };
  "viewer.disclosure_page": {
    tenant_id: number;
    disclosure_id: string;
    page: number;
    sha256: string;
    width: number;
    height: number;
    width_points: number;
    height_points: number;
    words: unknown;
    boxes: number;
  };
  "viewer.note": {
    tenant_id: number;
    note_id: string;
    dokument_id: string;
    page: number | null;
    author_id: string;
    author_name: string;
    body: string;
    written_at: Date;
  };
};

// Written by `npm run schema` from the migrated database. Do not edit.

/** Tables of the PostgreSQL schema `fulltext`. */
export type FulltextTables = {
  "fulltext.cell": {
    tenant_id: number;
    window_no: number;
    circle_id: number;
    dokumente: number;
  };
  "fulltext.counter": {
    tenant_id: number;
    last_number: number;
  };
  "fulltext.dokument": {
    tenant_id: number;
    number: number;
    dokument_id: string;
    akte_id: string;
    circle_id: number;
    fingerprint: string;
    plan_unit: string;
    aktenzeichen: string;
    akte_betreff: string;
    kind: string;
    file_kind: string;
    title: string;
    author: string;
    filename: string;
    media_type: string;
    filed_at: Date;
    open: boolean;
    text: string;
    part_kind: string;
    splits: string[];
    state: string;
    problem: string | null;
    indexed_at: Date;
  };
  "fulltext.learnt": {
    tenant_id: number;
    word: string;
  };
  "fulltext.part_again": {
    tenant_id: number;
    number: number;
  };
  "fulltext.posting": {
    tenant_id: number;
    term: string;
    first_key: number;
    last_key: number;
    docs: Buffer;
    places: Buffer;
  };
  "fulltext.saved_search": {
    tenant_id: number;
    search_id: string;
    staff_id: string;
    name: string;
    question: unknown;
    saved_at: Date;
  };
  "fulltext.waiting": {
    tenant_id: number;
    akte_id: string;
    waiting_id: string;
    since: Date;
  };
  "fulltext.word": {
    tenant_id: number;
    word: string;
    dokumente: number;
  };
};

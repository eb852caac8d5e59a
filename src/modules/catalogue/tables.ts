// Written by `npm run schema` from the migrated database. Do not edit.

/** Tables of the PostgreSQL schema `catalogue`. */
export type CatalogueTables = {
  "catalogue.town_leistung": {
    tenant_id: number;
    leistung_id: string;
    enabled: boolean;
    position: number;
    note_de: string | null;
    note_en: string | null;
    changed_at: Date;
    changed_by: string;
  };
};

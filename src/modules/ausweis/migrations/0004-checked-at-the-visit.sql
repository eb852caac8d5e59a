-- What was seen, given and signed at the appointment besides identity, photograph and fingerprints; what is kept of it
-- goes with the card.

create table ausweis.checked (
  tenant_id integer not null,
  case_id uuid not null,
  -- 'unterschrift': how it was given (§ 9 Abs. 5 PAuswG); 'pin-brief': received and confirmed (§ 17 Abs. 1 PAuswV);
  -- 'vertretung': who stands in (§ 9 Abs. 2, § 23 Abs. 3 Nr. 10 PAuswG); 'ermaechtigung': of the competent office
  -- (§ 8 Abs. 4, § 23 Abs. 3 Nr. 19 PAuswG); 'versand': § 18 Abs. 2 PAuswV; 'ausserhalb-dienstzeit': § 1 Abs. 3 PAuswGebV.
  what text not null check (what in
    ('unterschrift', 'pin-brief', 'vertretung', 'ermaechtigung', 'versand', 'ausserhalb-dienstzeit')),
  note text not null check (length(note) <= 1000),
  checked_by_name text not null,
  checked_at timestamptz not null,
  primary key (tenant_id, case_id, what)
);
call platform.protect('ausweis.checked', 'select, insert, update, delete');

-- The register forgets all that belongs to a card: § 23 Abs. 4 PAuswG.
grant delete on ausweis.visit, ausweis.handover, ausweis.loss to klickamt_app;

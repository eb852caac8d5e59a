-- Values that a register knew before the application was filled in: {label, at, values}. Null: none.

alter table cases.case add column found jsonb;

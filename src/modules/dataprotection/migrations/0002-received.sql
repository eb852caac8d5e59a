-- The month of Art. 12 Abs. 3 GDPR begins when a request comes in, not when somebody takes it up: letters lie over a
-- weekend. Null for requests that were taken up before this was asked: they count from that day.
alter table dataprotection.request add column received_on date;

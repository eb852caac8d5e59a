-- Cookies of the first answer to a form, sealed for the browser it went to: a repeat after a lost answer sets them again.
alter table platform.submission add column cookies text;

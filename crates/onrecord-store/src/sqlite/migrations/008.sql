-- Format 8. What the text of each version was fetched from, or what it says of itself, within which its id and its address
-- count; and checksums of versions and corrections, by which damage is found.

-- `site` is the host that the text was fetched from, without "www." and the like; `claimed_site` that of `url`. `publisher` is
-- in lower case. Older versions have no `site`, since it was not known.
ALTER TABLE version ADD COLUMN site TEXT;
ALTER TABLE version ADD COLUMN claimed_site TEXT;
ALTER TABLE version ADD COLUMN publisher TEXT;

-- The first 128 bits of the SHA-256 of all other columns.
ALTER TABLE version ADD COLUMN checksum BLOB NOT NULL DEFAULT x'';
ALTER TABLE correction ADD COLUMN checksum BLOB NOT NULL DEFAULT x'';

-- id: DAT-24
-- severity: info
-- title:
--   en: Every partner is part of something
--   nl: Elke partner doet ergens aan mee
-- message:
--   en: "nothing in the registry points at {name}"
--   nl: "niets in het register verwijst naar {name}"
-- why:
--   en: A partner without seat, office, members or programme is in the network by name only.
--   nl: Een partner zonder zetel, functie, leden of opgave zit alleen in naam in het netwerk.
-- source: "issue: orphans"
-- mend:
--   en: give it a seat, or end its part in the network
--   nl: geef de partner een zetel, of beëindig de deelname
-- command: "regio withdraw {record} --on …"
-- fault:
--   pick: >-
--     SELECT 1 AS one
--   changes:
--     partner/los:
--       name: "Los"
--       type: "foundation"
--       pillar: "society"
--   fires_on: partner/los
WITH pointed AS (
  SELECT spoken.value AS partner FROM seat, json_each(seat.on_behalf_of) AS spoken
  UNION SELECT value FROM mandate_on_behalf_of
  UNION SELECT partner FROM office
  UNION SELECT partner FROM body_area
  UNION SELECT secretariat FROM body
  UNION SELECT province FROM partner
  UNION SELECT part_of FROM partner
  UNION SELECT json_extract(partner.members, member.fullkey || '.partner') FROM partner, json_each(partner.members) AS member
  UNION SELECT value FROM election_partners
  UNION SELECT region_centre FROM registry
  UNION SELECT controller_partner FROM registry
  UNION SELECT archive_keeper_partner FROM registry
)
SELECT 'partner/' || id AS record, name
FROM active_partner
WHERE id NOT IN (SELECT partner FROM pointed WHERE partner IS NOT NULL)
  AND participation IS NULL AND contacts IS NULL AND members IS NULL
ORDER BY id

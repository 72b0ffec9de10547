-- id: REP-1
-- severity: warning
-- title:
--   en: Every partner sits somewhere
--   nl: Elke partner zit ergens
-- message:
--   en: "{name} has no seat in any body, itself or through a coalition"
--   nl: "{name} heeft nergens een zetel, zelf niet en ook niet via een koepel"
-- why:
--   en: A partner that sits nowhere hears of decisions afterwards, and is a partner in name.
--   nl: Een partner die nergens zit hoort besluiten achteraf, en is alleen in naam partner.
-- seed: Representativiteit partners in diverse gremia; zorg dragen voor relatiemanagement en representatie van alle betrokkenen.
-- source: domain brief E.2, REP-1 (partners without a seat are orphans)
-- mend:
--   en: offer a seat, or record the last day as a partner
--   nl: bied een zetel aan, of leg de laatste dag als partner vast
-- command: regio show {record}
-- fault:
--   pick: SELECT id FROM registry
--   changes:
--     partner/proef-van-de-wees:
--       name: Proef
--       type: foundation
--       pillar: society
--   fires_on: partner/proef-van-de-wees
WITH seated AS (
  SELECT partner FROM seat_partner UNION SELECT partner FROM holder_partner
)
SELECT 'partner/' || partner.id AS record, partner.name
FROM active_partner AS partner
WHERE partner.id NOT IN (SELECT partner FROM seated)
  AND partner.id NOT IN (SELECT member FROM coalition_member WHERE coalition IN (SELECT partner FROM seated))
  AND coalesce(partner.part_of NOT IN (SELECT partner FROM seated), 1)
ORDER BY partner.id

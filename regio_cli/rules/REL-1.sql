-- id: REL-1
-- severity: info
-- title:
--   en: Every partner is looked after
--   nl: Elke partner heeft relatiebeheer
-- message:
--   en: "of {name} is missing: {missing}"
--   nl: "van {name} ontbreekt: {missing}"
-- why:
--   en: Somebody at the bureau keeps up the relation with each partner, knows whom to call at both levels, and asks each year whether that still holds.
--   nl: Iemand van het bureau onderhoudt de relatie met elke partner, weet wie te bellen op beide niveaus, en vraagt elk jaar of dat nog klopt.
-- seed: Zorg dragen voor relatiemanagement en representatie van alle betrokkenen.
-- source: seed; domain brief E.2, REL-1
-- mend:
--   en: ask the partner, and record it
--   nl: vraag het de partner, en leg het vast
-- command: "regio edit {record}"
-- parameters:
--   months:
--     default: 12
--     en: months after which a confirmation is stale
--     nl: maanden waarna een bevestiging verouderd is
-- fault:
--   pick: >-
--     SELECT 1 AS one
--   changes:
--     partner/vergeten:
--       name: "Vergeten"
--       type: "foundation"
--       pillar: "society"
--       confirmed_on: "1989-01-01"
--   fires_on: partner/vergeten
WITH wanted AS (
  SELECT partner.id, partner.name,
         EXISTS (SELECT 1 FROM partner_contacts AS contact WHERE contact.partner = partner.id AND contact.level = 'executive') AS has_executive,
         EXISTS (SELECT 1 FROM partner_contacts AS contact WHERE contact.partner = partner.id AND contact.level = 'civil_service') AS has_civil,
         partner.relation_manager IS NOT NULL AS has_manager,
         coalesce(date(partner.confirmed_on, '+' || CAST(:months AS INTEGER) || ' months') >= on_date(), 0) AS is_confirmed,
         date(partner.confirmed_on, '+' || CAST(:months AS INTEGER) || ' months', '+1 day') AS stale
  FROM active_partner AS partner
  WHERE partner.type <> 'network'
)
SELECT 'partner/' || id AS record, name, CASE WHEN has_executive AND has_civil AND has_manager THEN stale END AS since,
       substr(CASE WHEN has_executive THEN '' ELSE ', contacts (executive)' END || CASE WHEN has_civil THEN '' ELSE ', contacts (civil_service)' END
         || CASE WHEN has_manager THEN '' ELSE ', relation_manager' END || CASE WHEN is_confirmed THEN '' ELSE ', confirmed_on' END, 3) AS missing
FROM wanted
WHERE NOT (has_executive AND has_civil AND has_manager AND is_confirmed)
ORDER BY id

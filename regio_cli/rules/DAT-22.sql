-- id: DAT-22
-- severity: info
-- title:
--   en: Every person is there for a reason
--   nl: Elke persoon staat er om een reden in
-- message:
--   en: has no office and no mandate, and is nobody’s contact
--   nl: heeft geen functie en geen mandaat, en is voor niemand contact
-- why:
--   en: Personal data without a purpose are to go (GDPR, art. 5).
--   nl: Persoonsgegevens zonder doel horen te verdwijnen (AVG, art. 5).
-- source: domain brief C.1
-- mend:
--   en: remove the person, or record why they are here
--   nl: verwijder de persoon, of leg vast waarom die erin staat
-- command: "regio remove {record}"
-- fault:
--   pick: >-
--     SELECT 1 AS one
--   changes:
--     person/p-wees:
--       name: {family: "Wees"}
--       publicity: "internal"
--   fires_on: person/p-wees
SELECT 'person/' || id AS record
FROM person
WHERE id NOT IN (SELECT person FROM office) AND id NOT IN (SELECT person FROM mandate WHERE person IS NOT NULL)
  AND id NOT IN (SELECT person FROM partner_contacts WHERE person IS NOT NULL)
  AND id NOT IN (SELECT relation_manager FROM partner WHERE relation_manager IS NOT NULL)
ORDER BY id

-- id: DAT-27
-- severity: info
-- title:
--   en: People with one initial and family name at one partner are told apart
--   nl: Mensen met één voorletter en achternaam bij één partner zijn te onderscheiden
-- message:
--   en: "has the same initial and family name as {first}, at {partner} too"
--   nl: "heeft dezelfde voorletter en achternaam als {first}, ook bij {partner}"
-- why:
--   en: May be one person, once with first name and once with initials.
--   nl: Kan één persoon zijn, eens met roepnaam en eens met voorletters.
-- source: "issue: quasi-duplicate people"
-- mend:
--   en: merge the two when they are one
--   nl: voeg de twee samen als het één persoon is
-- command: "regio merge {record} {first}"
-- fault:
--   pick: >-
--     SELECT person.name_family AS family, substr(person.name_given, 1, 1) AS initial, office.partner FROM person JOIN office ON office.person = person.id
--     WHERE office.partner IS NOT NULL AND person.name_given IS NOT NULL ORDER BY person.id LIMIT 1
--   changes:
--     person/p-zzzzz:
--       name: {initials: "{initial}.", family: "{family}"}
--       offices: [{office: "civil_servant", partner: "{partner}"}]
--       publicity: "internal"
--   fires_on: person/p-zzzzz
WITH named AS (
  SELECT DISTINCT person.id, office.partner, fold(substr(coalesce(person.name_initials, person.name_given), 1, 1)) AS initial,
         fold(person.name_family) AS family, fold(trim(name_given || ' ' || coalesce(name_prefix || ' ', '') || name_family)) AS name
  FROM person JOIN office ON office.person = person.id
  WHERE office.partner IS NOT NULL AND fold(person.name_family) IN (SELECT fold(name_family) FROM person WHERE name_given IS NULL)
),
alike AS (
  SELECT id, partner, name, first_value(id) OVER same AS first, first_value(name) OVER same AS first_name
  FROM named WHERE initial IS NOT NULL WINDOW same AS (PARTITION BY partner, initial, family ORDER BY id)
)
SELECT 'person/' || alike.id AS record, 'name' AS field, 'person/' || alike.first AS also, alike.first, min(partner.name) AS partner
FROM alike JOIN partner ON partner.id = alike.partner
-- Two first names that are known and differ are two people.
WHERE alike.id <> alike.first AND (alike.name IS NULL OR alike.first_name IS NULL)
GROUP BY alike.id
ORDER BY alike.id

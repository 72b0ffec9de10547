-- id: DAT-25
-- severity: warning
-- title:
--   en: Two people do not have one e-mail address
--   nl: Twee mensen hebben niet één e-mailadres
-- message:
--   en: "has the same e-mail address as {first}"
--   nl: "heeft hetzelfde e-mailadres als {first}"
-- why:
--   en: Nearly always one person who was recorded twice.
--   nl: Bijna altijd één persoon die twee keer is vastgelegd.
-- source: "issue: quasi-duplicate people"
-- mend:
--   en: merge the two, or mend the address
--   nl: voeg de twee samen, of herstel het adres
-- command: "regio merge {record} {first}"
-- fault:
--   pick: >-
--     SELECT id, email FROM person WHERE email IS NOT NULL ORDER BY id LIMIT 1
--   changes:
--     person/p-zzzzz:
--       name: {family: "Anders"}
--       email: "{email}"
--       publicity: "internal"
--   fires_on: person/p-zzzzz
WITH alike AS (
  SELECT id, min(id) OVER (PARTITION BY fold(trim(email))) AS first FROM person WHERE email IS NOT NULL
)
SELECT 'person/' || id AS record, 'email' AS field, 'person/' || first AS also, first
FROM alike
WHERE id <> first
ORDER BY id

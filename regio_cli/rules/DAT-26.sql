-- id: DAT-26
-- severity: warning
-- title:
--   en: Two people do not have one name
--   nl: Twee mensen hebben niet één naam
-- message:
--   en: "has the same full name as {first}, apart from accents and capitals"
--   nl: "heeft dezelfde volledige naam als {first}, afgezien van accenten en hoofdletters"
-- why:
--   en: Often one person who was recorded twice; sometimes two namesakes.
--   nl: Vaak één persoon die twee keer is vastgelegd; soms zijn het naamgenoten.
-- source: "issue: quasi-duplicate people"
-- mend:
--   en: merge the two, or note what sets them apart
--   nl: voeg de twee samen, of noteer wat ze onderscheidt
-- command: "regio merge {record} {first}"
-- fault:
--   pick: >-
--     SELECT id, name_given AS given, name_family AS family FROM person WHERE name_given IS NOT NULL AND name_prefix IS NULL
--     AND id NOT IN (SELECT id FROM person WHERE id = 'p-zzzzz') ORDER BY id LIMIT 1
--   changes:
--     person/p-zzzzz:
--       name: {given: "{given}", family: "{family}"}
--       publicity: "internal"
--   fires_on: person/p-zzzzz
WITH named AS (
  SELECT id, fold(trim(email)) AS email, fold(trim(name_given || ' ' || coalesce(name_prefix || ' ', '') || name_family)) AS name FROM person WHERE name_given IS NOT NULL
),
alike AS (
  SELECT id, email, first_value(id) OVER same AS first, first_value(email) OVER same AS first_email
  FROM named WINDOW same AS (PARTITION BY name ORDER BY id)
)
SELECT 'person/' || id AS record, 'person/' || first AS also, first
FROM alike
-- With one e-mail address they are one by DAT-25.
WHERE id <> first AND email IS NOT first_email
UNION ALL
SELECT 'person/' || id, 'person/' || first, first FROM alike WHERE id <> first AND email IS NULL AND first_email IS NULL
ORDER BY record

-- id: BOE-1
-- severity: info
-- title:
--   en: The region has one figurehead and one regional chair
--   nl: De regio heeft één boegbeeld en één regiovoorzitter
-- message:
--   en: "{region} has {number} {en} on this day; {meant} is meant"
--   nl: "{region} heeft op deze dag {number} {nl}; bedoeld is {meant}"
-- why:
--   en: One face outside, one chair inside, and not the same person; two of either, or none, and nobody knows who speaks for the region.
--   nl: Eén gezicht naar buiten, één voorzitter naar binnen, en niet dezelfde persoon; bij twee of geen weet niemand wie namens de regio spreekt.
-- seed: Bestuurlijk boegbeeld.
-- source: domain brief E.2, BOE-1, and A.5 (a figurehead since September 2022, beside the regional chair)
-- mend:
--   en: appoint one, or end the mandate of the other
--   nl: benoem er een, of beëindig het mandaat van de ander
-- fault:
--   pick: SELECT registry.id, holder.mandate FROM registry, holder WHERE holder.role = 'figurehead' LIMIT 1
--   changes:
--     mandate/{mandate}: null
--   fires_on: registry/{id}
WITH face AS (
  SELECT holder.person, holder.role = 'figurehead' AS is_figurehead
  FROM holder
  WHERE holder.role = 'figurehead'
    OR (holder.role = 'chair' AND holder.body IN (SELECT id FROM active_body WHERE type = 'regional_board'))
),
figure AS (
  SELECT 'figureheads' AS en, 'boegbeelden' AS nl, (SELECT count(*) FROM face WHERE is_figurehead) AS number, 1 AS meant
  UNION ALL
  SELECT 'regional chairs', 'regiovoorzitters', (SELECT count(*) FROM face WHERE NOT is_figurehead), 1
  UNION ALL
  SELECT 'people who are figurehead and regional chair at once', 'personen die tegelijk boegbeeld en regiovoorzitter zijn', (
    SELECT count(*) FROM (SELECT person FROM face GROUP BY person HAVING count(DISTINCT is_figurehead) = 2)
  ), 0
)
SELECT 'registry/' || registry.id AS record, 'region' AS field, registry.region_name AS region, figure.number, figure.meant, figure.en, figure.nl
FROM registry, figure
WHERE figure.number <> figure.meant AND EXISTS (SELECT 1 FROM active_body WHERE type = 'regional_board')

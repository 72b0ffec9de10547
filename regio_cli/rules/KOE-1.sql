-- id: KOE-1
-- severity: warning
-- title:
--   en: Every body works on something of the present agenda
--   nl: Elk overleg werkt aan iets van de huidige agenda
-- message:
--   en: "{name} {en}"
--   nl: "{name} {nl}"
-- why:
--   en: A body that outlives its task takes the time of people who are needed elsewhere. End it, or give it a new task.
--   nl: Een overleg dat zijn opgave overleeft kost tijd van mensen die elders nodig zijn. Opheffen of herijken.
-- seed: Heldere koers als startpunt → vierde economische regio; lange termijn doel / koers bepalen.
-- source: domain brief E.2, KOE-1; agenda "Regio Zwolle stapt door 2024–2028"
-- mend:
--   en: end the body, or link it to a programme of the present agenda
--   nl: hef het overleg op, of koppel het aan een opgave van de huidige agenda
-- command: regio edit {record}
-- fault:
--   pick: SELECT body.id FROM active_body AS body JOIN body_programmes ON body_programmes.body = body.id JOIN active_programme AS programme ON programme.id = body_programmes.value ORDER BY body.id LIMIT 1
--   changes:
--     body/{id}:
--       programmes: null
--   fires_on: body/{id}
WITH current_programme AS (
  SELECT programme.id FROM active_programme AS programme
  WHERE programme.agenda IS NULL OR programme.agenda IN (SELECT id FROM active_agenda)
)
SELECT 'body/' || body.id AS record, 'programmes' AS field, body.name, coalesce(
         'works only on what has ended: ' || (SELECT group_concat(value, ', ') FROM body_programmes WHERE body_programmes.body = body.id),
         'is linked to no programme') AS en, coalesce(
         'werkt alleen aan wat is afgelopen: ' || (SELECT group_concat(value, ', ') FROM body_programmes WHERE body_programmes.body = body.id),
         'is aan geen opgave gekoppeld') AS nl
FROM active_body AS body
WHERE NOT EXISTS (
    SELECT 1 FROM body_programmes WHERE body_programmes.body = body.id AND body_programmes.value IN (SELECT id FROM current_programme)
  )
  AND EXISTS (SELECT 1 FROM programme) AND (EXISTS (SELECT 1 FROM active_agenda) OR NOT EXISTS (SELECT 1 FROM agenda))
UNION ALL
SELECT 'registry/' || registry.id, 'agendas', registry.region_name, 'has no agenda on this day', 'heeft op deze dag geen agenda'
FROM registry
WHERE EXISTS (SELECT 1 FROM agenda) AND NOT EXISTS (SELECT 1 FROM active_agenda)
ORDER BY record

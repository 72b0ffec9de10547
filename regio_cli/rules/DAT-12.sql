-- id: DAT-12
-- severity: warning
-- title:
--   en: Every body with a seat for a secretary has one
--   nl: Elk overleg met een zetel voor een secretaris heeft er een
-- message:
--   en: "{en}"
--   nl: "{nl}"
-- why:
--   en: Without a secretary no papers go out and nothing is recorded.
--   nl: Zonder secretaris gaan er geen stukken uit en wordt niets vastgelegd.
-- source: domain brief E.4
-- mend:
--   en: appoint one
--   nl: benoem er een
-- command: "{command}"
-- fault:
--   pick: >-
--     SELECT body, min(mandate) AS mandate FROM holder WHERE role = 'secretary' GROUP BY body HAVING count(*) = 1 ORDER BY body LIMIT 1
--   changes:
--     mandate/{mandate}:
--       status: "nominated"
--   fires_on: body/{body}
SELECT 'body/' || body.id AS record, 'seats.' || place.seat AS field, body.name,
       CASE WHEN place.unattended IS NULL THEN body.name || ' has no secretary'
            ELSE 'the secretary of ' || body.name || ' is absent, and nobody stands in' END AS en,
       CASE WHEN place.unattended IS NULL THEN body.name || ' heeft geen secretaris'
            ELSE 'de secretaris van ' || body.name || ' is afwezig, en niemand vervangt' END AS nl,
       coalesce(
         'regio replace ' || place.unattended || ' --by … --temporary --on ' || on_date(),
         'regio appoint … --to body/' || body.id || ' --seat ' || place.seat
       ) AS command
FROM role_on_day AS place JOIN body ON body.id = place.body
WHERE place.role = 'secretary' AND place.held = 0
ORDER BY place.body
